"""Twenty writers at once, and writers and servers killed in the middle: nothing that was acknowledged is ever lost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lagesbild.settings import ROOT
from lagesbild.work import open_work
from tests.work.conftest import CODE, DATABASES, NewAddress
from tests.work.postgres import start_postgres

PROCESSES, THREADS, RECORDS = 4, 5, 40
EDITS = pytest.mark.parametrize("edits", [20, pytest.param(200, marks=pytest.mark.acceptance)])
WRITERS = PROCESSES * THREADS


def write(address: str, name: str, edits: int, into: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.work.writer", address, name, str(edits)]
    with into.open("wb") as sink:
        return subprocess.Popen(command, cwd=ROOT, stdout=sink, stderr=subprocess.STDOUT)


def prepared(address: str, records: int) -> None:
    store = open_work(address)
    for number in range(records):
        store.add("party", CODE, {"name": "tom"}, "Eva", f"r{number:02d}")
    store.close()
    open_work.cache_clear()


def acknowledged(logs: list[Path]) -> dict[str, dict[int, str]]:
    """What the writers were told is stored: {record: {version: mark}}; two that got the same version would be a lost update."""
    found: dict[str, dict[int, str]] = {}
    for log in logs:
        for identity, version, mark in re.findall(r"^stored (\S+) (\d+) (\S+)$", log.read_text(), re.MULTILINE):
            assert int(version) not in found.setdefault(identity, {}), "one version was given to two writers"
            found[identity][int(version)] = mark
    return found


def assert_kept(address: str, told: dict[str, dict[int, str]]) -> int:
    """Every acknowledged edit stands in the log with its mark, and each record holds what its last version said."""
    store, kept = open_work(address), 0
    for row in store.rows("party", CODE):
        log = {c["version"]: c["after"]["name"] for c in store.changes(CODE, "party", row["id"], most=10_000)}
        assert set(log) == set(range(1, row["version"] + 1)) and log[row["version"]] == row["name"]
        for version, mark in told.get(row["id"], {}).items():
            assert mark in log[version].split()
            kept += 1
    store.close()
    open_work.cache_clear()
    return kept


@EDITS
@pytest.mark.parametrize("database", DATABASES)
def test_twenty_writers_lose_no_update_and_are_told_of_conflicts(
    new_address: NewAddress, database: str, edits: int, tmp_path: Path
) -> None:
    address = new_address(database)
    prepared(address, RECORDS)
    logs = [tmp_path / f"w{n}.log" for n in range(PROCESSES)]
    running = [write(address, ",".join(f"{log.stem}{n}" for n in range(THREADS)), edits, log) for log in logs]
    assert [process.wait(900) for process in running] == [0] * PROCESSES, logs[0].read_text()[-2000:]
    told = acknowledged(logs)
    assert sum(map(len, told.values())) == WRITERS * edits == assert_kept(address, told)
    conflicts = sum(int(told) for log in logs for told in re.findall(r"conflicts (\d+)", log.read_text()))
    assert conflicts > 0, "writers who never met prove nothing"
    print(f"{database}: {WRITERS * edits} edits, {conflicts} conflicts, 0 lost")


@pytest.mark.parametrize("database", DATABASES)
def test_killed_writers_lose_nothing_that_was_acknowledged(new_address: NewAddress, database: str, tmp_path: Path) -> None:
    address = new_address(database)
    prepared(address, 5)
    logs = []
    for attempt in range(4):
        here = [tmp_path / f"k{attempt}{n}.log" for n in range(3)]
        running = [write(address, log.stem, 100_000, log) for log in here]
        logs += here
        wait_for_edits(here)
        for process in running:
            os.kill(process.pid, signal.SIGKILL)
            assert process.wait(20) == -signal.SIGKILL
    told = acknowledged(logs)
    assert assert_kept(address, told) == sum(map(len, told.values())) >= 4


def test_a_killed_postgresql_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    server = start_postgres()
    try:
        address = server.new_database()
        prepared(address, 5)
        logs = [tmp_path / f"p{n}.log" for n in range(3)]
        running = [write(address, log.stem, 100_000, log) for log in logs]
        wait_for_edits(logs)
        server.kill()
        assert all(process.wait(30) != 0 for process in running)
        server.start()
        told = acknowledged(logs)
        assert assert_kept(address, told) == sum(map(len, told.values())) > 0
    finally:
        server.stop()


def wait_for_edits(logs: list[Path]) -> None:
    """Until every writer is in the middle of its work."""
    end = time.monotonic() + 60
    while any(log.read_text().count("stored") < 10 for log in logs):
        assert time.monotonic() < end, logs[0].read_text()[-2000:]
        time.sleep(0.05)

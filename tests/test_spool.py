"""The desk's tray: whole jobs only, orders in their order, and files that nothing on the way can lose or break."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lagesbild import spool
from lagesbild.model import LagesbildError


def handed_in(home: Path, name: str = "brott.csv") -> spool.Job:
    job = spool.find(home, spool.hand_in(home, "9999", name, b"a,b\n", "Siv", "steward"))
    assert job
    return job


def test_a_file_waits_with_the_order_to_look_at_it(tmp_path: Path) -> None:
    job = handed_in(tmp_path)
    assert (job.state, job.busy, job.file, job.who) == ("waiting", True, "brott.csv", "Siv")
    assert job.pending and (job.pending.kind, job.pending.role) == ("inspect", "steward")
    assert job.source and job.source.read_bytes() == b"a,b\n"


def test_two_stewards_who_order_at_once_both_get_their_order(tmp_path: Path) -> None:
    job = handed_in(tmp_path)
    with ThreadPoolExecutor(8) as stewards:
        list(stewards.map(lambda n: spool.order(tmp_path, job.id, "publish", f"s{n}", "steward"), range(16)))
    found = spool.load(job.folder)
    assert found and [order.number for order in found.orders] == list(range(1, 18))
    assert {order.who for order in found.orders[1:]} == {f"s{n}" for n in range(16)}


def test_an_answer_settles_its_order_and_leaves_the_next(tmp_path: Path) -> None:
    job = handed_in(tmp_path)
    spool.order(tmp_path, job.id, "accept", "Siv", "steward")
    job = spool.settle(job, state="ready", done=1)
    assert job.pending and job.pending.kind == "accept"


@pytest.mark.parametrize(("state", "kept"), [("ready", True), ("asks", True), ("refused", False), ("stored", False)])
def test_the_bytes_stay_only_while_they_are_needed(tmp_path: Path, state: str, kept: bool) -> None:
    assert (spool.settle(handed_in(tmp_path), state=state, done=1).source is not None) is kept


def test_a_damaged_answer_does_nothing_again_unasked(tmp_path: Path) -> None:
    job = handed_in(tmp_path)
    spool.order(tmp_path, job.id, "accept", "Siv", "steward")
    (job.folder / spool.RESULT).write_bytes(b'{"state": "rea')
    found = spool.load(job.folder)
    assert found and (found.state, found.pending) == ("interrupted", None)


def test_half_an_upload_is_no_job_and_a_broken_one_hides_no_other(tmp_path: Path) -> None:
    kept, broken = handed_in(tmp_path), handed_in(tmp_path)
    (broken.folder / spool.JOB).write_bytes(b"\x00")
    (tmp_path / spool.FOLDER / ".new-17f-abcdef").mkdir()
    assert [job.id for job in spool.jobs(tmp_path)] == [kept.id]


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\siv\\brå 2026.xlsx", "brå 2026.xlsx"),
        (".htaccess", "htaccess"),
        ("a\nb\x00.csv", "ab.csv"),
        ("", "fil"),
    ],
)
def test_a_name_from_a_browser_leads_nowhere(given: str, safe: str) -> None:
    assert spool.safe_name(given) == safe


def test_a_personnummer_in_a_name_is_not_shown(tmp_path: Path) -> None:
    assert "19900101" not in handed_in(tmp_path, "svar 19900101-0017.csv").file


@pytest.mark.parametrize("asked", ["..", "../register", "", "x" * 20])
def test_only_an_identity_finds_a_job(tmp_path: Path, asked: str) -> None:
    handed_in(tmp_path)
    assert spool.find(tmp_path, asked) is None
    with pytest.raises(LagesbildError, match="Datastatus"):
        spool.order(tmp_path, asked, "accept", "Siv", "steward")


def test_a_file_above_the_limit_is_told_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_MAX_FILE_MB", "1")
    with pytest.raises(LagesbildError, match="1 MB"):
        spool.hand_in(tmp_path, "9999", "stor.csv", b"x" * 1_000_001, "Siv", "steward")
    assert not spool.jobs(tmp_path)


def test_one_importer_at_a_time_and_the_page_sees_whether_there_is_one(tmp_path: Path) -> None:
    assert not spool.importer_runs(tmp_path)
    with spool.only_importer(tmp_path, wait=False) as first, spool.only_importer(tmp_path, wait=False) as second:
        assert (first, second) == (True, False)
        assert spool.importer_runs(tmp_path)
    assert not spool.importer_runs(tmp_path)

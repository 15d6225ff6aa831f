"""The audit log is written by many at once as one chain, and whatever is done to it afterwards is found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lagesbild.audit import ANCHOR, FOLDER, LOG, events, head, record, verify
from lagesbild.settings import ROOT, settings


def written(home: Path, lines: int = 6) -> Path:
    for number in range(lines):
        record(home, "publish", who="Åsa Ek", role="steward", municipality="9999", build=f"b{number}")
    return home / FOLDER / LOG


def test_an_event_says_who_what_and_where(tmp_path: Path) -> None:
    record(tmp_path, "refused", who="Bo\nEk", role="leadership", what="x" * 500)
    (told,) = events(tmp_path)
    assert (told["event"], told["who"], told["role"], len(told["what"])) == ("refused", "Bo Ek", "leadership", 200)
    assert "build" not in told and verify(tmp_path).lines == 1


def test_an_unknown_event_is_no_event(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown event"):
        record(tmp_path, "peek", who="x", role="")  # type: ignore[arg-type]
    assert events(tmp_path) == []


def change(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at].replace(b"steward", b"analyst"), *lines[at + 1 :]]


def rehashed(lines: list[bytes], at: int) -> list[bytes]:
    """A line changed by somebody who works out its own hash anew, but not those of all that follow."""
    from lagesbild.audit import _hash, _written

    told = json.loads(lines[at]) | {"who": "Någon annan"}
    told.pop("hash")
    return [*lines[:at], _written(told | {"hash": _hash(told)}), *lines[at + 1 :]]


def remove(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], *lines[at + 1 :]]


def swap(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], *lines[at : at + 2][::-1], *lines[at + 2 :]]


def repeat(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[: at + 1], *lines[at:]]


def cut(lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at]


def half(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at][:-9]]


def spaced(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at].replace(b":", b": ", 1), *lines[at + 1 :]]


@pytest.mark.parametrize("at", [0, 2, 5])
@pytest.mark.parametrize("harm", [change, rehashed, remove, swap, repeat, cut, half, spaced])
def test_whatever_is_done_to_a_line_is_found_at_that_line(tmp_path: Path, harm: Callable[[list[bytes], int], list[bytes]], at: int) -> None:
    log = written(tmp_path)
    before = log.read_bytes()
    log.write_bytes(b"".join(harm(before.splitlines(keepends=True), at)))
    found = verify(tmp_path)
    if log.read_bytes() == before:  # the last line changed places with nobody
        assert found.fault is None
        return
    late = int((harm is rehashed and at < 5) or harm is repeat)  # its own hash is right: it is the next line that denies it
    assert found.fault is not None and found.line == at + 1 + late, found


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
    log = written(tmp_path, 2)
    content = log.read_bytes()
    for place in range(0, len(content), 7):
        log.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert verify(tmp_path).fault, place
    log.write_bytes(content)
    assert verify(tmp_path).fault is None


def test_a_cut_is_still_seen_after_more_was_written(tmp_path: Path) -> None:
    log = written(tmp_path)
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:3]))
    record(tmp_path, "login", who="Bo", role="analyst")
    found = verify(tmp_path)
    assert (found.fault, found.line) == ("chain", 4)


def test_a_log_and_anchor_cut_together_are_seen_by_a_note_kept_elsewhere(tmp_path: Path) -> None:
    written(tmp_path)
    noted = head(tmp_path)
    log, anchor = tmp_path / FOLDER / LOG, tmp_path / FOLDER / ANCHOR
    early = log.read_bytes(), anchor.read_bytes()
    assert verify(tmp_path, noted).fault is None
    written(tmp_path, 3)
    assert verify(tmp_path, noted).fault is None, "what was noted still stands in the log"
    other = tmp_path / "other"
    written(other, 6)
    assert verify(other, noted).fault == "changed"
    log.unlink()
    anchor.unlink()
    written(tmp_path, 2)
    assert verify(tmp_path).fault is None and verify(tmp_path, noted).fault == "cut"
    assert early[0]


def test_a_lost_anchor_is_found_and_told_in_the_log(tmp_path: Path) -> None:
    written(tmp_path, 2)
    (tmp_path / FOLDER / ANCHOR).unlink()
    assert verify(tmp_path).fault == "missing"
    record(tmp_path, "login", who="Bo", role="analyst")
    assert [told["event"] for told in events(tmp_path)] == ["publish", "publish", "mended", "login"]


def test_a_crash_between_line_and_anchor_loses_nothing(tmp_path: Path) -> None:
    written(tmp_path, 2)
    anchor = (tmp_path / FOLDER / ANCHOR).read_bytes()
    log = written(tmp_path, 1)
    (tmp_path / FOLDER / ANCHOR).write_bytes(anchor)
    with log.open("ab") as file:
        file.write(b'{"n":4,"at":"2026')
    record(tmp_path, "login", who="Bo", role="analyst")
    assert [told["event"] for told in events(tmp_path)] == ["publish"] * 3 + ["mended", "login"]
    assert verify(tmp_path).fault is None and verify(tmp_path).lines == 5


WRITER = """
import sys
from pathlib import Path
from lagesbild.audit import record
for number in range(25):
    record(Path(sys.argv[1]), "build", who=sys.argv[2], role="steward", build=str(number))
"""


def test_eight_writers_at_once_keep_one_chain(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), f"w{n}"], cwd=ROOT) for n in range(8)]
    assert [writer.wait(120) for writer in writers] == [0] * 8
    found = verify(tmp_path)
    assert (found.fault, found.lines) == (None, 200)
    for name in (f"w{n}" for n in range(8)):
        assert [told["build"] for told in events(tmp_path) if told["who"] == name] == [str(n) for n in range(25)]


def test_the_command_names_the_first_broken_line_and_the_mark_to_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from lagesbild.cli_audit import app

    monkeypatch.setenv("LAGESBILD_HOME", str(tmp_path))
    settings.cache_clear()
    log = written(tmp_path)
    whole = CliRunner().invoke(app, ["verify"])
    mark = whole.output.split()[-1]
    assert whole.exit_code == 0 and "6 rader" in whole.output and mark == "6:" + head(tmp_path)[1]
    assert CliRunner().invoke(app, ["verify", "--known", mark]).exit_code == 0
    other = CliRunner().invoke(app, ["verify", "--known", f"6:{'0' * 64}"])
    assert other.exit_code == 2 and "Rad 6" in other.output
    log.write_bytes(b"".join(change(log.read_bytes().splitlines(keepends=True), 3)))
    broken = CliRunner().invoke(app, ["verify"])
    assert broken.exit_code == 2 and "Rad 4 är ändrad" in broken.output

"""A full disk, a broken disk and no memory at every step of a reception: what was there is there, nothing is left, a sentence says so."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from lagesbild.intake import look, receive, reception, register
from lagesbild.settings import ROOT
from tests.intake.made_files import police_file, sound_rows
from tests.intake.rogue import rogue
from tests.intake.test_intake_sandbox import COPY, DAY, answer, apart, reports
from tests.soak.steps import stepping

__all__ = ["answer", "apart", "reports"]
FAULTS: dict[str, Callable[[], BaseException]] = {
    "ENOSPC": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "EIO": lambda: OSError(errno.EIO, "Input/output error"),
    "MemoryError": MemoryError,
}
NEEDS_NO_SPACE = ("os.remove w", "os.rmdir w", "os.rename w")


def failing(kind: str, at: int) -> Callable[[int, str], None]:
    """A fault at one step; a full disk stays full."""

    def happens(number: int, what: str) -> None:
        full = kind == "ENOSPC" and number >= at and what.endswith("w") and what not in NEEDS_NO_SPACE
        if full or (kind != "ENOSPC" and number == at):
            raise FAULTS[kind]()

    return happens


def everything(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() if path.is_file() else b"" for path in home.rglob("*")}


def every_step(folder: Path, home: Path, path: Path, kind: str) -> list[str]:
    """What did not hold when the fault happened at each step below the folder in turn; the reception then succeeds."""
    before, wrong, at, told = everything(home), [], 0, "refused"
    while told == "refused":
        at += 1
        with stepping(folder, failing(kind, at)) as steps:
            receipt = receive(path, home, "0319", None, DAY)
        told = receipt.outcome
        if told == "refused" and everything(home) != before:
            wrong.append(f"{kind} at step {at}: {sorted(everything(home).keys() ^ before.keys())}")
        if told == "refused" and (path.name not in receipt.message or "(" in receipt.message or not receipt.message.endswith(".")):
            wrong.append(f"{kind} at step {at}: {receipt.message}")
        if told != "refused" and steps.count >= at and kind != "ENOSPC":  # a step that could fail without harm: on to the next
            register.strike(home, receipt.receipt, DAY)
            for name in sorted(everything(home).keys() - before.keys(), reverse=True):
                (home / name).unlink() if (home / name).is_file() else (home / name).rmdir()
            told = "refused"
    assert at > 5, "there were steps to fail at"
    return wrong


@pytest.fixture
def kept(home: Path, tmp_path: Path) -> Path:
    """A home with one delivery in it."""
    assert receive(police_file(tmp_path / "forra.csv", sound_rows(3)), home, "0319", None, DAY).outcome == "accepted"
    return home


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_at_any_step_of_examine_and_store_changes_nothing(kept: Path, reports: Path, kind: str) -> None:
    assert not every_step(kept, kept, reports, kind)


def test_drafts_that_are_left_are_seen(kept: Path, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def untidy(target: Path, *_: object, **__: object) -> None:
        (target.parent / "kvar").write_text("")
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(register, "write_facts", lambda _, target: untidy(target))
    assert receive(reports, kept, "0319", None, DAY).outcome == "refused"
    assert any(name.endswith("kvar") for name in everything(kept)), "the control: the look at the home sees what is left"


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_at_any_step_of_the_scratch_folder_changes_nothing(
    apart: pytest.MonkeyPatch, kept: Path, tmp_path: Path, reports: Path, answer: Path, kind: str
) -> None:
    told, facts = (answer / "told.json").read_text(), (answer / "facts.arrow").read_bytes().hex()
    rogue(apart, tmp_path, COPY.format(told=told, facts=facts, lie=""))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    apart.setattr("tempfile.tempdir", str(scratch))
    before, refused = everything(kept), 0
    for at in range(1, 9):
        with stepping(scratch, failing(kind, at)):
            receipt = look(reports, kept, "0319", None, DAY).receipt
        refused += receipt.outcome == "refused"
        assert receipt.outcome == "accepted" or (reports.name in receipt.message and "(" not in receipt.message), receipt.message
        assert everything(kept) == before and not list(scratch.iterdir())
    assert refused >= 3


def test_a_full_disk_in_the_reading_process_is_told_as_such(apart: pytest.MonkeyPatch, kept: Path, tmp_path: Path, reports: Path) -> None:
    before = everything(kept)
    rogue(apart, tmp_path, "raise OSError(28, 'No space left on device')")
    receipt = receive(reports, kept, "0319", None, DAY)
    assert receipt.outcome == "refused" and "disken är full" in receipt.message
    assert everything(kept) == before
    rogue(apart, tmp_path, "raise OSError(5, 'Input/output error')")
    assert json.dumps(look(reports, kept, "0319", None, DAY).receipt.message).count("disken") == 0


def receive_slowly(reports: Path, home: Path, told: Path, locked: bool) -> None:
    """Receive in a process of its own; both have looked before either has written, unless the register is held."""
    answered = reception.answered

    def slowly(*arguments: object) -> object:
        answer = answered(*arguments)  # pyright: ignore[reportArgumentType]
        time.sleep(2.0)
        return answer

    reception.answered = slowly  # pyright: ignore[reportAttributeAccessIssue]
    if not locked:
        register.alone = lambda _: nullcontext()  # pyright: ignore[reportAttributeAccessIssue]
    told.write_text(receive(reports, home, "0319", None, DAY).outcome, encoding="utf-8")


@pytest.mark.parametrize("locked", [True, False])
def test_of_two_processes_with_the_same_file_one_stores_it(kept: Path, reports: Path, tmp_path: Path, locked: bool) -> None:
    answers = [tmp_path / f"svar-{number}" for number in range(2)]
    said = "import sys; from pathlib import Path as P; from tests.intake.test_intake_faults import receive_slowly as receive; "
    said += "receive(P(sys.argv[1]), P(sys.argv[2]), P(sys.argv[3]), sys.argv[4] == 'True')"
    order = [sys.executable, "-c", said, str(reports), str(kept)]
    both = [subprocess.Popen([*order, str(told), str(locked)], cwd=ROOT) for told in answers]
    assert [one.wait(120) for one in both] == [0, 0]
    assert sorted(told.read_text() for told in answers) == (["accepted", "already_received"] if locked else ["accepted", "accepted"])
    assert len(register.receipts(kept)) == 2

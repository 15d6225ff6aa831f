"""Many files: two hundred handed in leave nothing open, and many small ones fill no disk."""

from __future__ import annotations

import gc
import os
from datetime import date
from pathlib import Path

import pytest

from lagesbild.intake import receive
from lagesbild.intake.sandbox import examine_apart
from lagesbild.settings import settings
from tests.intake.made_files import home_folder, police_file, sound_rows
from tests.intake.rogue import rogue

DAY = date(2026, 11, 22)
IMPORTS, WARM = 200, 40
KILOBYTES_EACH = 50  # the register itself grows: what is listed per import is a receipt of some kilobytes


def opened() -> int:
    """How many descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def resident() -> int:
    """Kilobytes of memory in use now (statm counts pages)."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def imports(home: Path, folder: Path, first: int, last: int) -> None:
    """Hand in different files, every fourth of them one that is refused; each is undone by hand so that the register stays small."""
    for number in range(first, last):
        path = folder / f"f{number}.csv"
        if number % 4:
            police_file(path, sound_rows(20, Brottskod=f"{1200 + number}"))
        else:
            path.write_bytes(b"%PDF-1.7 " + str(number).encode())
        receipt = receive(path, home, "0319", None, DAY)
        assert receipt.outcome == ("accepted" if number % 4 else "refused"), receipt.message
        for kept in (home / "register").glob("*.json"):
            kept.unlink()
        path.unlink()


@pytest.mark.acceptance
@pytest.mark.parametrize("apart", [False, True])
def test_two_hundred_imports_leave_nothing_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, apart: bool) -> None:
    monkeypatch.setattr(settings(), "sandbox", apart)
    home = home_folder(tmp_path / "home")
    imports(home, tmp_path, 0, WARM)
    before, memory = opened(), resident()
    imports(home, tmp_path, WARM, WARM + IMPORTS)
    grown = resident() - memory
    print(
        f"{IMPORTS} imports {'apart' if apart else 'in this process'}: {opened() - before} descriptors left, memory {grown / 1024:+.1f} MB"
    )
    assert opened() == before
    assert grown < IMPORTS * KILOBYTES_EACH


def test_the_count_of_descriptors_sees_one_that_is_left(tmp_path: Path) -> None:
    before = opened()
    (tmp_path / "x").write_text("x", encoding="utf-8")
    with (tmp_path / "x").open("rb"):
        assert opened() == before + 1


@pytest.mark.parametrize(("limit", "outcome"), [(1, "refused"), (0, "accepted")])
def test_many_small_files_count_as_one_large(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, outcome: str) -> None:
    monkeypatch.setattr(settings(), "sandbox_written_mb", limit)
    writing = "[(folder / f'm{n}').write_bytes(bytes(500_000)) for n in range(8)]"
    filling = f"{writing}\nimport time\ntime.sleep(1)\nreturn read(order, path, home, day, folder)"
    rogue(monkeypatch, tmp_path, filling)
    receipt = examine_apart(police_file(tmp_path / "brott.csv", sound_rows(3)), home, "0319", None, DAY).receipt
    assert receipt.outcome == outcome
    assert ("större än gränsen 1 MB" in receipt.message) == (limit == 1)

"""Many receptions in one process, each read in a process of its own: no descriptor is left open and memory does not grow."""

from __future__ import annotations

import gc
import os
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lagesbild.intake import receive
from tests.intake.made_files import home_folder, police_file, sound_rows

DAY = date(2026, 11, 22)
WARM = 10  # receptions before memory is watched: caches fill


@dataclass
class Received:
    """What the process held after the first receptions and after the last."""

    count: int = 0
    descriptors: int = 0  # more than after the first
    megabytes: float = 0.0
    faults: list[str] = field(default_factory=list)


def imports(folder: Path, count: int, *, apart: bool = True) -> Received:
    """Receive so many different files one after the other."""
    home, found = home_folder(folder / "imports"), Received()
    for turn in range(count + WARM):
        path = police_file(folder / "brott.csv", sound_rows(40, Id=str(turn)))
        receipt = receive(path, home, "0319", None, DAY, apart=apart)
        if receipt.outcome != "accepted" or receipt.rows_stored != 40:
            found.faults.append(receipt.message)
        for part in ("archive", "register"):
            shutil.rmtree(home / part)
        if turn == WARM - 1:
            gc.collect()
            opened, held = _descriptors(), _resident()
    gc.collect()
    found.count, found.descriptors, found.megabytes = count, _descriptors() - opened, _resident() - held
    if found.descriptors:
        found.faults.append(f"{found.descriptors} descriptors were left open")
    return found


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def _resident() -> float:
    """The megabytes that this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

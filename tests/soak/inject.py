"""A full disk, a broken disk and no memory at each step of what changes an installation: what was there is there, and nothing else.

A full disk stays full: every later step that writes fails too. A broken read or write, and memory that runs out, happen once.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lagesbild import backup as backups
from lagesbild import build as builds
from lagesbild.build.intact import damages
from lagesbild.freeze import freeze
from lagesbild.intake import receive
from lagesbild.model import LagesbildError
from lagesbild.work import default_url, open_work
from tests.soak.small import CODE, DAY, SAID, copied, forget, look
from tests.soak.steps import stepping

FAULTS = ("ENOSPC", "EIO", "MemoryError")
NEEDS_NO_SPACE = ("os.remove w", "os.rmdir w", "os.rename w", "os.chmod w")
Operation = Callable[[Path], object]


def _freeze(home: Path) -> object:
    return freeze(home, CODE, open_work(default_url(home)), SAID, DAY, DAY, "anna")


OPERATIONS: dict[str, Operation] = {
    "build": lambda home: builds.build(home, CODE, DAY),
    "publish": lambda home: builds.publish(home, CODE, DAY),
    "freeze": _freeze,
    "undo": lambda home: builds.undo(home, max((home / "register").glob("*.json"), key=lambda path: path.stat().st_mtime_ns).stem, DAY),
    "backup": lambda home: backups.backup(home, home.parent / "ut"),
    "restore": lambda home: backups.restore(home, home.parent / "before.tar", replace=True),
}


@dataclass
class Injected:
    """What came of the faults."""

    tried: int = 0
    refused: int = 0  # in a Swedish sentence, with everything as it was
    done: int = 0  # the fault hit something that could be done without
    steps: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def start(home: Path) -> dict[str, Path]:
    """The home that each operation begins with: a delivery more than was built, a build more than was published, ..."""
    folder = home.parent
    received = copied(home, folder / "received")
    assert receive(folder / "nyare.csv", received, CODE, None, DAY).outcome == "accepted"
    built = copied(received, folder / "built")
    builds.build(built, CODE, DAY)
    if not (folder / "before.tar").exists():
        backups.backup(home, folder / "before.tar")
    return {"build": received, "publish": built, "freeze": built, "undo": built, "backup": built, "restore": built}


def inject(home: Path, each: int, operations: tuple[str, ...] = tuple(OPERATIONS)) -> Injected:
    """Let each fault happen at `each` of the steps of each operation, spread evenly; 0: at every step."""
    found, starts = Injected(), start(home)
    for name in operations:
        whole = copied(starts[name], home.parent / "victim")
        with _outside(whole), stepping(whole, lambda *_: None) as steps:
            OPERATIONS[name](whole)
        found.steps[name] = steps.count
        for kind in FAULTS:
            for at in sorted({1 + steps_ for steps_ in _spread(found.steps[name], each)}):
                _once(found, starts[name], name, kind, at)
    return found


def _spread(steps: int, each: int) -> list[int]:
    """So many steps, the first and the last among them: what happens after the decisive rename is where faults hide."""
    return [(steps - 1) * turn // max(each - 1, 1) for turn in range(each)] if each else list(range(steps))


class _outside:
    """The folder that backups are written into, empty before and after."""

    def __init__(self, home: Path) -> None:
        self.folder = home.parent / "ut"

    def __enter__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        for path in self.folder.iterdir():
            path.unlink()

    def __exit__(self, *_: object) -> None:
        self.left = [path.name for path in self.folder.iterdir()]


def _once(found: Injected, source: Path, name: str, kind: str, at: int) -> None:
    forget()
    home = copied(source, source.parent / "victim")
    before, outside = look(home), _outside(home)
    found.tried += 1
    where = f"{name}, {kind} at step {at}"
    try:
        with outside, stepping(home, lambda number, what: _fail(kind, number, at, what)):
            OPERATIONS[name](home)
    except LagesbildError as told:
        if "." not in str(told) or "Traceback" in str(told):
            found.faults.append(f"{where}: no sentence: {told}")
        if look(home) != before or outside.left:
            changed = sorted(set(look(home).items()) ^ set(before.items()))[:4]
            found.faults.append(f"{where}: not as it was: {[key for key, _ in changed]} {outside.left}")
        found.refused += 1
    except BaseException as fault:
        found.faults.append(f"{where}: {type(fault).__name__}: {fault}")
    else:
        found.done += 1
    if wrong := damages(home):
        found.faults.append(f"{where}: {wrong[0]}")


def _fail(kind: str, number: int, at: int, what: str) -> None:
    if kind == "ENOSPC" and number >= at and what.endswith("w") and what not in NEEDS_NO_SPACE:
        raise OSError(errno.ENOSPC, "No space left on device")
    if kind == "EIO" and number == at:
        raise OSError(errno.EIO, "Input/output error")
    if kind == "MemoryError" and number == at:
        raise MemoryError

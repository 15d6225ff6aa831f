"""The long runs of faults, each bounded by a count: `python -m tests.soak` or `python -m tests.soak kill=20 corrupt=300`.

Each prints one line of figures; the exit code is 1 when something did not hold. docs/reliability.md holds the last figures.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.soak import corrupt, imports, inject, kill, mutate, pages, readers
from tests.soak.small import frozen_too, installed

COUNTS = {"corrupt": 300, "kill": 100, "inject": 12, "readers": 50, "pages": 10_000, "mutate": 10_000, "imports": 200}


def corruptions(home: Path, count: int) -> list[str]:
    """So many bits flipped, files cut and lost."""
    found = corrupt.corrupt(frozen_too(home), count)
    done = sum(found.done.values())
    print(f"corrupt: {done} corruptions, {done - len(found.missed)} told of")
    return found.missed


def deaths(home: Path, count: int) -> list[str]:
    """So many processes killed."""
    found = kill.kills(home, count * 3 // 4, home.parent / "nyare.csv")
    last = kill.kills(inject.start(home)["publish"], count // 4, None)
    phases, opened, faults = found.phases + last.phases, found.opened + last.opened, [*found.faults, *last.faults]
    print(f"kill: {sum(phases.values())} instants {dict(phases)}; opened {dict(opened)}; {len(faults)} faults")
    return faults


def injections(home: Path, each: int) -> list[str]:
    """Each fault at so many steps of each operation."""
    found = inject.inject(home, each)
    told = f"{found.refused} told in Swedish with all as it was, {found.done} done all the same"
    print(f"inject: {found.tried} faults in {found.steps}; {told}; {len(found.faults)} wrong")
    return found.faults


def publications(home: Path, count: int) -> list[str]:
    """So many publications while readers read."""
    found = readers.read_while_publishing(home, count)
    print(f"readers: {found.publications} publications in {found.seconds:.0f} s, {found.reads} reads, {len(found.builds)} builds seen")
    return found.faults


def runs(home: Path, count: int) -> list[str]:
    """So many runs of pages of a real server."""
    found = pages.run_pages(home, count)
    growth = f"memory {found.growth:+.2f} MB per 1,000 runs, descriptors {found.descriptors:+d}"
    print(f"pages: {found.runs} runs in {found.seconds:.0f} s, {growth}")
    return found.faults


def mutations(home: Path, count: int) -> list[str]:
    """So many sound files damaged at random and handed in."""
    found = mutate.mutations(home.parent / "mutate", count)
    print(mutate.told(found))
    return found.faults


def receptions(home: Path, count: int) -> list[str]:
    """So many files received by one process."""
    found = imports.imports(home.parent / "imports", count)
    print(f"imports: {found.count} receptions, descriptors {found.descriptors:+d}, memory {found.megabytes:+.1f} MB")
    return found.faults


LONG: dict[str, Callable[[Path, int], list[str]]] = {
    "corrupt": corruptions, "kill": deaths, "inject": injections, "readers": publications, "pages": runs,
    "mutate": mutations, "imports": receptions,
}  # fmt: skip


def main(wanted: dict[str, int]) -> int:
    """Run what is wanted, one after the other, each in a home of its own; 0 when all held."""
    wrong = 0
    for name, count in wanted.items():
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f"soak-{name}-") as folder:
            faults = LONG[name](installed(Path(folder)), count)
        print(f"  {name}={count}: {'held' if not faults else 'BROKEN'} after {time.monotonic() - began:.0f} s", flush=True)
        for fault in faults[:20]:
            print(f"    {fault}", flush=True)
        wrong += len(faults)
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("LAGESBILD_SANDBOX_WALL_SECONDS", "600")  # the machine is kept busy on purpose
    chosen = {name: int(count) for name, _, count in (argument.partition("=") for argument in sys.argv[1:])}
    sys.exit(main(chosen or COUNTS))

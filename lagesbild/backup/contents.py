"""What belongs to a backup: everything that cannot be made again, and the builds that something points at.

Left out are waiting deliveries (inbox), the desk's running jobs, half fetches, ended logins, drafts, builds that nothing needs, and the
work store's own files: what it holds is written out as lines instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lagesbild.build.retention import needed

ELSEWHERE = ("inbox", "desk", "fetch", "logged_out", "work.sqlite", "work.sqlite-wal", "work.sqlite-shm")
WORK, MANIFEST, SEAL = "work.jsonl", "manifest.json", "manifest.sha256"
# What points at something is read before what it points at: a file that is replaced meanwhile then still finds its own.
FIRST = ("register", "build")


def entries(home: Path) -> list[str]:
    """The top-level names of a home that a backup holds and a restore replaces."""
    found = [path.name for path in home.iterdir() if path.name not in ELSEWHERE and not path.name.startswith(".")]
    return sorted(found, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


def files(home: Path) -> Iterator[Path]:
    """Every file of a backup, pointers before what they point at."""
    for name in entries(home):
        if name == "build":
            yield from _builds(home)
        else:
            yield from _below(home / name)


def _builds(home: Path) -> Iterator[Path]:
    for place in sorted(path for path in (home / "build").iterdir() if path.is_dir()):
        kept = needed(home, place.name)
        for path in sorted(place.iterdir(), key=lambda path: (not path.is_file(), path.name)):
            if path.is_file() or path.name in kept or path.name == "frozen":
                yield from _below(path)


def _below(path: Path) -> Iterator[Path]:
    if path.name.startswith("."):
        return
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            yield from _below(inner)
    elif path.is_file() and not path.is_symlink():
        yield path

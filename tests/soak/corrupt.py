"""Flips bits, cuts and removes files of everything that is kept; `check` must tell of each, or opening must refuse it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lagesbild.build.intact import damages
from tests.soak.small import CODE, copied, forget

KINDS = {
    "pointers": f"build/{CODE}/*.json",
    "builds": f"build/{CODE}/*/*.duckdb",
    "archive": "archive/*/*",
    "register": "register/*.json",
    "site": f"build/{CODE}/*/site/**/*",
    "frozen": f"build/{CODE}/frozen/*.json",
}
HOW = ("flip", "cut", "lose")
SEED = 20_261_122


@dataclass
class Corrupted:
    """How many of each kind were done, and which nobody told of."""

    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def corrupt(home: Path, count: int) -> Corrupted:
    """So many corruptions, in turns of every kind of file and every way to harm it, each in a home that was whole."""
    chance, found = random.Random(SEED), Corrupted()
    victim = copied(home, home.parent / "corrupt")
    assert not damages(victim), "a home that is whole must not be blamed"
    for turn in range(count):
        kind, how = list(KINDS)[turn % len(KINDS)], HOW[turn // len(KINDS) % len(HOW)]
        path = chance.choice(sorted(path for path in victim.glob(KINDS[kind]) if path.is_file()))
        content = path.read_bytes()
        if len(content) == 0:
            continue
        _harm(path, content, how, chance)
        found.done[kind, how] += 1
        forget()
        if not damages(victim):
            found.missed.append(f"{how} {path.relative_to(victim)}")
        path.write_bytes(content)
    return found


def _harm(path: Path, content: bytes, how: str, chance: random.Random) -> None:
    if how == "lose":
        path.unlink()
    elif how == "cut":
        path.write_bytes(content[: chance.randrange(len(content))])
    else:
        harmed = bytearray(content)
        harmed[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(harmed))

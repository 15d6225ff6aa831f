"""A small survey of Norrhamn's two squares: its catalogue entry, and answers person by person with known shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.intake.made_surveys import QUESTIONS, add_survey
from tests.intake.made_surveys import answers as write_answers

STRATA = """
[waves.strata]
N01 = {{ population = {first}, sample = 300 }}
N02 = {{ population = {second}, sample = 300 }}
"""
BREAK = """
[[breaks]]
indicator = "prov_2"
date = 2025-01-01
reason = "Frågan fick ny lydelse 2025."
"""


def declare(home: Path, keys: str = "", people: tuple[int, int] | None = (1_000, 3_000), more: str = "") -> None:
    """The survey in a home's catalogue, for Norrhamn, with people per stratum where they are known."""
    path = add_survey(home, keys)
    text = path.read_text(encoding="utf-8").replace('"9990"', '"9999"')
    if people:
        strata = STRATA.format(first=people[0], second=people[1])
        text = "\n".join(line + (strata if line.startswith("field_to") else "") for line in text.split("\n"))
    path.write_text(text + more, encoding="utf-8")


def respondents(wave: int, shares: dict[str, tuple[int, int]], size: int = 100, **more: Any) -> Iterator[dict[str, Any]]:
    """`size` people in each area; `shares` says how many of each area's hundred find a question a problem, the others' is 20."""
    for place, area in enumerate(("N01", "N02")):
        for n in range(size):
            found = {code: 3 if 100 * n < shares.get(code, (20, 20))[place] * size else 1 for code in QUESTIONS[:3]}
            background = {"Kön": n // 4 % 2 + 1, "Ålder": (20, 35, 50, 70)[n % 4], "Vikt": (10, 30)[place]}
            yield {"Mätning": wave, "Område": area} | background | found | {"F4": n % 4} | more


def answers(path: Path, wave: int, shares: dict[str, tuple[int, int]], leave_out: tuple[str, ...] = (), **more: Any) -> Path:
    """The respondents as a file, by the path's ending."""
    return write_answers(path, list(respondents(wave, shares, **more)), leave_out)

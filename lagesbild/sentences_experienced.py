"""What people experience beside what is reported, in sentences: areas by name in alphabetical order, never ranked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lagesbild.sentences_survey import in_words, listed
from lagesbild.texts import text

PARTED = ("more_felt", "more_reported")
TOLD = (*PARTED, "both_higher", "both_lower", "no_clear_difference", "too_uncertain")
MOST_NAMED = 4


def accord_word(verdict: str) -> str:
    """A verdict in words: "Mer upplevt än anmält"."""
    return text(f"experienced.accord.{verdict}")


def pair_heading(rows: Sequence[dict[str, Any]], question: str) -> str:
    """The finding of one question and its crime: first where they part ways, else where both tell the same."""
    if all(row["accord"] == "too_uncertain" for row in rows):
        return text("experienced.heading.untested", question=question)
    for key, verdicts in (("parted", PARTED), ("both_higher", ("both_higher",)), ("both_lower", ("both_lower",))):
        if areas := _areas(rows, verdicts):
            return text(f"experienced.heading.{key}", question=question, areas=_named(areas))
    return text("experienced.heading.none", question=question)


def pair_sentence(rows: Sequence[dict[str, Any]]) -> str:
    """Which areas have which verdict; the pictures' text alternative."""
    told = ((verdict, _areas(rows, (verdict,))) for verdict in TOLD)
    return " ".join(text(f"experienced.sentence.{verdict}", areas=listed(areas)) for verdict, areas in told if areas)


def overview_heading(rows: Sequence[dict[str, Any]]) -> str:
    """The areas where any question parts ways with its crime."""
    if all(row["accord"] == "too_uncertain" for row in rows):
        return text("experienced.overview.untested")
    areas = _areas(rows, PARTED)
    return text("experienced.overview.parted", areas=_named(areas)) if areas else text("experienced.overview.none")


def _areas(rows: Sequence[dict[str, Any]], verdicts: Sequence[str]) -> list[str]:
    """The areas with one of the verdicts, each once, in the order of the rows."""
    return list(dict.fromkeys(row["name"] for row in rows if row["accord"] in verdicts))


def _named(areas: Sequence[str]) -> str:
    return listed(areas) if len(areas) <= MOST_NAMED else text("experienced.heading.several", n=in_words(len(areas)))

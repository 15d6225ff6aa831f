"""Which measures of an agreement's goals can be compared with other municipalities, and why the others cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lagesbild.exhibits import compare
from lagesbild.kept import kept
from lagesbild.model import NATION
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import text

ASKED = ("survey", "crime", "figures")  # families whose comparison somebody else has to publish, each with its own why


@dataclass(frozen=True)
class Compared:
    """One measure of one goal: the family of figures that it can be compared in, or why it cannot."""

    goal: str
    order: int
    indicator: str
    name: str
    goal_title: str
    family: str
    why: str


def compared(readers: Mapping[str, Reader], goal: Mapping[str, Any], measure: Mapping[str, Any], code: str, place: str) -> Compared:
    """Whether a measure has a comparison. readers: by family of figures, the build that holds those of many municipalities."""
    told = goal["goal"], int(measure["measure_order"]), measure["indicator"], measure["short_title"], goal["title"]
    family = next((family for family, reader in readers.items() if _in(reader, family, measure["indicator"], code)), "")
    return Compared(*told, family, "" if family else _why(measure, place))


def all_compared(readers: Mapping[str, Reader], goals: Iterable[Mapping[str, Any]], code: str, place: str) -> list[Compared]:
    """Every measure of some goals, each indicator once, in the goals' order."""
    found = [compared(readers, goal, measure, code, place) for goal in goals for measure in goal["measures"]]
    return list({one.indicator: one for one in reversed(found)}.values())[::-1]


@kept
def _in(reader: Reader, family: str, indicator: str, code: str) -> bool:
    """Whether the municipality and another one have a figure of the same period."""
    known = compare.indicators(reader)
    if indicator not in known.index or known.loc[indicator, "family"] != family:
        return False
    rows = read(reader, "peer_values", indicator=indicator)
    others = rows[~rows["area"].isin([code, NATION]) & rows["value"].notna()]
    return bool(set(compare.periods(reader, indicator, code)) & set(others["period_end"].dt.strftime("%Y-%m-%d")))


def _why(measure: Mapping[str, Any], place: str) -> str:
    """Why nobody else's figures are there: whose the measure is decides who would have to publish them."""
    if measure["latest"] is None:
        return text("compare.goals.why_no_figures")
    family = measure["family"] if measure["family"] in ASKED else "other"
    return text(f"compare.goals.why_{family}", place=place, source=measure["indicator_source"])

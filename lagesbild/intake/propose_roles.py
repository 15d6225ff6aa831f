"""Guesses which column of an unknown table is what, from headings and contents together, and says how sure each guess is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lagesbild.intake.propose_columns import MOST, Evidence
from lagesbild.texts import number, text

Certainty = Literal["sure", "likely", "unsure"]
MOST_TYPES = 60
LONGEST_TYPE = 60
FEW_KINDS = 12
EASTINGS, NORTHINGS = (200_000, 1_000_000), (6_000_000, 7_800_000)  # SWEREF 99 TM within Sweden, in metres
SUMS = ("share", "mean", "count", "per_1000", "per_100000", "value")


@dataclass(frozen=True)
class Guess:
    """One column's part in the table; why holds Swedish sentences. A guess that is unsure must be answered by a person."""

    role: str
    index: int
    heading: str
    certainty: Certainty
    why: tuple[str, ...]


Judge = Callable[[Evidence], float]  # how well a column's contents fit a role, 0 to 1
CONTENTS: dict[str, Judge] = {
    "date": lambda c: max(c.days, c.serials),
    "time": lambda c: c.hours,
    "area": lambda c: c.areas + c.elsewhere if c.areas else 0.0,  # in a table of the nation the others' areas are areas too
    "type": lambda c: float(is_category(c)),
    "number": lambda c: c.whole if c.low >= 0 else 0.0,
    "east": lambda c: c.numbers,
    "north": lambda c: c.numbers,
    "period": lambda c: c.periods,
    "indicator": lambda c: float(is_category(c)),
    "base": lambda c: c.whole if c.low >= 0 else 0.0,
    "numerator": lambda c: c.whole if c.low >= 0 else 0.0,
    "sex": lambda c: float(c.is_text and c.distinct <= 4),
    "age": lambda c: float(c.distinct <= 120),
    "grade": lambda c: float(c.distinct <= 20),
    "municipality": lambda c: float(c.filled > 0),
    "crime_code": lambda c: float(c.filled > 0),
    "persons": lambda c: c.whole,
    **dict.fromkeys(SUMS, lambda c: c.numbers),
}
ALONE = ("date", "area", "period", "type", "indicator")  # roles that contents can show without the heading's help


def is_category(column: Evidence) -> bool:
    """Whether a column sorts its rows into few kinds: short words that come again."""
    few = column.distinct <= MOST_TYPES and (column.distinct <= 12 or column.distinct <= 0.5 * column.rows * column.filled)
    return column.is_text and column.filled >= 0.5 and few and column.longest <= LONGEST_TYPE


def named(columns: Sequence[Evidence], role: str, taken: Iterable[int] = ()) -> Guess | None:
    """The column whose heading is one that known formats have for a role; unsure where the contents do not agree."""
    used = set(taken)
    found = [c for c in columns if role in c.roles and c.index not in used and c.filled > 0]
    if not found:
        return None
    best = max(found, key=lambda c: CONTENTS[role](c))
    fit = CONTENTS[role](best)
    why = (text("proposal.why.heading", heading=best.heading),)
    if fit >= MOST:
        return Guess(role, best.index, best.heading, "sure", (*why, _contents(role, best)))
    return Guess(role, best.index, best.heading, "unsure", (*why, text("proposal.why.contents_differ", **_numbers(role, best))))


def shown(columns: Sequence[Evidence], role: str, taken: Iterable[int] = ()) -> Guess | None:
    """The one column whose contents can only be of a role; unsure where several could be."""
    used = set(taken)
    found = [c for c in columns if c.index not in used and c.filled >= 0.3 and CONTENTS[role](c) >= MOST and not _claimed(c, role)]
    if role == "date":
        found = [c for c in found if c.days >= MOST]  # plain numbers are no days unless the heading says so
    if role == "area" and any(c.codes >= MOST for c in found):
        found = [c for c in found if c.codes >= MOST]  # codes say more than names
    if not found:
        return None
    best = _likeliest(found, role)
    if len(found) > 1:
        several = text("proposal.why.several", headings=", ".join(c.heading for c in found))
        return Guess(role, best.index, best.heading, "unsure", (_contents(role, best), several))
    certainty: Certainty = "sure" if role in ("area", "date") else "likely"
    return Guess(role, best.index, best.heading, certainty, (_contents(role, best),))


def _likeliest(found: Sequence[Evidence], role: str) -> Evidence:
    """Of several columns of words the one that sorts into most kinds, as long as these are few; else the first."""
    few = [c for c in found if c.distinct <= FEW_KINDS]
    return max(few, key=lambda c: c.distinct) if few and role in ("type", "indicator") else found[0]


def fitting(columns: Sequence[Evidence], role: str, taken: Iterable[int] = ()) -> Evidence | None:
    """The first column whose contents alone are of a role, whatever its heading says; only for roles that contents can show."""
    used = set(taken)
    return next((c for c in columns if role in ALONE and c.index not in used and CONTENTS[role](c) >= MOST), None)


def guess(columns: Sequence[Evidence], role: str, taken: Iterable[int] = ()) -> Guess | None:
    """By heading and contents; a column whose contents alone show it goes before one that is only called so."""
    used = list(taken)
    by_name, by_contents = named(columns, role, used), shown(columns, role, used) if role in ALONE else None
    if by_name is None and by_contents is None and role == "area":
        return _resembling(columns, used)
    if by_name is None or (by_name.certainty == "unsure" and by_contents and by_contents.certainty != "unsure"):
        return by_contents
    return by_name


def metres(columns: Sequence[Evidence], taken: Iterable[int] = ()) -> dict[str, Guess]:
    """The two columns that can only be coordinates in SWEREF 99 TM, by their contents: north is seven million, east half a million."""
    used = set(taken)
    free = [c for c in columns if c.index not in used and c.numbers >= MOST and c.filled >= 0.3]
    found = {role: [c for c in free if low <= c.low and c.high <= high] for role, (low, high) in (("east", EASTINGS), ("north", NORTHINGS))}
    if any(len(fitting) != 1 for fitting in found.values()):
        return {}
    return {role: Guess(role, c.index, c.heading, "likely", (text("proposal.why.metres"),)) for role, (c,) in found.items()}


def _resembling(columns: Sequence[Evidence], taken: Iterable[int]) -> Guess | None:
    """A column of words whose heading has a word for a place in it; a person must say whether it is the area."""
    words = text("proposal.words.area").split("|")
    near = [c for c in columns if c.index not in set(taken) and c.is_text and any(word in c.heading.casefold() for word in words)]
    if not near:
        return None
    why = text("proposal.why.resembles", heading=near[0].heading)
    return Guess("area", near[0].index, near[0].heading, "unsure", (why,))


def answered(columns: Sequence[Evidence], role: str, heading: str) -> Guess | None:
    """A person's answer: that column, for sure."""
    found = next((c for c in columns if c.heading == heading), None)
    return Guess(role, found.index, found.heading, "sure", (text("proposal.why.answered"),)) if found else None


def _claimed(column: Evidence, role: str) -> bool:
    """Whether a column's heading says that it is something else."""
    return bool(column.roles) and role not in column.roles and not (role == "area" and column.codes >= MOST)


def _contents(role: str, column: Evidence) -> str:
    samples = ", ".join(f"”{sample}”" for sample in column.samples)
    key = "codes" if role == "area" and column.codes >= column.names else "names" if role == "area" else role
    words = {"share": number(100 * CONTENTS[role](column)), "samples": samples, "distinct": number(column.distinct)}
    return text(f"proposal.contents.{key if key in KNOWN else 'other'}", **words)


KNOWN = ("date", "codes", "names", "type", "period", "indicator", "number", "base")


def _numbers(role: str, column: Evidence) -> dict[str, str]:
    return {"share": number(100 * CONTENTS[role](column)), "samples": ", ".join(f"”{sample}”" for sample in column.samples)}

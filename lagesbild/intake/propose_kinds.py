"""Guesses what kind of table an unknown file holds, and which of its columns that makes what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lagesbild.intake.periods_said import period_in
from lagesbild.intake.propose_columns import MOST, Evidence
from lagesbild.intake.propose_roles import SUMS, Certainty, Guess, answered, guess, is_category, metres, named
from lagesbild.intake.values import folded
from lagesbild.texts import text

Kind = Literal["event", "figures", "incident", "population", "answers", "unknown"]
NONE = "-"  # an answer that says: there is no such column
CODED = 5  # from so many columns of small whole numbers a table is one of answers or measurements, a row for each unit
EVENT_ROLES = ("date", "time", "area", "municipality", "type", "number", "east", "north")
FIGURES = "figure"  # an answer that lists the columns with figures, parted by a bar
FIGURE_ROLES = ("area", "municipality", "period", "sex", "age", "grade", "base", "numerator")


@dataclass(frozen=True)
class Layout:
    """What a table seems to be: its kind, the part of each column, and the columns that hold figures in a wide table."""

    kind: Kind
    certainty: Certainty
    why: tuple[str, ...]
    roles: dict[str, Guess] = field(default_factory=dict)
    shape: str = ""  # figures: long, wide or periods
    figures: tuple[Evidence, ...] = ()  # wide: the indicators' columns; periods: the periods'


def layout(columns: Sequence[Evidence], answers: Mapping[str, str]) -> Layout:
    """The kind of a table and its columns. answers: {role: heading} as a person has said, "-" for no such column."""
    if crime := named(columns, "crime_code"):
        return Layout("incident", "likely", (text("proposal.kind_why.incident", heading=crime.heading),), {"crime_code": crime})
    spans = [c for c in columns if period_in(c.heading) and c.numbers >= 0.5]
    date = _guess(columns, "date", answers, ())
    if date and len(spans) < 2 and (date.certainty != "unsure" or "date" in answers):
        return _events(columns, answers)
    if people := named(columns, "persons"):
        return Layout("population", "likely", (text("proposal.kind_why.population", heading=people.heading),))
    groups = [named(columns, role) for role in ("sex", "age")]
    amounts = [c for c in columns if c.whole >= MOST and c.low >= 0 and c.periods < 0.5]
    if all(groups) and len(amounts) == 1 and not spans and "indicator" not in answers:
        return Layout("population", "likely", (text("proposal.kind_why.population", heading=amounts[0].heading),))
    area = _guess(columns, "area", answers, ())
    coded = [
        c for c in columns if c.whole >= MOST and c.low >= 0 and c.high <= 100 and c.distinct <= 101 and not c.roles and c.periods < 0.5
    ]
    if len(coded) >= CODED and not spans and (area is None or area.certainty == "unsure") and "area" not in answers:
        return Layout("answers", "unsure", (text("proposal.kind_why.answers", columns=str(len(coded))),))
    found = _figures(columns, answers, spans)
    if found:
        return found
    if date:
        return _events(columns, answers)
    return Layout("unknown", "unsure", (text("proposal.kind_why.unknown"),))


def _guess(columns: Sequence[Evidence], role: str, answers: Mapping[str, str], taken: Sequence[int]) -> Guess | None:
    if answers.get(role) == NONE:
        return None
    if role in answers:
        return answered(columns, role, answers[role])
    return guess(columns, role, [*taken, *_spoken_for(columns, role, answers)])


def _spoken_for(columns: Sequence[Evidence], role: str, answers: Mapping[str, str]) -> list[int]:
    said = {heading for other, heading in answers.items() if other != role}
    return [c.index for c in columns if c.heading in said]


def _chosen(columns: Sequence[Evidence], roles: Sequence[str], answers: Mapping[str, str], shy: Sequence[str] = ()) -> dict[str, Guess]:
    """The column of each role, each column once; shy roles are taken only when nothing speaks against them."""
    found: dict[str, Guess] = {}
    for role in roles:
        one = _guess(columns, role, answers, [g.index for g in found.values()])
        if one and not (role in shy and one.certainty == "unsure" and role not in answers):
            found[role] = one
    return found


def _events(columns: Sequence[Evidence], answers: Mapping[str, str]) -> Layout:
    roles = _chosen(columns, EVENT_ROLES, answers, ("time", "number", "municipality", "east", "north"))
    if not {"east", "north"} <= set(roles):
        roles = {role: one for role, one in roles.items() if role not in ("east", "north")}
        if "area" not in roles and not {"area", "east", "north"} & set(answers):
            roles |= metres(columns, [one.index for one in roles.values()])
    certainty: Certainty = "sure" if roles["date"].certainty == "sure" and "type" in roles else "likely"
    return Layout("event", certainty, (text("proposal.kind_why.event", heading=roles["date"].heading),), roles)


def _figures(columns: Sequence[Evidence], answers: Mapping[str, str], spans: Sequence[Evidence]) -> Layout | None:
    """Figures by area: one column a period, one figure a row, or one column an indicator."""
    roles = _chosen(columns, FIGURE_ROLES, answers, ("municipality", "sex", "age", "grade", "base", "numerator"))
    if len(spans) >= 2:
        roles = {role: one for role, one in roles.items() if role not in ("period", "base", "numerator")}
        taken = [g.index for g in roles.values()]
        if label := _guess(columns, "indicator", answers, taken):
            roles["indicator"] = label
        why = text("proposal.kind_why.periods", first=spans[0].heading, last=spans[-1].heading)
        return Layout("figures", _surest(roles), (why,), roles, "periods", tuple(spans))
    taken = [g.index for g in roles.values()]
    values = {role: one for role in SUMS if (one := _guess(columns, role, answers, taken))}
    label = _label(columns, answers, taken)
    numbers = [c for c in columns if c.index not in taken and c.numbers >= MOST and c.filled >= 0.3 and c.periods < 0.5]
    if FIGURES in answers:
        numbers = [c for c in columns if c.heading in answers[FIGURES].split("|")]
    if label and (values or {"base", "numerator"} <= set(roles)):
        value = dict([next(iter(values.items()))]) if values else {}
        why = text("proposal.kind_why.long", heading=next(iter(value.values())).heading if value else roles["numerator"].heading)
        return Layout("figures", _surest(roles), (why,), roles | value | {"indicator": label}, "long")
    if numbers and ("area" in roles or "period" in roles):
        indicators = tuple(c for c in numbers if not _is_base(c, numbers))
        why = text("proposal.kind_why.wide", headings=", ".join(c.heading for c in indicators[:5]))
        return Layout("figures", "likely", (why,), roles, "wide", indicators)
    return None


def _label(columns: Sequence[Evidence], answers: Mapping[str, str], taken: Sequence[int]) -> Guess | None:
    """The column that says what each figure is: by its heading only, for any column of words could be that."""
    if "indicator" in answers:
        return _guess(columns, "indicator", answers, taken)
    by_name = named(columns, "indicator", taken)
    words = [c for c in columns if c.index not in taken and is_category(c)]
    if by_name is None and len(words) == 1 and any(set(SUMS) & set(c.roles) for c in columns):
        return Guess("indicator", words[0].index, words[0].heading, "unsure", (text("proposal.why.only_words"),))
    return by_name


def base_of(column: Evidence, columns: Sequence[Evidence]) -> Evidence | None:
    """The column with the number of answers behind an indicator's column, known by the indicator's name and a mark such as n."""
    marks = text("proposal.words.base").split("|")
    wanted = {folded(f"{first}{second}") for mark in marks for first, second in ((column.heading, mark), (mark, column.heading))}
    others = [other for other in columns if other.index != column.index]
    return next((other for other in others if folded(other.heading) in wanted), None) or _begun(
        column, others, [mark for mark in marks if mark[:1].isalpha() and len(mark) > 2]
    )


def _begun(column: Evidence, others: Sequence[Evidence], marks: Sequence[str]) -> Evidence | None:
    """The one column of whole numbers whose heading is a mark such as n and the first words of this column's and no other's heading."""
    found = []
    for other in others:
        rest = next((other.heading[len(m) :] for m in sorted(marks, key=len, reverse=True) if other.heading.casefold().startswith(m)), "")
        begun = folded(rest) and folded(column.heading).startswith(folded(rest))
        rivals = [o for o in others if o.index != other.index and folded(o.heading).startswith(folded(rest))]
        if begun and not rivals and other.whole >= MOST:
            found.append(other)
    return found[0] if len(found) == 1 else None


def _is_base(column: Evidence, columns: Sequence[Evidence]) -> bool:
    return any((found := base_of(other, columns)) and found.index == column.index for other in columns if other.index != column.index)


def _surest(roles: Mapping[str, Guess]) -> Certainty:
    return "sure" if roles and all(one.certainty == "sure" for one in roles.values()) else "likely"

"""What a proposal takes for granted, and what it must ask because the file does not say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from lagesbild.intake.area_names import Gazetteer
from lagesbild.intake.figure_cells import VALUES
from lagesbild.intake.periods_said import DAY, period
from lagesbild.intake.propose_columns import MOST, Evidence
from lagesbild.intake.propose_kinds import Layout, base_of
from lagesbild.intake.propose_roles import CONTENTS, fitting
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.model import Better, Cadence
from lagesbild.texts import number, text

if TYPE_CHECKING:
    from lagesbild.intake.proposal import Answers

SAID: dict[str, tuple[str, ...]] = {  # what may be said beside the columns, and the words that each answer may be; none: free
    "source": (),
    "period": (),
    "design_effect": (),
    "cadence": get_args(Cadence),
    "better": get_args(Better),
    "dates": ("dmy", "mdy"),
    "covers": ("days", "whole"),
    "shares": ("percent", "fraction"),
    "values": tuple(VALUES),
}


@dataclass(frozen=True)
class Question:
    """Something that must be answered before the file can be read; option is how to answer on the command line."""

    key: str
    words: str
    option: str


def settings_of(found: Layout, columns: Sequence[Evidence], says: Mapping[str, str]) -> dict[str, str]:
    """What the format will say beside its columns: answers first, then what the file shows, then the product's usual."""
    for key, value in says.items():
        _check(key, value)
    told = {"source": text("proposal.words.source"), "better": "neither"} | dict(says)
    if found.kind == "event":
        order = columns[found.roles["date"].index].day_order
        told = {"cadence": "month", "covers": "days", "dates": order if order in ("dmy", "mdy") else ""} | told
    if found.kind == "figures":
        told = {"cadence": "year"} | told
        told.setdefault("values", _unit(found, columns))
        told.setdefault("shares", _scale(found, columns) if _shares(found, columns, told) else "")
    return told


def value_columns(found: Layout, columns: Sequence[Evidence]) -> list[Evidence]:
    """The columns that hold figures themselves."""
    if found.figures:
        return list(found.figures)
    return [columns[found.roles[role].index] for role in VALUES if role in found.roles]


def unit_of(heading: str) -> str:
    """What a heading says that its figures are, as a role of a value column; empty where it does not say."""
    plain = f" {heading.casefold()} "
    for role in ("share", "per_1000", "per_100000", "mean", "count"):
        if any(word in plain for word in text(f"proposal.words.{role}").split("|")):
            return role
    return ""


def questions(
    found: Layout, columns: Sequence[Evidence], settings: Mapping[str, str], said: Answers, areas: Gazetteer | None, when: str = ""
) -> Iterator[Question]:
    """Everything that is uncertain about a file that can be read, each with the option that answers it; when: the period of its title."""
    if found.kind not in ("event", "figures"):
        return
    yield from _about_headings(columns, areas)
    yield from _about_columns(found, columns, said, areas)
    if "area" not in found.roles and not {"east", "north"} <= set(found.roles) and "area" not in said.columns:
        yield Question("area", text("proposal.ask.no_area"), f"--column area={text('proposal.words.heading')}")
    elif "area" in found.roles and found.roles["area"].certainty == "sure" and "area" not in said.columns and areas is None:
        yield Question("municipality", text("proposal.ask.municipality"), "--municipality 0000")
    yield from _about_days(found, columns, settings) if found.kind == "event" else _about_figures(found, columns, settings, when)


def _about_headings(columns: Sequence[Evidence], areas: Gazetteer | None) -> Iterator[Question]:
    """A line of headings that holds a day or a loaded area is no line of headings."""
    data = [c.heading for c in columns if DAY.fullmatch(c.heading) or (areas is not None and areas.places and _placed(c.heading, areas))]
    if data:
        yield Question("headings", text("proposal.ask.headings", headings=", ".join(data)), "")


def _placed(heading: str, areas: Gazetteer) -> bool:
    told = areas.find(heading)
    return told.match == "found" and told.place is not None


def _about_columns(found: Layout, columns: Sequence[Evidence], said: Answers, areas: Gazetteer | None) -> Iterator[Question]:
    for role, one in found.roles.items():
        if one.certainty == "unsure" and role not in said.columns:
            loaded = role != "area" or (areas is not None and areas.places)
            better = fitting(columns, role, [one.index]) if CONTENTS[role](columns[one.index]) < MOST else None
            rest = [] if loaded else [text("proposal.ask.no_areas_loaded")]
            rest += [text("proposal.ask.better", heading=better.heading)] if better else []
            words = text("proposal.ask.column", role=text(f"proposal.role.{role}"), heading=one.heading, why=" ".join([*one.why, *rest]))
            yield Question(role, words, f'--column "{role}={(better or one).heading}"')


def _about_days(found: Layout, columns: Sequence[Evidence], settings: Mapping[str, str]) -> Iterator[Question]:
    date = columns[found.roles["date"].index]
    if date.day_order in ("unsure", "mixed") and not settings["dates"]:
        yield Question("dates", text("proposal.ask.dates", heading=date.heading, sample=", ".join(date.samples)), "--say dates=dmy")


def _about_figures(found: Layout, columns: Sequence[Evidence], settings: Mapping[str, str], when: str) -> Iterator[Question]:
    if found.shape != "periods" and "period" not in found.roles and period(settings.get("period", "")) is None:
        words = text("proposal.ask.period_said", period=when) if when else text("proposal.ask.period")
        yield Question("period", words, f"--say period={when or 2024}")
    if not settings["values"]:
        here = value_columns(found, columns)
        counts = all(c.whole >= MOST and c.low >= 0 for c in here) and max((c.high for c in here), default=0) > 1
        headings = ", ".join(c.heading for c in here[:5])
        yield Question("values", text("proposal.ask.values", headings=headings), f"--say values={'count' if counts else 'share'}")
    shares = _shares(found, columns, settings)
    if shares and not settings["shares"]:
        high = max((c.high for c in value_columns(found, columns)), default=1.0)
        yield Question("shares", text("proposal.ask.shares", high=number(high, 2)), "--say shares=fraction")
    based = "base" in found.roles or any(base_of(c, columns) for c in found.figures)
    if shares and based and not _positive(settings.get("design_effect", "")):
        yield Question("design_effect", text("proposal.ask.design_effect"), "--say design_effect=1.5")


def _unit(found: Layout, columns: Sequence[Evidence]) -> str:
    """What the figures are: by the value column's part, else by the words of the headings when these agree."""
    role = next((role for role in VALUES if role in found.roles), "")
    if role and role != "value":
        return role
    if {"base", "numerator"} <= set(found.roles) and not found.figures:
        return "share"
    told = {unit_of(column.heading) for column in value_columns(found, columns)}
    return told.pop() if len(told) == 1 else "" if "" in told else "value"


def _shares(found: Layout, columns: Sequence[Evidence], settings: Mapping[str, str]) -> list[Evidence]:
    """The columns that hold shares: as their headings say, else as the whole table."""
    by_numbers = settings["values"] == "share" and not value_columns(found, columns)
    here = [c for c in value_columns(found, columns) if ((found.figures and unit_of(c.heading)) or settings["values"]) == "share"]
    return here or ([columns[found.roles["numerator"].index]] if by_numbers and "numerator" in found.roles else [])


def _scale(found: Layout, columns: Sequence[Evidence]) -> str:
    """Whether shares are per cent or 0-1: per cent when one is above 1; else not known. Numerator and base have no scale."""
    here = value_columns(found, columns)
    return "percent" if not here or max(column.high for column in here) > 1 else ""


def _positive(raw: str) -> bool:
    try:
        return float(raw.replace(",", ".")) >= 1
    except ValueError:
        return False


def _check(key: str, value: str) -> None:
    """Refuse an answer to something that nobody asks, or one that is none of the possible words."""
    if key not in SAID:
        raise Refusal("proposal.no_such_question", about=shown(key), known=", ".join(SAID))
    wanted = SAID[key]
    if wanted and value not in wanted:
        raise Refusal("proposal.no_such_answer", about=key, value=shown(value), known=", ".join(wanted))
    if key == "design_effect" and not _positive(value):
        raise Refusal("proposal.no_such_answer", about=key, value=shown(value), known=text("proposal.words.design_effects"))
    if key == "period" and period(value) is None:
        raise Refusal("proposal.no_such_answer", about=key, value=shown(value), known=text("proposal.words.periods"))

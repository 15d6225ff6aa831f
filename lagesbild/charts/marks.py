"""Values as marks and words: decimals by unit, Swedish ticks, segments that may be joined, verdicts that may be coloured."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from lagesbild.charts import theme
from lagesbild.texts import interval, number, text

SURE = ("clearly_higher", "clearly_lower")
CHANGED = ("increase", "decrease")
UNTESTED = ""  # the verdict of a row that is shown beside others and held against none
ABSENT_STATES = ("missing", "suppressed", "not_asked", "not_published")
Breaks = pd.DataFrame | Iterable[date | tuple[date, str]]
_ALPHABET = str.maketrans({"å": "z1", "ä": "z2", "ö": "z3", "é": "e", "ü": "y"})


def decimals(unit: str, *, share: int = 0) -> int:
    """How many decimals a unit is written with; a share's number is the caller's choice."""
    return {"per_1000": 1, "share": share, "index": 2, "number": 1}.get(unit, 0)


def scale(unit: str) -> float:
    """What a stored value is multiplied by before it is drawn: shares are drawn as percent."""
    return 100.0 if unit == "share" else 1.0


def value_text(value: float | None, unit: str, *, share_decimals: int = 0) -> str:
    """A value as it stands beside a mark: "15,2", "29 %"; an absent value is an en dash."""
    if not present(value):
        return "–"
    return number(float(value or 0) * scale(unit), decimals(unit, share=share_decimals)) + text(f"charts.units.{unit}")


def hover_text(value: float, lower: float, upper: float, unit: str) -> str:
    """The value with its interval for a hover box; without an interval just the value."""
    places, factor = decimals(unit, share=1), scale(unit)
    shown = value_text(value, unit, share_decimals=1)
    between = interval(_scaled(lower, factor), _scaled(upper, factor), places)
    return text("charts.hover.interval", value=shown, interval=between) if between else shown


def present(value: object) -> bool:
    """True for a finite number; None, NaN and infinities are absent."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def short(value: float, digits: int = 4) -> float:
    """A number rounded to significant digits, to keep the figure's payload small."""
    if not present(value) or value == 0:
        return 0.0
    rounded = round(value, digits - 1 - math.floor(math.log10(abs(value))))
    return int(rounded) if rounded == int(rounded) else rounded


def ticks(top: float, unit: str, *, at_most: int = 5) -> tuple[list[float], list[str], float]:
    """Even ticks from zero that cover top: positions, Swedish words (the unit on the last only), and the last position."""
    top = top if top > 0 else 1.0
    rough = top / at_most
    magnitude = 10 ** math.floor(math.log10(rough))
    steps = [step * magnitude for step in (1, 2, 2.5, 5, 10)]
    if unit in ("count", "persons"):
        steps = [step for step in steps if step >= 1 and step == int(step)] or [1.0]
    step = next((step for step in steps if top / step <= at_most), steps[-1])
    places = 0 if step == int(step) else (1 if round(step * 10) == step * 10 else 2)
    last = math.ceil(top / step - 1e-9)
    places_at = [short(index * step, 6) for index in range(last + 1)]
    words = [number(place, places if place else 0) for place in places_at]
    words[-1] += text(f"charts.units.{unit}")
    return places_at, words, places_at[-1]


def middle(start: date, end: date) -> date:
    """The day in the middle of a period, where its point is drawn."""
    start, end = as_day(start), as_day(end)
    return start + timedelta(days=(end - start).days // 2)


def as_day(value: object) -> date:
    """A plain date from a date, a datetime or a pandas timestamp."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else pd.Timestamp(str(value)).date()


def cuts_of(breaks: Breaks) -> list[tuple[date, str]]:
    """Breaks as (first day, label); a frame's reasons are whole sentences for the text below, so its labels stay empty."""
    column = getattr(breaks, "break_date", None)
    items: list[Any] = list(breaks if column is None else column)
    return [(as_day(item[0]), item[1]) if isinstance(item, tuple) else (as_day(item), "") for item in items]


def segments(frame: pd.DataFrame, breaks: Iterable[date], *, waves: bool = False) -> list[list[int]]:
    """Runs of row numbers that one line may join: no absent value, no hollow point, no missing period and no break between.

    waves: between a survey's waves there is always time, so that only the other three rules hold.
    """
    cuts = sorted(as_day(cut) for cut in breaks)
    ends = [(as_day(start), as_day(end)) for start, end in zip(frame["period_start"], frame["period_end"], strict=True)]
    middles, runs = list(frame["middle"]), []
    for index, (solid, y) in enumerate(zip(frame["solid"], frame["y"], strict=True)):
        if not (solid and present(y)):
            continue
        follows = bool(runs) and runs[-1][-1] == index - 1 and (waves or (ends[index][0] - ends[index - 1][1]).days <= 1)
        joined = follows and not any(middles[index - 1] < cut <= middles[index] for cut in cuts)
        runs[-1].append(index) if joined else runs.append([index])
    return runs


def colour_of(verdict: str, polarity: str, *, words: bool = False) -> str:
    """The colour of a difference: judged only when sure and with polarity; sure without polarity is ink, unsure is grey.

    What was not tested at all has the product's own colour.
    """
    if verdict == UNTESTED:
        return theme.INK if words else theme.PRIMARY
    if verdict not in SURE:
        return theme.MUTED if words else theme.UNSURE
    judged = {
        "good": theme.BETTER_TEXT if words else theme.BETTER,
        "bad": theme.WORSE_TEXT if words else theme.WORSE,
    }
    return judged.get(polarity, theme.NEUTRAL)


def square(verdict: str, polarity: str) -> bool:
    """Whether the mark is a filled square: a certain difference or change that is neither good nor bad."""
    return polarity == "neutral" and verdict in (*SURE, *CHANGED)


def change_colour(verdict: str, polarity: str, *, words: bool = False) -> str:
    """The colour of a figure whose change was tested: the product's own unless the change is certain and has polarity."""
    if verdict not in CHANGED:
        return theme.MUTED if words else theme.PRIMARY
    return colour_of("clearly_higher", polarity, words=words)


def swedish(name: str) -> str:
    """A sort key in Swedish alphabetical order: å, ä and ö after z."""
    return name.lower().translate(_ALPHABET)


def _scaled(value: float, factor: float) -> float | None:
    return value * factor if present(value) else None

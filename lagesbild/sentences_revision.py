"""Changed figures into Swedish sentences: how many, why, and the largest, small counts always told as counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import pandas as pd

from lagesbild import sentences
from lagesbild.model import RevisionReason
from lagesbild.texts import count, number, period_name, signed, text

MOST_TOLD = 6


def headline(rows: pd.DataFrame) -> str:
    """How many shown figures have changed, and how many of them by more than their own uncertainty."""
    if rows.empty:
        return text("revision.nothing")
    judged = rows["within"].dropna()
    beyond = int((~judged.astype(bool)).sum())
    n = sentences.capital(text("revision.headline.n", n=count(len(rows), *_values())))
    if judged.empty:
        return n
    key = "none" if not beyond else "some"
    return text(f"revision.headline.{key}", n=n, beyond=_few(beyond))


def reasons(rows: pd.DataFrame) -> str:
    """Why the figures changed, reason by reason, the most common first."""
    found = rows["reason"].value_counts()
    order: Sequence[str] = sorted((r for r in get_args(RevisionReason) if r in found), key=lambda reason: -found[reason])
    return " ".join(sentences.capital(text(f"revision.because.{r}", n=count(found[r], *_values()))) for r in order)


def largest(rows: pd.DataFrame) -> str:
    """The first of the shown changes in a sentence, from what to what."""
    if rows.empty:
        return text("revision.none_chosen")
    row = rows.iloc[0].to_dict()
    told = {"what": row["what"], "where": _place_and_time(row)}
    if not math.isfinite(row["difference"]):
        key = "new" if math.isfinite(row["new_value"]) else "gone" if math.isfinite(row["old_value"]) else "state"
        return text(f"revision.largest.{key}", old=old(row), new=new(row), **told)
    return text("revision.largest.moved", old=old(row), new=new(row), move=move(row), **told)


def beyond(rows: pd.DataFrame) -> str:
    """The shown changes by which a value left its own uncertainty, by name as long as they are few; empty where there are none."""
    told = rows[rows["within"].eq(False)].to_dict("records")
    said = [
        text("revision.beyond_one", what=row["what"], where=_place_and_time(row), old=old(row), new=new(row)) for row in told[:MOST_TOLD]
    ]
    rest = [text("revision.beyond_more", n=number(len(told) - MOST_TOLD))] if len(told) > MOST_TOLD else []
    return text("revision.beyond", listed="; ".join([*said, *rest])) if told else ""


def _place_and_time(row: Mapping[str, Any]) -> str:
    return text("revision.place_and_time", where=row["where"], period=row["period"])


def old(row: Mapping[str, Any]) -> str:
    """The figure as it was, or why there was none."""
    return _figure(row["old_value"], row["old_state"], row["unit"])


def new(row: Mapping[str, Any]) -> str:
    """The figure as it is, or why there is none any more."""
    return _figure(row["new_value"], row["new_state"], row["unit"])


def span(row: Mapping[str, Any]) -> str:
    """The 95 % interval of today's figure, or a dash."""
    ends = [sentences.value(row[name], row["unit"]) for name in ("lower", "upper")]
    return "–" if "–" in ends else "–".join(ends)


def move(row: Mapping[str, Any]) -> str:
    """The difference with its sign: "+12 (+3,1 %)" where both sides are large enough, else "+3" or "+1,2 procentenheter"."""
    if not math.isfinite(row["difference"]):
        return "–"
    factor = 100 if row["unit"] == "share" else 1
    told = signed(factor * row["difference"], sentences.decimals(row["unit"]))
    if row["unit"] == "share":
        return text("revision.points", n=told)
    if math.isfinite(row["relative"]):
        return text("revision.move", n=told, percent=signed(100 * row["relative"], 1))
    if row["unit"].startswith("per_") and math.isfinite(row["old_numerator"]) and math.isfinite(row["new_numerator"]):
        return text("revision.few", n=told, old=number(row["old_numerator"]), new=number(row["new_numerator"]))
    return told


def edition(row: Mapping[str, Any]) -> str:
    """Whether the figure was preliminary and is final now."""
    sides = ("preliminary" if row[f"{side}_preliminary"] else "final" for side in ("old", "new"))
    return text(f"revision.edition.{'_'.join(sides)}")


def days(row: Mapping[str, Any]) -> str:
    """The days of a slice: its period's name where it is one."""
    return period_name(row["first_day"].date(), row["last_day"].date())


def replaced_headline(rows: pd.DataFrame) -> str:
    """How many deliveries newer ones lie over."""
    n = len(rows["replaced_file"].unique())
    return (
        sentences.capital(text("revision.replaced.headline", n=sentences.counted(n, "fil", "filer")))
        if n
        else text("revision.replaced.none")
    )


def _figure(amount: float, state: str, unit: str) -> str:
    return sentences.value(amount, unit) if math.isfinite(amount) else text(f"revision.state.{state}")


def _values() -> tuple[str, str]:
    return text("revision.word.value"), text("revision.word.values")


def _few(n: int) -> str:
    return sentences.NUMBER_WORDS[n] if n < len(sentences.NUMBER_WORDS) else number(n)

"""The signal list in Swedish sentences: what each signal is, how many chance gives anyway, and how that was measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from lagesbild import sentences_control
from lagesbild.sentences import capital, counted, unit_words
from lagesbild.sentences_survey import listed
from lagesbild.texts import month_name, number, text


def columns(rows: pd.DataFrame) -> dict[str, list[str]]:
    """The words of every signal: its rule, since when, latest month, whether it holds, title, reason and what it is counted under.

    rows: all signals in order; `lead` is the position of the one that each is counted under.
    """
    told = rows.to_dict("records")
    under = ["" if row["lead"] == at else told[row["lead"]]["place"] for at, row in enumerate(told)]
    return {
        "rule_words": [sentences_control.rule_words(row["rule"], row["side"], row["months"]) for row in told],
        "since_label": [sentences_control.month(row["since"]) for row in told],
        "last_label": [sentences_control.month(row["period_start"]) for row in told],
        "firm": [text(f"signals.firm_{'yes' if row['stands_out'] else 'no'}") for row in told],
        "title": [text("signals.what", crime=row["short_title"], place=row["place"]) for row in told],
        "why": [" ".join(filter(None, (why(row), _elsewhere(told, at)))) for at, row in enumerate(told)],
        "under": under,
    }


def why(row: dict[str, Any]) -> str:
    """The month's value, what chance gives, since when, and how often such a series gives a false alarm."""
    chance = sentences_control.chance_sentence(row["value"], row["limit_lower"], row["limit_upper"], unit_words("count"))
    since = text("signals.since", month=sentences_control.month(row["since"])) if row["months"] > 1 else ""
    month = capital(sentences_control.month(row["period_start"]))
    return text("signals.why", month=month, chance=chance, since=since, false_alarm=number(row["per_month"] * 100, 1))


def _elsewhere(told: list[dict[str, Any]], at: int) -> str:
    """Where else the happening shows, or what the signal is counted under."""
    lead = told[at]["lead"]
    if lead != at:
        return text("signals.under", place=told[lead]["place"])
    others = [row["place"] for i, row in enumerate(told) if row["lead"] == at != i]
    return text("signals.also", places=listed(others)) if others else ""


def heading(rows: pd.DataFrame, family: dict[str, Any]) -> str:
    """The finding of the list: how many signals, in how many series, and how many hold."""
    whole = len(rows) == family["all"]
    if rows.empty:
        return text("signals.heading_none", series=number(family["series"])) if whole else text("signals.heading_filtered_none")
    firm = int(rows["stands_out"].sum())
    words = {"n": counted(len(rows), "signal", "signaler"), "series": number(family["series"])}
    said = text("signals.no_firm") if firm == 0 else sentences_control.in_words(firm) if firm > 1 else text("signals.one_firm")
    return capital(text("signals.heading_some" if whole else "signals.heading_filtered", **words, firm=said))


def family(told: dict[str, Any]) -> str:
    """Which series were judged together, and for which months."""
    first, last = month_name(told["first"]), sentences_control.month(told["last"])
    missing = told["possible"] - told["series"]
    short = "" if not missing else text("signals.family_short_one") if missing == 1 else text("signals.family_short", n=number(missing))
    crimes = counted(told["crimes"], "brottstyp", "brottstyper")
    places = listed([_places(kind, n) for kind, n in told["places"].items()])
    return text("signals.family", series=number(told["series"]), first=first, last=last, crimes=crimes, places=places, short=short)


def _places(kind: str, n: int) -> str:
    """ "hela kommunen", "14 områden", "tre råd"."""
    return text("signals.place_whole") if kind == "whole" else counted(n, *text(f"signals.place_{kind}").split("|"))


def expected(told: dict[str, Any]) -> str:
    """How many series would stand on the list had nothing changed."""
    return text("signals.expected", n=rounded(told["expected"]), all=sentences_control.in_words(told["all"]))


def rounded(n: float) -> str:
    """An expected number: in words from two on, with one decimal below that."""
    return number(n, 1) if n < 1.95 else sentences_control.in_words(round(n))


def measured(told: dict[str, Any]) -> dict[str, str]:
    """The simulation in words: its size, its means and how often a doubling was found."""
    means = [number(row["mean"], 1 if row["mean"] < 1 else 0) for row in told["stationary"]]
    doubling = told["doubling"]
    return {
        "series": number(told["series"]), "means": f"{', '.join(means[:-1])} och {means[-1]}", "before": number(doubling["before"]),
        "after": number(doubling["after"]), "found": number(doubling["found"] * 100),
    }  # fmt: skip


def series_limits(lower: float, upper: float) -> str:
    """What chance gives a series: "Slumpen brukar ge 24–47."."""
    low, high = number(math.ceil(lower)), number(math.floor(upper))
    return text("signals.series_limits_upto", high=high) if lower <= 0 else text("signals.series_limits", low=low, high=high)


def months(days: Sequence[date]) -> str:
    """The months that some days lie in, from the first to the last: "juli 2026", "juli–september 2026"."""
    first, last = min(days), max(days)
    if (first.year, first.month) == (last.year, last.month):
        return sentences_control.month(last)
    start = month_name(first) if first.year == last.year else sentences_control.month(first)
    return f"{start}–{sentences_control.month(last)}"

"""Signals, this year so far and time profiles into Swedish sentences; the words follow the rule and carry no judgement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from lagesbild.sentences import NUMBER_WORDS, SMALL_COUNT, capital
from lagesbild.texts import month_name, number, signed, text


def in_words(n: int) -> str:
    """A small number in words, a larger one in digits."""
    return NUMBER_WORDS[n] if 1 < n < len(NUMBER_WORDS) else number(n)


def month(day: date) -> str:
    """ "september 2026"."""
    return f"{month_name(day)} {day.year}"


def rule_words(rule: str, side: str, months: int) -> str:
    """What a signal's rule found, as a short phrase: "Sju månader i rad under medel"."""
    return capital(text(f"control.rule.{rule}_{side}", n=in_words(months)))


def control_heading(name: str, signal: dict[str, Any] | None, last: date, *, limits: bool = True) -> str:
    """The finding of a monthly series: its firmest signal among the latest final months, or that there is none."""
    if not limits:
        return capital(text("control.heading.no_limits", name=name))
    if signal is None:
        return capital(text("control.heading.none", name=name, last=month(last)))
    key = f"control.heading.{signal['rule']}_{signal['side']}"
    return capital(text(key, name=name, n=in_words(signal["months"]), last=month(signal["last"])))


def chance_sentence(value: float, lower: float, upper: float, unit: str) -> str:
    """A month's value and what chance gives: "61 anmälda. Slumpen brukar ge 24–47."."""
    low, high = number(-(-lower // 1)), number(upper // 1)
    if lower <= 0:
        return text("control.chance_gives_upto", value=number(value), unit=unit, high=high)
    return text("control.chance_gives", value=number(value), unit=unit, low=low, high=high)


def year_to_date_sentence(verdict: str, events: float, expected: float, years: str, *, adjusted: bool = False) -> str:
    """This year so far against earlier years; never a percentage, and few events told from what to what.

    adjusted: `expected` is less than the mean of the earlier years, for as much as is not registered yet.
    """
    sure = "sure" if verdict in ("increase", "decrease") else "unsure"
    before = round(expected)
    difference = signed(events - before)
    if max(events, before) < SMALL_COUNT:
        return text(f"control.year_to_date.small_{sure}", difference=difference, before=number(before), after=number(events))
    return text(f"control.year_to_date.{sure}{'_alike' if adjusted else ''}", difference=difference, years=years)


def registered_month(day: date, registered: dict[str, Any]) -> str:
    """How much of the last month that counts is registered, and that the comparison reckons with it."""
    return text("control.year_to_date.registered", month=capital(month_name(day)), **_shares(registered))


def preliminary_month(day: date, registered: dict[str, Any] | None) -> str:
    """A month that is told and not counted, with how much of it is registered where that is known."""
    name = capital(month_name(day))
    return (
        text("control.year_to_date.lag_share", month=name, **_shares(registered))
        if registered
        else text("control.year_to_date.lag", months=name)
    )


def _shares(registered: dict[str, Any]) -> dict[str, str]:
    names = {"share": "share", "lower": "share_lower", "upper": "share_upper"}
    return {key: number(100 * registered[name], 1) for key, name in names.items()}


def others_heading(signals: Sequence[tuple[str, str]]) -> str:
    """The finding of the small series: (name in a sentence, side) of each with a signal."""
    if not signals:
        return text("control.small.title_none")
    if len(signals) == 1:
        name, side = signals[0]
        return text("control.small.title_one", name=name, way=text(f"control.small.{'up' if side == 'above' else 'down'}"))
    return text("control.small.title_many", n=in_words(len(signals)))


def over_years(factor: float, lower: float, upper: float, years: str, *, sure: bool, few: bool) -> str:
    """A trend over years in one sentence; a percentage only where it is certain and no year has few events."""
    if not sure:
        return text("control.over_years.unsure", years=years)
    way = "up" if factor > 1 else "down"
    if few:
        return text(f"control.over_years.few_{way}", years=years)
    low, high = sorted(abs(end - 1) * 100 for end in (lower, upper))
    return text(f"control.over_years.{way}", years=years, share=number(abs(factor - 1) * 100, 1), low=number(low, 1), high=number(high, 1))

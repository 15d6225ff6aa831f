"""Activities and signals beside the goals in Swedish: what is late and whose, and what chance usually gives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from lagesbild.sentences import NUMBER_WORDS, capital
from lagesbild.texts import month_name, number, signed, text


def late_words(told: Mapping[str, Any]) -> str:
    """How many activities are late, and whose they are."""
    owners = [owner[:1].lower() + owner[1:] for owner in told["late_owners"]]
    said = f"{', '.join(owners[:-1])} {text('goals.and')} {owners[-1]}" if len(owners) > 1 else "".join(owners)
    if not told["late"]:
        return text("goals.activities.late_none")
    if told["late"] == 1:
        return text("goals.activities.late_one", owners=said)
    n = NUMBER_WORDS[told["late"]] if told["late"] < len(NUMBER_WORDS) else number(told["late"])
    key = "late_both" if told["late"] == 2 and len(owners) == 1 else "late_many"
    return capital(text(f"goals.activities.{key}", n=n, owners=said))


def counts_words(told: Mapping[str, Any], late_decisions: int = 0) -> str:
    """How many are done, and how many of the rest are in each state; a state that none is in is left out, but for lateness.

    late_decisions: how many decisions behind the activities are late; that nothing is late is then not said without them.
    """
    states = [name for name in ("ongoing", "planned", "late") if told[name]]
    parts = [text(f"goals.activities.counts_{name}{'_one' if told[name] == 1 else ''}", n=number(told[name])) for name in states]
    if not told["late"]:
        n = NUMBER_WORDS[late_decisions] if late_decisions < len(NUMBER_WORDS) else number(late_decisions)
        parts.append(text(f"goals.activities.counts_{'only_decisions' if late_decisions else 'none'}_late", n=n))
    done = text("goals.activities.counts", done=number(told["done"]), all=number(told["all"]))
    return f"{done} {capital(', '.join(parts))}."


def signal_words(row: Mapping[str, Any]) -> tuple[str, str]:
    """A signal in a line, and what chance usually gives."""
    name = row["short_title"]
    if row["area_level"] != "municipality":
        name = text("goals.signals.in_area", name=name, area=row["place"])
    day = row["period_start"] if row["rule"] == "outside" else row["since"]
    month = f"{month_name(day)} {day.year}"
    if row["rule"] != "outside":
        usual = text(f"goals.signals.pattern_{row['side']}", mean=number(row["mean"], 1))
        return text("goals.signals.pattern", name=name, month=month), usual
    low, high = number(math.ceil(row["limit_lower"])), number(math.floor(row["limit_upper"]))
    said = text("goals.signals.outside", name=name, value=number(row["value"]), month=month)
    return said, text("goals.signals.outside_note", low=low, high=high)


def effect_words(row: Mapping[str, Any]) -> str:
    """An activity's estimated effect with its interval, always called an indication: "Indikation, inte bevis: −5 anmälda (−12 till 2)"."""
    value, low, high = (row[name] for name in ("effect", "effect_low", "effect_high"))
    if value is None or not math.isfinite(value):
        return text("goals.activities.effect_none")
    unit = row["effect_unit"]
    places = 0 if float(value).is_integer() else 1
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return text("goals.activities.effect_bare", value=signed(value, places), unit=unit)
    return text("goals.activities.effect", value=signed(value, places), unit=unit, low=signed(low, places), high=signed(high, places))

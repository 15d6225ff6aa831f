"""Judged rows into Swedish sentences; the words follow the verdict, never the point estimate."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from lagesbild.texts import count, number, period_name, signed, text, unbroken

SMALL_COUNT = 20  # below this no percentages and no rates carry a sentence, only counts
NUMBER_WORDS = ("inget", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
COMMON_NUMBER_WORDS = ("ingen", "en", *NUMBER_WORDS[2:])
COMMON_NOUNS = (
    "brottstyp", "källa", "fil", "rad", "kommundel", "fryst lägesbild", "säker förändring", "signal", "aktivitet", "dialog", "vandring",
    "sida", "punkt",
)  # fmt: skip


def counted(n: int, one: str, many: str) -> str:
    """A small count in words with its noun: "ett område", "en brottstyp", "tre områden", "14 områden"."""
    words = COMMON_NUMBER_WORDS if one in COMMON_NOUNS else NUMBER_WORDS
    return f"{words[n] if n < len(words) else number(n)} {one if n < 2 else many}"


def capital(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def small(sentence: str) -> str:
    """The sentence with a small first letter, to stand within another."""
    return sentence[:1].lower() + sentence[1:]


def unit_words(unit: str) -> str:
    """The unit as it stands after a number: "per 1 000 invånare", "anmälda"."""
    return text(f"sentences.unit.{unit}")


def measured_in(row: Any) -> str:
    """The unit of an indicator or a judged row: its own words where it has some, else its unit's; only reports are reported."""
    plain = text("sentences.unit_delivered.count") if row["unit"] == "count" and delivered(row) else unit_words(row["unit"])
    words = row.get("unit_words")
    return unbroken(words if isinstance(words, str) and words else plain)  # nothing is published of a hidden goal's unit


def decimals(unit: str) -> int:
    """How many decimals a value of a unit is written with."""
    return {"per_1000": 1, "share": 1, "number": 1, "index": 2}.get(unit, 0)


def value(amount: float | None, unit: str) -> str:
    """A value in its unit's decimals, a share in per cent; an absent one is a dash, never zero."""
    return number(amount * 100 if amount is not None and unit == "share" else amount, decimals(unit))


def latest(row: dict[str, Any]) -> tuple[str, str, str]:
    """The latest value of a judged row as (number, half interval, unit); few events are told as a count, never as a rate."""
    if row["latest_count"] is not None and row["latest_count"] < SMALL_COUNT:
        return number(row["latest_count"]), "", unit_words("count")
    return (
        value(row["latest_value"], row["unit"]),
        plus_minus(row["latest_lower"], row["latest_upper"], row["unit"]),
        unit_words(row["unit"]),
    )


def plus_minus(lower: float | None, upper: float | None, unit: str) -> str:
    """Half the interval as "±1,2", or an empty string where there is none."""
    if lower is None or upper is None or not (math.isfinite(lower) and math.isfinite(upper)):
        return ""
    return f"±{value((upper - lower) / 2, unit)}"


def change_headline(rows: list[dict[str, Any]], since: str) -> str:
    """The finding of a list of judged changes: how many are certain, and in which direction."""
    down, up = (sum(_told(row) == verdict for row in rows) for verdict in ("decrease", "increase"))
    noun = ("brottstyp", "brottstyper")
    if down and up:
        return capital(
            text("sentences.headline.both", down=counted(down, *noun), up=COMMON_NUMBER_WORDS[up] if up < 13 else up, since=since)
        )
    if down or up:
        return capital(text(f"sentences.headline.{'down' if down else 'up'}", n=counted(down or up, *noun), since=since))
    if any(row["verdict"] in ("no_clear_change", "too_uncertain") for row in rows):
        return text(f"sentences.headline.none{'_but_policing' if any(_told(row) == 'policing' for row in rows) else ''}", since=since)
    return text("sentences.headline.untested")


def _told(row: dict[str, Any]) -> str:
    """The verdict as a headline counts it: crime that police work finds is told apart, in the lede."""
    return "policing" if row["policing_dependent"] and row["verdict"] in ("increase", "decrease") else row["verdict"]


def change_lede(rows: list[dict[str, Any]]) -> str:
    """What the other rows of the list say, in one or two sentences."""
    parts = []
    for verdict in ("no_clear_change", "too_uncertain", "policing", "not_comparable", "not_measured"):
        n = sum(_told(row) == verdict for row in rows)
        if n:
            parts.append(text(f"sentences.lede.{verdict}", n=capital(counted(n, "brottstyp", "brottstyper"))))
    return " ".join(parts)


def change_why(row: dict[str, Any]) -> str:
    """One line under a row of the list: from what to what, and whether chance can explain it."""
    unit = row["unit"]
    if row["verdict"] in ("not_measured", "not_comparable"):
        reason = row["reason"] or text("sentences.why.no_count")
        return text(f"sentences.why.{row['verdict']}", reason=reason, period=row["base_label"])
    if not delivered(row) and row["base_count"] is not None and max(row["base_count"], row["latest_count"]) < SMALL_COUNT:
        before, after = row["base_count"], row["latest_count"]
        if not before and not after:
            return text("sentences.why.counts_zero")
        counts = {"difference": signed(after - before), "before": number(before), "after": number(after)}
        return text(f"sentences.why.counts_{'among' if among(row) else _sure(row)}", **counts, n=among(row))
    told = {"before": value(row["base_value"], unit), "after": value(row["latest_value"], unit), "unit": measured_in(row)}
    return text(f"sentences.why.{'among' if among(row) else row['verdict']}", **told, since=row["base_label"], n=among(row))


def among(row: Any) -> str:
    """How many comparisons a row was tested among, where only that keeps it from being certain: it is not said to be within chance."""
    return number(row["among"]) if row.get("among") else ""


def comparable(row: Any) -> bool:
    """Whether a heading's "av tolv" counts the row: it can be told from chance, and is no crime that police work finds."""
    return row["verdict"] != "too_uncertain" and not row.get("policing_dependent")


def delivered(row: Any) -> bool:
    """Whether a row is no reported crime: its words are not of reports."""
    return row.get("family", "crime") not in ("crime", "published")


def _sure(row: dict[str, Any]) -> str:
    return "sure" if row["verdict"] in ("increase", "decrease") else "unsure"


def trend_heading(row: dict[str, Any]) -> str:
    """The finding of a series: the latest whole period against the one it is compared with."""
    verdict = row["verdict"]
    name, latest, base = row["sentence_name"], row["latest_label"], row["base_label"]
    if verdict in ("increase", "decrease"):
        word = text(f"sentences.more.{'plural' if row['plural'] else 'singular'}_{verdict}")
        return capital(text("sentences.trend.sure", name=name, word=word, latest=latest, base=base))
    shown = {"value": value(row["latest_value"], row["unit"]), "unit": measured_in(row)}
    key = f"{verdict}_delivered" if verdict == "too_uncertain" and delivered(row) else verdict
    return capital(text(f"sentences.trend.{key}", name=name, latest=latest, base=base, **shown))


def trend_sentence(row: dict[str, Any]) -> str:
    """What the latest whole period shows, with its interval and its test."""
    unit = row["unit"]
    lower, upper = value(row["latest_lower"], unit), value(row["latest_upper"], unit)
    known = row["latest_lower"] is not None and row["latest_upper"] is not None
    told = text(
        "sentences.trend.value" if known else "sentences.trend.value_without_interval",
        latest=capital(row["latest_label"]), value=value(row["latest_value"], unit), unit=measured_in(row), lower=lower, upper=upper,
    )  # fmt: skip
    return f"{told} {change_why(row)}".strip()


def area_headline(rows: list[dict[str, Any]], place: str, name: str, kind: str = "") -> str:
    """The finding of the map: how many areas, or sets of areas of a kind, are clearly above or below the rest of the municipality."""
    return _area_finding("sentences.areas.", rows, place, name, kind)


def delivered_area_headline(rows: list[dict[str, Any]], place: str, name: str) -> str:
    """The same for figures of which more is not more crime: above and below, by name."""
    return _area_finding("sentences.areas.delivered_", rows, place, name)


def _area_finding(key: str, rows: list[dict[str, Any]], place: str, name: str, kind: str = "") -> str:
    high, low = (sum(row["verdict"] == verdict for row in rows) for verdict in ("clearly_higher", "clearly_lower"))
    if not high and not low:
        tested = any(row["verdict"] == "no_clear_difference" for row in rows)
        return text(f"{key}{'none' if tested else 'untested'}", place=place, name=name, one=text(f"sentences.area_noun.{kind or 'area'}"))
    one, many = text(f"sentences.area_noun.{kind or 'area'}"), text(f"sentences.area_nouns.{kind or 'area'}")
    found = "both" if high and low else "high" if high else "low"
    told = {"high": counted(high, one, many), "low": counted(low, one, many)}
    return capital(text(f"{key}{found}", place=place, name=name, **told))


def profile_headline(rows: list[dict[str, Any]], name: str) -> str:
    """The finding of an area's profile: how many crime types are clearly above or below the rest."""
    high, low = (sum(row["verdict"] == verdict for row in rows) for verdict in ("clearly_higher", "clearly_lower"))
    tested = sum(row["verdict"] != "too_uncertain" for row in rows)
    if not high and not low:
        return text("sentences.profile.none" if tested else "sentences.profile.untested", name=name)
    key = "both" if high and low else "high" if high else "low"
    return text(
        f"sentences.profile.{key}", name=name, high=counted(high, "brottstyp", "brottstyper"), low=counted(low, "brottstyp", "brottstyper")
    )


def difference_sentence(row: dict[str, Any]) -> str:
    """An area against the rest in one line: "38,1 här, 14,2 i resten. Säkert högre."."""
    if row["value"] is None or not math.isfinite(row["value"]):
        return text(f"sentences.state.{row['state']}")
    return text(
        "sentences.areas.against", here=value(row["value"], row["unit"]), rest=value(row["rest_value"], row["unit"]),
        verdict=text(f"sentences.area_verdict.{row['verdict']}"),
    )  # fmt: skip


def label(row: Any) -> str:
    """What the period of a row is called."""
    return period_name(row["period_start"].date(), row["period_end"].date())


def events(numerators: pd.Series) -> str:
    """How many reports stand behind the shown figures, or nothing where the source gives no counts."""
    known = numerators.dropna()
    return text("sentences.events", n=count(known.sum(), "anmälan", "anmälningar")) if len(known) else ""

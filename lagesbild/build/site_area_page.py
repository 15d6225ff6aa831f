"""What the page of one neighbourhood says: three sentences with certainty, the comparison with the rest, and why something is not shown."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from lagesbild.build.site_area import Areas
from lagesbild.build.site_area_sentences import crime_since_finding, how_sure, not_compared, safer, sentences
from lagesbild.build.site_data import SHOWN, SiteData
from lagesbild.build.site_map import area_map, legend
from lagesbild.charts import fluid
from lagesbild.charts.fluid import ticks
from lagesbild.charts.fluid_change import symbol
from lagesbild.charts.fluid_compare import compare
from lagesbild.model import Thresholds
from lagesbild.texts import number, percent, text

SINCE = {"not_comparable": "since_other", "too_uncertain": "since_unsure", "not_measured": "since_unsure"}  # "since" follows a change
SYMBOL_OF = {"clearly_higher": "up", "clearly_lower": "down", "no_clear_difference": "flat", "too_uncertain": "unsure"}
TONE_OF = {"good": "good", "bad": "bad", "neutral": "neutral"}
CHANGE_SYMBOL = {"increase": "up", "decrease": "down", "no_clear_change": "flat", "not_comparable": "broken"}
FINDINGS = ("increase", "decrease", "no_clear_change")
WORKS_WELL = "works_well"  # what residents themselves point out as working well
MAP_TONE = {"no_clear_difference": "none", "too_uncertain": "unsure"}


def choose(found: Areas) -> dict[str, Any]:
    """The page where a neighbourhood is chosen: list and map with the verdict on the survey's first question."""
    main = _main(found)
    rows = [_choice(found, area, main) for area in found.names]
    tones = {row["area"]: row["map"] for row in rows} if len(main) else {}  # nothing asked is nothing hidden
    signs = {row["area"]: row["sign"] for row in rows if row["sure"]}
    question = str(main["short_title"].iloc[0]) if len(main) else ""
    return {
        "page": "areas",
        "rows": rows,
        "question": question,
        "map": area_map(found.ground, tones=tones, signs=signs),
        "legend": legend((row["map"], row["sign"], row["word"]) for row in rows) if len(main) else [],
    }


def _main(found: Areas) -> pd.DataFrame:
    """The survey's first question in every area."""
    if found.survey.empty:
        return found.survey
    first = found.survey["indicator"].iloc[0]
    return found.survey[found.survey["indicator"] == first].set_index("area")


def _choice(found: Areas, area: str, main: pd.DataFrame) -> dict[str, Any]:
    row = main.loc[area] if area in main.index else None
    shown = row is not None and row["state"] in SHOWN
    verdict = str(row["verdict"]) if row is not None and shown else ""
    tone = TONE_OF[str(row["polarity"])] if row is not None and verdict.startswith("clearly") else MAP_TONE.get(verdict, "hidden")
    return {
        "area": area,
        "number": found.number(area),
        "name": found.names[area],
        "page": found.page(area),
        "value": percent(row["value"]) if row is not None and shown else "–",
        "word": _word(verdict) if verdict else text("site.word.hidden"),
        "sign": SYMBOL_OF.get(verdict, "hidden"),
        "symbol": symbol(SYMBOL_OF.get(verdict, "hidden")),
        "tone": tone if tone in TONE_OF.values() else {"none": "ink", "unsure": "unsure"}.get(tone, "muted"),
        "map": tone,
        "sure": verdict.startswith("clearly"),
    }


def area_page(data: SiteData, found: Areas, area: str, limits: Thresholds) -> dict[str, Any]:
    """Everything the page of one neighbourhood shows."""
    crime = found.crime[found.crime["area"] == area] if len(found.crime) else found.crime
    survey = found.survey[found.survey["area"] == area] if len(found.survey) else found.survey
    hidden = crime[~crime["state"].isin(SHOWN)] if len(crime) else crime
    well = survey["concept"].eq(WORKS_WELL) if len(survey) else pd.Series(dtype=bool)
    people = found.people.get(area, math.nan)
    return {
        "page": "area",
        "name": found.names[area],
        "file": found.page(area),
        "sentences": sentences(found.names[area], survey, crime),
        "withheld": _withheld(crime, hidden),
        "answer": safer(found.names[area], survey),
        "crime_since": crime_since_finding(crime),
        "people": text("site.area.people", people=number(people)) if math.isfinite(people) else "",
        "map": found.maps[area],
        "chart": _chart(data, found, survey, area),
        "survey": [_line(row, survey=True) for row in survey[~well].to_dict("records")],
        "well": [_line(row, survey=True) for row in survey[well].to_dict("records")],
        "crime": [_line(row, survey=False) for row in crime.to_dict("records")],
        "hidden": len(hidden),
        "why": [
            text("site.area.why", largest=limits.smallest_count - 1),
            *(text(f"site.area.why_{key}") for key in ("more", "not_zero", "sensitive")),
        ],
        "others": [(found.names[other], found.page(other)) for other in found.names if other != area],
        "place_name": data.name,
    }


def _withheld(crime: pd.DataFrame, hidden: pd.DataFrame) -> str:
    if crime.empty:
        return ""
    return text("site.area.some_hidden" if len(hidden) else "site.area.all_shown", hidden=len(hidden), all=len(crime))


def _chart(data: SiteData, found: Areas, survey: pd.DataFrame, area: str) -> dict[str, Any] | None:
    """The survey's first question over the waves, in per cent."""
    if survey.empty:
        return None
    main = survey.iloc[0]
    rows = found.waves[(found.waves["area"] == area) & (found.waves["indicator"] == main["indicator"]) & found.waves["state"].isin(SHOWN)]
    if len(rows) < 2:
        return None
    years = pd.DataFrame({"year": rows["period_start"].dt.year} | {key: 100 * rows[key] for key in ("value", "lower", "upper")})
    since = int(main["since_year"]) if main["since_year"] in set(years["year"]) else None
    first, last = years[years["year"] == since].iloc[0] if since else years.iloc[0], years.iloc[-1]
    words = {"what": main["short_title"], "name": found.names[area], "since": since}
    told = text(
        "site.area.chart_told",
        **words,
        first=int(first["year"]),
        then=number(first["value"]),
        last=int(last["year"]),
        now=number(last["value"]),
    )
    verdict = str(main["since_verdict"]) if since and main["since_verdict"] in FINDINGS else "plain"
    return {
        "heading": text(f"site.area.finding_{verdict}", **words),
        "sub": _how_sure_drawn(years, last, since),
        "chart": fluid.trend(years, told=told, base=since, latest=int(last["year"]), decimals=0, shade=data.shade()),
        "told": told,
        "sure": how_sure(main),
    }


def _how_sure_drawn(years: pd.DataFrame, last: pd.Series, since: int | None) -> str:
    """What the shade and the dashed line of the chart are."""
    year, ends = int(last["year"]), {end: number(last[end]) for end in ("lower", "upper")}
    level = [text("site.chart.level", base=since)] if fluid.has_level(years, since, year) else []
    return " ".join([text("site.area.chart_sub", year=year, **ends), *level])


def _since(row: dict[str, Any], survey: bool) -> dict[str, Any] | None:
    """The change since the comparison year as a word and the earlier figure; None where there is no such year."""
    if pd.isna(row["since_year"]) or row["state"] not in SHOWN:
        return None
    verdict, year = str(row["since_verdict"]), int(row["since_year"])
    shown = row["then_state"] in SHOWN and (survey or row["period_kind"] == "year")
    sure = verdict in ("increase", "decrease")
    tone = TONE_OF[row["since_polarity"]] if sure else "ink" if verdict == "no_clear_change" else "muted"
    then = (percent(row["then_value"]) if row["unit"] == "share" else _rate(float(row["then_value"]))) if shown else ""
    word = text(f"site.word.{verdict}") if shown else text("site.area.since_none")
    key = SINCE.get(verdict, "since") if shown else f"since_{not_compared(row, survey=survey)}"
    words = text(f"site.area.{key}", year=year, then=then)
    return {
        "word": word,
        "told": words,
        "symbol": symbol(CHANGE_SYMBOL.get(verdict, "unsure") if shown else "none"),
        "tone": tone,
        "sure": sure,
    }


def _line(row: dict[str, Any], *, survey: bool) -> dict[str, Any]:
    """One comparison: what, the word, both numbers, and the picture."""
    shown = row["state"] in SHOWN
    share = row["unit"] == "share"
    factor = 100.0 if share else 1.0
    value, lower, upper, rest = (factor * float(row[key]) if shown else math.nan for key in ("value", "lower", "upper", "rest_value"))
    top = 100.0 if share else ticks(max([end for end in (upper, value, rest) if math.isfinite(end)], default=1.0))[-1]
    verdict, decimals = str(row["verdict"]) if shown else "", 0 if share else 1
    tone = (
        TONE_OF[row["polarity"]]
        if verdict.startswith("clearly")
        else "unsure"
        if verdict == "too_uncertain"
        else "muted"
        if not shown
        else "ink"
    )
    return {
        "title": row["short_title"],
        "sub": _basis(row, survey) if shown else "",
        "word": _word(verdict) if shown else text("site.word.hidden"),
        "reason": "" if shown else text("site.area.reason_hidden"),
        "policing": bool(row.get("policing_dependent")) and verdict.startswith("clearly"),
        "symbol": symbol(SYMBOL_OF.get(verdict, "hidden")),
        "tone": tone,
        "sure": verdict.startswith("clearly"),
        "shown": shown,
        "here": percent(value / 100) if share else _rate(value),
        "rest": percent(rest / 100) if share else _rate(rest),
        "between": text("site.area.between", lower=number(lower, decimals), upper=number(upper, decimals)) if math.isfinite(lower) else "",
        "picture": compare(value, lower, upper, rest, top, tone, ends=(percent(0), percent(1)) if share else ("0", _end(top)))
        if shown
        else "",
        "since": _since(row, survey),
    }


def _end(top: float) -> str:
    """The end of a scale, which is a round number."""
    return number(top, 0 if float(top).is_integer() else 1 if top >= 1 else 2)


def _rate(value: float) -> str:
    return number(value, 1 if value >= 1 else 2 if value else 0)


def _basis(row: dict[str, Any], survey: bool) -> str:
    if survey:
        return text("site.area.basis_survey", year=row["period_start"].year, base=number(row["base"]))
    first, last = row["period_start"].year, row["period_end"].year
    years = str(first) if first == last else f"{first}–{last}"
    return text("site.area.basis_crime" if first == last else "site.area.basis_pooled", years=years, count=number(row["numerator"]))


def _word(verdict: str) -> str:
    return text(f"site.area.word_{verdict}")

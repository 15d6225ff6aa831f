"""What a view shows, from its address: whom and what it is about and the sentence that it says, to begin a problem with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from lagesbild import sentences, sentences_survey
from lagesbild.agreement_state import Standing
from lagesbild.exhibits import area_answers, areas, goals, signals, trend
from lagesbild.exhibits.survey_figures import areas_against_rest
from lagesbild.model import ALL
from lagesbild.store import Reader
from lagesbild.texts import text


@dataclass(frozen=True)
class Seen:
    """What is seen: its short title, the indicator without "_count", the area's code, and what the view says, as whole sentences."""

    title: str = ""
    indicator: str = ""
    area: str = ""
    words: str = ""
    asked: bool = False  # an answer of a survey, not a report


def seen(reader: Reader, evidence: str, area: str = "") -> Seen:
    """What the view of an address shows; what the address does not say stays empty. area: where the address names none."""
    page, _, asked = evidence.partition("?")
    told = dict(parse_qsl(asked))
    area = told.get("omrade", "").partition(".")[0] or area
    if page == "omraden" and told.get("slag") == "survey":
        return _answer(reader, told, area)
    slug = told.get("brott") or told.get("uppgift", "")
    known = trend.indicators(reader)
    if slug not in known.index and f"{slug}_count" not in known.index:
        return Seen(area=area)
    about = known.loc[slug if slug in known.index else f"{slug}_count"]
    words = _against(reader, slug, told, area) if page == "omraden" else _signal(reader, slug, area) or _changed(reader, about, told, area)
    return Seen(str(about["short_title"]), slug, area, words)


def goal_of(reader: Reader, of: Standing | None, indicator: str) -> dict[str, Any] | None:
    """The first goal that an indicator measures; None for none."""
    rows: list[dict[str, Any]] = goals.goal_list(reader, of).facts["rows"] if of and indicator else []
    return next((row for row in rows for one in row["measures"] if one["indicator"].removesuffix("_count") == indicator), None)


def _signal(reader: Reader, slug: str, area: str) -> str:
    """The latest signal of a series in words."""
    if not len(signals.watched(reader)):
        return ""
    rows = signals.found(reader)
    rows = rows[rows["indicator"].str.removesuffix("_count") == slug]
    here = rows[rows["area"] == area] if area else rows[rows["area_level"] == "municipality"]
    row = next(iter(here.sort_values("period_start", ascending=False).to_dict("records")), None)
    return text("area_work.signal", rule=row["rule_words"], why=row["why"]) if row else ""


def _changed(reader: Reader, about: Any, told: dict[str, str], area: str) -> str:
    """What Trender says of a series."""
    here = [place for place in trend.places(reader) if place.area == area] if area else trend.places(reader)[:1]
    version = told.get("omrade", "").partition(".")[2]
    place = next((one for one in here if one.area_version == version), next(iter(here), None))
    if place is None:
        return ""
    kinds = trend.period_kinds(reader, str(about["indicator"]).removesuffix("_count"), place)
    kind = told.get("period") if told.get("period") in kinds else next(iter(kinds), None)
    return trend.trend(reader, about, place, kind, trend.FIRST_YEAR).sentence if kind else ""


def _against(reader: Reader, slug: str, told: dict[str, str], area: str) -> str:
    """What Områden says of a crime type in an area."""
    division = told.get("indelning", "")
    periods = {period.key: period for period in areas.area_periods(reader, division if division in areas.divisions(reader) else "")}
    period = periods.get(told.get("period", "")) or periods.get(areas.default_period(reader) or "")
    rows = areas.family(reader, period) if period else areas.NOTHING
    rows = rows[(rows["indicator"] == slug) & (rows["area"] == area)] if len(rows) else rows
    if rows.empty:
        return ""
    row = rows.iloc[0].to_dict()
    return text("area_work.against", period=row["label"], unit=row["unit_name"], words=sentences.difference_sentence(row))


def _answer(reader: Reader, told: dict[str, str], area: str) -> Seen:
    """What Områden says of an answer in an area."""
    waves = {wave.key: wave for wave in area_answers.area_waves(reader)}
    wave = waves.get(told.get("matning", "")) or next(iter(waves.values()), None)
    rows = areas_against_rest(reader, wave) if wave else areas.NOTHING
    rows = rows[(rows["indicator"] == told.get("fraga")) & (rows["area"] == area) & (rows["subgroup"] == ALL)] if len(rows) else rows
    if rows.empty or wave is None:
        return Seen(area=area, asked=True)
    row = {str(key): value for key, value in rows.iloc[0].to_dict().items()}
    words = text("area_work.answered", wave=wave.wave, words=sentences_survey.against_rest(row))
    return Seen(row["short_title"], row["indicator"], area, words, asked=True)

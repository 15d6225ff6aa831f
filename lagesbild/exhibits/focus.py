"""Fokusområden: the goals of one focus area, and every indicator that belongs to it over time, judged one by one."""

from __future__ import annotations

from typing import Any

from lagesbild import sentences, sentences_survey
from lagesbild.agreement_state import Standing
from lagesbild.exhibits import survey_figures, trend
from lagesbild.exhibits.goal_figures import judged_goals, numbered
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.sentences_uncertainty import half_of
from lagesbild.store import Reader

KINDS = ("wave", "year")


@kept
def focus_areas(reader: Reader, of: Standing) -> dict[str, dict[Any, Any]]:
    """The focus areas of an agreement by identity, in its own order."""
    return {row["focus"]: row for row in read(reader, "focus_areas", agreement=of.agreement.slug).to_dict("records")}


@kept
def goals_in(reader: Reader, of: Standing, focus: str) -> list[dict[str, Any]]:
    """The goals that carry the focus area's tag."""
    return [row for row in numbered(judged_goals(reader, of)) if focus in row["focus"]]


@kept
def figures_in(reader: Reader, area: dict[Any, Any]) -> list[dict[str, Any]]:
    """One row per indicator of the focus area with figures for the whole municipality: verdict, words, series and cuts."""
    wanted = [slug for slug in area["indicators"].split(";") if slug]
    answers = _answers(reader)
    rows = (answers.get(slug) or _followed(reader, slug) for slug in wanted)
    return [row for row in rows if row]


def _answers(reader: Reader) -> dict[str, dict[str, Any]]:
    """The questions of the municipality's own latest wave against the one before, by indicator: the family of the page Trygghetsmätning."""
    for wave in survey_figures.waves(reader, "own")[:1]:
        before = next(iter(survey_figures.earlier(reader, wave)), None)
        code = read(reader, "municipality").iloc[0]["municipality"]
        rows = survey_figures.changes(reader, wave, before, code).to_dict("records")
        return {row["indicator"]: _answer(reader, row, code, before.wave if before else "") for row in rows}
    return {}


def _answer(reader: Reader, row: dict[Any, Any], code: str, since: str) -> dict[str, Any]:
    series = read(reader, "series", indicator=row["indicator"], area=code, area_version="", period_kind="wave", since="1900-01-01")
    cuts = read(reader, "breaks", indicator=row["indicator"])
    value = sentences_survey.figure(row["value"], row["unit"])
    breaks = [(cut.break_date.date(), cut.reason) for cut in cuts.itertuples()]
    return {
        "indicator": row["indicator"], "verdict": row["verdict"], "polarity": row["polarity"], "title": row["short_title"],
        "why": sentences_survey.change_sentence(row, since), "value": value, "half": half_of(row, row["unit"]),
        "note": sentences.unit_words(row["unit"]), "series": series, "cuts": breaks,
        "policing": False, "waves": True, "href": ("fragor", {"fraga": row["indicator"]}),
    }  # fmt: skip


def _followed(reader: Reader, slug: str) -> dict[str, Any] | None:
    """An indicator of the page Trender, its latest whole period against the one before; None where no figures are known."""
    known = trend.indicators(reader)
    whole = next(place for place in trend.places(reader) if place.level == "municipality")
    kinds = [kind for kind in trend.period_kinds(reader, slug, whole) if kind in KINDS]
    if not kinds or slug not in known.index:
        return None
    about = known.loc[next(iter(trend.measures(reader, slug, whole, kinds[0])))]
    found = trend.trend(reader, about, whole, kinds[0], 1900)
    judged = found.facts.get("judged")
    if judged is None:
        return None
    value, half, unit = sentences.latest(judged)
    return {
        "indicator": slug, "verdict": judged["verdict"], "polarity": judged["polarity"], "title": about["short_title"],
        "why": sentences.change_why(judged), "value": value, "half": half, "note": unit, "series": found.frame, "cuts": found.facts["cuts"],
        "policing": bool(about["policing_dependent"]), "waves": kinds[0] == "wave", "href": ("trender", {"brott": slug}),
    }  # fmt: skip

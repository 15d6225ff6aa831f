"""Survey answers into estimates: every question by area and group for every wave, and each area against the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.build.survey_weights import Weighted, weighted
from lagesbild.catalog import Catalog
from lagesbild.model import ALL, UNPLACED, Indicator, Survey, SurveyQuestion, SurveyWave
from lagesbild.read import query
from lagesbild.stats.proportion import mean_interval, share_interval
from lagesbild.stats.survey import Design, Estimates, Tallies, design, estimates, tally
from lagesbild.stats.survey_change import area_against_rest
from lagesbild.store import Writer

DIVISIONS: tuple[tuple[str, ...], ...] = ((), ("sex",), ("age",), ("sex", "age"))


@dataclass(frozen=True)
class Wave:
    """One wave's respondents with their codes, ready for tallying; arrays of shape (respondents,)."""

    survey: Survey
    told: SurveyWave
    people: pd.DataFrame  # one row per respondent, in the order of the arrays
    areas: pd.DataFrame  # area, area_version by area code
    area: np.ndarray  # code, -1 for no area
    stratum: np.ndarray
    weights: Weighted
    plan: Design
    vintage: str

    @property
    def strata(self) -> int:
        """How many strata the sample has."""
        return len(self.plan.respondents)

    @cached_property
    def divisions(self) -> dict[tuple[str, ...], tuple[list[str], np.ndarray]]:
        """How the respondents divide into groups, for every set of columns; the same for all questions."""
        return {columns: _groups(self.people, columns) for columns in DIVISIONS}


def survey_tables(vault: Writer, delivered: pd.DataFrame, catalog: Catalog, code: str) -> tuple[dict[str, pd.DataFrame], list[Indicator]]:
    """The tables estimate, contrast, survey_wave, survey_response and survey_question of all waves, and their indicators.

    `delivered` are the estimates made so far, among them those of waves that came as ready tables.
    """
    found = {name: [frame] for name, frame in tabled(delivered, catalog, code).items()} if len(delivered) else {}
    asked: set[str] = set()
    for row in vault.frame(query("tally", "survey_waves")).itertuples():
        survey = catalog.surveys[str(row.survey)]
        wave = _wave(vault, survey, str(row.wave), f"{row.received_on:%Y-%m-%d}")
        answers = vault.frame(query("tally", "answers"), {"survey": survey.slug, "wave": row.wave})
        grid = answers.pivot(index="respondent", columns="question", values="answer").reindex(wave.people["respondent"])
        for name, frame in _tables(wave, grid, catalog, code).items():
            found.setdefault(name, []).append(frame)
        asked |= {question.indicator for question in _asked(survey, grid)}
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in found.items()}
    return tables, [with_breaks(catalog.indicators[slug], catalog.surveys.values()) for slug in sorted(asked)]


def with_breaks(indicator: Indicator, surveys: Iterable[Survey]) -> Indicator:
    """The indicator with the breaks that its survey declares: other wording or another mode."""
    more = tuple(
        told
        for survey in surveys
        if any(question.indicator == indicator.slug for question in survey.questions)
        for about, told in survey.breaks
        if about in (ALL, indicator.slug)
    )
    return replace(indicator, breaks=(*indicator.breaks, *more))


def _wave(vault: Writer, survey: Survey, name: str, vintage: str) -> Wave:
    told = next(wave for wave in survey.waves if wave.wave == name)
    people = vault.frame(query("tally", "respondents"), {"survey": survey.slug, "wave": name})
    placed = people.loc[people["area"] != UNPLACED, ["area", "area_version"]].drop_duplicates()
    areas = placed.sort_values(["area", "area_version"]).reset_index(drop=True)
    keys = pd.MultiIndex.from_frame(areas)
    area = keys.get_indexer(pd.MultiIndex.from_frame(people[["area", "area_version"]]))
    strata = sorted(people["stratum"].unique())
    stratum = pd.Index(strata).get_indexer(people["stratum"])
    by_stratum = [told.strata[s].population if s in told.strata else None for s in strata]
    known = None if any(n is None for n in by_stratum) else np.array(by_stratum, dtype=float)
    weights = weighted(vault, people, stratum, known, told)
    return Wave(survey, told, people, areas, area, stratum, weights, design(stratum, known), vintage)


def _asked(survey: Survey, grid: pd.DataFrame) -> Iterator[SurveyQuestion]:
    return (question for question in survey.questions if question.code in grid.columns)


def _tables(wave: Wave, grid: pd.DataFrame, catalog: Catalog, code: str) -> dict[str, pd.DataFrame]:
    rows, contrasts = [], []
    for question in _asked(wave.survey, grid):
        indicator = catalog.indicators[question.indicator]
        value = values(question, grid[question.code].to_numpy(dtype=float))
        rows += list(_estimated(wave, question, indicator, value, code))
        contrasts += list(_contrasts(wave, question, indicator, value, code))
    return {
        "estimate": pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(),
        "contrast": pd.concat(contrasts, ignore_index=True) if contrasts else pd.DataFrame(),
        "survey_wave": pd.DataFrame([_answered(wave)]),
        "survey_response": _responses(wave, code),
        "survey_question": pd.DataFrame([_worded(wave.survey, wave.told, q, catalog) for q in _asked(wave.survey, grid)]),
    }


def values(question: SurveyQuestion, answer: np.ndarray) -> np.ndarray:
    """Answers as 0 or 1 for a share (1 = counted), as the scale's value for a score; NaN stays NaN."""
    if question.score:
        return answer
    counted = np.isin(answer, [float(item) for item in question.counts])
    return np.where(np.isnan(answer), np.nan, counted.astype(float))


def _estimated(wave: Wave, question: SurveyQuestion, indicator: Indicator, value: np.ndarray, code: str) -> Iterator[pd.DataFrame]:
    """The question for every area and the municipality, by every division of people."""
    here = pd.DataFrame({"area": [code], "area_version": [""]})
    for columns in DIVISIONS:
        groups, group = wave.divisions[columns]
        if columns and not groups:
            continue
        for places, place in ((here, np.zeros(len(value), dtype=int)), (wave.areas, wave.area)):
            domain = np.where((place < 0) | (group < 0), -1, group * len(places) + place)
            domains = len(places) * len(groups)
            sums = tally(wave.weights.weight, wave.stratum, domain, value, domains=domains, strata=wave.strata)
            frame = _rows(estimates(sums, wave.plan), question, indicator)
            where = pd.concat([places] * len(groups), ignore_index=True)
            frame = frame.assign(area=where["area"], area_version=where["area_version"], subgroup=np.repeat(groups, len(places)))
            level = "municipality" if places is here else "neighbourhood"
            yield frame.assign(municipality=code, area_level=level, indicator=indicator.slug, **_stamp(wave))


def _groups(people: pd.DataFrame, columns: tuple[str, ...]) -> tuple[list[str], np.ndarray]:
    """(names of the groups, each respondent's group or -1): "sex=K;age=16-29" for two columns, "all" for none."""
    if not columns:
        return [ALL], np.zeros(len(people), dtype=int)
    known = (people[list(columns)] != "").all(axis=1)
    first, *others = [f"{column}=" + people[column] for column in columns]
    joined = first.str.cat(others, sep=";") if others else first
    groups = sorted(joined[known].unique())
    return groups, np.where(known, pd.Index(groups).get_indexer(joined), -1)


def interval(figures: Estimates, question: SurveyQuestion, share: bool) -> tuple[np.ndarray, np.ndarray]:
    """The interval that fits the measure: a share's, or a mean's on the question's own scale."""
    if share:
        return share_interval(figures)
    scale = [float(item) for item in question.scale if item not in question.not_answered]
    return mean_interval(figures, (min(scale), max(scale)))


def _rows(figures: Estimates, question: SurveyQuestion, indicator: Indicator) -> pd.DataFrame:
    lower, upper = interval(figures, question, indicator.measure == "share")
    known = figures.n > 0
    state = np.where(~known, "missing", np.where(figures.estimate == 0, "zero", "value"))
    return pd.DataFrame(
        {
            "value": figures.estimate, "lower": lower, "upper": upper, "numerator": np.nan, "base": figures.n,
            "effective_base": figures.kish, "standard_error": figures.se, "degrees": figures.df,
            "design_effect": figures.design_effect, "unit": indicator.unit, "state": state,
        }
    )  # fmt: skip


def _stamp(wave: Wave) -> dict[str, Any]:
    days = {"period_start": pd.Timestamp(wave.told.field_from), "period_end": pd.Timestamp(wave.told.field_to)}
    told = {"period_kind": "wave", "complete": True, "preliminary": False, "source": wave.survey.source, "vintage": wave.vintage}
    return days | told | {"data_date": pd.Timestamp(wave.told.field_to)}


def _contrasts(wave: Wave, question: SurveyQuestion, indicator: Indicator, value: np.ndarray, code: str) -> Iterator[pd.DataFrame]:
    """Each area against all other areas, each sex and age group against the others: never against a total that it is part of."""
    yield _contrast(wave, question, indicator, value, wave.area, wave.areas.assign(subgroup=ALL))
    for columns in DIVISIONS[1:3]:
        groups, group = wave.divisions[columns]
        if len(groups) > 1:
            yield _contrast(wave, question, indicator, value, group, pd.DataFrame({"area": code, "area_version": "", "subgroup": groups}))


def _contrast(
    wave: Wave, question: SurveyQuestion, indicator: Indicator, value: np.ndarray, domain: np.ndarray, who: pd.DataFrame
) -> pd.DataFrame:
    sums: Tallies = tally(wave.weights.weight, wave.stratum, domain, value, domains=len(who), strata=wave.strata)
    share = indicator.measure == "share"
    rest, found = estimates(sums.rest(), wave.plan), area_against_rest(sums, wave.plan, share=share)
    lower, upper = interval(rest, question, share)
    stamp = _stamp(wave)
    return who.assign(
        indicator=indicator.slug, period_start=stamp["period_start"], period_end=stamp["period_end"],
        rest_value=rest.estimate, rest_lower=lower, rest_upper=upper,
        difference=found.value, difference_lower=found.lower, difference_upper=found.upper,
        p_value=found.p_value, smaller_base=found.base,
    )  # fmt: skip


def _described(survey: Survey, told: SurveyWave) -> dict[str, Any]:
    return {
        "survey": survey.slug, "title": survey.title, "source": survey.source, "instrument": survey.instrument, "wave": told.wave,
        "field_from": pd.Timestamp(told.field_from), "field_to": pd.Timestamp(told.field_to), "mode": told.mode or survey.mode,
        "population": survey.population, "sample": told.sample, "respondents": None, "effective": np.nan,
        "weighting": "table", "design_effect": np.nan if survey.design_effect is None else survey.design_effect,
    }  # fmt: skip


def _answered(wave: Wave) -> dict[str, Any]:
    weight = wave.weights.weight
    kish = float(weight.sum() ** 2 / (weight**2).sum())
    own = {"respondents": len(wave.people), "effective": kish, "weighting": wave.weights.how, "design_effect": np.nan}
    return _described(wave.survey, wave.told) | own


def tabled(found: pd.DataFrame, catalog: Catalog, code: str) -> dict[str, pd.DataFrame]:
    """survey_wave and survey_question of the waves that came as ready tables, known by indicator and days in the field."""
    waves: list[dict[str, Any]] = []
    worded: list[dict[str, str]] = []
    here = found[found["period_kind"] == "wave"]
    for survey in catalog.surveys.values():
        for told in survey.waves if survey.municipality in (ALL, code) else ():
            slugs = set(here.loc[here["period_start"] == pd.Timestamp(told.field_from), "indicator"])
            questions = [question for question in survey.questions if question.indicator in slugs]
            waves += [_described(survey, told)] if questions else []
            worded += [_worded(survey, told, question, catalog) for question in questions]
    return {"survey_wave": pd.DataFrame(waves), "survey_question": pd.DataFrame(worded)}


def _responses(wave: Wave, code: str) -> pd.DataFrame:
    answered = wave.people.groupby(["area", "area_version"], as_index=False).size().rename(columns={"size": "answered"})
    invited = {area: stratum.sample for area, stratum in wave.told.strata.items()}
    answered["invited"] = answered["area"].map(invited)
    whole = pd.DataFrame([{"area": code, "area_version": "", "answered": len(wave.people), "invited": wave.told.sample}])
    return pd.concat([whole, answered], ignore_index=True).assign(survey=wave.survey.slug, wave=wave.told.wave)


def _worded(survey: Survey, told: SurveyWave, question: SurveyQuestion, catalog: Catalog) -> dict[str, str]:
    counted = question.scale if question.score else {key: question.scale.get(key, key) for key in question.counts}
    return {
        "survey": survey.slug, "wave": told.wave, "indicator": question.indicator,
        "concept": catalog.indicators[question.indicator].concept, "question": question.code, "wording": question.text,
        "scale": "; ".join(question.scale.values()), "counted": "; ".join(counted.values()),
    }  # fmt: skip

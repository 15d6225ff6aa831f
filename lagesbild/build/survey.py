"""Survey answers into estimates: every question by place and group for every wave, and each place and group against the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import steps
from lagesbild.build.survey_delivered import delivered_waves, described, worded
from lagesbild.build.survey_domains import Division, divisions
from lagesbild.build.survey_weights import Weighted, weighted
from lagesbild.catalog import Catalog
from lagesbild.model import ALL, UNPLACED, Indicator, Survey, SurveyQuestion, SurveyWave
from lagesbild.read import query
from lagesbild.stats.proportion import mean_interval, share_interval
from lagesbild.stats.survey import Design, Estimates, Floats, Tallies, design, estimates, stacked
from lagesbild.stats.survey_change import Difference, domain_difference
from lagesbild.store import Writer


@dataclass(frozen=True)
class Wave:
    """One wave's respondents with their codes, ready for tallying; arrays of shape (respondents,)."""

    survey: Survey
    told: SurveyWave
    people: pd.DataFrame  # one row per respondent, in the order of the arrays
    divisions: tuple[Division, ...]
    stratum: np.ndarray
    weights: Weighted
    plan: Design
    vintage: str


@dataclass(frozen=True)
class Asked:
    """One question of a wave with its indicator and each respondent's answer: 0 or 1, or a score; NaN for none."""

    question: SurveyQuestion
    indicator: Indicator
    value: Floats

    @property
    def share(self) -> bool:
        """Whether the question's figure is a share, else a mean."""
        return self.indicator.measure == "share"

    @property
    def scale(self) -> tuple[float, float]:
        """The ends of the question's own scale."""
        valid = [float(item) for item in self.question.scale if item not in self.question.not_answered]
        return min(valid), max(valid)


def survey_tables(vault: Writer, delivered: pd.DataFrame, catalog: Catalog, code: str) -> tuple[dict[str, pd.DataFrame], list[Indicator]]:
    """The tables estimate, contrast, survey_wave, survey_response and survey_question of all waves, and their indicators.

    `delivered` are the estimates made so far, among them those of waves that came as ready tables.
    """
    waves = vault.frame(query("tally", "survey_waves"))
    answered = set(zip(waves["survey"], waves["wave"], strict=True))
    found = {name: [frame] for name, frame in delivered_waves(delivered, catalog, code, answered).items()} if len(delivered) else {}
    indicators: set[str] = set()
    for row in steps.each("survey", list(waves.itertuples())):
        survey = catalog.surveys[str(row.survey)]
        wave = _wave(vault, survey, str(row.wave), f"{row.received_on:%Y-%m-%d}", catalog, code)
        answers = vault.frame(query("tally", "answers"), {"survey": survey.slug, "wave": row.wave})
        grid = answers.pivot(index="respondent", columns="question", values="answer").reindex(wave.people["respondent"])
        asked = list(_asked(survey, grid, catalog))
        for name, frame in _tables(wave, asked, catalog, code).items():
            found.setdefault(name, []).append(frame)
        indicators |= {item.indicator.slug for item in asked}
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in found.items()}
    return tables, [with_breaks(catalog.indicators[slug], catalog.surveys.values()) for slug in sorted(indicators)]


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


def _wave(vault: Writer, survey: Survey, name: str, vintage: str, catalog: Catalog, code: str) -> Wave:
    told = next(wave for wave in survey.waves if wave.wave == name)
    people = vault.frame(query("tally", "respondents"), {"survey": survey.slug, "wave": name})
    key = ["area", "area_version", "area_level"]
    areas = people.loc[people["area"] != UNPLACED, key].drop_duplicates().sort_values(key).reset_index(drop=True)
    area = pd.MultiIndex.from_frame(areas).get_indexer(pd.MultiIndex.from_frame(people[key]))
    strata = sorted(people["stratum"].unique())
    stratum = pd.Index(strata).get_indexer(people["stratum"])
    by_stratum = [told.strata[s].population if s in told.strata else None for s in strata]
    known = None if any(n is None for n in by_stratum) else np.array(by_stratum, dtype=float)
    weights = weighted(vault, people, stratum, known, told)
    parts = tuple(divisions(people, areas, area, catalog.area_sets.get(code, ()), code))
    return Wave(survey, told, people, parts, stratum, weights, design(stratum, known), vintage)


def _asked(survey: Survey, grid: pd.DataFrame, catalog: Catalog) -> Iterator[Asked]:
    for question in survey.questions:
        if question.code in grid.columns:
            yield Asked(question, catalog.indicators[question.indicator], values(question, grid[question.code].to_numpy(dtype=float)))


def _tables(wave: Wave, asked: Sequence[Asked], catalog: Catalog, code: str) -> dict[str, pd.DataFrame]:
    rows, contrasts = [], []
    for division in wave.divisions if asked else ():
        sums = [division.tally(wave.weights.weight, wave.stratum, item.value, len(wave.plan.respondents)) for item in asked]
        rows.append(_estimated(wave, division, asked, sums))
        if division.against:
            contrasts.append(_contrasted(wave, division, asked, sums))
    return {
        "estimate": pd.concat(rows, ignore_index=True).assign(municipality=code) if rows else pd.DataFrame(),
        "contrast": pd.concat(contrasts, ignore_index=True) if contrasts else pd.DataFrame(),
        "survey_wave": pd.DataFrame([_answered(wave)]),
        "survey_response": _responses(wave, code),
        "survey_question": pd.DataFrame([worded(wave.survey, wave.told, item.question, catalog) for item in asked]),
    }


def values(question: SurveyQuestion, answer: np.ndarray) -> np.ndarray:
    """Answers as 0 or 1 for a share (1 = counted), as the scale's value for a score; NaN stays NaN."""
    if question.score:
        return answer
    counted = np.isin(answer, [float(item) for item in question.counts])
    return np.where(np.isnan(answer), np.nan, counted.astype(float))


def _estimated(wave: Wave, division: Division, asked: Sequence[Asked], sums: Sequence[Tallies]) -> pd.DataFrame:
    """All questions in all domains of a division."""
    figures = estimates(stacked([item.combined(division.member) for item in sums]), wave.plan)
    lower, upper = _intervals(figures, asked, len(division.rows))
    state = np.where(~(figures.n > 0), "missing", np.where(figures.estimate == 0, "zero", "value"))
    return _labelled(division, asked).assign(
        value=figures.estimate, lower=lower, upper=upper, numerator=np.nan, base=figures.n,
        effective_base=figures.kish, standard_error=figures.se, degrees=figures.df, design_effect=figures.design_effect,
        unit=np.repeat([item.indicator.unit for item in asked], len(division.rows)), state=state, **_stamp(wave),
    )  # fmt: skip


def _contrasted(wave: Wave, division: Division, asked: Sequence[Asked], sums: Sequence[Tallies]) -> pd.DataFrame:
    """Each domain against everybody outside it: never against a total that it is part of."""
    inside = stacked([item.combined(division.member) for item in sums])
    outside = stacked([item.combined(1 - division.member) for item in sums])
    share = np.repeat([item.share for item in asked], len(division.rows))
    found = _differences(outside, inside, wave.plan, share)
    rest = estimates(outside, wave.plan)
    lower, upper = _intervals(rest, asked, len(division.rows))
    days = {name: _stamp(wave)[name] for name in ("period_start", "period_end")}
    return _labelled(division, asked).drop(columns="area_level").assign(
        rest_value=rest.estimate, rest_lower=lower, rest_upper=upper,
        difference=found.value, difference_lower=found.lower, difference_upper=found.upper,
        p_value=found.p_value, smaller_base=found.base, **days,
    )  # fmt: skip


def _labelled(division: Division, asked: Sequence[Asked]) -> pd.DataFrame:
    rows = pd.concat([division.rows] * len(asked), ignore_index=True)
    return rows.assign(indicator=np.repeat([item.indicator.slug for item in asked], len(division.rows)))


def _differences(outside: Tallies, inside: Tallies, plan: Design, share: np.ndarray) -> Difference:
    """Row by row the test that fits: a share's or a mean's."""
    found = Difference(**{name: np.full(share.shape, np.nan) for name in Difference.__dataclass_fields__})
    for kind in (True, False):
        rows = share == kind
        told = domain_difference(outside.at(rows), inside.at(rows), plan, share=kind)
        for name, column in vars(told).items():
            getattr(found, name)[rows] = column
    return found


def _intervals(figures: Estimates, asked: Sequence[Asked], size: int) -> tuple[Floats, Floats]:
    """The interval that fits each measure: a share's, or a mean's on the question's own scale; `size` rows per question."""
    parts = []
    for place, item in enumerate(asked):
        here = Estimates(**{name: column[place * size : (place + 1) * size] for name, column in vars(figures).items()})
        parts.append(share_interval(here) if item.share else mean_interval(here, item.scale))
    lower, upper = (np.concatenate(ends) for ends in zip(*parts, strict=True))
    return lower, upper


def _stamp(wave: Wave) -> dict[str, Any]:
    days = {"period_start": pd.Timestamp(wave.told.field_from), "period_end": pd.Timestamp(wave.told.field_to)}
    told = {"period_kind": "wave", "complete": True, "preliminary": False, "source": wave.survey.source, "vintage": wave.vintage}
    return days | told | {"data_date": pd.Timestamp(wave.told.field_to)}


def _answered(wave: Wave) -> dict[str, Any]:
    weight = wave.weights.weight
    kish = float(weight.sum() ** 2 / (weight**2).sum())
    own = {
        "respondents": len(wave.people),
        "effective": kish,
        "people": float(weight.sum()),
        "weighting": wave.weights.how,
        "design_effect": np.nan,
    }
    return described(wave.survey, wave.told) | own


def _responses(wave: Wave, code: str) -> pd.DataFrame:
    answered = wave.people.groupby(["area", "area_version"], as_index=False).size().rename(columns={"size": "answered"})
    invited = {area: stratum.sample for area, stratum in wave.told.strata.items()}
    answered["invited"] = answered["area"].map(invited)
    whole = pd.DataFrame([{"area": code, "area_version": "", "answered": len(wave.people), "invited": wave.told.sample}])
    return pd.concat([whole, answered], ignore_index=True).assign(survey=wave.survey.slug, wave=wave.told.wave)

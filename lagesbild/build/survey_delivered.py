"""Survey waves that came as ready tables: what was asked, and each area against the rest of the municipality."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

import numpy as np
import pandas as pd

from lagesbild.catalog import Catalog
from lagesbild.model import ALL, AreaSetKind, Survey, SurveyQuestion, SurveyWave
from lagesbild.stats.proportion import share_interval
from lagesbild.stats.survey import Estimates
from lagesbild.stats.survey_change import rest_of, share_difference

BEHIND = ("value", "standard_error", "degrees", "base", "base", "effective_base", "design_effect")
NO_AREAS = ("municipality", "unplaced")
PLACE = ["area", "area_version"]


def delivered_waves(found: pd.DataFrame, catalog: Catalog, code: str, answered: Collection[tuple[str, str]]) -> dict[str, pd.DataFrame]:
    """survey_wave, survey_question and contrast of waves that came as tables, known by indicator and days in the field.

    `answered` are the waves (survey, wave) whose answers came person by person as well: those count, and the table does not.
    """
    waves: list[dict[str, Any]] = []
    asked: list[dict[str, str]] = []
    contrasts: list[pd.DataFrame] = []
    here = found[found["period_kind"] == "wave"]
    for survey in catalog.surveys.values():
        for told in survey.waves if survey.municipality in (ALL, code) else ():
            rows = here[here["period_start"] == pd.Timestamp(told.field_from)]
            slugs = set(rows["indicator"])
            questions = [question for question in survey.questions if question.indicator in slugs]
            if not questions or (survey.slug, told.wave) in answered:
                continue
            waves.append(described(survey, told))
            asked += [worded(survey, told, question, catalog) for question in questions]
            people = _people(found, told)
            contrasts += [_contrasted(rows[rows["indicator"] == question.indicator], people) for question in questions]
    contrast = pd.concat(contrasts, ignore_index=True) if contrasts else pd.DataFrame()
    return {"survey_wave": pd.DataFrame(waves), "survey_question": pd.DataFrame(asked), "contrast": contrast}


def superseded(found: pd.DataFrame, answered: pd.DataFrame) -> pd.DataFrame:
    """The estimates without those of ready tables whose wave also came as answers: `answered` are the estimates from those."""
    if found.empty or answered.empty:
        return found
    key = ["indicator", "period_start"]
    counted = pd.MultiIndex.from_frame(answered[key].astype({"period_start": "datetime64[ns]"}).drop_duplicates())
    again = pd.MultiIndex.from_frame(found[key].astype({"period_start": "datetime64[ns]"})).isin(counted)
    return found[~((found["period_kind"] == "wave").to_numpy() & again)]


def described(survey: Survey, told: SurveyWave) -> dict[str, Any]:
    """A row of the table survey_wave for a wave of which only tables are known."""
    return {
        "survey": survey.slug, "title": survey.title, "source": survey.source, "instrument": survey.instrument, "wave": told.wave,
        "field_from": pd.Timestamp(told.field_from), "field_to": pd.Timestamp(told.field_to), "mode": told.mode or survey.mode,
        "population": survey.population, "sample": told.sample, "respondents": None, "effective": np.nan, "people": np.nan,
        "weighting": "table", "design_effect": np.nan if survey.design_effect is None else survey.design_effect,
    }  # fmt: skip


def worded(survey: Survey, told: SurveyWave, question: SurveyQuestion, catalog: Catalog) -> dict[str, str]:
    """A row of the table survey_question."""
    counted = question.scale if question.score else {key: question.scale.get(key, key) for key in question.counts}
    return {
        "survey": survey.slug, "wave": told.wave, "indicator": question.indicator,
        "concept": catalog.indicators[question.indicator].concept, "question": question.code, "wording": question.text,
        "scale": "; ".join(question.scale.values()), "counted": "; ".join(counted.values()),
    }  # fmt: skip


def _people(found: pd.DataFrame, told: SurveyWave) -> pd.DataFrame:
    """People per area at the last year's end before the wave, else the newest earlier one: area, area_version, people."""
    rows = found[(found["indicator"] == "population") & (found["subgroup"] == ALL)]
    rows = rows[pd.to_datetime(rows["period_end"]) < pd.Timestamp(told.field_from)]
    newest = rows.sort_values("period_end").drop_duplicates(PLACE, keep="last")
    return newest[[*PLACE, "value"]].rename(columns={"value": "people"})


def _contrasted(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Rows of the table contrast for one question: each area of a division against the others' mean by people; shares only."""
    areas = ~rows["area_level"].isin(NO_AREAS) & ~rows["area_version"].isin(get_args(AreaSetKind))
    rows = rows[areas & (rows["subgroup"] == ALL) & (rows["unit"] == "share")]
    return pd.concat([_against_others(part, people) for _, part in rows.groupby("area_version")]) if len(rows) else pd.DataFrame()


def _against_others(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    told = rows.merge(people, how="left", on=PLACE)
    here = Estimates(*(told[name].to_numpy(dtype=float) for name in BEHIND))
    rest = rest_of(here, told["people"].to_numpy(dtype=float))
    difference, (lower, upper) = share_difference(rest, here), share_interval(rest)
    return told[[*PLACE, "subgroup", "indicator", "period_start", "period_end"]].assign(
        rest_value=rest.estimate, rest_lower=lower, rest_upper=upper, difference=difference.value,
        difference_lower=difference.lower, difference_upper=difference.upper, p_value=difference.p_value, smaller_base=difference.base,
    )  # fmt: skip

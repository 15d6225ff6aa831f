"""Judged survey figures: what has changed since another wave, what differs from the rest, one declared family each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import get_args

import numpy as np
import pandas as pd

from lagesbild.kept import kept
from lagesbild.model import ALL, AreaSetKind, Instrument
from lagesbild.read import read
from lagesbild.stats.change import lost_among, polarity
from lagesbild.stats.detectable import detectable_means, detectable_shares
from lagesbild.stats.survey import Estimates
from lagesbild.stats.survey_change import Difference, mean_difference, share_difference, survey_area_verdicts, survey_change_verdicts
from lagesbild.store import Reader
from lagesbild.texts import text

TESTED = ("increase", "decrease", "no_clear_change")  # the verdicts of a row that is part of the family
EVERY = ""  # every area, everybody in it
COMPARED = ["value", "lower", "upper", "base", "effective_base", "standard_error", "degrees", "design_effect", "state", "wording"]


@dataclass(frozen=True)
class Wave:
    """One wave of one survey, as the pages offer it."""

    survey: str
    title: str
    source: str
    instrument: Instrument
    wave: str
    field_from: date
    field_to: date
    mode: str
    population: str
    sample: int | None
    respondents: int | None
    effective: float | None
    weighting: str
    design_effect: float | None

    @property
    def key(self) -> str:
        """The wave in an address: "norrhamn_trygghet-2026"."""
        return f"{self.survey}-{self.wave}"


@kept
def waves(reader: Reader, instrument: Instrument | None = None) -> list[Wave]:
    """All waves of the build, or of one instrument, newest first within a survey."""
    rows = read(reader, "survey_waves")
    rows = rows.astype(object).where(rows.notna(), None)
    found = [Wave(**row) for row in rows.assign(field_from=_days(rows, "field_from"), field_to=_days(rows, "field_to")).to_dict("records")]
    return [wave for wave in found if instrument in (None, wave.instrument)]


@kept
def earlier(reader: Reader, wave: Wave) -> list[Wave]:
    """The same survey's earlier waves, newest first."""
    return [other for other in waves(reader, wave.instrument) if other.survey == wave.survey and other.field_from < wave.field_from]


@kept
def baseline(reader: Reader, wave: Wave) -> str | None:
    """The key of the earlier wave that the agreement in force started from: the last one before its first day; None where there is none."""
    started = read(reader, "agreement_periods")
    started = started[started["is_current"].fillna(False).astype(bool) & (started["period_start"] <= pd.Timestamp(wave.field_from))]
    if started.empty:
        return None
    first = started["period_start"].iloc[-1].date()
    return next((before.key for before in earlier(reader, wave) if before.field_to < first), None)


def wave_labels(found: list[Wave]) -> dict[str, str]:
    """What each wave is called in a select box: "2026", or "2026, polisens" where there are several surveys."""
    surveys = {wave.survey: wave.instrument for wave in found}
    if len(surveys) < 2:
        return {wave.key: wave.wave for wave in found}
    alone = {survey: list(surveys.values()).count(instrument) == 1 for survey, instrument in surveys.items()}
    names = {wave.key: text(f"survey.instrument.{wave.instrument}") if alone[wave.survey] else wave.title for wave in found}
    return {wave.key: text("survey.wave_of", wave=wave.wave, name=names[wave.key]) for wave in found}


@lru_cache(maxsize=32)
def figures(reader: Reader, survey: str, wave: str, area: str = EVERY) -> pd.DataFrame:
    """Every question of a wave, unjudged: by area for everybody, or in one area for everybody and every group of people."""
    asked = read(reader, "survey_questions", survey=survey, wave=wave)
    rows = read(reader, "survey_figures", survey=survey, wave=wave, area=area)
    found = rows.merge(asked.assign(place=range(len(asked))), on="indicator").sort_values("place", kind="stable")
    return found.drop(columns="place").reset_index(drop=True)


@lru_cache(maxsize=32)
def changes(reader: Reader, wave: Wave, before: Wave | None, area: str, subgroup: str = ALL) -> pd.DataFrame:
    """Every question in one area or group, against an earlier wave: one family of as many tests as there are questions.

    Adds then_* (the earlier figure), difference with interval, verdict, polarity, reason (of a break between the waves)
    and the smallest decrease and increase that a next wave of the same size would show with 80 % power.
    """
    asked = EVERY if subgroup == ALL else area
    rows = _of(figures(reader, wave.survey, wave.wave, asked), area, subgroup)
    then = _of(figures(reader, before.survey, before.wave, asked), area, subgroup) if before else rows.iloc[:0]
    return _changed(reader, wave, before, rows, then)


@lru_cache(maxsize=8)
def area_changes(reader: Reader, wave: Wave, before: Wave | None, concept: str) -> pd.DataFrame:
    """Every question in every area against an earlier wave, as `changes`, in two families.

    The question of `concept` is asked for its own sake (is it safer here than before?): its areas are one family, and
    the areas x questions of all the others are another.
    """
    rows = _in_areas(figures(reader, wave.survey, wave.wave))
    first = rows["concept"] == concept
    return pd.concat([_area_changes(reader, wave, before, part) for part in (rows[first], rows[~first])], ignore_index=True)


def _area_changes(reader: Reader, wave: Wave, before: Wave | None, rows: pd.DataFrame) -> pd.DataFrame:
    then = _in_areas(figures(reader, before.survey, before.wave)) if before else rows.iloc[:0]
    return _changed(reader, wave, before, rows.reset_index(drop=True), then)


def _changed(reader: Reader, wave: Wave, before: Wave | None, rows: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    key = ["indicator", "area", "area_version", "subgroup"]
    rows = rows.merge(then[[*key, *COMPARED]].rename(columns={name: f"then_{name}" for name in COMPARED}), how="left", on=key)
    found = tested(rows, rows, "then_")
    rows["reason"] = _breaks(reader, wave, before, rows)
    verdicts = survey_change_verdicts(found, list(rows["reason"] != "")) if len(rows) else []
    rows = rows.assign(difference=found.value, difference_lower=found.lower, difference_upper=found.upper, verdict=verdicts)
    rows["polarity"] = [polarity(verdict, better) for verdict, better in zip(rows["verdict"], rows["better"], strict=True)]
    rows["among"] = lost_among(found.p_value, verdicts, sum(verdict in TESTED for verdict in verdicts)) if len(rows) else 0
    return rows.join(_detectable(rows))


@lru_cache(maxsize=32)
def areas_against_rest(reader: Reader, wave: Wave) -> pd.DataFrame:
    """Every question in every area against the rest of the municipality: one family of areas x questions."""
    return _contrasted(reader, wave, _in_areas(figures(reader, wave.survey, wave.wave)))


@lru_cache(maxsize=32)
def sets_against_rest(reader: Reader, wave: Wave) -> pd.DataFrame:
    """Every question in every named set of areas (a council's, a district's) against all outside it: one family."""
    rows = figures(reader, wave.survey, wave.wave)
    return _contrasted(reader, wave, rows[rows["area_version"].isin(get_args(AreaSetKind))])


@lru_cache(maxsize=32)
def groups_against_rest(reader: Reader, wave: Wave, area: str) -> pd.DataFrame:
    """Every question for every sex and age group against the others in the municipality: one family."""
    rows = figures(reader, wave.survey, wave.wave, area)
    return _contrasted(reader, wave, rows[rows["subgroup"].str.count("=") == 1])


def tested(then: pd.DataFrame, now: pd.DataFrame, prefix: str = "") -> Difference:
    """Now less then for independent surveys, row by row: shares by the test for shares, means by that for means.

    Both frames have the stored columns of an estimate, the first's with `prefix` before their names.
    """
    first, second = _estimates(then, prefix), _estimates(now)
    shares, means = share_difference(first, second), mean_difference(first, second)
    pairs = ((getattr(shares, name), getattr(means, name)) for name in ("value", "lower", "upper", "p_value", "base"))
    return Difference(*(np.where(now["measure"] == "share", one, other) for one, other in pairs))


def _contrasted(reader: Reader, wave: Wave, rows: pd.DataFrame) -> pd.DataFrame:
    compared = read(reader, "survey_contrasts", survey=wave.survey, wave=wave.wave).drop(columns=["period_start", "period_end"])
    rows = rows.merge(compared, how="left", on=["indicator", "area", "area_version", "subgroup"])
    columns = ("difference", "difference_lower", "difference_upper", "p_value", "smaller_base")
    found = Difference(*(rows[name].to_numpy(dtype=float) for name in columns))
    rows["verdict"] = survey_area_verdicts(found) if len(rows) else []
    rows["polarity"] = [polarity(verdict, better) for verdict, better in zip(rows["verdict"], rows["better"], strict=True)]
    rows["verdict_word"] = [text(f"sentences.area_verdict.{verdict}").rstrip(".") for verdict in rows["verdict"]]
    return rows


def _in_areas(rows: pd.DataFrame) -> pd.DataFrame:
    """Everybody's answers area by area; named sets of areas are sums of them, and a family of their own."""
    return rows[~rows["area_level"].isin(("municipality", "unplaced")) & ~rows["area_version"].isin(get_args(AreaSetKind))]


def _of(rows: pd.DataFrame, area: str, subgroup: str) -> pd.DataFrame:
    return rows[(rows["area"] == area) & (rows["subgroup"] == subgroup)].reset_index(drop=True)


def _days(rows: pd.DataFrame, name: str) -> list[date]:
    return [day.date() for day in rows[name]]


def _estimates(rows: pd.DataFrame, prefix: str = "") -> Estimates:
    """The stored columns as the statistics know them; rows without a figure have NaN."""
    names = ("value", "standard_error", "degrees", "base", "base", "effective_base", "design_effect")
    return Estimates(*(rows[prefix + name].to_numpy(dtype=float) for name in names))


def _breaks(reader: Reader, wave: Wave, before: Wave | None, rows: pd.DataFrame) -> list[str]:
    """Why each question cannot be compared with the earlier wave; an empty string where it can."""
    if before is None:
        return [""] * len(rows)
    cuts = read(reader, "survey_breaks", survey=wave.survey)
    cuts = cuts[(cuts["break_date"].dt.date > before.field_from) & (cuts["break_date"].dt.date <= wave.field_from)]
    told = cuts.groupby("indicator")["reason"].agg(" ".join)
    return [told.get(slug, "") for slug in rows["indicator"]]


def _detectable(rows: pd.DataFrame) -> pd.DataFrame:
    """The smallest decrease and increase that a next wave with as many effective answers would show, on the value's scale."""
    base = rows["effective_base"].to_numpy(dtype=float)
    down, up = detectable_shares(rows["value"], base, base)
    deviation = rows["standard_error"].to_numpy(dtype=float) * np.sqrt(base)
    either = detectable_means(deviation, base, base)
    share = rows["measure"] == "share"
    return pd.DataFrame({"least_decrease": np.where(share, down, either), "least_increase": np.where(share, up, either)}, index=rows.index)

"""Has a neighbourhood changed since the year that the municipality is compared with? Survey and reported crime, tested in families."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.build.site_data import SHOWN
from lagesbild.exhibits import survey_figures
from lagesbild.exhibits.survey_figures import Wave
from lagesbild.stats.change import change_verdicts, polarity
from lagesbild.store import Reader

TOLD = ["then_value", "then_lower", "then_upper", "then_state", "least_decrease"]
TESTED = ["verdict", "polarity", "difference", "difference_lower", "difference_upper"]


def compared_with(reader: Reader, wave: Wave) -> Wave | None:
    """The earlier wave of the comparison: the last before the agreement in force, else the one before; None where there is none."""
    before = survey_figures.earlier(reader, wave)
    chosen = survey_figures.baseline(reader, wave)
    return next((one for one in before if one.key == chosen), next(iter(before), None))


def survey_since(reader: Reader, wave: Wave, before: Wave | None, concept: str) -> pd.DataFrame:
    """Every question in every area against the rest, with its change since the earlier wave (since_verdict, since_polarity ...)."""
    rows = survey_figures.areas_against_rest(reader, wave)
    found = survey_figures.area_changes(reader, wave, before, concept)
    found = found[["indicator", "area", "area_version", *TOLD, *TESTED]]
    found = found.rename(columns={name: f"since_{name}" for name in TESTED})
    return rows.merge(found, how="left", on=["indicator", "area", "area_version"]).assign(
        since_year=before.field_from.year if before else None
    )


def crime_since(shown: pd.DataFrame, rows: pd.DataFrame, judged: Sequence[Mapping[str, Any]], breaks: pd.DataFrame) -> pd.DataFrame:
    """The shown crime of each area with its change since the year that the municipality's own figure is compared with: one family.

    Whole years are compared with whole years only; pooled years overlap with the year before them, and are not tested.
    """
    since = {str(row["indicator"]).removesuffix("_count"): _year(row) for row in judged}
    found = shown.assign(since_year=pd.Series([since.get(slug) for slug in shown["indicator"]], index=shown.index, dtype=float))
    then = rows.loc[rows["period_kind"] == "year", ["area", "indicator", "numerator", "base", "value", "state", "preliminary"]]
    then = then.assign(since_year=rows["period_start"].dt.year.astype(float)).add_prefix("then_")
    key = ["area", "indicator", "since_year"]
    found = found.merge(then.rename(columns={f"then_{name}": name for name in key}), how="left", on=key)
    usable = (found["period_kind"] == "year") & found["state"].isin(SHOWN) & found["then_state"].isin(SHOWN)
    before, now = (found[name].where(usable) for name in ("then_numerator", "numerator"))
    cuts = breaks["break_date"].dt.year.groupby(breaks["indicator"]).agg(set).to_dict() if len(breaks) else {}
    told = found[["indicator", "since_year", "period_start", "preliminary", "then_preliminary"]]
    cut = [_cut(cuts.get(row["indicator"], set()), row) for row in told.to_dict("records")]
    found["since_verdict"] = change_verdicts(before, found["then_base"], now, found["base"], cut) if len(found) else []
    found["since_polarity"] = [polarity(v, b) for v, b in zip(found["since_verdict"], found["better"], strict=True)]
    return found.assign(least_decrease=np.nan)


def _year(row: Mapping[str, Any]) -> int | None:
    then, now = str(row["base_label"]), str(row["latest_label"])
    return int(then) if then.isdigit() and then != now else None


def _cut(years: Set[int], row: Mapping[Any, Any]) -> bool:
    """Whether the series is broken between the years, or only one of them is preliminary."""
    mixed = not pd.isna(row["then_preliminary"]) and bool(row["then_preliminary"]) != bool(row["preliminary"])
    return mixed or any(row["since_year"] < year <= row["period_start"].year for year in years)

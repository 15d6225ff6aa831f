"""Figures that come ready made, indicator by indicator, into estimates: an interval only where base, count or source gives one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lagesbild.build.figure_words import indicators_of
from lagesbild.build.register import Delivery
from lagesbild.catalog import Catalog
from lagesbild.model import Indicator, LagesbildError
from lagesbild.read import query
from lagesbild.stats.proportion import share_interval
from lagesbild.stats.rates import poisson_interval, rate
from lagesbild.stats.survey import Estimates
from lagesbild.store import Writer
from lagesbild.texts import text

PER = {"per_1000": 1_000.0, "per_100000": 100_000.0}
STANDS = ("value", "zero")
FACTS_ONLY = ["receipt", "area_name", "path", "label", "measure", "format", "edition", "replaced_by", "replaces"]


def figure_estimates(vault: Writer, deliveries: Sequence[Delivery], catalog: Catalog) -> tuple[pd.DataFrame, list[Indicator]]:
    """The delivered figures in the columns of the table `estimate` and `arrival`, and their indicators."""
    rows = vault.frame(query("tally", "figures"))
    if rows.empty:
        return rows, []
    known = indicators_of(rows, deliveries, catalog)
    rows = _in_units(rows, known)
    rows["design_effect"] = _design_effects(rows, catalog)
    rows = _stated(_with_intervals(rows))
    rows["data_date"] = rows["period_end"].where(rows["state"].isin(STANDS)).groupby([rows["receipt"], rows["indicator"]]).transform("max")
    received = rows["receipt"].map({one.receipt: pd.Timestamp(one.received_on) for one in deliveries})
    rows["data_date"] = rows["data_date"].fillna(rows["period_end"]).clip(upper=received)  # a year's survey comes before the year ends
    rows = rows.assign(complete=True).drop(columns=FACTS_ONLY, errors="ignore")
    return rows, [known[slug] for slug in sorted(known)]


def _in_units(rows: pd.DataFrame, known: dict[str, Indicator]) -> pd.DataFrame:
    """A number on the source's own scale becomes what its indicator says that it is: per cent become a share of one."""
    unit = rows["indicator"].map({slug: found.unit for slug, found in known.items()})
    measure = rows["indicator"].map({slug: found.measure for slug, found in known.items()})
    plain = rows["unit"] == "number"
    percent = plain & (unit == "share")
    columns = ["value", "lower", "upper"]
    rows.loc[percent, columns] = rows.loc[percent, columns] / 100
    return rows.assign(unit=rows["unit"].mask(plain, unit), measure=rows["measure"].mask(plain, measure))


def _design_effects(rows: pd.DataFrame, catalog: Catalog) -> pd.Series:
    """The declared design effect of each share with a base: its survey's, else its format's; a share without one stops the build."""
    asked = {question.indicator: survey.design_effect for survey in catalog.surveys.values() for question in survey.questions}
    formats = {slug: fmt.spec.get("figures", {}).get("design_effect") for slug, fmt in catalog.formats.items()}
    declared = rows["indicator"].map(asked).astype(float).fillna(rows["format"].map(formats).astype(float))
    needed = (rows["measure"] == "share") & rows["base"].notna() & rows["lower"].isna()
    lacking = rows[needed & ~(declared > 0)]
    if not lacking.empty:
        raise LagesbildError(text("build.no_design_effect", format=lacking["format"].iloc[0], indicator=lacking["indicator"].iloc[0]))
    return declared.where(needed)


def _with_intervals(rows: pd.DataFrame) -> pd.DataFrame:
    """Values and intervals from what stands behind a figure; an interval that the source gives is kept."""
    given = rows["lower"].notna() & rows["upper"].notna()
    stands = rows["state"].isin(STANDS)
    rows[["effective_base", "standard_error", "degrees"]] = np.nan
    rows = _shares(rows, stands & (rows["measure"] == "share") & (rows["base"] > 0) & ~given)
    per = rows["unit"].map(PER)
    value, lower, upper = rate(rows["numerator"], rows["base"], 1.0)
    rated = stands & per.notna() & np.isfinite(value)
    rows["value"] = rows["value"].mask(rated & rows["value"].isna(), value * per)
    rows = _bounded(rows, rated & ~given, lower * per, upper * per)
    counted = stands & (rows["unit"] == "count")
    rows["numerator"] = rows["numerator"].mask(counted & rows["numerator"].isna(), rows["value"])
    return _bounded(rows, counted & ~given, *poisson_interval(rows["numerator"]))


def _shares(rows: pd.DataFrame, here: pd.Series) -> pd.DataFrame:
    """Shares of a told base: Wilson's interval (Korn & Graubard's at 0 and 1) on the base divided by the declared design effect."""
    rows["value"] = rows["value"].mask(here & rows["value"].isna(), rows["numerator"] / rows["base"])
    share, base = rows["value"].where(here).to_numpy(), rows["base"].where(here).to_numpy()
    effective = base / rows["design_effect"].to_numpy()
    error = np.sqrt(share * (1 - share) / effective)
    told = Estimates(
        estimate=share, se=error, df=base - 1, n=base, weight=base, kish=effective, design_effect=rows["design_effect"].to_numpy()
    )
    lower, upper = share_interval(told)
    columns = {"effective_base": effective, "standard_error": error, "degrees": base - 1}
    return _bounded(rows.assign(**{name: np.where(here, column, np.nan) for name, column in columns.items()}), here, lower, upper)


def _bounded(rows: pd.DataFrame, here: pd.Series, lower: object, upper: object) -> pd.DataFrame:
    """The rows with this interval where it holds; a value that the source has rounded past an edge moves the edge."""
    low, high = pd.Series(lower, index=rows.index, dtype=float), pd.Series(upper, index=rows.index, dtype=float)
    rows["lower"] = rows["lower"].mask(here, np.fmin(low, rows["value"]))
    rows["upper"] = rows["upper"].mask(here, np.fmax(high, rows["value"]))
    return rows


def _stated(rows: pd.DataFrame) -> pd.DataFrame:
    """State and numbers say the same: what has no value has none of the numbers, and zero is zero."""
    stands = rows["state"].isin(STANDS) & rows["value"].notna()
    numbers = ["value", "lower", "upper", "numerator", "effective_base", "standard_error", "degrees"]
    rows[numbers] = rows[numbers].where(stands)
    state = rows["state"].mask(rows["state"].isin(STANDS), "missing").mask(stands, "value")
    return rows.assign(state=state.mask(stands & (rows["value"] == 0), "zero"))

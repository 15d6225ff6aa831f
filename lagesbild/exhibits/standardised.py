"""Områden: a delivered rate as it would be if every area had the municipality's ages, where counts and people come by age group."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.charts.marks import UNTESTED
from lagesbild.exhibits.areas import PER
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.kept import kept
from lagesbild.model import ALL
from lagesbild.read import read
from lagesbild.stats.standardise import FEW, Standardised, direct, expected_events, indirect_rate, ratio
from lagesbild.store import Reader
from lagesbild.texts import interval, number, text

COLUMNS = {
    "name": "area", "numerator": "count", "expected": "expected", "crude": "crude", "value": "standardised", "lower": "lower",
    "upper": "upper", "unit_name": "unit",
}  # fmt: skip
ROUNDING = 0.005  # the age groups hold everybody once when their people sum to the area's, but for so small a share


@kept
def standardised(reader: Reader, indicator: pd.Series, period: pd.Series, selected: str | None) -> Exhibit | None:
    """Every area's rate allowing for age; None where the figure has no count and people by age group in every area.

    Direct to the municipality's people with Fay and Feuer's interval where every area has ten events or more, else the observed
    against the expected number times the municipality's rate with Byar's interval, as OHID does.
    """
    where = {name: period[name] for name in ("indicator", "period_kind", "period_start", "area_version")}
    rows = read(reader, "area_figure_ages", **where)
    events, people = (_by_age(rows, name) for name in ("numerator", "base"))
    if events is None or people is None:
        return None
    told = rows[rows["subgroup"] == ALL].set_index("area")
    (code,) = told.index[told["area_level"] == "municipality"]
    frame = _frame(told.drop(index=code), events, people, code).assign(unit_name=sentences.unit_words(str(told["unit"].iloc[0])))
    return _exhibit(frame, told.loc[code], indicator, period, selected, few=bool((frame["numerator"] < FEW).any()))


def _by_age(rows: pd.DataFrame, column: str) -> pd.DataFrame | None:
    """Areas by age groups; None where a cell is unknown, a group has no people, or the groups do not hold everybody once."""
    wide = rows.pivot_table(index="area", columns="subgroup", values=column, aggfunc="sum", min_count=1) if len(rows) else pd.DataFrame()
    groups = [name for name in wide.columns if name != ALL]
    whole = rows.loc[(rows["area_level"] == "municipality") & (rows["subgroup"] == ALL), "area"]
    if len(whole) != 1 or len(groups) < 2 or ALL not in wide or wide.isna().any(axis=None):
        return None
    sums = wide[groups].sum(axis=1)
    if (column == "base" and (wide[groups] <= 0).any(axis=None)) or ((sums - wide[ALL]).abs() > ROUNDING * wide[ALL]).any():
        return None
    return wide[groups]


def _frame(told: pd.DataFrame, events: pd.DataFrame, people: pd.DataFrame, code: str) -> pd.DataFrame:
    """One row per area in order: counts, the crude rate, the standardised one with its interval, and the ratio to what was expected."""
    per = PER[str(told["unit"].iloc[0])]
    few = bool((events.drop(index=code).sum(axis=1) < FEW).any())
    standard_rate = float(events.loc[code].sum() / people.loc[code].sum())
    parts: list[dict[str, Any]] = []
    for area in told.index:
        observed = float(events.loc[area].sum())
        expected = expected_events(people.loc[area], events.loc[code], people.loc[code])
        found = indirect_rate(observed, expected, standard_rate) if few else direct(events.loc[area], people.loc[area], people.loc[code])
        told_ratio: Standardised = ratio(observed, expected)
        parts.append({
            "area": area, "numerator": observed, "expected": expected, "crude": per * observed / float(people.loc[area].sum()),
            "value": per * found.value, "lower": per * found.lower, "upper": per * found.upper, "ratio": told_ratio.value,
            "ratio_lower": told_ratio.lower, "ratio_upper": told_ratio.upper,
        })  # fmt: skip
    kept_columns = ["name", "unit", "source", "vintage", "data_date"]
    found = pd.DataFrame(parts).merge(told[kept_columns], left_on="area", right_index=True)
    return found.assign(verdict=UNTESTED, polarity="neutral")


def _exhibit(frame: pd.DataFrame, whole: pd.Series, indicator: pd.Series, period: pd.Series, selected: str | None, *, few: bool) -> Exhibit:
    unit = str(whole["unit"])
    middle = PER[unit] * whole["numerator"] / whole["base"]
    method = text(f"standardised.{'indirect' if few else 'direct'}")
    per = sentences.capital(sentences.measured_in(indicator))
    heading, sub = text("standardised.heading"), text("standardised.sub", unit=per, period=period["label"])
    line = source_line(frame, method)
    draw = {"rest_value": middle, "unit": unit, "selected": selected}
    here = frame[frame["area"] == selected]
    return Exhibit(
        slug="standardised",
        heading=heading,
        sub=sub,
        sentence=_sentence(here.iloc[0], unit) if len(here) else heading,
        source_line=line,
        frame=frame,
        table=swedish_table(frame, COLUMNS),
        queries=("area_figure_ages",),
        definition=text("standardised.definition"),
        caveat=text("standardised.caveat"),
        figure=partial(interactive.area_dots, frame, **draw),
        picture=partial(printed.area_dots_svg, frame, **draw, title=heading, source=line, sub=sub),
        facts={"few": few},
    )


def _sentence(row: pd.Series, unit: str) -> str:
    """The crude rate, the one that allows for age, and how many times the expected number."""
    told = {"crude": sentences.value(row["crude"], unit), "value": sentences.value(row["value"], unit), "area": row["name"]}
    if not np.isfinite(row["ratio_lower"]) or row["numerator"] == 0:
        return text("standardised.none", **told)
    ratios = {"ratio": number(row["ratio"], 1), "between": interval(row["ratio_lower"], row["ratio_upper"], 1)}
    return text("standardised.sentence", unit=sentences.unit_words(unit), **told, **ratios)

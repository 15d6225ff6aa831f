"""Områden as a funnel: which areas' rates lie outside what chance does to so many people, and what smoothing makes of them."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.exhibits import areas
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.kept import kept
from lagesbild.stats.funnel import ALARM, WARNING, dispersion, outside, widened_limits
from lagesbild.store import Reader
from lagesbild.texts import number, text

POINTS = 60  # along each drawn limit
COLUMNS = areas.COLUMNS | areas.SMOOTHED | {"expected": "expected", "position_word": "funnel"}


@kept
def funnel(reader: Reader, place: str, indicator: pd.Series, period: areas.AreaPeriod, selected: str | None) -> Exhibit:
    """One crime type of a period, each area's rate against its people; verdicts are the map's own."""
    everything = areas.family(reader, period)
    rows = everything[everything["indicator"] == indicator["indicator"]].reset_index(drop=True) if len(everything) else everything
    known = rows[rows["base"] > 0] if len(rows) else rows
    if len(known) < 2 or known["numerator"].sum() == 0:
        return _empty()
    mean = float(known["whole_value"].iloc[0]) / areas.PER[str(indicator["unit"])]
    rows, between = _placed(rows, mean)
    years = areas.years_in(period)
    rows["people"] = rows["base"] / years
    per = float(areas.PER[str(indicator["unit"])])
    draw = {
        "frame": rows,
        "limits": _curves(rows, mean, between, per, years),
        "mean": per * mean,
        "unit": indicator["unit"],
        "selected": selected,
    }
    heading = sentences.area_headline(rows.to_dict("records"), place, indicator["short_title"].lower(), areas.kind_of(period))
    how = text(f"exhibits.funnel.{'widened' if between > 0 else 'exact'}")
    line = source_line(rows, sentences.events(rows["numerator"]), how)
    sub = text("exhibits.areas.sub", what=indicator["title"], unit=sentences.unit_words(indicator["unit"]), period=rows["label"][0])
    return Exhibit(
        slug="funnel",
        heading=heading,
        sub=sub,
        sentence=_sentence(rows),
        source_line=line,
        frame=rows,
        table=swedish_table(rows, COLUMNS),
        queries=("areas_in_period",),
        definition=text("exhibits.funnel.definition"),
        caveat=indicator["caveat"],
        figure=partial(interactive.funnel, **draw),
        picture=partial(printed.funnel_svg, **draw, title=heading, source=line, sub=sub),
        facts={"mean": per * mean, "between": between},
    )


def _empty() -> Exhibit:
    nothing = pd.DataFrame()
    why = text("exhibits.funnel.empty_why")
    return Exhibit("funnel", text("exhibits.funnel.empty"), "", why, "", nothing, nothing, ("areas_in_period",))


def _placed(rows: pd.DataFrame, mean: float) -> tuple[pd.DataFrame, float]:
    """The rows with the expected number, their place against the limits, and the variance between areas."""
    rows = rows.assign(expected=rows["base"] * mean)
    between = dispersion(rows["numerator"], rows["expected"]).between
    inner, outer = (outside(rows["numerator"], rows["expected"], level, between) for level in (WARNING, ALARM))
    rows["position"] = inner + outer
    rows["position_word"] = [text(f"exhibits.funnel.position.{_word(int(place))}") for place in rows["position"]]
    return rows, between


def _word(place: int) -> str:
    return {-2: "far_below", -1: "below", 0: "within", 1: "above", 2: "far_above"}[place]


def _curves(rows: pd.DataFrame, mean: float, between: float, per: float, years: int) -> pd.DataFrame:
    """The limits from just below the smallest area to just above the largest."""
    low, high = float(rows["base"].min()), float(rows["base"].max())
    base = np.geomspace(max(low * 0.75, 1), high * 1.06, POINTS)
    told: dict[str, Any] = {"people": base / years}
    for level, name in ((WARNING, "95"), (ALARM, "998")):
        limits = widened_limits(base * mean, level, between)
        told |= {f"lower{name}": per * mean * limits.lower, f"upper{name}": per * mean * limits.upper}
    return pd.DataFrame(told)


def _sentence(rows: pd.DataFrame) -> str:
    """How many areas lie outside the outer limits, by name in alphabetical order, and between the two."""
    far = rows.loc[rows["position"].abs() == 2, "name"].tolist()
    near = int((rows["position"].abs() == 1).sum())
    told = (
        text("exhibits.funnel.far", n=sentences.capital(sentences.counted(len(far), "område", "områden")), names=", ".join(far))
        if far
        else ""
    )
    none = text("exhibits.funnel.none", n=number(len(rows))) if not far else ""
    between = text("exhibits.funnel.near", n=sentences.capital(sentences.counted(near, "område", "områden"))) if near else ""
    return " ".join(part for part in (told, none, between) if part)

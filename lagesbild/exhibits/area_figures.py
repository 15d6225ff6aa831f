"""Områden: a delivered figure area by area, against the rest of the municipality where what stands behind it allows a test."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.exhibits import delivered
from lagesbild.exhibits.areas import COLUMNS, class_edges
from lagesbild.exhibits.exhibit import Exhibit, source_line
from lagesbild.kept import kept
from lagesbild.model import AreaVerdict
from lagesbild.read import read
from lagesbild.stats.change import area_verdicts, polarity
from lagesbild.stats.survey import Estimates
from lagesbild.stats.survey_change import rest_of, share_difference, survey_area_verdicts
from lagesbild.store import Reader
from lagesbild.texts import number, text

PER = {"per_1000": 1_000.0, "per_100000": 100_000.0}


@kept
def periods(reader: Reader) -> pd.DataFrame:
    """What has figures by area: family, indicator, period and area version, the newest period of each first."""
    rows = read(reader, "area_figure_periods").drop_duplicates(["indicator", "period_kind", "period_start"])
    rows["label"] = [sentences.label(row) for _, row in rows.iterrows()]
    rows["key"] = [f"{row.period_kind}-{row.period_start:%Y-%m-%d}" for row in rows.itertuples()]
    return rows.reset_index(drop=True)


@kept
def area_figure(reader: Reader, place: str, indicator: pd.Series, period: pd.Series, selected: str | None) -> Exhibit:
    """One delivered figure on the map and in the list; `period` is a row of `periods`."""
    where = {name: period[name] for name in ("indicator", "period_kind", "period_start", "area_version")}
    rows = _judged(read(reader, "area_figures", **where), indicator)
    boundary = read(reader, "boundary", area_version=period["area_version"])
    heading = sentences.delivered_area_headline(rows.to_dict("records"), place, indicator["short_title"])
    line = _source(rows, indicator)
    draw = {"areas": rows, "boundary": boundary, "classes": class_edges(rows["value"]), "unit": rows["unit"].iloc[0], "selected": selected}
    dots = partial(interactive.area_dots, rows, rest_value=None, unit=rows["unit"].iloc[0], selected=selected)
    return Exhibit(
        slug="areas",
        heading=heading,
        sub=text("exhibits.areas.sub", what=indicator["title"], unit=sentences.measured_in(indicator), period=period["label"]),
        sentence=text("exhibits.areas.sentence", heading=heading, n=len(rows)),
        source_line=line,
        frame=rows,
        table=delivered.table(rows, COLUMNS, indicator["measure"]),
        queries=("area_figures", "boundary"),
        definition=indicator["definition"],
        caveat=indicator["caveat"],
        figure=None if boundary.empty else partial(interactive.area_map, **draw),
        picture=None if boundary.empty else partial(printed.area_map_svg, **draw, title=heading, source=line),
        facts={
            "rated": bool(rows["value"].notna().any()), "boundary": boundary, "classes": draw["classes"], "period": period["label"],
            "whole": None, "dots": dots, "unit_words": sentences.measured_in(indicator),
        },
    )  # fmt: skip


def _judged(rows: pd.DataFrame, indicator: pd.Series) -> pd.DataFrame:
    """Every area against the others together, one family: shares by people, rates by their counts, anything else not at all."""
    rows = rows.reset_index(drop=True)
    verdicts: list[AreaVerdict] = ["too_uncertain"] * len(rows)
    rows["rest_value"] = np.nan
    if rows["effective_base"].notna().any():
        here = Estimates(*(rows[name].to_numpy(dtype=float) for name in delivered.BEHIND))
        rest = rest_of(here, rows["people"].to_numpy(dtype=float))
        rows["rest_value"] = rest.estimate
        verdicts = survey_area_verdicts(share_difference(rest, here))
    elif rows["unit"].isin(PER).all() and rows[["numerator", "base"]].notna().any().all():
        others, base = (rows[name].sum() - rows[name] for name in ("numerator", "base"))
        rows["rest_value"] = rows["unit"].map(PER) * others / base.where(base > 0)
        verdicts = area_verdicts(rows["numerator"], rows["base"].where(rows["base"] > 0), others, base)
    rows["verdict"] = verdicts
    rows["polarity"] = [polarity(verdict, indicator["better"]) for verdict in verdicts]
    rows["verdict_word"] = [text(f"sentences.area_verdict.{verdict}").rstrip(".") for verdict in verdicts]
    rows["unit_name"] = [delivered.unit_name(indicator, unit) for unit in rows["unit"]]
    rows["note"] = [text(f"sentences.state_delivered.{state}") if state in delivered.ABSENT else "" for state in rows["state"]]
    return rows.assign(label=[sentences.label(row) for _, row in rows.iterrows()])


def _source(rows: pd.DataFrame, indicator: pd.Series) -> str:
    """Source, the kind of interval, and what was tested or why nothing was."""
    tested = int(rows["rest_value"].notna().sum())
    shares = rows["effective_base"].notna().any()
    why = text("exhibits.areas.family", n=number(tested)) if tested else text(f"exhibits.areas.{'no_people' if shares else 'no_base'}")
    absent = delivered.absent_words(rows.assign(label=rows["name"]))
    key: dict[str, Any] = {"key": "exhibits.source_kolada"} if indicator["family"] == "kolada" else {}
    return source_line(rows, delivered.interval_words(rows), why, *absent, **key)

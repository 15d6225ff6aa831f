"""Jämför: one figure of the municipality against the nation and a named list of municipalities, same source and same year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.charts.marks import UNTESTED
from lagesbild.exhibits import delivered
from lagesbild.exhibits.exhibit import Exhibit, source_line
from lagesbild.kept import kept
from lagesbild.model import NATION
from lagesbild.read import read
from lagesbild.stats.peers import against_half, ahead, middle_half
from lagesbild.store import Reader
from lagesbild.texts import number, text

FAMILIES = ("kolada", "published", "figures", "crime")
REPORTED = ("published", "crime")  # what is reported is compared, also where more may mean more police work
COLUMNS = {"name": "municipality", "value": "value", "lower": "lower", "upper": "upper", "unit_name": "unit", "note": "note"}


@kept
def indicators(reference: Reader) -> pd.DataFrame:
    """What can be compared: shares, means and rates of the reference, the catalogue's own order."""
    rows = read(reference, "indicators")
    rows = rows[rows["family"].isin(FAMILIES) & (rows["measure"] != "count") & (rows["better"] != "neither") | _reported(rows)]
    return rows.set_index("indicator", drop=False)


def _reported(rows: pd.DataFrame) -> pd.Series:
    return rows["family"].isin(REPORTED) & (rows["measure"] == "rate")


@kept
def periods(reference: Reader, indicator: str, code: str) -> dict[str, str]:
    """The periods for which the municipality itself has a figure, the newest first: {last day: name}."""
    rows = read(reference, "peer_values", indicator=indicator)
    mine = rows[(rows["area"] == code) & rows["value"].notna() & ~rows["preliminary"]]
    return {f"{row['period_end']:%Y-%m-%d}": sentences.label(row) for _, row in mine.iterrows()}


@kept
def compare(reference: Reader, indicator: pd.Series, code: str, place: str, peers: Sequence[str], period: str) -> Exhibit:
    """One indicator in one period; a municipality without a figure keeps its reason and is never drawn as zero."""
    everything = read(reference, "peer_values", indicator=indicator["indicator"])
    now = everything[everything["period_end"] == pd.Timestamp(period)]
    rows = now[now["area"].isin([code, NATION, *peers])].reset_index(drop=True)
    own = rows[(rows["area"] == code) & rows["value"].notna()]
    others = rows[rows["area"].isin(peers) & rows["value"].notna()]
    if own.empty or others.empty:
        return _empty(indicator, place)
    return _compared(_dressed(rows, indicator), own.iloc[0], others, indicator, place)


def _compared(rows: pd.DataFrame, own: pd.Series, others: pd.DataFrame, indicator: pd.Series, place: str) -> Exhibit:
    """The exhibit of figures that are there: picture, sentences and the named set."""
    low, middle, high = middle_half(others["value"])
    where = against_half(own["lower"], own["upper"], (low, high))
    label = sentences.label(rows.iloc[0])
    heading = _heading(where, own, rows, indicator, place)
    named = text("compare.set", n=number(len(others)), names=", ".join(others["name"]))
    line = source_line(rows, delivered.interval_words(rows), *_absent(rows), named, key=_source_key(indicator))
    band = None if np.isnan(low) else (low, high)
    draw: dict[str, Any] = {"rest_value": middle, "unit": indicator["unit"], "selected": own["area"], "band": band}
    sub = text("compare.sub", what=indicator["title"], unit=sentences.measured_in(indicator), period=label)
    return Exhibit(
        slug="compare",
        heading=heading,
        sub=sub,
        sentence=f"{_sentence(own, rows, indicator, place, (low, high))} {most(own, others, indicator, place, label)}".strip(),
        source_line=line,
        frame=rows,
        table=delivered.table(rows, COLUMNS, indicator["measure"]),
        queries=("peer_values",),
        definition=indicator["definition"],
        caveat=indicator["caveat"],
        figure=partial(interactive.area_dots, rows, **draw),
        picture=partial(printed.area_dots_svg, rows, **draw, title=heading, source=line, sub=sub),
        facts={"where": where, "middle": (low, middle, high)},
    )


def _dressed(rows: pd.DataFrame, indicator: pd.Series) -> pd.DataFrame:
    """The rows with the columns that a dot list draws by; no municipality is judged by colour."""
    notes = [text(f"sentences.state_delivered.{state}") if state in delivered.ABSENT else "" for state in rows["state"]]
    units = [delivered.unit_name(indicator, unit) for unit in rows["unit"]]
    names = rows["name"].mask(rows["area"] == NATION, text("compare.nation_name"))
    return rows.assign(name=names, verdict=UNTESTED, polarity="neutral", note=notes, unit_name=units)


def _heading(where: str, own: pd.Series, rows: pd.DataFrame, indicator: pd.Series, place: str) -> str:
    """The position where the interval carries one; else the values side by side."""
    unit, what = str(indicator["unit"]), indicator["short_title"]
    if where in ("below", "above", "within"):
        return text(f"compare.heading.{where}", what=what, place=place)
    told = {"what": what, "place": place, "value": sentences.value(own["value"], unit), "unit": sentences.measured_in(indicator)}
    nation = _nation(rows)
    return (
        text("compare.heading.alone", **told)
        if nation is None
        else text("compare.heading.beside", nation=sentences.value(nation, unit), **told)
    )


def _nation(rows: pd.DataFrame) -> float | None:
    """The nation's value, where it has one."""
    known = rows.loc[(rows["area"] == NATION) & rows["value"].notna(), "value"]
    return float(known.iloc[0]) if len(known) else None


def _sentence(own: pd.Series, rows: pd.DataFrame, indicator: pd.Series, place: str, half: tuple[float, float]) -> str:
    """The value, the nation's and the middle half, in one sentence."""
    unit = str(indicator["unit"])
    told = text("compare.value", place=place, value=sentences.value(own["value"], unit), unit=sentences.measured_in(indicator))
    nation, parts = _nation(rows), [told]
    if nation is not None:
        parts.append(text("compare.nation", value=sentences.value(nation, unit)))
    if np.isnan(half[0]):
        parts.append(text("compare.few"))
    else:
        parts.append(text("compare.half", low=sentences.value(half[0], unit), high=sentences.value(half[1], unit)))
    return " ".join(parts)


def most(own: pd.Series, others: pd.DataFrame, indicator: pd.Series, place: str, period: str) -> str:
    """ "Better than most" only when every interval is known and more than half are certainly behind; else why not."""
    if indicator.get("family") == "crime":
        return text("compare.no_order")
    found = ahead(own["value"], own["standard_error"], others["value"], others["standard_error"])
    if found is None:
        return text("compare.untested")
    higher = indicator["better"] == "higher"
    n, m = number(found.lower if higher else found.higher), number(found.tested)
    if indicator["better"] == "neither" or not found.than_most(higher):
        return text("compare.not_most", n=n, m=m)
    return text("compare.most", place=place, n=n, m=m, period=period, source=own["source"])


def _absent(rows: pd.DataFrame) -> list[str]:
    """The municipalities without a figure by name, each reason by itself."""
    found = []
    for state in delivered.ABSENT:
        names = rows.loc[rows["state"] == state, "name"]
        if len(names):
            found.append(text("exhibits.trend.states", state=text(f"sentences.state_delivered.{state}"), periods=", ".join(names)))
    return found


def _source_key(indicator: pd.Series) -> str:
    return "exhibits.source_kolada" if indicator["family"] == "kolada" else "exhibits.source"


def _empty(indicator: pd.Series, place: str) -> Exhibit:
    nothing = pd.DataFrame()
    heading = text("compare.empty", what=indicator["short_title"], place=place)
    return Exhibit("compare", heading, "", text("compare.empty_why"), "", nothing, nothing, ("peer_values",))

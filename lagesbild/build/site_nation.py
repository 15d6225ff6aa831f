"""The static pages of all municipalities together: who has published, and per kind of reported crime where each lies. Nobody is ranked.

Every figure is one that a municipality has published; which is higher or lower is said of the middle half only, and by whole intervals.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from lagesbild import sentences
from lagesbild.build.site import STYLE, copy_assets, rendered
from lagesbild.charts.fluid_strip import strip
from lagesbild.model import NATION
from lagesbild.read import read
from lagesbild.sentences_control import in_words
from lagesbild.stats.peers import against_half, middle_half
from lagesbild.store import Reader
from lagesbild.texts import interval, long_day, number, text

INDEX = "index.html"
FEWEST = 4  # municipalities with a figure, below which there is no middle half and no page
FINEST = 2  # decimals more than usual, at most
TOLD = ("value", "zero")


def write_nation_site(reader: Reader, folder: Path, today: date) -> list[Path]:
    """Write the start page and one page per kind of crime into a fresh folder; returns the pages."""
    copy_assets(folder)
    places = read(reader, "municipality").set_index("municipality")["name"]
    kinds = [kind for _, row in _crimes(reader).iterrows() if (kind := _kind(reader, row, places)) is not None]
    frame = {"t": text, "style": STYLE.read_text(encoding="utf-8").strip(), "build": reader.build, "today": long_day(today)}
    frame |= {"example": bool(read(reader, "municipality")["example"].any())}
    listed = [{"name": name, "address": f"../{code}/"} for code, name in _in_order(places)]
    pages: dict[str, dict[str, Any]] = {INDEX: {"page": "nation", "kinds": kinds, "places": listed, "title": _how_many(len(listed))}}
    pages |= {kind["file"]: {"page": "kind", "kind": kind} for kind in kinds}
    for name, values in pages.items():
        (folder / name).write_text(rendered("riket.html", frame | values), encoding="utf-8")
    return [folder / name for name in pages]


def _how_many(n: int) -> str:
    return text("riket.start_one") if n == 1 else text("riket.start", n=sentences.capital(in_words(n)))


def _crimes(reader: Reader) -> pd.DataFrame:
    rows = read(reader, "indicators")
    return rows[(rows["family"] == "crime") & (rows["measure"] == "rate")]


def _kind(reader: Reader, indicator: pd.Series, places: pd.Series) -> dict[str, Any] | None:
    """One kind of crime in its newest year of which enough municipalities show a figure; None where there is none."""
    every = read(reader, "peer_values", indicator=indicator["indicator"])
    every = every[(every["period_kind"] == "year") & every["area"].isin(places.index)]
    shown = every[every["state"].isin(TOLD)].groupby("period_end")["area"].nunique()
    enough = shown[shown >= max(FEWEST, len(places) / 2)]
    if enough.empty:
        return None
    rows = every[every["period_end"] == enough.index.max()]
    half = middle_half(rows["value"])
    known, fine = rows[rows["state"].isin(TOLD)], fineness(half, str(indicator["unit"]))
    low, middle, high = (number(x, fine) for x in half)
    told = {
        "what": indicator["short_title"], "year": sentences.label(rows.iloc[0]), "low": low, "high": high, "middle": middle,
        "n": number(len(known)), "all": number(len(places)), "unit": sentences.measured_in(indicator),
    }  # fmt: skip
    return told | {
        "file": f"{indicator['indicator']}.html",
        "rows": [_row(row, half, fine) for row in _by_name(rows, places)],
        "strip": Markup(strip(known["value"], half, number(known["value"].max(), fine))),
        "whole": _whole_country(reader, indicator, rows["period_end"].iloc[0], fine),
        "definition": indicator["definition"],
        "caveat": indicator["caveat"],
        "policing": bool(indicator["policing_dependent"]),
        "source": text("riket.source", source=known["source"].iloc[0], day=long_day(known["data_date"].min())),
    }


def fineness(half: tuple[float, float, float], unit: str) -> int:
    """How many decimals a kind of crime is told with: two digits of the smallest quartile above zero, else a rare one is a row of 0,0."""
    least, found = next((x for x in half if x > 0), 1.0), sentences.decimals(unit)
    return next((found + more for more in range(FINEST) if least * 10 ** (found + more) >= 10), found + FINEST)


def _row(row: pd.Series, half: tuple[float, float, float], fine: int) -> dict[str, str]:
    """One municipality: its figure with interval and number of events, or the word that it is not shown."""
    if row["state"] not in TOLD:
        return {"name": row["name"], "value": "–", "interval": "", "events": "–", "where": text(f"riket.state.{row['state']}")}
    return {
        "name": row["name"],
        "value": number(row["value"], fine),
        "interval": interval(row["lower"], row["upper"], fine),
        "events": number(row["numerator"]),
        "where": text(f"riket.where.{against_half(row['lower'], row['upper'], (half[0], half[2]))}"),
    }


def _whole_country(reader: Reader, indicator: pd.Series, period: pd.Timestamp, fine: int) -> str:
    """The country's own figure in a sentence, or nothing while somebody lacks theirs."""
    rows = read(reader, "peer_values", indicator=indicator["indicator"])
    found = rows[(rows["area"] == NATION) & (rows["period_kind"] == "year") & (rows["period_end"] == period)]
    if found.empty:
        return ""
    row = found.iloc[0]
    bounds = interval(row["lower"], row["upper"], fine)
    return text("riket.whole", value=number(row["value"], fine), unit=sentences.measured_in(indicator), interval=bounds)


def _by_name(rows: pd.DataFrame, places: pd.Series) -> list[pd.Series]:
    found = {row["area"]: row for _, row in rows.iterrows()}
    return [found[code] for code, _ in _in_order(places) if code in found]


def _in_order(places: pd.Series) -> list[tuple[str, str]]:
    """(code, name) in Swedish alphabetical order."""
    last = str.maketrans("ÅÄÖåäö", "{|}{|}")
    return sorted(((str(code), str(name)) for code, name in places.items()), key=lambda place: place[1].translate(last).lower())

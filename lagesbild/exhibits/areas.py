"""Områden: every area against the rest of the municipality, all crime types of a period judged as one family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.stats.change import area_verdicts, polarity
from lagesbild.stats.smoothing import marshall
from lagesbild.store import Reader
from lagesbild.texts import number, period_name, text

CLASSES = 5
PER = {"per_1000": 1_000.0, "per_100000": 100_000.0}
ROUND_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
COLUMNS = {
    "name": "area", "value": "value", "lower": "lower", "upper": "upper", "numerator": "count", "base": "base", "rest_value": "rest",
    "verdict_word": "against_rest", "unit_name": "unit", "note": "note",
}  # fmt: skip
NOTHING = pd.DataFrame()
THE_REST = ("exhibits.areas.rest", "exhibits.areas.inside")  # what an area is compared with, and why the public word may be another

SMOOTHED = {"smoothed": "smoothed"}  # beside the raw rate, wherever this page tells one


@dataclass(frozen=True)
class AreaPeriod:
    """A period and the version of the areas that its figures are placed in.

    whole: for named sets of areas, which need not cover the municipality, the version of all its areas; else "".
    """

    period_kind: str
    period_start: pd.Timestamp
    area_version: str
    whole: str | None = None

    @property
    def key(self) -> str:
        """The period in an address: "year-2025", "pool3-2023"."""
        return f"{self.period_kind}-{self.period_start.year}"


@lru_cache(maxsize=32)
def family(reader: Reader, period: AreaPeriod) -> pd.DataFrame:
    """All areas x crime types of a period against the rest of the municipality, one Benjamini-Hochberg family.

    The rest is the municipality less the area, reports without area among them, as on the public pages, which cannot add up the areas
    where some are hidden. Where the municipality has no figure of its own the rest is the other areas (for a council: those outside it).
    """
    rows = read(
        reader, "areas_in_period", period_kind=period.period_kind, period_start=period.period_start, area_version=period.area_version
    )
    if rows.empty:
        return rows
    everywhere = rows if period.whole is None else family(reader, replace(period, area_version=period.whole, whole=None))
    summed = everywhere.groupby("indicator")[["numerator", "base"]].sum(min_count=1)
    whole = summed.reindex(rows["indicator"]).set_index(rows.index)
    own = rows[["municipal_events", "municipal_base"]].set_axis(whole.columns, axis=1).astype(float)
    everyone = own.where((own >= whole).all(axis=1), whole)
    rows["rest_events"], rows["rest_base"] = everyone["numerator"] - rows["numerator"], everyone["base"] - rows["base"]
    per = rows["unit"].map(PER)
    rows["whole_value"] = per * whole["numerator"] / whole["base"].where(whole["base"] > 0)
    for _, here in rows.groupby("indicator"):
        rows.loc[here.index, "smoothed"] = per[here.index] * marshall(here["numerator"], here["base"]).estimate
    rows["rest_value"] = per * rows["rest_events"] / rows["rest_base"].where(rows["rest_base"] > 0)
    rows["verdict"] = area_verdicts(rows["numerator"], rows["base"].where(rows["base"] > 0), rows["rest_events"], rows["rest_base"])
    rows["polarity"] = [polarity(v, b) for v, b in zip(rows["verdict"], rows["better"], strict=True)]
    rows["verdict_word"] = [text(f"sentences.area_verdict.{v}").rstrip(".") for v in rows["verdict"]]
    rows["unit_name"] = rows["unit"].map(sentences.unit_words)
    rows["note"] = [text(f"sentences.state.{state}") for state in rows["state"]]
    rows["label"] = [sentences.label(row) for _, row in rows.iterrows()]
    return rows


@kept
def area_map(reader: Reader, place: str, indicator: pd.Series, period: AreaPeriod, selected: str | None) -> Exhibit:
    """One crime type on the map and in the list, each area against the rest."""
    everything = family(reader, period)
    rows = everything[everything["indicator"] == indicator["indicator"]].reset_index(drop=True)
    if rows.empty:
        nothing = pd.DataFrame()
        return Exhibit(
            "areas", text("exhibits.areas.empty"), "", text("exhibits.areas.empty_why"), "", nothing, nothing, ("areas_in_period",)
        )
    boundary = read(reader, "boundary", area_version=period.area_version)
    heading = sentences.area_headline(rows.to_dict("records"), place, indicator["short_title"].lower(), kind_of(period))
    line = _map_source(reader, indicator, period, everything, rows)
    draw = {"areas": rows, "boundary": boundary, "classes": class_edges(rows["value"]), "unit": indicator["unit"], "selected": selected}
    return Exhibit(
        slug="areas",
        heading=heading,
        sub=text("exhibits.areas.sub", what=indicator["title"], unit=sentences.unit_words(indicator["unit"]), period=rows["label"][0]),
        sentence=text("exhibits.areas.sentence", heading=heading, n=len(rows)),
        source_line=line,
        frame=rows,
        table=swedish_table(rows, COLUMNS | SMOOTHED),
        queries=("areas_in_period", "boundary", "unplaced"),
        definition=indicator["definition"],
        caveat=indicator["caveat"],
        figure=partial(interactive.area_map, **draw) if not boundary.empty else None,
        picture=partial(printed.area_map_svg, **draw, title=heading, source=line) if not boundary.empty else None,
        facts={
            "rated": bool(rows["value"].notna().any()),
            "boundary": boundary,
            "classes": draw["classes"],
            "period": rows["label"][0],
            "whole": whole_rate(rows),
            "municipal": _municipal(reader, indicator, period),
            "dots": partial(interactive.area_dots, rows, rest_value=whole_rate(rows), unit=indicator["unit"], selected=selected),
        },
    )


def _map_source(reader: Reader, indicator: pd.Series, period: AreaPeriod, everything: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Source, n, the declared family, the kind of interval and what has no area."""
    declared = " ".join([text("exhibits.areas.family", n=number(_tested(everything))), *map(text, THE_REST)])
    return source_line(rows, sentences.events(rows["numerator"]), declared, text("exhibits.exact"), _unplaced(reader, indicator, period))


@kept
def profile(reader: Reader, area: str, period: AreaPeriod) -> Exhibit:
    """All crime types of one area against the rest, from the same family as the map."""
    everything = family(reader, period)
    rows = everything[everything["area"] == area].reset_index(drop=True) if not everything.empty else everything
    if rows.empty:
        return Exhibit("profile", text("exhibits.profile.empty"), "", "", "", rows, rows, ("areas_in_period",))
    judged = rows.to_dict("records")
    heading = sentences.profile_headline(judged, rows["name"][0])
    line = source_line(rows, text("exhibits.exact"), text("exhibits.profile.policing") if rows["policing_dependent"].any() else "")
    return Exhibit(
        slug="profile",
        place=rows["name"][0],
        heading=heading,
        sub=text("exhibits.profile.sub", period=rows["label"][0], persons=number(rows["base"].max() / years_in(period)))
        if rows["base"].notna().any()
        else "",
        sentence=heading,
        source_line=line,
        frame=rows,
        table=swedish_table(rows, {"short_title": "crime"} | {k: v for k, v in COLUMNS.items() if k != "name"}),
        queries=("areas_in_period",),
        definition=text("exhibits.profile.definition"),
        caveat=text("exhibits.reported_is_not_all"),
        figure=partial(interactive.profile_dots, rows, "per_1000") if rows["value"].notna().any() else None,
        picture=partial(printed.profile_dots_svg, rows, unit="per_1000", title=heading, source=line)
        if rows["value"].notna().any()
        else None,
    )


@kept
def divisions(reader: Reader) -> dict[str, str]:
    """What the municipality can be looked at by: its areas (""), and each kind of named sets of areas with figures."""
    rows = read(reader, "area_periods")
    kinds = sorted(rows.loc[rows["of_sets"], "area_version"].unique())
    plain = [""] if (~rows["of_sets"]).any() else []
    return {kind: text(f"areas.division_{kind or 'areas'}") for kind in (*plain, *kinds)}


@kept
def area_periods(reader: Reader, division: str = "") -> list[AreaPeriod]:
    """Periods with areas, the newest year first, then pooled years; the areas' newest version of each.

    division: "" for the areas themselves, else a kind of named sets of areas.
    """
    everything = read(reader, "area_periods")
    if division:
        plain = {(p.period_kind, p.period_start): p.area_version for p in area_periods(reader)}
        found = everything[everything["of_sets"] & (everything["area_version"] == division)]
        return [replace(p, whole=plain.get((p.period_kind, p.period_start))) for p in _newest(found)]
    return _newest(everything[~everything["of_sets"]])


def _newest(rows: pd.DataFrame) -> list[AreaPeriod]:
    rows = rows.copy()
    rows["order"] = rows["period_kind"].map({"year": 0, "pool3": 1, "pool5": 2})
    rows = rows.dropna(subset="order").sort_values(["order", "period_start", "area_version"], ascending=[True, False, False])
    rows = rows.drop_duplicates(["period_kind", "period_start"])
    return [AreaPeriod(r.period_kind, r.period_start, r.area_version) for r in rows.itertuples()]


@kept
def default_period(reader: Reader) -> str | None:
    """The newest year whose areas have rates, else the newest year; its key."""
    rows = read(reader, "area_periods")
    rated = rows[(rows["period_kind"] == "year") & (rows["rates"] > 0)]
    return f"year-{rated['period_start'].max().year}" if len(rated) else None


def period_label(period: AreaPeriod) -> str:
    """What a period is called: "2025", "2023–2025 tillsammans"."""
    last = period.period_start.year + years_in(period) - 1
    name = period_name(date(period.period_start.year, 1, 1), date(last, 12, 31))
    return name if period.period_kind == "year" else text("areas.pool", period=name)


def kind_of(period: AreaPeriod) -> str:
    """The kind of the named sets of areas that a period's figures are placed in; "" for the areas themselves."""
    return "" if period.whole is None else period.area_version


@kept
def area_names(reader: Reader, period: AreaPeriod) -> dict[str, str]:
    """The areas that have figures in a period, by code, in alphabetical order."""
    return dict(family(reader, period)[["area", "name"]].drop_duplicates().itertuples(index=False, name=None))


def class_edges(values: pd.Series) -> list[float]:
    """Round, even edges between at most five classes of the map, from the lowest value to the highest; none without spread."""
    low, high = values.min(), values.max()
    if not np.isfinite(low) or low == high:
        return []
    rough = (high - low) / CLASSES
    magnitude = 10 ** np.floor(np.log10(rough))
    step = float(next(m * magnitude for m in ROUND_STEPS if m * magnitude >= rough))
    first = np.floor(low / step) + 1
    edges = [round(float((first + i) * step), 6) for i in range(CLASSES - 1)]
    return [edge for edge in edges if edge <= high]


def _tested(rows: pd.DataFrame) -> int:
    return int((rows["base"].notna() & rows["rest_base"].notna()).sum())


def years_in(period: AreaPeriod) -> int:
    return {"pool3": 3, "pool5": 5}.get(period.period_kind, 1)


def whole_rate(rows: pd.DataFrame) -> float | None:
    value = float(rows["whole_value"].iloc[0])
    return value if np.isfinite(value) else None


def _unplaced(reader: Reader, indicator: pd.Series, period: AreaPeriod) -> str:
    unplaced, events = without_area(reader, indicator["indicator"], period.period_kind, period.period_start)
    return text("exhibits.areas.unplaced", unplaced=number(unplaced), events=number(events)) if events else ""


@kept
def without_area(reader: Reader, crime: str, period_kind: str, start: pd.Timestamp) -> tuple[int, int]:
    """How many reports of a crime type in a period have no area, and how many there are in all."""
    rows = read(reader, "unplaced", period_kind=period_kind, period_start=start)
    row = rows[rows["indicator"] == f"{crime.removesuffix('_count')}_count"]
    known = [0 if row.empty or pd.isna(row.iloc[0][name]) else int(row.iloc[0][name]) for name in ("unplaced", "events")]
    return known[0], known[1]


def _municipal(reader: Reader, indicator: pd.Series, period: AreaPeriod) -> tuple[float, int] | None:
    """The rate of the whole municipality where it is another than that of its areas: with the reports that have no area, and how many."""
    unplaced, _ = without_area(reader, indicator["indicator"], period.period_kind, period.period_start)
    code = read(reader, "municipality").iloc[0]["municipality"]
    where = {"area": code, "area_version": "", "period_kind": period.period_kind, "since": period.period_start.date()}
    rows = read(reader, "series", indicator=indicator["indicator"], **where)
    value = rows.loc[rows["period_start"] == period.period_start, "value"]
    return (float(value.iloc[0]), unplaced) if unplaced and len(value) and np.isfinite(value.iloc[0]) else None

"""The publication as systems of equations: reported crime by area, group and period, and survey answers by area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lagesbild.build.publishable import WHOLE, Earlier, names
from lagesbild.disclosure import Dimension, System, crossed, primary, with_earlier
from lagesbild.disclosure.system import Flags
from lagesbild.model import UNPLACED, CrimeGroup, Thresholds, Withheld

REST = "övriga"
SMALL_GROUP = 100  # answers below which nobody or everybody is a small group
WEIGHTS = {"pool3": 2.0, "pool5": 2.5}
WHOLE_WEIGHT = 20.0
SHOWN = ("value", "zero")
SAME = 0.5  # people or reports


@dataclass(frozen=True)
class Linked:
    """One system, which of its figures are to be hidden for their own sake, and which the last publication hid."""

    system: System
    hidden: Flags
    before: Flags
    reason: Withheld


def systems(
    rows: pd.DataFrame, counted: pd.DataFrame, groups: Mapping[str, CrimeGroup], limits: Thresholds, earlier: Earlier
) -> list[Linked]:
    """The systems of all figures that rest on counts of people or events; none shares a figure with another."""
    crime = [_crime(rows, counted, cluster, limits, earlier) for cluster in clusters(rows, groups)]
    return [*crime, *_surveys(rows, limits, earlier)]


def clusters(rows: pd.DataFrame, groups: Mapping[str, CrimeGroup]) -> Iterator[tuple[str, list[str]]]:
    """(group, groups that lie within it): only these are linked, since nothing published sums other groups.

    Two groups that merely share a code are not: how much they share cannot be worked out from either.
    """
    series = sorted(set(rows.loc[rows["family"] == "crime", "series"]))
    codes = {slug: {c for span in groups[slug].spans for c in span.codes} if slug in groups else {slug} for slug in series}
    taken: set[str] = set()
    for whole in sorted(series, key=lambda slug: (-len(codes[slug]), slug)):
        if whole in taken:
            continue
        inside: list[str] = []
        for part in series:
            free = part not in taken and part != whole and not any(codes[part] & codes[other] for other in inside)
            if free and codes[part] < codes[whole]:
                inside.append(part)
        taken |= {whole, *inside}
        yield whole, inside


def _crime(rows: pd.DataFrame, counted: pd.DataFrame, cluster: tuple[str, list[str]], limits: Thresholds, earlier: Earlier) -> Linked:
    whole, inside = cluster
    mine = rows[(rows["family"] == "crime") & rows["series"].isin([whole, *inside])]
    areas = sorted(set(mine.loc[mine["area_level"] != WHOLE, "area"]))
    place = str(mine["area"][mine["area_level"] == WHOLE].iloc[0])
    periods = _periods(mine)
    dimensions = [
        Dimension((*areas, UNPLACED), {a: (a,) for a in areas} | {place: (*areas, UNPLACED)}),
        Dimension((*inside, REST), {part: (part,) for part in inside} | {whole: (*inside, REST)}),
        periods,
    ]
    counts = _cube(counted, place, areas, cluster, periods.parts)
    cube = np.nan_to_num(counts)  # what was not counted is not published either
    weights = [{place: WHOLE_WEIGHT}, {}, {name: WEIGHTS.get(name.split()[0], 1.0) for name in periods.sets}]
    system = crossed(cube, dimensions, limits.smallest_count, weights)
    sensitive = set(mine.loc[mine["sensitive"], "series"])
    least = np.array(
        [limits.smallest_count_sensitive if name[1] in sensitive else limits.smallest_count for name in system.names], dtype=float
    )
    told = mine[mine["unit"] == "count"]
    system = _held(system, least, dict(zip(names(told), told["numerator"], strict=True)))
    old = _cube(earlier.counted, place, areas, cluster, periods.parts).ravel() if len(earlier.counted) else None
    old = None if old is None else np.where(np.isnan(old), system.cells, old)
    return _linked(system, earlier, old, "sensitive" if whole in sensitive else "too_few")


def _periods(rows: pd.DataFrame) -> Dimension:
    """Whole years, and the pooled windows as sets of them."""
    start, end = (pd.to_datetime(rows[f"period_{edge}"]).dt.year for edge in ("start", "end"))
    spans = {name: range(a, b + 1) for name, a, b in zip(rows["period"], start, end, strict=True)}
    years = sorted({str(year) for span in spans.values() for year in span})
    return Dimension(tuple(years), {name: tuple(str(year) for year in span) for name, span in sorted(spans.items())})


def _cube(counted: pd.DataFrame, place: str, areas: list[str], cluster: tuple[str, list[str]], years: tuple[str, ...]) -> np.ndarray:
    """(areas and those without, groups and the rest, years) true counts; NaN where nothing was counted."""
    whole, inside = cluster
    here = counted[counted["series"].isin([whole, *inside])]
    table = here.pivot_table(index=["area", "series"], columns="year", values="n", aggfunc="first").reindex(columns=list(years))

    def of(area: str, series: str) -> np.ndarray:
        return table.loc[(area, series)].to_numpy(dtype=float) if (area, series) in table.index else np.full(len(years), np.nan)

    every = np.array([[of(area, series) for series in (*inside, whole)] for area in (*areas, place)])
    every[-1] = np.maximum(every[-1] - np.nan_to_num(every[:-1]).sum(axis=0), 0)
    every[:, -1] = np.maximum(every[:, -1] - np.nan_to_num(every[:, :-1]).sum(axis=1), 0)
    return every


def _held(system: System, least: np.ndarray, figures: dict[tuple[str, ...], float]) -> System:
    """The system with the figures that are in the publication; one whose number is not the sum of its parts is left out of it."""
    counts = system.counts
    held = [abs(figures.get(name, np.nan) - counts[n]) < SAME for n, name in enumerate(system.names)]
    return System(system.names, system.sums, system.cells, least, system.weight, system.place, held=np.array(held, dtype=bool))


def _linked(system: System, earlier: Earlier, old: np.ndarray | None, reason: Withheld, sensitive: Flags | None = None) -> Linked:
    """Joined with what was told before; what is hidden for its own sake is what is in the publication, now or then."""
    first, told = len(system.names), told_counts(earlier.figures)
    all_names = dict.fromkeys(system.names)
    both = with_earlier(system, {name: count for name, count in told.items() if name in all_names}, old)
    marked = np.zeros(len(both.names), dtype=bool)
    if sensitive is not None:
        marked[:first] = sensitive
    place = {name: n for n, name in enumerate(system.names)}
    in_it = both.held | np.array([n >= first and bool(both.held[place[name[1:]]]) for n, name in enumerate(both.names)])
    hidden_before = _hidden(earlier.figures)
    before = np.array([name in hidden_before for name in both.names])
    return Linked(both, primary(both, marked) & in_it, before, reason)


def told_counts(figures: pd.DataFrame) -> dict[tuple[str, ...], float]:
    """{name: the count that a reader has} of published rows: the number itself, a rate times its people, or a number of answers."""
    if figures.empty:
        return {}
    shown = figures[figures["state"].isin(SHOWN)]
    shown = shown.assign(
        series=shown["indicator"].str.removesuffix("_count"),
        period=shown["period_kind"] + " " + pd.to_datetime(shown["period_start"]).dt.strftime("%Y-%m-%d"),
    )
    per = shown["unit"].map({"per_1000": 1e3, "per_100000": 1e5}).astype(float)
    count = shown["numerator"].fillna((shown["value"] * shown["base"] / per).round())
    count = count.mask(shown["period_kind"] == "wave", shown["base"]).fillna(shown["value"].where(shown["unit"] == "count"))
    known = count.notna()
    return dict(zip(names(shown[known]), count[known], strict=True))


def _hidden(figures: pd.DataFrame) -> set[tuple[str, ...]]:
    if figures.empty:
        return set()
    rows = figures[figures["state"] == "suppressed"]
    period = rows["period_kind"] + " " + pd.to_datetime(rows["period_start"]).dt.strftime("%Y-%m-%d")
    return set(zip(rows["area"], rows["indicator"].str.removesuffix("_count"), period, strict=True))


def _surveys(rows: pd.DataFrame, limits: Thresholds, earlier: Earlier) -> Iterator[Linked]:
    """The answers to one question of one wave by area: a hidden share must not be worked out from the others' and the whole's."""
    mine = rows[(rows["family"] == "survey") & rows["state"].isin(SHOWN) & rows["base"].notna()]
    for (series, period), here in mine.groupby(["series", "period"], sort=True):
        parts = here[here["area_level"] != WHOLE]
        whole = here[here["area_level"] == WHOLE]
        areas = [str(area) for area in parts["area"]]
        base = parts["base"].to_numpy(dtype=float)
        rest = max(float(whole["base"].iloc[0]) - base.sum(), 0.0) if len(whole) else 0.0
        sets = {a: (a,) for a in areas} | ({str(whole["area"].iloc[0]): (*areas, UNPLACED)} if len(whole) else {})
        cells = np.concatenate([base, [rest]])[:, None, None]
        dimensions = [
            Dimension((*areas, UNPLACED), sets),
            Dimension((str(series),), {str(series): (str(series),)}),
            Dimension((str(period),), {str(period): (str(period),)}),
        ]
        system = crossed(cells, dimensions, limits.smallest_survey_base, [dict.fromkeys(list(sets)[len(areas) :], WHOLE_WEIGHT)])
        figures = dict(zip(names(here), here["base"].astype(float), strict=True))
        system = _held(system, system.least, figures)
        nobody = here[(here["unit"] == "share") & here["value"].isin([0, 1]) & (here["base"] < SMALL_GROUP)]
        marked = np.isin([name[0] for name in system.names], nobody["area"].to_list())
        yield _linked(system, earlier, None, "too_small_base", marked)

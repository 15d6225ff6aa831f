"""What a file would change: its figures by area and period against those that are stored, and which of them history does not explain."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from lagesbild.catalog import Catalog
from lagesbild.importer.preview import area_names
from lagesbild.intake import Receipt, receipts
from lagesbild.intake.vintage import EVENTS, archived, general, newest_first, share
from lagesbild.model import ALL
from lagesbild.stats.control import limits, xmr_limits
from lagesbild.texts import number, period_name, text

CELL = ["what", "area", "start", "end"]
BAR = "|"  # between the parts of what a ready figure is: path, indicator, measure, subgroup
SAME = 1e-9  # values are equal within this share of the larger one
LEAST = {"month": 24, "other": 5}  # stored periods before a value of which history can say anything
MONTH = 30.44  # days, to tell periods of different lengths apart
MANY, MANY_SHARE = 10, 0.1  # so many unusual values, and such a share of the new ones, say something of the file as a whole
WORTH_TELLING = 10  # counts that stay below this on both sides are not said to be unusual
MOST_ROWS = 200
MOST_ALONE = 12  # ordinary new figures of the whole municipality that are told one by one
ADDITIVE = ("incident", "event", "answer", "population")


def difference(home: Path, receipt: Receipt, facts: pa.Table, catalog: Catalog) -> dict[str, Any]:
    """{"counts": {kind: cells}, "rows": rows in words}; kind is unusual, changed, vanished, new or same.

    A cell is what is measured, an area and a period. Reports and answers of the days that the file covers are replaced, so that a
    cell which the file lacks vanishes; of ready figures the file replaces only those that it has.
    """
    rivals = [other for other in receipts(home) if other.receipt != receipt.receipt and share(other, receipt)]
    kept = archived(home)
    tallies = [_tally(kept(other), other, receipt) for other in newest_first(rivals, lambda r: kept(r))]
    stored = pd.concat([*tallies, _EMPTY]).drop_duplicates(CELL)
    cells = _compared(stored, _tally(facts, receipt, receipt), receipt)
    cells = cells.sort_values(["start", "end"], kind="stable", ignore_index=True)
    cells["unusual"] = _unusual(cells, receipt)
    counts = cells["kind"].value_counts().to_dict() | {"unusual": int(cells["unusual"].sum())}
    whole = _of_the_file(cells)
    if whole:
        cells["unusual"] = False
    told = {"counts": {str(kind): int(n) for kind, n in counts.items()}, "first": not rivals, "whole": whole}
    return told | {"rows": _rows(cells, receipt, home, catalog)}


def _of_the_file(cells: pd.DataFrame) -> bool:
    """Whether so much is unusual that the file itself is to be asked about, rather than each value."""
    unusual = int(cells["unusual"].sum())
    return unusual >= MANY and unusual > MANY_SHARE * int(cells["kind"].isin(("new", "changed")).sum())


_UNNAMED = pd.DataFrame({"what": [], "label": []})
_EMPTY = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in (*((n, object) for n in CELL), ("value", float))})


def _tally(facts: pa.Table, told: Receipt, ours: Receipt) -> pd.DataFrame:
    """CELL and value of a delivery; reports only of the codes that our file says anything about."""
    columns = [name for name in facts.column_names if name != "geometry_wkb"]
    rows = facts.select(columns).to_pandas(date_as_object=True)
    if told.kind in EVENTS:
        return _reports(rows, told, ours)
    if told.kind == "aggregate":
        parts = rows[["path", "indicator", "measure", "subgroup"]].fillna("").agg(BAR.join, axis=1) if len(rows) else ""
        rows = rows.assign(what=parts, label=rows["label"].fillna(""), start=rows["period_start"], end=rows["period_end"])
        return rows[[*CELL, "value", "label"]].drop_duplicates(CELL)
    if told.kind == "population":
        rows = rows.assign(what="", start=rows["reference_date"], end=rows["reference_date"])
        return rows.groupby(CELL, as_index=False, sort=False)["persons"].sum().rename(columns={"persons": "value"})
    if told.kind == "answer":
        rows = rows.drop_duplicates(["wave", "respondent"]).assign(what="", start=told.data_from, end=told.data_date, value=1.0)
        return rows.groupby(CELL, as_index=False, sort=False)["value"].sum()
    what = "area" if told.kind == "area" else "indicator"
    area = rows["area"] if told.kind == "area" else told.municipality
    return rows.assign(what=rows[what], area=area, start=date.min, end=date.min, value=1.0)[[*CELL, "value"]].drop_duplicates(CELL)


def _reports(rows: pd.DataFrame, told: Receipt, ours: Receipt) -> pd.DataFrame:
    """Reports by area and month, or year where the day is not known; by type where a file has types of its own."""
    if told is not ours and not general(ours):
        rows = rows[rows["crime_code"].isin(ours.coverage_codes)]
    days = pd.to_datetime(rows["reported_on"]).dt.to_period("Y" if ours.grain == "year" else "M")
    what = rows["crime_code"].map(lambda code: told.type_names.get(code, code)) if told.kind == "event" else ""
    rows = rows.assign(what=what, start=days.dt.start_time.dt.date, end=days.dt.end_time.dt.date)
    return rows.groupby(CELL, as_index=False, sort=False)["events"].sum().rename(columns={"events": "value"})


def _compared(stored: pd.DataFrame, mine: pd.DataFrame, receipt: Receipt) -> pd.DataFrame:
    """Every cell of both with `before`, `after` and its kind; `kept` where the file says nothing of a stored cell."""
    bare = (frame.drop(columns="label", errors="ignore") for frame in (stored, mine))
    both = pd.merge(*bare, on=CELL, how="outer", suffixes=("_before", "_after"), indicator="side")
    both = both.rename(columns={"value_before": "before", "value_after": "after"})
    a, b = both["before"].to_numpy(float), both["after"].to_numpy(float)
    equal = (np.abs(a - b) <= SAME * np.maximum(np.abs(a), np.abs(b))) | (np.isnan(a) & np.isnan(b))
    covered = _covered(both, receipt) if receipt.kind in (*EVENTS, "answer", "area") else np.zeros(len(both), bool)
    side = both["side"].astype(str)
    both["kind"] = np.select(
        [side == "right_only", (side == "both") & equal, side == "both", covered], ["new", "same", "changed", "vanished"], "kept"
    )
    said = pd.concat([frame[["what", "label"]] for frame in (stored, mine) if "label" in frame] or [_UNNAMED])
    names = (
        said[said["label"].fillna("") != ""].drop_duplicates("what", keep="last").set_index("what")["label"]
    )  # the file's own words first
    return both.drop(columns="side").assign(label=both["what"].map(names))


def _covered(both: pd.DataFrame, receipt: Receipt) -> np.ndarray:
    """Whether the file covers the whole of a cell's period: then what it lacks is gone."""
    if receipt.data_from is None or receipt.data_date is None:
        return np.ones(len(both), bool)
    return (both["start"].map(lambda d: d >= receipt.data_from) & both["end"].map(lambda d: d <= receipt.data_date)).to_numpy(bool)


def _unusual(cells: pd.DataFrame, receipt: Receipt) -> np.ndarray:
    """Whether a new or changed value lies outside the limits that the stored periods of its series give.

    A series holds periods of one length: a month is never judged by whole years, nor a year by months.
    """
    found = np.zeros(len(cells), bool)
    if receipt.kind in ("area", "definition"):
        return found
    fresh = cells["kind"].isin(("new", "changed")).to_numpy()
    grain = np.array([round(((end - start).days + 1) / MONTH) for start, end in zip(cells["start"], cells["end"], strict=True)], int)
    month = np.array([day.month for day in cells["start"]])
    before, after = cells["before"].to_numpy(float), cells["after"].to_numpy(float)
    for place in cells.assign(grain=grain).groupby(["what", "area", "grain"], sort=False).indices.values():
        past, new = place[np.isfinite(before[place])], place[fresh[place] & np.isfinite(after[place])]
        counts = receipt.kind in ADDITIVE or cells["what"].iloc[place[0]].split(BAR)[2] == "count"
        monthly = grain[place[0]] == 1
        if len(new) and len(past) >= LEAST["month" if monthly else "other"]:
            values, of = np.concatenate([before[past], after[new]]), np.concatenate([month[past], month[new]])
            history = np.arange(len(values)) < len(past)
            outside = _outside(values, of, history, counts=counts)
            if not monthly and outside.any():
                days = np.array([day.toordinal() for day in cells["start"]], float)
                outside &= _off_trend(values, np.concatenate([days[past], days[new]]), history)
            found[new] = outside[len(past) :]
    return found


def _outside(values: np.ndarray, month: np.ndarray, history: np.ndarray, *, counts: bool) -> np.ndarray:
    """Points outside the limits of a control chart (Wheeler & Chambers; counts below ten a period by their own distribution).

    Of series that only vary by chance, 24 periods give 1.0-1.3 % new points outside, five give 6-7 % (simulated, Poisson 12 to 200).
    """
    if counts:
        chance = limits(values, month, history)
        big = np.maximum(values, chance.mean) >= WORTH_TELLING
        return big & ((values < chance.lower) | (values > chance.upper))
    _, low, high = xmr_limits(values[history])
    return (values < low) | (values > high)


def _off_trend(values: np.ndarray, days: np.ndarray, history: np.ndarray) -> np.ndarray:
    """Points that a straight line through the history does not explain either: a population that grows as before is not unusual.

    The limits of the residuals' XmR chart, widened as a prediction from a fitted line is (Draper & Smith, Applied Regression
    Analysis, 1.4): by the root of 1 + 1/n + (x - mean)^2 / sum of squares, and for the two parameters that were fitted.
    """
    x, n = days - days[history].mean(), int(history.sum())
    if not (squares := float((x[history] ** 2).sum())):
        return np.ones(len(values), bool)
    slope = float((x[history] * values[history]).sum()) / squares
    residual = values - values[history].mean() - slope * x
    _, _, reach = xmr_limits(residual[history] - residual[history].mean())
    return np.abs(residual) > reach * np.sqrt((1 + 1 / n + x**2 / squares) * n / (n - 2))


def _rows(cells: pd.DataFrame, receipt: Receipt, home: Path, catalog: Catalog) -> list[dict[str, str]]:
    """The cells in words, what deserves a look first; ordinary new ones and equal ones are told in one row per period or in all."""
    names = area_names(home, receipt.municipality, catalog)
    named = cells.dropna(subset="label")
    labels = dict(zip(named["what"], named["label"], strict=True))
    told = cells[cells["unusual"] | cells["kind"].isin(("changed", "vanished"))]
    told = told.sort_values(["unusual", "start"], ascending=False, kind="stable")
    rows = [_row(cell, names, labels, receipt) for cell in told.head(MOST_ROWS).itertuples()]
    ordinary = cells[(cells["kind"] == "new") & ~cells["unusual"]]
    alone = _of_the_whole(ordinary, receipt)
    rows += [_row(cell, names, labels, receipt) for cell in alone.itertuples()]
    ordinary = ordinary.drop(alone.index)
    for (start, end), group in sorted(ordinary.groupby(["start", "end"]), reverse=True)[:MOST_ROWS]:
        after = (
            number(group["after"].sum())
            if receipt.kind in ADDITIVE
            else text(f"desk.difference.value{'s' if len(group) > 1 else ''}", n=number(len(group)))
        )
        rows.append(_told("new", _all(group, names, receipt.municipality), _period(start, end), "–", after))
    same = cells[cells["kind"].isin(("same", "kept"))]
    return rows + (
        [_told("same", text(f"desk.difference.rest{'_one' if len(same) == 1 else ''}", n=number(len(same))), "", "", "")]
        if len(same)
        else []
    )


def _of_the_whole(new: pd.DataFrame, receipt: Receipt) -> pd.DataFrame:
    """The newest ready figures of everybody in the municipality: what a file brings is seen in values, not only in how many they are."""
    if receipt.kind != "aggregate":
        return new.iloc[:0]
    every = new["what"].map(lambda what: what.split(BAR)[3] == ALL).astype(bool)
    found = new[every & (new["area"] == receipt.municipality) & new["after"].notna()]
    return found.sort_values("start", ascending=False, kind="stable").head(MOST_ALONE)


def _row(cell: Any, names: dict[str, str], labels: dict[str, str], receipt: Receipt) -> dict[str, str]:
    what = labels.get(cell.what, cell.what) if receipt.kind in ("aggregate", "event") else ""
    place = names.get(cell.area, str(cell.area))
    share = receipt.kind == "aggregate" and cell.what.split(BAR)[2] == "share"
    row = _told(
        cell.kind,
        f"{place}: {what}" if what else place,
        _period(cell.start, cell.end),
        *(_value(v, share=share) for v in (cell.before, cell.after)),
    )
    return row | ({"unusual": text("desk.difference.unusual")} if cell.unusual else {})


def _told(kind: str, place: str, period: str, before: str, after: str) -> dict[str, str]:
    return {"kind": kind, "place": place, "period": period, "before": before, "after": after}


def _all(group: pd.DataFrame, names: dict[str, str], whole: str) -> str:
    """Where the values are: the only place, or how many areas, and whether the whole municipality is among them."""
    areas = group["area"].unique()
    n = len(areas) - (whole in areas)
    if len(areas) == 1 or not n:
        return names.get(areas[0], str(areas[0]))
    key = f"desk.difference.area{'s' if n > 1 else ''}{'_whole' if whole in areas else ''}"
    return text(key, n=number(n))


def _period(start: date, end: date) -> str:
    return "" if start == date.min else str(start) if start == end else period_name(start, end)


def _value(value: float, *, share: bool = False) -> str:
    if share and value == value:
        return f"{number(100 * value, 1)} %"
    return number(value) if value != value or float(value).is_integer() else number(value, 2)

"""Reads reports that come with a point each, as text or as a map layer; what kind of report it is may be said in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from lagesbild.catalog import Catalog
from lagesbild.intake.area_codes import Known
from lagesbild.intake.convert_incidents import blanked, cover, event_faults, event_rows, named_columns, place_of, rows_said, screen
from lagesbild.intake.convert_incidents import finish as finish_incidents
from lagesbild.intake.locate_points import DEGREES, in_degrees, inside, refuse_if_most, verdicts
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import Opened
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.text_reader import Table, table
from lagesbild.intake.text_table import Column
from lagesbild.intake.values import BLANKS, as_text, folded, slug
from lagesbild.intake.vintage import OWN
from lagesbild.model import Format, Municipality
from lagesbild.settings import settings
from lagesbild.texts import text

MONTH = r"^(\d{4})[-M/]?(0[1-9]|1[0-2])$"
YEAR = r"^((?:19|20)\d\d)$"
ALREADY_DEGREES = (DEGREES, "OGC:CRS84")  # the same but for the order in which the axes are named
CODE = r"\d{1,5}"
ALIKE = 0.5  # a municipality in whose bounds at least so many of the points lie may be the one that the file is for


def parse(opened: Opened, fmt: Format, names: Names, catalog: Catalog, received_on: date) -> Parsed:
    """Every row of the file with its point as the file has it; `locate` moves the points when the municipality is known."""
    read = table(opened.document) if opened.document is not None else _properties(opened.layer)
    screen(read)
    cells = {name: blanked(column, fmt.spec["read"]["missing"]) for name, column in named_columns(read, fmt).items()}
    headings = {name: read.headings[place_of(read, fmt, name)] for name in cells}
    _declared(cells, fmt, len(read.lines))
    cells["reported_on"], ends, grain = _days(cells["reported_on"])
    if grain != "day" and headings.get("occurred_on") == headings.get("reported_on"):
        cells.pop("occurred_on", None)
    cells["crime_code"], groups = _codes(cells.pop("crime_type"), fmt, catalog)
    headings["crime_code"] = headings.get("crime_type", "")
    rows = event_rows(cells, read, fmt, names).astype({"municipality": "object"})
    if "municipality" not in headings:
        rows["municipality"] = RECEIVER
    faults = event_faults(rows, cells, {name: headings.get(name, "") for name in cells}, received_on, rf"{CODE}|[\w-]+{OWN}[\w-]+")
    crs = put_points(rows, cells, headings, opened.layer, fmt, faults)
    rows.attrs = {"crs": crs, "columns": point_columns(headings)}
    found = Parsed(rows, faults, read.ragged, read.repeated, grain=grain, listed=bool(fmt.spec.get("types")))
    found.candidates = _candidates(rows, crs, fmt, catalog)
    sound = np.ones(len(rows), dtype=bool)
    sound[list(faults.found)] = False
    if sound.any():
        cover(found, rows.loc[sound, ["crime_code", "reported_on"]], int(fmt.spec["read"]["preliminary_months"]))
        found.coverage_codes = tuple(sorted({*found.coverage_codes, *groups}))
        _cover_whole(found, ends[sound].max().date(), received_on)
    return found


def locate(parsed: Parsed, fmt: Format, ours: Municipality) -> None:
    """The points in degrees; those that lie elsewhere or nowhere are rejected, left outside or refused, each by what is wrong with it."""
    rows, columns = parsed.rows, parsed.rows.attrs["columns"]
    crs = rows.attrs["crs"] or f"EPSG:{ours.metric_crs}"
    east, north = rows.pop("east").to_numpy(), rows.pop("north").to_numpy()
    found = verdicts(east, north, crs, ours, float(fmt.spec["coordinates"]["tolerance_degrees"]))
    mine = rows["municipality"].isin([ours.code, RECEIVER]).to_numpy()
    refuse_if_most(found[mine], crs, columns, ours)
    keys = {"zero": "row.zero_point", "half": "row.half_point", "swapped": "row.swapped_point"}
    keys |= {"metres": "row.metres_point", "degrees": "row.degrees_point"}
    for verdict, key in keys.items():
        for position in ((found == verdict) & mine).nonzero()[0].tolist():
            parsed.faults.note(position, columns, key, "")
    lon, lat = in_degrees(east, north, crs)
    sound = found == "inside"
    parsed.rows = rows.assign(lon=np.where(sound, lon, np.nan), lat=np.where(sound, lat, np.nan))
    outside = (found == "outside") & mine
    outside[list(parsed.faults.found)] = False
    if outside.any():
        parsed.rows.loc[outside, "municipality"] = NOWHERE
        lines = ", ".join(str(line) for line in rows.loc[outside, "line"].head(5))
        told = text("intake.notice.points_outside", rows=rows_said(int(outside.sum())), name=ours.name, lines=lines)
        parsed.warnings.append(Notice("points_outside", told))


def finish(rows: pd.DataFrame, fmt: Format, known: Known) -> tuple[pd.DataFrame, list[Notice]]:
    """Our own rows; those with a point get their area when a build is made, those without are told."""
    return finish_incidents(rows, fmt, known, "notice.no_point")


def no_borders(ours: Municipality) -> Notice:
    """What the sender needs to know of points for which no borders are there yet."""
    return Notice("no_borders", text("intake.notice.no_borders", name=ours.name))


def _properties(layer: gpd.GeoDataFrame | None) -> Table:
    """A layer's properties as a table of text; a feature's line is its number."""
    assert layer is not None, "the format asked for text or a map layer"
    names = [str(name) for name in layer.columns if name != layer.geometry.name]
    frame = pd.DataFrame({index: _texts(layer[name]) for index, name in enumerate(names)}, index=layer.index)
    return Table(names, frame.reset_index(drop=True), np.arange(1, len(layer) + 1))


def _texts(column: pd.Series) -> pd.Series:
    """A property as text; a moment as it was written, a date without a time where all times are midnight."""
    if pd.api.types.is_datetime64_any_dtype(column):
        midnight = bool((column.dropna() == column.dropna().dt.normalize()).all())
        column = column.dt.strftime("%Y-%m-%d" if midnight else "%Y-%m-%d %H:%M")
    return column.map(as_text).mask(column.isna(), "").astype("str")


def _declared(cells: dict[str, Column], fmt: Format, rows: int) -> None:
    """Put what the format declares for the whole file in the place of columns that the file lacks."""
    defaults = fmt.spec.get("defaults", {})
    for name, said in (("reported_on", "period"), ("crime_type", "type"), ("municipality", ""), ("area", "")):
        if name not in cells:
            cells[name] = Column(pd.Series([str(defaults.get(said, ""))], dtype="str"), np.zeros(rows, dtype="int64"))


def _days(column: Column) -> tuple[Column, pd.Series, Any]:
    """(the column with months and years as their first day, the last day of each row, how exactly the days are known).

    Single months or years among whole dates are left as they stand, and rejected like other dates that are not whole.
    """
    values, few = column.values, settings().max_rejected_share
    month, year = values.str.extract(MONTH), values.str.extract(YEAR)[0]
    monthly, yearly = month[0].notna(), year.notna()
    yearly &= column.flags(yearly).mean() > few
    monthly &= column.flags(monthly).mean() > few or bool(yearly.any())
    first = values.mask(monthly, month[0] + "-" + month[1] + "-01").mask(yearly, year + "-01-01")
    start = pd.to_datetime(first.str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    compact = pd.to_datetime(first, format="%Y%m%d", errors="coerce")
    end = start.fillna(compact)
    end = end.mask(monthly, end + pd.offsets.MonthEnd(0)).mask(yearly, end + pd.offsets.YearEnd(0))
    grain = "year" if yearly.any() else "month" if monthly.any() else "day"
    return column.instead(first), column.rows(end), grain


def _codes(column: Column, fmt: Format, catalog: Catalog) -> tuple[Column, set[str]]:
    """(crime codes, further codes that the file covers): a text is a code, one of the format's types, or a type of the format's own."""
    types = {folded(said): str(target) for said, target in fmt.spec.get("types", {}).items()}
    covered: set[str] = set()
    codes: dict[str, str] = {}
    for said in column.values.unique():
        target = said if re.fullmatch(CODE, said) else types.get(folded(said), "")
        if target and not re.fullmatch(CODE, target):
            if target not in catalog.crime_groups:
                raise Refusal("points.unknown_group", type=shown(said), group=shown(target), known=listed(sorted(catalog.crime_groups), 50))
            spans = catalog.crime_groups[target].spans
            covered |= {code for span in spans for code in span.codes}
            target = spans[-1].codes[0]
        codes[said] = target or (f"{fmt.slug}{OWN}{slug(said)}" if slug(said) else "")
    return column.instead(column.values.map(codes).astype("str")), covered


def put_points(
    rows: pd.DataFrame, cells: dict[str, Column], headings: dict[str, str], layer: gpd.GeoDataFrame | None, fmt: Format, faults: Faults
) -> str:
    """Put the points into the rows as `east` and `north`; returns their system, empty where it is the municipality's own."""
    if layer is not None:
        shapes = layer.geometry.to_numpy()
        for position in (shapely.get_num_geometries(shapes) > 1).nonzero()[0].tolist():
            faults.note(position, text("intake.word.geometry"), "row.many_points", "")
        singles = shapely.get_geometry(shapes, 0)
        rows["east"], rows["north"] = shapely.get_x(singles), shapely.get_y(singles)
        assert layer.crs is not None, "a layer without a system was refused"
        said = layer.crs.to_string()
        return DEGREES if said in ALREADY_DEGREES else said
    for name in ("east", "north"):
        values, found = cells[name].values, _numbers(cells[name].values)
        rows[name] = cells[name].rows(found)
        for position in cells[name].flags((values != "") & found.isna()).nonzero()[0].tolist():
            faults.note(position, headings[name], "row.bad_coordinate", "")
    rule = fmt.spec["coordinates"]
    degrees = {folded(heading) for heading in rule["degrees"]}
    if rule.get("crs"):
        return _known(str(rule["crs"]))
    return DEGREES if {folded(headings["east"]), folded(headings["north"])} <= degrees else ""


def _known(crs: str) -> str:
    try:
        return CRS.from_user_input(crs).to_string()
    except CRSError as fault:
        raise Refusal("geo.unknown_crs", crs=shown(crs)) from fault


def _numbers(values: pd.Series) -> pd.Series:
    """Coordinates written with a decimal point or comma and with or without blanks; NaN where there is none or no number."""
    plain = values.str.replace(BLANKS, "", regex=True).str.replace(",", ".", regex=False)
    found = pd.to_numeric(plain, errors="coerce").astype("float64")
    return found.where(np.isfinite(found))


def point_columns(headings: dict[str, str]) -> str:
    return f"{headings['east']}, {headings['north']}" if "east" in headings else text("intake.word.geometry")


def _candidates(rows: pd.DataFrame, crs: str, fmt: Format, catalog: Catalog) -> tuple[str, ...]:
    """The municipalities within whose bounds most points lie, asked only when no row names its municipality."""
    points = rows[rows["east"].notna() & rows["north"].notna()]
    if points.empty or set(rows["municipality"]) != {RECEIVER}:
        return ()
    east, north, margin = points["east"].to_numpy(), points["north"].to_numpy(), float(fmt.spec["coordinates"]["tolerance_degrees"])
    shares = {m.code: inside(east, north, crs or f"EPSG:{m.metric_crs}", m, margin).mean() for m in catalog.municipalities.values()}
    return tuple(code for code, share in shares.items() if share >= ALIKE)


def _cover_whole(found: Parsed, last: date, received_on: date) -> None:
    """Months and years are covered to their end, as far as it had come when the file was received."""
    if found.grain == "day":
        return
    found.data_date = min(last, received_on)
    if found.grain == "year":
        found.preliminary_from = None

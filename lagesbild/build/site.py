"""Writes the public site of one municipality: its pages, their style and fonts, and the figures as files.

No script, no inline style, no address outside the folder: it can be copied to any web server and read under any
prefix. The same public file gives the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lagesbild.build import site_method
from lagesbild.build.site_area import Areas, areas
from lagesbild.build.site_area_files import AREAS_CSV, AREAS_JSON, area_files
from lagesbild.build.site_area_page import area_page, choose
from lagesbild.build.site_data import SiteData, site_data
from lagesbild.build.site_files import CSV_NAME, JSON_NAME, csv_bytes, json_bytes
from lagesbild.build.site_goals import goals_page
from lagesbild.build.site_open_data import open_data
from lagesbild.build.site_promises import deeds, promises_page
from lagesbild.build.site_rows import rows
from lagesbild.build.site_start import start
from lagesbild.charts import fluid_change
from lagesbild.exhibits.situation import situation
from lagesbild.model import Thresholds
from lagesbild.store import Reader
from lagesbild.texts import day, long_day, text

HERE = Path(__file__).parent
GOALS_PAGE, PROMISES_PAGE = "mal.html", "loften.html"
ASSETS = HERE / "site_assets"
Judge = Callable[[Reader], list[dict[str, Any]]]


def judged(reader: Reader) -> list[dict[str, Any]]:
    """The judged rows of the situation exhibit: the same family and verdicts as the internal page, read from this file."""
    return situation(reader).facts["rows"]


def write_site(
    reader: Reader,
    folder: Path,
    *,
    today: date,
    explore: str | None = "/utforska",
    thresholds: Thresholds | None = None,
    judge: Judge = judged,
) -> list[Path]:
    """Write the static site of a public file into a fresh folder; returns the files written, in order.

    `explore` is the address of the interactive page (None leaves the link out), `thresholds` the municipality's own
    limits for the text that names them, `judge` gives the judged rows (keys: see `site_rows.rows`).
    """
    data, limits = site_data(reader), thresholds or Thresholds()
    found = rows(data, judge(reader))
    around = areas(reader)
    downloads = {CSV_NAME: csv_bytes(data), JSON_NAME: json_bytes(data, today)}
    downloads |= area_files(data, around, today) if around.names else {}
    opened = open_data(reader, data, today)
    aims = goals_page(reader, today)
    promised = promises_page(reader, today)
    shared = _shared(data, today, explore) | {"menu": menu(around, aims is not None, promised is not None)}
    pages = {
        "index.html": _page("index.html", shared | start(data, found, limits)),
        "metod.html": _page("metod.html", shared | _method(data, found, limits, downloads)),
        "tillganglighet.html": _page("tillganglighet.html", shared | {"page": "access", "told": site_method.method_text(limits)}),
    }
    done = {area: {"deeds": deeds(reader, area, today), "promises_page": PROMISES_PAGE if promised else ""} for area in around.names}
    pages |= neighbourhoods(data, around, limits, shared, done)
    pages |= {GOALS_PAGE: _page(GOALS_PAGE, shared | aims)} if aims else {}
    pages |= {PROMISES_PAGE: _page(PROMISES_PAGE, shared | promised)} if promised else {}
    _copy_assets(folder)
    (folder / "data").mkdir()
    for name, content in (downloads | opened | {name: page.encode() for name, page in pages.items()}).items():
        (folder / name).write_bytes(content)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy_assets(folder: Path) -> None:
    """Style, fonts and icon into a fresh folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for asset in sorted(path for path in ASSETS.rglob("*") if path.is_file()):
        target = folder / asset.relative_to(ASSETS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asset, target)


def menu(around: Areas, with_goals: bool = False, with_promises: bool = False) -> list[dict[str, Any]]:
    """The pages of the menu between the start page and the method: file, title, and the kinds of page that belong to it."""
    found = [{"page": "omraden.html", "title": text("site.area.nav"), "on": ("areas", "area")}] if around.names else []
    found += [{"page": GOALS_PAGE, "title": text("site_goals.nav"), "on": ("goals",)}] if with_goals else []
    return [*found, {"page": PROMISES_PAGE, "title": text("site_promises.nav"), "on": ("promises",)}] if with_promises else found


def neighbourhoods(
    data: SiteData, around: Areas, limits: Thresholds, shared: dict[str, Any], done: dict[str, dict[str, Any]]
) -> dict[str, str]:
    """The page where a neighbourhood is chosen and one page for each, with what is done there; none where there are none."""
    if not around.names:
        return {}
    files = {"areas_csv": AREAS_CSV, "areas_json": AREAS_JSON}
    told = {
        around.page(area): _page("omrade.html", shared | files | done[area] | area_page(data, around, area, limits))
        for area in around.names
    }
    return {"omraden.html": _page("omraden.html", shared | choose(around))} | told


def _shared(data: SiteData, today: date, explore: str | None) -> dict[str, Any]:
    """What both pages show: names, menu, banner and footer."""
    dated = data.sources.dropna(subset=["data_date"]).groupby("source", sort=True)["data_date"].max()
    return {
        "t": text,
        "place": data,
        "explore": explore,
        "symbols": Markup(fluid_change.symbols()),
        "csv_name": CSV_NAME,
        "json_name": JSON_NAME,
        "dates": [text("site.footer.dates", source=source, day=long_day(until)) for source, until in dated.items()],
        "built": text("site.footer.built", day=long_day(today)),
        "made_for": day(today),
    }


def _method(data: SiteData, found: list, limits: Thresholds, downloads: dict[str, bytes]) -> dict[str, Any]:
    return {
        "page": "method",
        "told": site_method.method_text(limits),
        "words": site_method.words(),
        "definitions": site_method.definitions(data, found),
        "sources": site_method.sources(data),
        "files": site_method.files(data, {name: len(content) for name, content in downloads.items()}),
    }


def _page(name: str, values: dict[str, Any]) -> str:
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["svg"] = Markup
    return templates.get_template(name).render(values)

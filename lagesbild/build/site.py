"""Writes the public site of one municipality: its pages, their style and fonts, and the figures as files.

No script, no address outside the folder: it can be copied to any web server and read under any prefix. The style sheet
stands in each page, so that the first text waits for one file only. Swedish lies at the root, other languages in folders of
their own. The same public file gives the same bytes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lagesbild import steps
from lagesbild.build import site_method
from lagesbild.build.site_area import Areas, areas
from lagesbild.build.site_area_files import AREAS_CSV, AREAS_JSON
from lagesbild.build.site_area_page import area_page, choose
from lagesbild.build.site_card import CARD, card
from lagesbild.build.site_data import SiteData, site_data
from lagesbild.build.site_downloads import Download, downloads, listed
from lagesbild.build.site_files import CSV_NAME, JSON_NAME
from lagesbild.build.site_goals import goals_page
from lagesbild.build.site_languages import FOLDERS, Told, links, told_here
from lagesbild.build.site_open_data import open_data
from lagesbild.build.site_promises import Written, deeds, promises_page, written
from lagesbild.build.site_rows import rows
from lagesbild.build.site_safety import Safety, safety
from lagesbild.build.site_start import start
from lagesbild.build.site_survey import surveys
from lagesbild.charts import fluid_change
from lagesbild.exhibits.situation import situation
from lagesbild.model import Licence, Thresholds
from lagesbild.store import Reader
from lagesbild.texts import LANGUAGES, day, long_day, speaking, spoken, text

HERE = Path(__file__).parent
GOALS_PAGE, PROMISES_PAGE, ACCESS_PAGE = "mal.html", "loften.html", "tillganglighet.html"
ASSETS = HERE / "site_assets"
STYLE = ASSETS / "site.css"
NOT_TEXT = re.compile(r"(<head>.*?</head>|<svg.*?</svg>|<[^>]*>)", re.DOTALL)
DATE = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d{4}–\d{4}|\d{1,2} [a-zA-Z]{3,9} \d{4})\b")
Judge = Callable[[Reader], list[dict[str, Any]]]
Page = tuple[str, dict[str, Any]]  # template and what it shows


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
    address: str = "",
    licence: Licence | None = None,
) -> list[Path]:
    """Write the static site of a public file into a fresh folder; returns the files written, in order.

    `explore` is the address of the interactive page (None leaves the link out), `thresholds` the municipality's own
    limits for the text that names them, `judge` gives the judged rows (keys: see `site_rows.rows`),
    `address` is where the site will lie: shared links show their picture only where it is told in full,
    `licence` under which terms the figures may be used; none: the usual ones.
    """
    data, limits = site_data(reader, licence), thresholds or Thresholds()
    rows_judged = judge(reader)
    around = areas(reader, rows_judged)
    taken = downloads(reader, data, around, today)
    files = {name: one.content for name, one in taken.items()} | open_data(reader, data, today)
    kept = Kept(files, taken, written(reader, today), safety(reader, data, around))
    for language in LANGUAGES:
        with speaking(language):
            here = told_here(data, around, rows_judged)
            _in_language(reader, here, limits, kept, _shared(here.data, today, explore), address)
    copy_assets(folder)
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return sorted(path for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True)
class Kept:
    """What is worked out once for all languages, and the files written so far."""

    files: dict[str, bytes]
    taken: dict[str, Download]
    work: Written
    safe: Safety | None


def _in_language(reader: Reader, here: Told, limits: Thresholds, kept: Kept, frame: dict[str, Any], address: str) -> None:
    """Add the pages and the social picture of the language that is spoken now to the files."""
    root = FOLDERS[spoken()]
    agreed = agreed_pages(reader, here.data, kept.work)
    pages = agreed | figure_pages(reader, here, limits, kept)
    kept.files[root + CARD] = card(here.data, pages["index.html"][1])
    frame |= {
        "menu": menu(here.around, *(name in agreed for name in (GOALS_PAGE, PROMISES_PAGE))),
        "agreed": {name: values for name, (_, values) in agreed.items()},
        "picture": f"{address.rstrip('/')}/{root}{CARD}" if address else CARD,
    }
    for name, page in pages.items():
        kept.files[root + name] = _page(*page, frame | links(name)).encode()


def agreed_pages(reader: Reader, data: SiteData, work: Written) -> dict[str, Page]:
    """The pages on what was agreed and promised: {file: (template, values)}; nothing agreed, no page."""
    found: dict[str, Page] = {}
    for name, values in ((GOALS_PAGE, goals_page(reader, work.today, data.shade())), (PROMISES_PAGE, promises_page(work))):
        found |= {name: (name, values)} if values else {}
    return found


def figure_pages(reader: Reader, here: Told, limits: Thresholds, kept: Kept) -> dict[str, Page]:
    """The pages on figures: {file: (template, values)}; no neighbourhood, no page for them."""
    found = rows(here.data, here.judged)
    pages: dict[str, Page] = {
        "index.html": ("index.html", start(here.data, found, limits, kept.safe, here.around)),
        "metod.html": ("metod.html", _method(here.data, found, limits, kept.taken) | {"surveys": surveys(reader, here.data)}),
        ACCESS_PAGE: (ACCESS_PAGE, {"page": "access", "told": site_method.method_text(limits)}),
    }
    if here.around.names:
        pages["omraden.html"] = ("omraden.html", choose(here.around))
    for area in steps.each("site", list(here.around.names), turn=LANGUAGES.index(spoken()), turns=len(LANGUAGES)):
        also = {"areas_csv": AREAS_CSV, "areas_json": AREAS_JSON, "deeds": deeds(kept.work, area)}
        values = also | area_page(here.data, here.around, area, limits)
        pages[here.around.page(area)] = ("omrade.html", values)
    return pages


def copy_assets(folder: Path) -> None:
    """Fonts and icon into a fresh folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for asset in sorted(path for path in ASSETS.rglob("*") if path.is_file() and path != STYLE):
        target = folder / asset.relative_to(ASSETS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asset, target)


def menu(around: Areas, with_goals: bool = False, with_promises: bool = False) -> list[dict[str, Any]]:
    """The pages of the menu between the start page and the method: file, title, and the kinds of page that belong to it."""
    found = [{"page": "omraden.html", "title": text("site.area.nav"), "on": ("areas", "area")}] if around.names else []
    found += [{"page": GOALS_PAGE, "title": text("site_goals.nav"), "on": ("goals",)}] if with_goals else []
    return [*found, {"page": PROMISES_PAGE, "title": text("site_promises.nav"), "on": ("promises",)}] if with_promises else found


def _shared(data: SiteData, today: date, explore: str | None) -> dict[str, Any]:
    """What all pages show: names, menu, banner and footer."""
    dated = data.sources.dropna(subset=["data_date"]).groupby("source", sort=True)["data_date"].max()
    return {
        "t": text,
        "style": STYLE.read_text(encoding="utf-8").strip(),
        "place": data,
        "explore": explore,
        "symbols": Markup(fluid_change.symbols()),
        "csv_name": CSV_NAME,
        "json_name": JSON_NAME,
        "dates": [text("site.footer.dates", source=source, day=long_day(until)) for source, until in dated.items()],
        "built": text("site.footer.built", day=long_day(today)),
        "made_for": day(today),
    }


def _method(data: SiteData, found: list, limits: Thresholds, taken: dict[str, Download]) -> dict[str, Any]:
    return {
        "page": "method",
        "told": site_method.method_text(limits),
        "words": site_method.words(),
        "level": site_method.level_word(),
        "definitions": site_method.definitions(data, found),
        "sources": site_method.sources(data),
        "files": listed(taken),
        "licence": data.licence,
        "usual_licence": data.usual_licence,
    }


def _page(template: str, values: dict[str, Any], frame: dict[str, Any]) -> str:
    return rendered(template, frame | values)


def rendered(template: str, values: dict[str, Any]) -> str:
    """A page as HTML, in whose running text no date and no span of years is broken over two lines."""
    pieces = NOT_TEXT.split(templates().get_template(template).render(values))
    pieces[::2] = [DATE.sub(r'<span class="day">\g<0></span>', piece) for piece in pieces[::2]]
    return "".join(pieces)


@cache
def templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters["svg"] = Markup
    return found

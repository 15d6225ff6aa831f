"""The public pages on paper: A4, a neighbourhood on two sheets, light whatever the screen is."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser

from lagesbild.store import pointer
from tests.browser.running import Server

MOST = {"index": 2, "omraden": 1, "mal": 2, "loften": 1, "omrade": 2, "metod": 3, "tillganglighet": 1}  # sheets
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
SHEET = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
A4 = (595, 842)  # points


def printed(browser: Browser, server: Server, names: list[str]) -> dict[str, bytes]:
    """The pages as chromium prints them from a dark screen, by name."""
    page = browser.new_page(color_scheme="dark")
    found = {}
    for name in names:
        page.goto(f"{server.url}/9999/{name}")
        page.evaluate("() => document.fonts.ready")
        found[name] = page.pdf(prefer_css_page_size=True)
    page.close()
    return found


def fullest(site: Path) -> list[str]:
    """One page of each kind in every language; of the neighbourhoods the one with most to tell."""
    found: dict[tuple[str, str], Path] = {}
    for path in sorted(site.rglob("*.html"), key=lambda path: path.stat().st_size):
        found[path.parent.name, path.stem.split("-")[0]] = path
    return sorted(path.relative_to(site).as_posix() for path in found.values() if path.stem.split("-")[0] in MOST)


def test_every_kind_of_page_prints_on_few_sheets_of_a4(public: Server, home: Path, browser: Browser) -> None:
    names = fullest(home / "build" / "9999" / (pointer(home, "9999", "public") or {})["site"])
    assert len(names) >= 14
    sheets = {}
    for name, pdf in printed(browser, public, names).items():
        sheets[name] = len(PAGE.findall(pdf))
        assert {tuple(round(float(side)) for side in size) for size in SHEET.findall(pdf)} == {A4}, name
    over = {name: n for name, n in sheets.items() if n > MOST[Path(name).stem.split("-")[0]]}
    assert over == {} and min(sheets.values()) >= 1


def test_what_is_only_for_the_screen_is_not_printed(public: Server, browser: Browser) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{public.url}/9999/index.html")
    page.emulate_media(media="print")
    hidden = page.evaluate("() => ['nav', '.skip', '.languages'].map(s => getComputedStyle(document.querySelector(s)).display)")
    paper = page.evaluate("() => getComputedStyle(document.documentElement).getPropertyValue('--bg')")
    page.close()
    assert hidden == ["none"] * 3 and paper.strip() == "#FFFFFF"

"""How soon a reader sees text: the static start page against an empty Streamlit page, and what a page of the site weighs."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, sync_playwright

from lagesbild.store import pointer
from tests.benchmarks.measure import Line, at_most
from tests.browser.running import Server, copy_project, open_browser, serving

ROUNDS = 31  # seven gave 0.14 and 0.26 within two minutes
KILOBYTES = 50
EMPTY = 'import streamlit as st\n\nst.write("Hej")\n'
# The first frame in which the page has text, and the browser's own first contentful paint; milliseconds from the navigation.
WATCH = """() => { const look = () => { if (document.body?.innerText.trim()) window.firstText = performance.now();
                                        else requestAnimationFrame(look); }; look(); }"""
SEEN = """() => { const paint = performance.getEntriesByName('first-contentful-paint')[0];
                  return window.firstText && paint ? [window.firstText, paint.startTime] : null; }"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = open_browser(playwright)
        yield found
        found.close()


@pytest.fixture(scope="module")
def server(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The public zone with the published site, its Streamlit page replaced by an empty one."""
    root = copy_project(tmp_path_factory.mktemp("empty") / "project")
    (root / "pages" / "public" / "explore.py").write_text(EMPTY, encoding="utf-8")
    with serving("public", example, tmp_path_factory.mktemp("log") / "log", root=root) as found:
        yield found


def first_text(browser: Browser, url: str) -> tuple[float, float]:
    """(first text, first contentful paint) in milliseconds, in a browser that has nothing in its cache."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    page.goto(url)
    page.wait_for_function(SEEN, timeout=60_000)
    text, paint = page.evaluate(SEEN)
    context.close()
    return text, paint


def test_the_first_text_comes_in_a_fifth_of_an_empty_streamlit_page(server: Server, browser: Browser, told: list[Line]) -> None:
    addresses = [f"{server.url}/", f"{server.url}/utforska"]
    for address in addresses:
        first_text(browser, address)  # the server has read its files, as it has for everybody but the first reader
    rounds = [[first_text(browser, address) for address in addresses] for _ in range(ROUNDS)]
    site, streamlit = ([median(one[side][which] for one in rounds) for which in (0, 1)] for side in (0, 1))
    told.append(Line("first text of the start page, ms", f"{site[0]:.0f}"))
    told.append(Line("first text of an empty Streamlit page, ms", f"{streamlit[0]:.0f}"))
    told.append(at_most("first text, start page against empty Streamlit", site[0] / streamlit[0], 0.2))
    told.append(Line("first contentful paint, start page against empty Streamlit", f"{site[1] / streamlit[1]:.2f}"))


def test_no_page_of_the_site_weighs_more_than_fifty_kilobytes(example: Path, told: list[Line]) -> None:
    site = example / "build" / "9999" / (pointer(example, "9999", "public") or {})["site"]
    shared = [site / "icon.svg", *sorted((site / "fonts").glob("*.woff2"))]
    rest = sum(len(gzip.compress(path.read_bytes())) for path in shared)
    pages = {path.relative_to(site).as_posix(): len(gzip.compress(path.read_bytes())) + rest for path in site.rglob("*.html")}
    assert len(pages) > 45
    worst = max(pages, key=pages.__getitem__)
    told.append(at_most(f"heaviest page with style, icon and fonts ({worst})", pages[worst] / 1000, KILOBYTES, unit=" kB"))

"""Public pages are for all: axe finds nothing, the keyboard reaches every figure, 200 % zoom needs no sideways scrolling."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.running import Server, addresses, visit
from tests.browser.test_pages import STREAMLIT
from tests.build.test_site import TOO_LONG, lix, read_page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# Streamlit's own markup: a menu whose list has headings between its points, and a drop zone that is both a button's place and nothing.
NOT_OURS = [["[data-testid=stSidebarNavItems]"], ["[data-testid=stFileUploaderDropzone]"]]
LARGER = 2  # times: 1280 px wide at 200 % is 640 px of page


def open_page(page: Page, server: Server, address: str) -> None:
    """A page as its reader has it when it has come to rest."""
    if address in STREAMLIT[server.zone]:
        visit(page, server.url + address, streamlit=True)
    else:
        page.goto(server.url + address, wait_until="load")
        page.evaluate("() => document.fonts.ready")


def violations(page: Page) -> list[str]:
    """What axe finds on the page, as "rule: element"."""
    found = Axe().run(page, context={"exclude": NOT_OURS}, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def one_of_each(home: Path) -> list[str]:
    """The public pages with one of the neighbourhoods' in each language."""
    pages = addresses("public", home)
    kinds = {re.sub(r"omrade-.*", "omrade", address): address for address in reversed(pages)}
    return sorted(kinds.values())


def found_by_axe(server: Server, browser: Browser, pages: list[str], width: int, scheme: Literal["light", "dark"]) -> dict[str, list[str]]:
    """{address: violations} of the pages that have any."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for address in pages:
        open_page(page, server, address)
        found[address] = violations(page)
    context.close()
    return {address: told for address, told in found.items() if told}


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])  # every page in all four: acceptance
def test_axe_finds_nothing_on_any_kind_of_public_page(
    public: Server, home: Path, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    pages = one_of_each(home)
    assert len(pages) >= 15 and "/utforska" in pages
    assert found_by_axe(public, browser, pages, width, scheme) == {}


@pytest.mark.acceptance
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_any_public_page(
    public: Server, home: Path, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    pages = addresses("public", home)
    assert len(pages) > 45
    assert found_by_axe(public, browser, pages, width, scheme) == {}


def test_axe_finds_nothing_on_two_internal_pages(internal: Server, browser: Browser) -> None:
    """The quick part of the test below, which opens every page."""
    assert found_by_axe(internal, browser, ["/mal", "/plan"], 390, "light") == {}


@pytest.mark.acceptance
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_any_internal_page(
    internal: Server, home: Path, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    pages = addresses("internal", home)
    assert len(pages) > 25
    assert found_by_axe(internal, browser, pages, width, scheme) == {}


def test_axe_sees_what_is_wrong(public: Server, browser: Browser) -> None:
    page = browser.new_page()
    open_page(page, public, "/")
    page.evaluate(
        """() => { const main = document.querySelector('main');
            main.insertAdjacentHTML('beforeend', '<p id=pale>Blek text</p><a href=/></a><img src=/icon.svg>');
            document.getElementById('pale').style.color = '#bbb'; }"""
    )
    assert {told.split(":")[0] for told in violations(page)} >= {"color-contrast", "image-alt", "link-name"}
    page.close()


FOCUS = """() => { const e = document.activeElement; const s = getComputedStyle(e), b = e.getBoundingClientRect();
    return {tag: e.tagName, name: e.getAttribute('aria-label') || e.innerText || '', href: e.getAttribute('href') || '',
            region: e.getAttribute('role') === 'region', marked: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
            seen: b.width > 0 && b.height > 0 && b.bottom > 0 && b.top < innerHeight}; }"""
FIGURES = """() => ({
    links: [...document.querySelectorAll('main a[href], footer a[href], nav a[href]')].map(a => a.getAttribute('href')),
    regions: document.querySelectorAll('.scroll').length,
    mute: [...document.querySelectorAll('svg')].filter(s => !s.closest('[aria-hidden=true]')
        && !s.parentElement.closest('svg') && !(s.getAttribute('aria-label') || s.querySelector('title')?.textContent)).length,
    told: [...document.querySelectorAll('svg[role=img]')]
        .map(s => s.getAttribute('aria-label') || s.querySelector('title').textContent)})"""


def tabbed(page: Page, most: int = 150) -> list[dict]:
    """What has focus after each press of Tab, from the top of the page until it leaves the page."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUS)
        if now["tag"] == "BODY" or (found and now["href"] == found[0]["href"] == "#innehall"):  # out of the page, or at its top again
            break
        found.append(now)
    return found


def test_the_keyboard_alone_reaches_every_link_table_and_picture(public: Server, home: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for address in (one for one in one_of_each(home) if one not in STREAMLIT["public"]):
        open_page(page, public, address)
        steps, there = tabbed(page), page.evaluate(FIGURES)
        assert steps[0]["href"] == "#innehall", address
        assert {step["href"] for step in steps} >= set(there["links"]) - {address.rsplit("/", 1)[1]}, address  # the map's areas by a list
        assert sum(step["region"] for step in steps) == there["regions"], address
        assert all(step["seen"] and step["marked"] and step["name"].strip() for step in steps), (address, steps)
        assert there["mute"] == 0 and all(len(told) > 20 for told in there["told"]), address
    page.close()


def test_the_keyboard_alone_explores_another_crime_in_another_area_and_opens_its_table(public: Server, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(page, f"{public.url}/utforska", streamlit=True)
    for label, written in (("Brottstyp", "Rattfylleri"), ("Område", "Centrum")):
        to(page, f"document.activeElement.getAttribute('aria-label')?.includes('{label}')")
        page.keyboard.type(written)
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('h1').innerText.startsWith('Rattfylleri')")
    page.get_by_text("Centrum.").first.wait_for()
    to(page, "document.activeElement.tagName === 'SUMMARY'")
    page.keyboard.press("Enter")
    page.locator("table").first.wait_for()
    assert "Anmäld rattfylleri" in page.inner_text("body") or "Rattfylleri" in page.inner_text("h1")
    page.close()


def to(page: Page, here: str, most: int = 40) -> None:
    """Press Tab until the focused element is the one that is looked for."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => Boolean({here})"):
            return
    raise AssertionError(f"the keyboard does not reach {here}")


def test_nothing_needs_sideways_scrolling_at_two_hundred_per_cent(public: Server, home: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280 // LARGER, "height": 450}, device_scale_factor=LARGER)
    page = context.new_page()
    wide = {}
    for address in addresses("public", home):
        open_page(page, public, address)
        wide[address] = page.evaluate(
            """() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')].filter(e => e)
                                    .map(e => e.scrollWidth - e.clientWidth))"""
        )
    context.close()
    assert {address: more for address, more in wide.items() if more > 0} == {}


def test_every_page_of_the_site_is_easy_to_read(home: Path) -> None:
    sites = [path for path in (home / "build").rglob("*.html") if "site" in path.parts]
    hard = {path.name: lix("".join(read_page(path.read_text(encoding="utf-8")).parts)) for path in sites}
    assert len(hard) > 15 and {name: told for name, told in hard.items() if told >= TOO_LONG} == {}

"""Every page of both zones in a real browser: nothing fetched from outside, nothing the policy stops, no error, all Swedish."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lagesbild.web.menu_pages import pages_of
from lagesbild.web.translation import words
from tests.browser.running import IDLE, Server, Watch, addresses, visit

STREAMLIT = {zone: {f"/{page.address}" for page in pages_of(zone)} for zone in ("internal", "public")}
ENGLISH = [word.decode() for word in words() if b" " in word]
# Known and harmless: none today. Each entry says what it is.
HARMLESS: list[str] = []


@pytest.mark.parametrize("zone", ["internal", "public"])
def test_every_page_stays_at_home_and_is_sound(zone: str, internal: Server, public: Server, home: Path, watch: Watch) -> None:
    server = internal if zone == "internal" else public
    page = watch.context.new_page()
    for address in addresses(server.zone, home):
        visit(page, server.url + address, streamlit=address in STREAMLIT[zone])
        assert page.evaluate("document.documentElement.lang") == ("en" if "/en/" in address else "sv"), address
        assert page.title() not in ("", "Streamlit"), address
        assert len(page.inner_text("body")) > 100, address
        assert page.locator('[data-testid="stException"]').count() == 0, address
        assert [phrase for phrase in ENGLISH if phrase in page.content()] == [], address
        assert "felkod" not in page.inner_text("body").lower(), address
    assert watch.foreign == []
    assert [line for line in watch.complaints if not any(re.search(known, line) for known in HARMLESS)] == []
    assert watch.refused == []


def test_a_chart_is_drawn_under_the_policy(internal: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    visit(page, f"{internal.url}/trender", streamlit=True)
    assert page.locator('[data-testid="stPlotlyChart"] .main-svg').count() > 0
    assert page.locator(".js-plotly-plot .trace, .js-plotly-plot .point, .js-plotly-plot path").count() > 0


def test_the_policy_itself_is_in_force(internal: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    page.goto(internal.url)
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.slipped = 1'; document.head.append(s); }")
    assert page.evaluate("() => window.slipped") is None
    page.evaluate("() => { setTimeout('window.evaluated = 1') }")  # text run as code, after the debugger's own rights have ended
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.evaluated") is None
    assert any("policy script-src" in line for line in watch.complaints), "the watch must notice what it is there to notice"
    page.evaluate("() => fetch('https://example.org/').catch(() => 0)")
    assert any("connect-src" in line for line in watch.complaints)


def test_menu_moves_between_pages_without_errors(internal: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    visit(page, internal.url, streamlit=True)
    for entry in pages_of("internal")[1:]:
        if entry.section:
            page.get_by_role("button", name=entry.section, exact=True).click()
        page.get_by_role("menuitem" if entry.section else "link", name=entry.title, exact=True).first.click()
        page.wait_for_url(f"{internal.url}/{entry.address}*")
    assert watch.complaints == []
    assert watch.foreign == []


def test_one_press_on_back_leaves_a_page(internal: Server, watch: Watch) -> None:
    """Trender chooses six things by itself, none of them a step on the way back; what a reader chooses is one."""
    page = watch.context.new_page()
    visit(page, f"{internal.url}/mal", streamlit=True)
    heading = page.locator("h1").first
    before = heading.inner_text()
    page.get_by_role("button", name="Brott", exact=True).click()
    page.get_by_role("menuitem", name="Trender", exact=True).first.click()
    page.wait_for_url(f"{internal.url}/trender*")
    expect(heading).not_to_have_text(before)
    page.wait_for_selector(IDLE)
    itself = heading.inner_text()
    page.get_by_role("combobox", name="Brottstyp").click()
    page.get_by_role("option", name="Rån", exact=True).click()
    page.wait_for_url("**brott=robbery*")
    expect(heading).to_contain_text("Rån")
    page.go_back()
    expect(heading).to_have_text(itself)
    page.go_back()
    expect(heading).to_have_text(before)


def test_the_public_figures_of_an_area_can_stand_in_a_frame(public: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    visit(page, f"{public.url}/utforska?embed=true&omrade=N02.2024&brott=vandalism", streamlit=True)
    assert page.locator('[data-testid="stPlotlyChart"] .main-svg').count() > 0 and "Centrum" in page.inner_text("body")
    assert "embed=true" in page.url and "felkod" not in page.inner_text("body")
    assert watch.complaints == [] and watch.foreign == []


def test_the_box_of_a_comment_shows_every_judgement_and_what_stores_it(internal: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{internal.url}/signaler", streamlit=True)
    page.get_by_role("button", name="Kommentera").first.click()
    store = page.get_by_role("button", name="Spara kommentaren")
    expect(store).to_be_in_viewport(ratio=1)
    page.get_by_test_id("stPopoverBody").get_by_test_id("stSelectbox").first.click()
    page.wait_for_timeout(500)  # the list opens at its own pace
    drawn = page.get_by_test_id("stSelectboxVirtualDropdown").get_by_role("listbox")
    assert drawn.evaluate("list => list.scrollHeight <= list.clientHeight"), "the last judgement is not cut"

"""What leadership does before a meeting: the goal that goes the wrong way, why, whether it is certain, and its link."""

from __future__ import annotations

import re

from tests.browser.running import Server, Watch, visit


def test_from_the_start_page_to_the_goal_that_goes_the_wrong_way(internal: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    visit(page, internal.url, streamlit=True)
    assert page.locator("h1").inner_text() == "Två av sju mål är på rätt väg, två är det inte"
    row = page.locator(".lb-row", has_text="Försämrat")
    assert row.count() == 1
    row.locator("a").click()
    page.wait_for_selector("text=Alla mått på målet", timeout=60_000)
    visit(page, page.url, streamlit=True)
    said = page.locator(".lb-said").inner_text()
    assert page.locator("h1").inner_text().endswith("åt fel håll")
    assert "Säker ökning sedan 2023" in said and "Regel: utan måltal avgör ett test" in said
    page.get_by_role("button", name="Kopiera länk").first.click()
    link = page.locator('[data-testid="stPopoverBody"] code').inner_text()
    assert re.search(r"/malet\?.*mal=buskorning", link)
    again = watch.context.new_page()
    visit(again, link, streamlit=True)
    assert again.locator("h1").inner_text() == page.locator("h1").inner_text()
    assert again.locator(".lb-said").inner_text() == said


def test_a_drafted_goal_is_answered_at_once(internal: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    visit(page, f"{internal.url}/prova-mal?matt=survey_unsafe_evening&utgang=2026", streamlit=True)
    field = page.get_by_label("Måltal, procent")
    field.fill("25")
    field.press("Enter")
    page.wait_for_selector("h1:has-text('Nej, målet är för litet')", timeout=30_000)
    field.fill("15,5")
    field.press("Enter")
    page.wait_for_selector("h1:has-text('Ja, nästa värde kan visa')", timeout=30_000)
    field.fill("femton")
    field.press("Enter")
    page.wait_for_selector("text=femton är inget tal", timeout=30_000)

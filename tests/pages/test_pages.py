"""Every page runs: on an empty home, on a small build, on a build without borders or people, and in the wrong zone shows nothing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lagesbild.exhibits import areas, trend
from lagesbild.model import Zone
from lagesbild.settings import ROOT, settings
from lagesbild.store import current
from lagesbild.web.menu_pages import pages_of

DRAWN = re.compile(r"""src=(["'])(?:data:image/svg|lb/).*?\1""")
DAY = re.compile(r"<span class=lb-day>(.*?)</span>")
PAGES = [(zone, page.file) for zone in ("internal", "public") for page in pages_of(zone)]
CASES = pytest.mark.parametrize(("zone", "file"), PAGES, ids=[f"{zone}-{file.stem}" for zone, file in PAGES])
NO_BUILD = {"account", "event_log", "data_status", "getting_started", "guide"}  # what they show does not come from figures, or not only


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path, Zone, Path], AppTest]]:
    """Run one page on a home in a zone; returns what it shows."""

    def show(home: Path, zone: Zone, file: Path) -> AppTest:
        for name, value in {"HOME": str(home), "ZONE": zone, "TODAY": "2026-11-22"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        return AppTest.from_file(str(file), default_timeout=60).run()

    yield show
    settings.cache_clear()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the pages that run offer to download: file name -> the content, or what makes it when somebody presses.

    The boxes that hold pictures stand open.
    """
    found: dict[str, Any] = {}
    button, popover = st.download_button, st.popover

    def standing_open(label: str, **more: Any) -> Any:
        box = popover(label, **more)
        if str(more.get("key")).startswith("picture_"):
            box.open = True
        return box

    def noted(label: str, data: Any, file_name: str, *rest: Any, **more: Any) -> bool:
        found[file_name] = data
        return button(label, data, file_name, *rest, **more)

    monkeypatch.setattr(st, "download_button", noted)
    monkeypatch.setattr(st, "popover", standing_open)
    return found


def words(page: AppTest) -> str:
    """Everything that a page writes as HTML, without its style sheet, its drawn icons and what keeps a date on one line."""
    written = " ".join(element.proto.body for element in page.get("html") if "<style>" not in element.proto.body)
    return DAY.sub(r"\1", DRAWN.sub("", written))


@CASES
def test_an_empty_home_says_what_to_do(shown: Callable[..., AppTest], tmp_path: Path, zone: Zone, file: Path) -> None:
    page = shown(tmp_path, zone, file)
    if file.stem in NO_BUILD:
        assert not page.exception and "<h1>" in words(page)
        return
    cure = "Välj kommun, skriv in överenskommelsen" if zone == "internal" else "läser in den första filen på Datastatus"
    assert not page.exception and "Här finns inga siffror än" in words(page) and cure in words(page)


@CASES
def test_a_page_of_the_other_zone_shows_nothing(shown: Callable[..., AppTest], tmp_path: Path, zone: Zone, file: Path) -> None:
    page = shown(tmp_path, "public" if zone == "internal" else "internal", file)
    assert not page.exception and not page.main.children


@CASES
@pytest.mark.parametrize("complete", [True, False], ids=["whole", "reports-only"])
def test_a_small_build_is_shown_without_gaps_in_the_words(
    shown: Callable[..., AppTest],
    offered: dict[str, Any],
    built: dict[bool, Path],
    tmp_path: Path,
    zone: Zone,
    file: Path,
    complete: bool,
) -> None:
    page = shown(copytree(built[complete], tmp_path / "home"), zone, file)
    for name, made in offered.items():
        if name.endswith(".png"):  # the same picture as its SVG; see test_a_picture_is_also_an_image
            continue
        content: Any = made() if callable(made) else made
        assert content, name
        if name.endswith(".csv") and content.count(b"\n") > 1:  # a table with rows says whence they are
            assert "Källa" in content.decode("utf-8-sig"), name
            assert (b"metod.html#data" in content) == (zone == "public"), name
    said = words(page)
    assert not page.exception and "<h1>" in said
    assert not any(wrong in said.lower() for wrong in (">nan", "none", " inf ", ">nat<", "{", "0 %"))


def test_a_picture_is_also_an_image(
    shown: Callable[..., AppTest], offered: dict[str, Any], built: dict[bool, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(copytree(built[True], tmp_path / "home"), "internal", ROOT / "pages" / "internal" / "trends.py")
    (name,) = [name for name in offered if name.endswith(".png") and not name.startswith("hittills")]
    assert name.removesuffix(".png") + ".svg" in offered
    assert offered[name]().startswith(b"\x89PNG")


def test_the_whole_municipality_and_its_areas_say_why_their_figures_differ(
    built: dict[bool, Path],
) -> None:
    reader = current(built[True], "9999", "internal")
    assert reader is not None
    year = pd.Timestamp(2024, 1, 1)
    assert areas.without_area(reader, "fire_vandalism", "year", year) == (3, 12), "nine in an area, three in none"
    period = next(one for one in areas.area_periods(reader) if one.key == "year-2024")
    found = areas.area_map(reader, "Norrhamn", trend.indicators(reader).loc["fire_vandalism"], period, None)
    municipal = found.facts["municipal"]
    assert municipal is not None and municipal[1] == 3 and municipal[0] == pytest.approx(12 / 3000 * 1000)
    assert found.facts["whole"] == pytest.approx(9 / 3000 * 1000)


def _two_buttons() -> None:
    import streamlit

    from lagesbild.show_page import buttons

    streamlit.markdown(buttons("Slag", "slag", {"ny": "Ny", "gammal": "Gammal"}))


@pytest.mark.parametrize("left", ["crime", None])
def test_buttons_begin_anew_where_another_pages_choice_of_that_name_was_left(left: str | None) -> None:
    page = AppTest.from_function(_two_buttons)
    page.session_state["slag"] = left
    page.query_params["slag"] = "None"
    assert page.run().markdown[0].value == "ny" and page.query_params["slag"] == "ny"

"""Inside and in public a finding near the limit can differ, since other figures are tested: each says so where areas are compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild.model import Zone
from lagesbild.settings import ROOT, settings
from lagesbild.store import pointer
from lagesbild.texts import LANGUAGES, speaking, text
from tests.pages.test_pages import words

INSIDE, OUTSIDE = "De publika sidorna prövar bara de tal som visas där.", "På kommunens egna sidor prövas alla"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    yield
    settings.cache_clear()


@pytest.mark.parametrize(
    ("zone", "page", "told"), [("internal", "areas", INSIDE), ("public", "map", OUTSIDE), ("public", "compare", OUTSIDE)]
)
def test_a_page_of_areas_says_which_figures_are_tested(
    built: dict[bool, Path], monkeypatch: pytest.MonkeyPatch, zone: Zone, page: str, told: str
) -> None:
    for name, value in {"HOME": str(built[True]), "ZONE": zone, "TODAY": "2026-11-22"}.items():
        monkeypatch.setenv(f"LAGESBILD_{name}", value)
    settings.cache_clear()
    run = AppTest.from_file(str(ROOT / "pages" / zone / f"{page}.py"), default_timeout=60)
    run.query_params["omrade"] = "N01"
    said = words(run.run())
    profile = said.index("Vad som anmäls") if page == "areas" else 0  # the map above it says so too
    assert told in said[profile:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_page_of_an_area_says_so_in_every_language(built: dict[bool, Path], language: str) -> None:
    found = pointer(built[True], "9999", "public")
    assert found is not None
    site = built[True] / "build" / "9999" / found["site"]
    pages = list(site.rglob("omrade-n01.html"))
    assert len(pages) == len(LANGUAGES)
    with speaking(language):
        note = text("site.area.note_shown")
    assert sum(note in page.read_text(encoding="utf-8") for page in pages) == 1

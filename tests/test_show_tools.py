"""The link to copy is the one that others can open."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from lagesbild import show_tools
from lagesbild.settings import settings


@pytest.fixture(autouse=True)
def seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page as one of the machine's own browsers has it."""
    asked = {"brott": "vandalism"}
    page = SimpleNamespace(context=SimpleNamespace(url="http://127.0.0.1:8501/trender?x=1"))
    monkeypatch.setattr(show_tools, "st", page)
    monkeypatch.setattr(show_tools.show_address, "told", lambda: list(asked.items()))


@pytest.mark.parametrize(
    ("zone", "setting", "told"),
    [
        ("internal", "", "http://127.0.0.1:8501/trender?brott=vandalism"),
        ("internal", "INTERNAL_URL", "https://intern.example.se/trender?brott=vandalism"),
        ("public", "SITE_URL", "https://intern.example.se/trender?brott=vandalism"),
        ("internal", "SITE_URL", "http://127.0.0.1:8501/trender?brott=vandalism"),
    ],
)
def test_the_address_is_the_configured_one_of_the_zone_else_the_browsers(
    monkeypatch: pytest.MonkeyPatch, zone: str, setting: str, told: str
) -> None:
    monkeypatch.setenv("LAGESBILD_ZONE", zone)
    if setting:
        monkeypatch.setenv(f"LAGESBILD_{setting}", "https://intern.example.se/")
    settings.cache_clear()
    assert show_tools.address() == told


@pytest.mark.parametrize(
    ("site", "kommun", "told"),
    [
        ("", "", "Se http://127.0.0.1:8501/metod.html#data"),
        ("https://lage.example.se/", "9999", "Se https://lage.example.se/9999/metod.html#data"),
    ],
)
def test_a_public_file_says_where_the_terms_of_its_use_stand(monkeypatch: pytest.MonkeyPatch, site: str, kommun: str, told: str) -> None:
    monkeypatch.setenv("LAGESBILD_SITE_URL", site)
    monkeypatch.setattr(show_tools.show_address, "told", lambda: [("kommun", kommun)])
    settings.cache_clear()
    assert show_tools.terms() == told

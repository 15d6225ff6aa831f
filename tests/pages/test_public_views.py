"""The way between the public pages keeps the municipality and the area, each once."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild.settings import settings
from lagesbild.web.menu_pages import MenuPage, pages_of
from tests.pages.test_pages import words

NAV = re.compile(r'<nav class="lb lb-views".*?</nav>', re.DOTALL)


@pytest.mark.parametrize("page", pages_of("public"), ids=lambda page: page.file.stem)
def test_each_link_asks_for_the_municipality_and_the_area_once(
    built: dict[bool, Path], monkeypatch: pytest.MonkeyPatch, page: MenuPage
) -> None:
    for key, value in {"HOME": str(built[True]), "ZONE": "public", "TODAY": "2026-11-22"}.items():
        monkeypatch.setenv(f"LAGESBILD_{key}", value)
    settings.cache_clear()
    run = AppTest.from_file(str(page.file), default_timeout=60)
    run.query_params["kommun"] = "9999"
    run.query_params["omrade"] = "N01"
    said = words(run.run())
    settings.cache_clear()
    (menu,) = NAV.findall(said)
    asked = [parse_qs(urlsplit(unescape(link)).query) for link in re.findall(r'href="(.*?)"', menu)]
    assert len(asked) == 3 and all(one["kommun"] == ["9999"] and len(one["omrade"]) == 1 for one in asked)

"""Every figure on a page and in its download says which delivery it comes from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import build as builds
from lagesbild import show
from lagesbild.settings import settings
from lagesbild.texts import text
from lagesbild.web.menu_pages import pages_of
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import AUTUMN, SPRING, take
from tests.pages.conftest import REPORTS
from tests.pages.test_pages import words

RECEIVED = re.compile(r"Data till \d{4}-\d\d-\d\d, inläst \d{4}-\d\d-\d\d\.")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Norrhamn with reports that came twice, people and borders."""
    folder = tmp_path_factory.mktemp("vintages")
    home = folder / "home"
    take(home, squares(folder / "o.geojson"), SPRING)
    take(home, people(folder / "f.xlsx", dict.fromkeys((2023, 2024, 2025), (1000, 2000))), SPRING)
    take(home, reports(folder / "brott.csv", REPORTS), SPRING)
    take(home, reports(folder / "brott igen.csv", [("N01", "1210 2023-01-02", 44), *REPORTS[1:]]), AUTUMN)
    builds.build(home, "9999", DAY)
    return home


@pytest.mark.parametrize("name", ["situation", "areas", "trends", "revision"])
def test_pages_and_downloads_tell_the_day_that_their_figures_were_received(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    tables: list[pd.DataFrame] = []

    def noted(*_: Any, table: Any, **__: Any) -> None:
        tables.append(table() if callable(table) else table)

    monkeypatch.setattr(show, "tools", noted)
    for key, value in {"HOME": str(home), "ZONE": "internal", "TODAY": "2026-11-22"}.items():
        monkeypatch.setenv(f"LAGESBILD_{key}", value)
    settings.cache_clear()
    page = next(page for page in pages_of("internal") if page.file.stem == name)
    run = AppTest.from_file(str(page.file), default_timeout=60).run()
    settings.cache_clear()
    assert not run.exception and RECEIVED.search(words(run)), "a source line with its day"
    figures = [table for table in tables if any(table[name].notna().any() for name in ("Värde", "Nu") if name in table)]
    assert figures
    for table in figures:
        told = table[text("exhibits.column.vintage") if "Värde" in table else text("revision.column.new_vintage")]
        assert told.dropna().astype(str).str.fullmatch(r"2026-0[39]-01").all() and told.notna().any()

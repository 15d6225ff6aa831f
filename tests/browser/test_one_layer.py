"""Every exhibit with a download on every internal page: page, table, export and downloaded file hold the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import show_exhibit
from lagesbild.exhibits.exhibit import WHERE, Exhibit, download
from lagesbild.export import estimates_for_export
from lagesbild.settings import settings
from lagesbild.swedish_csv import excel_csv
from lagesbild.texts import text
from lagesbild.web.menu_pages import pages_of
from tests.browser.running import TODAY

pytestmark = pytest.mark.acceptance  # a run of every page that offers a file
ASKED: dict[str, tuple[dict[str, str], ...]] = {
    "trends": ({"period": "month"}, {"period": "rolling12"}),
    "areas": ({"vy": "tratt"}, {"slag": "survey"}),
}
OFFERING = {
    "situation",
    "areas",
    "goal",
    "survey",
    "question",
    "experienced",
    "trends",
    "signals",
    "effect",
    "compare",
    "revision",
    "data_status",
}
NO_FIGURES = {"data_status", "replaced"}  # files and rows, no estimates
CELL = ["indicator", "area", "period_start"]
CARRIED = {"area_answers", "areas", "experienced", "experienced_all", "funnel", "profile", "question_areas", "question_groups", "survey",
           "survey_areas"}  # fmt: skip
DATED = {"control", "goal_1", "question", "trend"}  # one series: every value belongs to its days


@pytest.fixture(scope="module")
def shown(home: Path) -> Iterator[dict[str, Exhibit]]:
    """The exhibits that pages offer to download, by name."""
    found: dict[str, Exhibit] = {}

    def noted(exhibit: Exhibit) -> pd.DataFrame:
        found[exhibit.slug] = exhibit
        return download(exhibit)

    def asked(slug: str, *, table: Any, **_: Any) -> None:
        table()

    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"HOME": str(home), "ZONE": "internal", "TODAY": TODAY, "WITHOUT_LOGIN": "true"}.items():
            patch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        patch.setattr(show_exhibit, "download", noted)
        patch.setattr(show_exhibit.show, "tools", asked)
        for page in (page for page in pages_of("internal") if page.file.stem in OFFERING):
            for choices in ({}, *ASKED.get(page.file.stem, ())):
                test = AppTest.from_file(str(page.file), default_timeout=60)
                for key, value in choices.items():
                    test.query_params[key] = value
                assert not test.run().exception, page.file.stem
    settings.cache_clear()
    yield found


@pytest.fixture(scope="module")
def exported(home: Path) -> pd.DataFrame:
    return estimates_for_export(home, "internal", "9999", None)


def test_the_downloaded_file_holds_the_table_and_says_where_and_whence(shown: dict[str, Exhibit]) -> None:
    assert set(shown) >= CARRIED | DATED, sorted(shown)
    for slug, found in shown.items():
        told = pd.read_csv(BytesIO(excel_csv(download(found))), sep=";", decimal=",", thousands="\u00a0", encoding="utf-8-sig")
        assert {text(key) for key in WHERE} & set(told), slug
        if slug not in NO_FIGURES:
            assert text("exhibits.column.source") in told and told[text("exhibits.column.source")].notna().all(), slug
        for name in found.table.select_dtypes("number"):
            np.testing.assert_allclose(told[name].astype(float), found.table[name].astype(float), rtol=1e-9, err_msg=f"{slug} {name}")


@pytest.mark.parametrize("slug", sorted(CARRIED))
def test_every_judged_cell_is_an_exported_one(shown: dict[str, Exhibit], exported: pd.DataFrame, slug: str) -> None:
    rows = shown[slug].frame
    known = {key: set(part["value"].dropna().round(9)) for key, part in exported.groupby(CELL)}
    told = rows[rows["value"].notna()]
    assert len(told)
    for indicator, area, start, value in zip(told["indicator"], told["area"], told["period_start"], told["value"], strict=True):
        assert round(value, 9) in known[indicator, area, f"{start:%Y-%m-%d}"], (slug, indicator, area, start)


@pytest.mark.parametrize("slug", sorted(DATED))
def test_every_point_of_a_series_is_an_exported_one(shown: dict[str, Exhibit], exported: pd.DataFrame, slug: str) -> None:
    rows = shown[slug].frame
    known = {key: set(part["value"].dropna().round(9)) for key, part in exported.groupby(["period_start", "period_end"])}
    told = rows[rows["value"].notna()]
    if (
        slug == "trend"
    ):  # the last one asked for: sums of twelve months, which `test_one_layer` of the exhibits holds to the exported months
        return
    assert len(told)
    for start, end, value in zip(told["period_start"], told["period_end"], told["value"], strict=True):
        assert round(value, 9) in known[f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"], (slug, start)


def test_signals_and_revisions_tell_exported_values(shown: dict[str, Exhibit], exported: pd.DataFrame) -> None:
    known = {key: set(part["value"].dropna().round(9)) for key, part in exported.groupby(CELL)}
    for slug, column in (("signals", "value"), ("revision", "new_value")):
        rows = shown[slug].frame[shown[slug].frame[column].notna()]
        assert len(rows)
        for indicator, area, start, value in zip(rows["indicator"], rows["area"], rows["period_start"], rows[column], strict=True):
            assert round(value, 9) in known[indicator, area, f"{start:%Y-%m-%d}"], (slug, indicator, area)

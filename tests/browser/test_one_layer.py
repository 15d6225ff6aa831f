"""Every exhibit with a download on every page of both zones: page, table, export and downloaded file hold the same numbers.

The numbers behind the charts of briefings are held to the same export in `test_briefings`; here those in their tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import show_exhibit
from lagesbild.briefing.document import Table, blocks_of
from lagesbild.catalog_briefings import load_briefings
from lagesbild.exhibits import activity_marks
from lagesbild.exhibits.exhibit import WHERE, Exhibit, download
from lagesbild.export import estimates_for_export
from lagesbild.model import Zone
from lagesbild.settings import settings
from lagesbild.store import current
from lagesbild.swedish_csv import excel_csv
from lagesbild.texts import number, text
from lagesbild.web.menu_pages import pages_of
from tests.browser.running import TODAY
from tests.browser.test_briefings import whole

pytestmark = pytest.mark.acceptance  # a run of every page that offers a file
TRIAL = {"brott": "vandalism", "insats": "N06", "jamfor": "N03.N08", "start": "2024-06", "manader": "12"}
ASKED: dict[str, tuple[dict[str, str], ...]] = {
    "trends": ({"period": "year"}, {"period": "month"}, {"brott": "vandalism", "period": "rolling12"}),
    "areas": ({"vy": "tratt"}, {"slag": "survey"}),
    "effect": (TRIAL,),
}
CARRIED = {"area_answers", "area_change", "areas", "experienced", "experienced_all", "funnel", "profile", "question_areas",
           "question_map", "survey", "survey_areas"}  # fmt: skip
DATED = {"control", "goal_1", "question", "trend"}  # one series: every value belongs to its days
SUMMED = {"effect", "effect_of_trial", "time_profile", "trend_rolling12", "year_to_date"}
# Held to the export in tests of their own below.
OTHERWISE = {
    "compare",
    "effect_shares",
    "goals",
    "instruments",
    "question_groups",
    "revision",
    "signals",
}
NO_FIGURES = {"data_status", "replaced"}  # files and rows, no estimates
PUBLIC = {"area_answers", "public_profile", "question_map", "trend"}
Shown = dict[str, Exhibit]


def offered(home: Path, zone: Zone) -> Shown:
    """The exhibits that a zone's pages offer to download, by name."""
    found: Shown = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"HOME": str(home), "ZONE": zone, "TODAY": TODAY, "WITHOUT_LOGIN": "true"}.items():
            patch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        for page in pages_of(zone):
            for choices in ({}, *ASKED.get(page.file.stem, ())):
                with patch.context() as inner:
                    inner.setattr(show_exhibit, "download", lambda exhibit, choices=choices: _noted(found, exhibit, choices))
                    inner.setattr(show_exhibit.show, "tools", lambda slug, *, table, **_: table())
                    test = AppTest.from_file(str(page.file), default_timeout=60)
                    for key, value in choices.items():
                        test.query_params[key] = value
                    assert not test.run().exception, page.file.stem
    settings.cache_clear()
    return found


def _noted(found: Shown, exhibit: Exhibit, choices: dict[str, str]) -> pd.DataFrame:
    named = {("trend", "rolling12"): "trend_rolling12", ("effect", "N06"): "effect_of_trial"}
    found.setdefault(named.get((exhibit.slug, choices.get("period", choices.get("insats", ""))), exhibit.slug), exhibit)
    return download(exhibit)


@pytest.fixture(scope="module")
def shown(home: Path) -> Shown:
    return offered(home, "internal")


@pytest.fixture(scope="module")
def shown_public(home: Path) -> Shown:
    return offered(home, "public")


@pytest.fixture(scope="module")
def exported(home: Path) -> pd.DataFrame:
    told = [estimates_for_export(home, "internal", code, None) for code in ("9999", "reference")]
    return pd.concat(told, ignore_index=True)


def cells(exported: pd.DataFrame, *key: str) -> dict[Any, set[float]]:
    """The exported values by some of the columns that name them."""
    rows = exported[exported["value"].notna()]
    found: dict[Any, set[float]] = defaultdict(set)
    for name, value in zip(zip(*(rows[column] for column in key), strict=True), rows["value"].round(9), strict=True):
        found[name].add(value)
    return found


@pytest.fixture(scope="module")
def by_cell(exported: pd.DataFrame) -> dict[Any, set[float]]:
    return cells(exported, "indicator", "area", "period_start")


@pytest.fixture(scope="module")
def by_days(exported: pd.DataFrame) -> dict[Any, set[float]]:
    return cells(exported, "period_start", "period_end")


def of_area(exported: pd.DataFrame, indicator: str, areas: tuple[str, ...]) -> pd.Series:
    """The exported events by month of some areas together."""
    months = exported["period_start"].str[:7] == exported["period_end"].str[:7]
    here = exported[(exported["indicator"] == indicator) & exported["area"].isin(areas) & months]
    here = here.drop_duplicates(["area", "period_start"])  # a quarter of which one month has passed is that month again
    return here.groupby("period_start")["value"].sum()


def told_columns(found: Exhibit) -> pd.DataFrame:
    return pd.read_csv(BytesIO(excel_csv(download(found))), sep=";", decimal=",", thousands="\u00a0", encoding="utf-8-sig")


def test_every_exhibit_that_is_offered_is_held_to_the_export(shown: Shown, shown_public: Shown) -> None:
    """A new exhibit has to be put where its numbers are compared."""
    assert set(shown) ^ (CARRIED | DATED | SUMMED | OTHERWISE | NO_FIGURES) == set()
    assert set(shown_public) ^ PUBLIC == set()


def test_the_downloaded_file_holds_the_table_and_says_where_and_whence(shown: Shown, shown_public: Shown) -> None:
    for slug, found in (*shown.items(), *shown_public.items()):
        told = told_columns(found)
        assert {text(key) for key in WHERE} & set(told), slug
        if slug not in NO_FIGURES:
            assert text("exhibits.column.source") in told and told[text("exhibits.column.source")].notna().all(), slug
        for name in found.table.select_dtypes("number"):
            np.testing.assert_allclose(told[name].astype(float), found.table[name].astype(float), rtol=1e-9, err_msg=f"{slug} {name}")


@pytest.mark.parametrize("slug", sorted(CARRIED))
def test_every_judged_cell_is_an_exported_one(shown: Shown, by_cell: dict[Any, set[float]], slug: str) -> None:
    told = shown[slug].frame
    told = told[told["value"].notna()]
    assert len(told)
    for indicator, area, start, value in zip(told["indicator"], told["area"], told["period_start"], told["value"], strict=True):
        assert round(value, 9) in by_cell[indicator, area, f"{start:%Y-%m-%d}"], (slug, indicator, area, start)


@pytest.mark.parametrize("slug", sorted(DATED))
def test_every_point_of_a_series_is_an_exported_one(shown: Shown, by_days: dict[Any, set[float]], slug: str) -> None:
    told = shown[slug].frame
    told = told[told["value"].notna()]
    assert len(told)
    for start, end, value in zip(told["period_start"], told["period_end"], told["value"], strict=True):
        assert round(value, 9) in by_days[f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"], (slug, start)


@pytest.mark.parametrize(("slug", "column"), [("signals", "value"), ("revision", "new_value")])
def test_signals_and_revisions_tell_exported_values(shown: Shown, by_cell: dict[Any, set[float]], slug: str, column: str) -> None:
    rows = shown[slug].frame
    rows = rows[rows[column].notna()]
    assert len(rows)
    for indicator, area, start, value in zip(rows["indicator"], rows["area"], rows["period_start"], rows[column], strict=True):
        assert round(value, 9) in by_cell[indicator, area, f"{start:%Y-%m-%d}"], (slug, indicator, area)


def test_twelve_months_are_sums_of_exported_months(shown: Shown, exported: pd.DataFrame) -> None:
    told = shown["trend_rolling12"].frame.set_index("period_end")["numerator"]
    months = of_area(exported, "vandalism_count", ("9999",))
    ends = pd.to_datetime(months.index) + pd.offsets.MonthEnd(0)
    sums = pd.Series(months.to_numpy(), index=ends).rolling(12).sum()
    assert len(told) and told.tolist() == sums[told.index].tolist()


def test_the_year_so_far_and_the_time_profile_are_sums_of_exported_months(shown: Shown, exported: pd.DataFrame) -> None:
    so_far, profile = shown["year_to_date"].frame, shown["time_profile"].frame
    told = of_area(exported, "vandalism_count", ("9999",))
    for start, end, events in zip(so_far["period_start"], so_far["period_end"], so_far["events"], strict=True):
        assert events == told[f"{start:%Y-%m-%d}" : f"{end:%Y-%m-%d}"].sum(), start
    by_month = profile[profile["dimension"] == "month"]
    first, last = by_month["period_start"].min(), by_month["period_end"].max()
    whole_years = told[f"{first:%Y-%m-%d}" : f"{last:%Y-%m-%d}"]
    assert by_month["events"].tolist() == whole_years.groupby(whole_years.index.str[5:7]).sum().tolist()


def test_an_effect_is_of_exported_months_before_and_after(shown: Shown, exported: pd.DataFrame) -> None:
    found = shown["effect_of_trial"]
    groups = (("N06",), ("N03", "N08"))
    told = [of_area(exported, "vandalism_count", areas) for areas in groups]
    by_hand = [[months["2023-06-01":"2024-05-01"].sum(), months["2024-06-01":"2025-05-01"].sum()] for months in told]
    assert found.frame[["before", "after"]].head(2).to_numpy().tolist() == by_hand
    here, there = ([float(n) for n in counts] for counts in by_hand)
    assert found.frame["value"].iloc[2] == pytest.approx((here[1] - here[0]) - (there[1] - there[0]))
    downloaded = told_columns(found).select_dtypes("number").to_numpy().ravel()
    assert set(np.ravel(by_hand)) <= set(downloaded)


def test_shares_two_surveys_and_goals_tell_exported_values(shown: Shown, exported: pd.DataFrame) -> None:
    known = set(exported["value"].dropna().round(9))
    for slug, columns, factor in (
        ("effect_shares", ["percent"], 100),
        ("instruments", ["own_value", "other_value"], 1),
        ("compare", ["value"], 1),
    ):
        told = shown[slug].frame[columns].stack().dropna()
        assert len(told) >= 2 and {round(value / factor, 9) for value in told} <= known, slug
    leads = [row["lead"] for row in shown["goals"].facts["rows"] if row["lead"] is not None]
    told = [lead["latest"]["value"] for lead in leads if lead["latest"]]
    assert told and {round(value, 9) for value in told} <= known


def test_groups_of_people_tell_exported_values(shown: Shown, exported: pd.DataFrame) -> None:
    rows = shown["question_groups"].frame
    known = cells(exported[exported["area"] == "9999"], "indicator", "subgroup", "period_start")
    told = rows[rows["value"].notna()]
    assert len(told) >= 6
    for indicator, group, start, value in zip(told["indicator"], told["subgroup"], told["period_start"], told["value"], strict=True):
        assert round(value, 9) in known[indicator, group, f"{start:%Y-%m-%d}"], (indicator, group)


@pytest.mark.parametrize("slug", sorted(PUBLIC))
def test_the_public_zone_tells_what_its_own_export_holds(home: Path, shown_public: Shown, slug: str) -> None:
    exported = estimates_for_export(home, "public", "9999", None)
    known = set(exported["value"].dropna().round(9))
    told = shown_public[slug].frame["value"].dropna()
    assert len(told) and {round(value, 9) for value in told} <= known


def test_activity_marks_are_the_builds_activities_on_chart_and_in_table(home: Path, shown: Shown) -> None:
    reader = current(home, "9999", "internal")
    assert reader is not None
    stored = reader.frame("SELECT activity, title, starts_on, ends_on FROM activity").set_index("activity")
    marked = {slug: found for slug, found in shown.items() if len(found.marks)}
    assert "goal_1" in marked, sorted(shown)
    for slug, found in marked.items():
        for mark in found.marks.to_dict("records"):
            row = stored.loc[mark["activity"]]
            assert (mark["title"], mark["starts_on"]) == (row["title"], row["starts_on"].date()), slug
            assert mark["open_end"] or mark["ends_on"] == row["ends_on"].date(), slug
        assert activity_marks.table(found.marks).iloc[:, 1].tolist() == found.marks["title"].tolist()


@pytest.mark.parametrize("slug", load_briefings())
def test_a_plain_number_in_a_briefings_table_is_an_exported_one(home: Path, slug: str) -> None:
    exported = estimates_for_export(home, load_briefings()[slug].zone, "9999", None)
    shares = 100 * exported.loc[exported["unit"] == "share", "value"]
    reader = current(home, "9999", load_briefings()[slug].zone)
    assert reader is not None
    beside = reader.frame("SELECT respondents, sample FROM survey_wave").stack()  # how many answered, and rows in the list of sources
    beside = pd.concat([beside, reader.frame("SELECT rows_stored FROM source")["rows_stored"]])
    values = pd.concat([exported["value"], exported["numerator"], exported["base"], shares, beside])
    known = {number(value, places) for value in values.dropna().unique() for places in (0, 1)}
    tables = [block for block in blocks_of(whole(home, slug)) if isinstance(block, Table)]
    texts = [cell for table in tables for row in table.rows for cell in row if isinstance(cell, str)]
    told = [cell for cell in texts if re.fullmatch(r"[\d\u00a0]+(,\d)?", cell)]
    assert set(told) <= known, set(told) - known

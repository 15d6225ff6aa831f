"""Norrhamn's files are equal to the byte every time and look as their senders lay them out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from lagesbild.catalog import load_catalog
from lagesbild.example import make_earlier, make_example
from lagesbild.example.layout import layout
from lagesbild.example.published import by_month, by_year
from lagesbild.example.reports import reports


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_example(tmp_path_factory.mktemp("norrhamn"))


def sheet(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def rows(files: list[Path]) -> Iterator[dict[str, str]]:
    for path in files[2:5]:
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)


def test_files_come_in_the_order_to_receive_them(files: list[Path]) -> None:
    assert [path.suffix for path in files[:7]] == [".geojson", ".xlsx", ".csv", ".csv", ".csv", ".xlsx", ".xlsx"]
    assert [path.stem.split("_")[0] for path in files[7:]] == ["norrhamn"] * 6 + ["polisens"] * 2 + ["elevenkat"]


def test_made_again_they_are_equal_to_the_byte(files: list[Path], tmp_path: Path) -> None:
    reports.cache_clear()
    again = make_example(tmp_path)
    assert [path.name for path in again] == [path.name for path in files]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(files, again, strict=True))


def test_police_rows_have_the_senders_columns_and_no_day_is_in_two_files(files: list[Path]) -> None:
    told = list(rows(files))
    assert list(told[0])[:4] == ["", "Id", "Brottskod", "Brottskod.klartext"]
    assert len(told) == len(reports())
    assert {row["Kommun"] for row in told} == {"Norrhamn"}
    assert all(len(row["Brottskod"]) == 4 for row in told if row["Brottskod"].isdigit())
    assert "0" in {row["Brottskod"][0] for row in told if row["Brottskod"]}, "the leading zero stays"
    spans = [(file["from"], file["to"]) for file in layout()["rows"]["file"]]
    assert all(end < start for (_, end), (start, _) in pairwise(spans))


def test_a_handful_of_rows_went_wrong_on_the_way(files: list[Path]) -> None:
    slips = [slip for file in layout()["rows"]["file"] for slip in file["slips"]]
    assert 5 < len(slips) < 0.001 * len(reports())
    found = list(rows(files))
    assert sum(row["Inskrivningsdatum"] == "" for row in found) == sum(
        slip["column"] == "Inskrivningsdatum" and not slip["text"] for slip in slips
    )


def test_population_has_the_year_on_its_first_row_only(files: list[Path]) -> None:
    cells = sheet(files[1])
    assert cells[2] == ["", "", "totalt"] and cells[3][:2] == ["2016", "9999"] and cells[4][:2] == ["", "N01"]
    assert sum(1 for row in cells if str(row[1]).startswith(("N", "9999"))) == 15 * 10


def test_every_published_row_stands_below_all_its_ancestors(files: list[Path]) -> None:
    for path in files[5:7]:
        cells = sheet(path)
        assert cells[0][0] == "Anmälda brott" and cells[5][0] == "Norrhamn kommun"
        body = cells[6 : next(index for index, row in enumerate(cells) if index > 5 and not any(cell != "" for cell in row))]
        found, above = [], []
        for row in body:
            if all(cell == "" for cell in row[1:]):
                above.append(row[0])
            else:
                found.append((*above, row[0]))
                above = []
        assert found == [tuple(row["path"]) for row in layout()["published"]["row"]]


def test_the_current_year_is_preliminary_and_ends_in_october(files: list[Path]) -> None:
    years, months = sheet(files[6])[2:4]
    assert years[1:] == ["2025"] * 12 + ["2026 prel."] * 10 and months[-1] == "Okt"


def test_published_parents_hold_at_least_their_children_and_months_add_up_to_the_year() -> None:
    years = {row.path: row.figures for row in by_year(2016, 2025)}
    for path, figures in years.items():
        children = [found for other, found in years.items() if other[: len(path)] == path and len(other) == len(path) + 1]
        for index, figure in enumerate(figures):
            assert figure is None or figure >= sum(child[index] or 0 for child in children)
    for row in by_month(2025):
        monthly, yearly = row.figures[:12], years[row.path][-1]
        assert yearly is None or sum(figure or 0 for figure in monthly) == yearly


def test_what_did_not_exist_is_absent_and_never_zero() -> None:
    scooters = next(row for row in by_year(2016, 2025) if row.path[-1] == "Elsparkcykel")
    assert scooters.figures[:8] == [None] * 8 and all(scooters.figures[8:])


def test_published_figures_include_offences_without_a_place_and_follow_the_reports() -> None:
    told = reports()
    last = {row.path[-1]: row.figures[-1] or 0 for row in by_year(2016, 2025)}
    in_2025 = told[told["reported"].dt.year == 2025]
    assert last["Totalt antal brott"] > 1.2 * in_2025["events"].sum() and last["Bedrägeri inkl. grovt, bedrägligt beteende (1-3 §)"] > 300
    narcotics = in_2025.loc[in_2025["offence"] == "narcotics", "events"].sum()
    assert last["Brott mot narkotikastrafflagen"] == pytest.approx(narcotics, rel=0.02)


def test_catalogue_knows_the_published_paths_of_the_example() -> None:
    published = {tuple(row["path"]) for row in layout()["published"]["row"]}
    for slug in ("vandalism", "narcotics", "robbery", "residential_burglary", "bicycle_theft", "drunk_driving", "weapons"):
        assert published & set(load_catalog().crime_groups[slug].bra_paths), slug


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, date]]:
    return make_earlier(tmp_path_factory.mktemp("earlier"))


def test_what_came_earlier_came_on_earlier_days_and_is_equal_to_the_byte(earlier: list[tuple[Path, date]], tmp_path: Path) -> None:
    assert [on for _, on in earlier] == [date(2026, 3, 12), date(2026, 5, 11), date(2026, 7, 8), date(2026, 9, 8)]
    assert all(path.read_bytes() == again.read_bytes() for (path, _), (again, _) in zip(earlier, make_earlier(tmp_path), strict=True))


def test_the_earlier_months_were_preliminary_and_a_little_lower(earlier: list[tuple[Path, date]], files: list[Path]) -> None:
    first, now = sheet(earlier[0][0]), sheet(files[6])
    assert first[2][1:] == ["2025 prel."] * 12 + ["2026 prel."] * 2
    pairs = [(old, new) for was, row in zip(first[6:], now[6:], strict=False) for old, new in zip(was[1:], row[1:15], strict=True)]
    counted = [(old, new) for old, new in pairs if isinstance(old, int | float) and isinstance(new, int | float)]
    assert all(old <= new for old, new in counted)
    lacked = sum(new - old for old, new in counted) / sum(new for _, new in counted)
    assert 0 < lacked < 0.01, "preliminary figures differ little from final ones"


def test_the_earlier_extract_lacks_late_reports_and_has_some_in_the_wrong_area(earlier: list[tuple[Path, date]], files: list[Path]) -> None:
    with earlier[3][0].open(encoding="utf-8", newline="") as stream:
        known = {row["Id"]: row for row in csv.DictReader(stream)}
    now = {row["Id"]: row for row in rows(files) if "2026-01-01" <= row["Inskrivningsdatum"] <= "2026-08-31"}
    assert known.keys() < now.keys() | {row["Id"] for row in rows(files)}
    missing = [row for key, row in now.items() if key not in known]
    assert 5 < len(missing) < 0.05 * len(now)
    moved = [(row["DeSO.område"], now[key]["DeSO.område"]) for key, row in known.items() if row["DeSO.område"] != now[key]["DeSO.område"]]
    assert moved and set(moved) == {("N06", "N02")}

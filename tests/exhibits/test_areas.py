"""What an area's reported crime is compared with is the same on internal and public pages, and told."""

from __future__ import annotations

import pandas as pd
import pytest

from lagesbild.exhibits import areas, public_areas
from lagesbild.store import Reader
from tests.exhibits.made_areas import COUNTS, PEOPLE, areas_made
from tests.exhibits.made_goals import EVENTS
from tests.exhibits.made_goals import PEOPLE as EVERYBODY

YEAR = areas.AreaPeriod("year", pd.Timestamp(2025, 1, 1), "2024")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return areas_made(tmp_path_factory.mktemp("rest") / "internal.duckdb")


def crime(rows: pd.DataFrame, slug: str) -> pd.DataFrame:
    return rows[rows["indicator"] == slug].set_index("area")


def test_reports_without_a_place_are_in_everybodys_rest(reader: Reader) -> None:
    found = crime(areas.family(reader, YEAR), "vandalism")
    assert EVENTS["vandalism"][-1] > sum(told["vandalism"][-1] for told in COUNTS.values()), "some have no place"
    for area, told in COUNTS.items():
        rest = EVENTS["vandalism"][-1] - told["vandalism"][-1]
        assert (found.loc[area, "rest_events"], found.loc[area, "rest_base"]) == (rest, EVERYBODY - PEOPLE[area])


def test_the_rest_is_the_one_of_the_public_pages(reader: Reader) -> None:
    inside, outside = crime(areas.family(reader, YEAR), "vandalism"), crime(public_areas.family(reader, "year"), "vandalism")
    assert inside["rest_value"].to_dict() == pytest.approx(outside["rest_value"].to_dict())


def test_without_a_figure_for_the_municipality_the_rest_is_the_other_areas(reader: Reader) -> None:
    found = crime(areas.family(reader, YEAR), "sexual_offences")
    assert found.loc["N01", ["rest_events", "rest_base"]].tolist() == [COUNTS["N02"]["sexual_offences"][-1], PEOPLE["N02"]]

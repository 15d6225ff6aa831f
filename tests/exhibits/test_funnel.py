"""The funnel of Områden on a small build: expected numbers, places against the limits, smoothing, and the words."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.exhibits import areas, funnel, trend
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import take

Built = Callable[[tuple[int, int]], Reader]
LATEST = ("", "1210 2025-12-30", 1)  # without area: the year is whole


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Builds two areas of 1,000 and 2,000 people with so many reports each."""

    @cache
    def build(events: tuple[int, int]) -> Reader:
        folder = tmp_path_factory.mktemp("funnel")
        rows = [(area, "1210 2025-01-02", n) for area, n in zip(("N01", "N02"), events, strict=True)]
        files = (squares(folder / "o.geojson"), people(folder / "f.xlsx", {2025: (1000, 2000)}), reports(folder / "b.csv", [*rows, LATEST]))
        for path in files:
            take(folder / "home", path, DAY)
        builds.build(folder / "home", "9999", DAY)
        reader = current(folder / "home", "9999", "internal")
        assert reader is not None
        return reader

    return build


def shown(reader: Reader) -> tuple[Exhibit, Reader]:
    period = areas.area_periods(reader)[0]
    return funnel.funnel(reader, "Norrhamn", trend.indicators(reader).loc["fire_vandalism"], period, "N01"), reader


def test_every_area_is_held_against_the_rate_of_all_areas(built: Built) -> None:
    found, reader = shown(built((40, 20)))
    rows = found.frame.set_index("area")
    assert rows["expected"].to_dict() == {"N01": 20, "N02": 40} and rows["people"].to_dict() == {"N01": 1000, "N02": 2000}
    assert rows.loc["N02", "value"] < rows.loc["N02", "smoothed"] < rows.loc["N01", "smoothed"] < rows.loc["N01", "value"]
    assert (
        found.heading
        == areas.area_map(reader, "Norrhamn", trend.indicators(reader).loc["fire_vandalism"], areas.area_periods(reader)[0], None).heading
    )
    assert found.facts["between"] > 0 and "vidgade" in found.source_line
    assert {"Utjämnat värde", "Väntat antal", "I tratten"} <= set(found.table.columns)


def test_chance_alone_leaves_every_area_inside_exact_limits(built: Built) -> None:
    found, _ = shown(built((11, 19)))
    assert found.frame["position"].tolist() == [0, 0] and found.facts["between"] == 0
    assert found.sentence == "Inget av 2 områden ligger utanför den yttre gränsen." and "exakt Poisson" in found.source_line
    assert found.figure is not None and found.picture is not None
    drawn = found.figure()
    assert sorted(trace.name for trace in drawn.data if trace.name in ("N01", "N02")) == ["N01", "N02"]
    assert "<svg" in found.picture()


def test_a_period_without_people_has_no_funnel_but_says_so(built: Built) -> None:
    _, reader = shown(built((11, 19)))
    nowhere = replace(areas.area_periods(reader)[0], period_start=pd.Timestamp(2019, 1, 1))
    found = funnel.funnel(reader, "Norrhamn", trend.indicators(reader).loc["fire_vandalism"], nowhere, None)
    assert found.figure is None and found.heading == "Tratten kan inte ritas för den här perioden"

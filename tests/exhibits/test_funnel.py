"""The funnel of Områden on a small build: expected numbers, places against the limits, smoothing, and the words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from lagesbild import build as builds
from lagesbild.exhibits import areas, funnel, trend
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, give, home, people, reports, squares

__all__ = ["give", "home"]


def shown(home: Path, tmp_path: Path, give: Callable[[Path], str], events: tuple[int, int]) -> tuple[Exhibit, Reader]:
    give(squares(tmp_path / "områden.geojson"))
    give(people(tmp_path / "folkmängd.xlsx", {2025: (1000, 2000)}))
    rows = [(area, "1210 2025-01-02", n) for area, n in zip(("N01", "N02"), events, strict=True) if n]
    give(reports(tmp_path / "brott.csv", [*rows, ("", "1210 2025-12-30", 1)]))
    builds.build(home, "9999", DAY)
    reader = current(home, "9999", "internal")
    assert reader is not None
    period = areas.area_periods(reader)[0]
    return funnel.funnel(reader, "Norrhamn", trend.indicators(reader).loc["fire_vandalism"], period, "N01"), reader


def test_every_area_is_held_against_the_rate_of_all_areas(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> None:
    found, reader = shown(home, tmp_path, give, (40, 20))
    rows = found.frame.set_index("area")
    assert rows["expected"].to_dict() == {"N01": 20, "N02": 40} and rows["people"].to_dict() == {"N01": 1000, "N02": 2000}
    assert rows.loc["N02", "value"] < rows.loc["N02", "smoothed"] < rows.loc["N01", "smoothed"] < rows.loc["N01", "value"]
    assert (
        found.heading
        == areas.area_map(reader, "Norrhamn", trend.indicators(reader).loc["fire_vandalism"], areas.area_periods(reader)[0], None).heading
    )
    assert found.facts["between"] > 0 and "vidgade" in found.source_line
    assert {"Utjämnat värde", "Väntat antal", "I tratten"} <= set(found.table.columns)


def test_chance_alone_leaves_every_area_inside_exact_limits(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> None:
    found, _ = shown(home, tmp_path, give, (11, 19))
    assert found.frame["position"].tolist() == [0, 0] and found.facts["between"] == 0
    assert found.sentence == "Inget av 2 områden ligger utanför den yttre gränsen." and "exakt Poisson" in found.source_line
    assert found.figure is not None and found.picture is not None
    drawn = found.figure()
    assert sorted(trace.name for trace in drawn.data if trace.name in ("N01", "N02")) == ["N01", "N02"]
    assert "<svg" in found.picture()


def test_a_period_without_people_has_no_funnel_but_says_so(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> None:
    _, reader = shown(home, tmp_path, give, (11, 19))
    nowhere = replace(areas.area_periods(reader)[0], period_start=pd.Timestamp(2019, 1, 1))
    found = funnel.funnel(reader, "Norrhamn", trend.indicators(reader).loc["fire_vandalism"], nowhere, None)
    assert found.figure is None and found.heading == "Tratten kan inte ritas för den här perioden"

"""Local councils and districts: counts and people summed over their members, and nothing where a member is missing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from lagesbild import build as builds
from lagesbild.build.area_sets import with_sets
from lagesbild.build.new_borders import area_breaks
from lagesbild.catalog import load_catalog
from lagesbild.exhibits.areas import AreaPeriod, area_periods, divisions, family
from lagesbild.model import AreaMembers, AreaSet, LagesbildError
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, people, reports, squares

COUNCILS = """
[[set]]
slug = "kustradet"
title = "Kustrådet"
kind = "council"
[[set.members]]
version = "2024"
areas = ["N01", "N02"]

[[set]]
slug = "vastradet"
title = "Västrådet"
kind = "council"
[[set.members]]
version = "2024"
areas = ["N01"]

[[set]]
slug = "okant"
title = "Okänt"
kind = "council"
[[set.members]]
version = "2024"
areas = ["N01", "N77"]
"""


@pytest.fixture
def reader(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> Reader:
    folder = home / "catalogue" / "municipalities" / "9999-norrhamn"
    folder.mkdir(parents=True)
    (folder / "area_sets.toml").write_text(COUNCILS, encoding="utf-8")
    give(squares(tmp_path / "områden.geojson"))
    give(people(tmp_path / "folkmängd.xlsx", {2025: (1000, 2000)}))
    rows = [("N01", "1210 2025-01-02", 30), ("N02", "1210 2025-12-30", 2), ("", "1210 2025-06-01", 5)]
    give(reports(tmp_path / "brott.csv", rows))
    builds.build(home, "9999", DAY)
    found = current(home, "9999", "internal")
    assert found is not None
    return found


def test_a_council_is_the_sum_of_its_areas_in_counts_people_and_rates(reader: Reader) -> None:
    rows = reader.frame("FROM estimate WHERE area_level = 'council' AND period_kind = 'year'").set_index(["area", "indicator"])
    assert rows["value"].to_dict() == {
        ("kustradet", "fire_vandalism_count"): 32, ("vastradet", "fire_vandalism_count"): 30,
        ("kustradet", "fire_vandalism"): pytest.approx(1000 * 32 / 3000), ("vastradet", "fire_vandalism"): 30,
        ("kustradet", "population"): 3000, ("vastradet", "population"): 1000,
    }  # fmt: skip
    assert rows.loc[("kustradet", "fire_vandalism"), "lower"] == pytest.approx(1000 * chi2.ppf(0.025, 2 * 32) / 2 / 3000), (
        "exact, of the sum"
    )
    assert set(rows["area_version"]) == {"council"}


def test_a_council_with_an_unknown_member_is_told_but_has_no_figures(reader: Reader) -> None:
    told = reader.frame("SELECT DISTINCT area FROM area_set ORDER BY area")["area"].tolist()
    assert told == ["kustradet", "okant", "vastradet"]
    assert reader.frame("SELECT DISTINCT area FROM area WHERE area_level = 'council' ORDER BY area")["area"].tolist() == [
        "kustradet",
        "vastradet",
    ]


def test_a_councils_rest_is_everything_outside_it(reader: Reader) -> None:
    assert divisions(reader) == {"": "Områden", "council": "Råd"}
    period = next(p for p in area_periods(reader, "council") if p.period_kind == "year")
    assert period == AreaPeriod("year", pd.Timestamp(2025, 1, 1), "council", "2024")
    rows = family(reader, period).query("indicator == 'fire_vandalism'").set_index("area")
    assert (rows.loc["vastradet", "rest_events"], rows.loc["vastradet", "rest_base"]) == (2 + 5, 2000), "the five without area too"
    assert rows.loc["kustradet", "rest_base"] == 0, "nobody lives outside it, so there is nothing to compare with"
    assert rows.loc["kustradet", "verdict"] == "too_uncertain"


def test_a_councils_border_runs_around_its_areas(reader: Reader) -> None:
    rings = reader.frame("SELECT area, list_max(east) - list_min(east) AS wide FROM boundary WHERE area_version = 'council' ORDER BY area")
    assert rings["area"].tolist() == ["kustradet", "vastradet"], "one ring each"
    assert rings["wide"][0] / rings["wide"][1] == pytest.approx(2, rel=0.02)


def test_areas_are_not_mixed_with_councils(reader: Reader) -> None:
    assert {p.area_version for p in area_periods(reader)} == {"2024"}


def test_the_public_file_names_the_councils_without_figures(reader: Reader, home: Path) -> None:
    builds.publish(home, "9999", DAY)
    public = current(home, "9999", "public")
    assert public is not None
    assert len(public.frame("FROM area_set")) == 5
    assert public.frame("FROM estimate WHERE area_level = 'council'").empty


SET = AreaSet("rad", "Rådet", "council", "9999", (AreaMembers(("A", "B"), "2018"), AreaMembers(("A1", "A2", "B"), "2025")))


def counts(rows: list[tuple[str, str, int, float]]) -> pd.DataFrame:
    """Yearly counts: (area, version, year, events)."""
    return pd.DataFrame([
        {
            "area": area, "area_level": "deso", "area_version": version, "indicator": "x_count", "subgroup": "all", "period_kind": "year",
            "period_start": pd.Timestamp(year, 1, 1), "unit": "count", "numerator": value, "arrival": 1,
        }
        for area, version, year, value in rows
    ])  # fmt: skip


def test_the_same_council_in_new_borders_is_one_series_with_a_break() -> None:
    """Reports of 2024 lie in both versions, since the borders changed within the year; each lies in one of them."""
    rows = counts([
        ("A", "2018", 2023, 5), ("B", "2018", 2023, 7), ("A", "2018", 2024, 3), ("B", "2018", 2024, 2),
        ("A1", "2025", 2023, 0), ("A2", "2025", 2023, 0), ("B", "2025", 2023, 0),
        ("A1", "2025", 2024, 2), ("A2", "2025", 2024, 4), ("B", "2025", 2024, 9),
        ("A1", "2025", 2025, 1), ("A2", "2025", 2025, 1), ("B", "2025", 2025, 1),
    ])  # fmt: skip
    found = with_sets(rows, [SET], "numerator")
    council = found[found["area_level"] == "council"]
    assert dict(zip(council["period_start"].dt.year, council["numerator"], strict=True)) == {2023: 12, 2024: 20, 2025: 3}
    assert set(council["area_version"]) == {"council"}
    (cut,) = area_breaks(found.assign(value=found["numerator"])).to_dict("records")
    assert (cut["break_date"], cut["version_before"], cut["version_after"]) == (pd.Timestamp(2024, 1, 1), "2018", "2025")


def test_people_come_from_one_version_the_newest_that_is_known() -> None:
    rows = counts([
        ("A", "2018", 2024, 500), ("B", "2018", 2024, 700), ("A1", "2025", 2024, 200), ("A2", "2025", 2024, 310), ("B", "2025", 2024, 700),
        ("A", "2018", 2023, 490), ("B", "2018", 2023, 690),
        ("A1", "2025", 2023, np.nan), ("A2", "2025", 2023, 300), ("B", "2025", 2023, 690),
    ]).rename(columns={"numerator": "persons"})  # fmt: skip
    council = with_sets(rows, [SET], "persons").query("area_level == 'council'")
    assert dict(zip(council["period_start"].dt.year, council["persons"], strict=True)) == {2024: 1210, 2023: 1180}


def test_a_missing_member_makes_the_sum_missing_and_an_absent_one_makes_no_row() -> None:
    one = AreaSet("rad", "Rådet", "council", "9999", (AreaMembers(("A", "B"), "2018"),))
    rows = counts([("A", "2018", 2023, 5), ("B", "2018", 2023, np.nan), ("A", "2018", 2024, 6)])
    council = with_sets(rows, [one], "numerator").query("area_level == 'council'")
    assert len(council) == 1 and np.isnan(council["numerator"].iloc[0])


def test_sets_without_all_their_members_change_nothing() -> None:
    rows = counts([("A", "2018", 2023, 5), ("C", "2018", 2023, 1)])
    pd.testing.assert_frame_equal(with_sets(rows, [SET], "numerator"), rows)
    pd.testing.assert_frame_equal(with_sets(rows, [], "numerator"), rows)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('kind = "circle"', "kind"),
        ('slug = "Norra rådet"', "små bokstäver"),
        ('kind = "council"\n[[set.members]]\nareas = ["A", "A"]\n[[set.members]]\nareas = []', "saknar områden"),
        ('kind = "council"\n[[set.members]]\nareas = ["A", "A"]', "två gånger"),
        ('kind = "council"\ncolour = "red"', "colour"),
    ],
)
def test_a_fault_in_the_file_is_told_by_name(home: Path, wrong: str, said: str) -> None:
    folder = home / "catalogue" / "municipalities" / "9999-norrhamn"
    folder.mkdir(parents=True)
    told = {"slug": 'slug = "rad"', "title": 'title = "Rådet"', "kind": 'kind = "council"'}
    kept = [line for key, line in told.items() if not any(part.startswith(f"{key} ") for part in wrong.splitlines())]
    (folder / "area_sets.toml").write_text("\n".join(["[[set]]", *kept, wrong]), encoding="utf-8")
    with pytest.raises(LagesbildError, match=said) as fault:
        load_catalog(home)
    assert "9999-norrhamn/area_sets.toml" in str(fault.value)

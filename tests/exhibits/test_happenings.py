"""A happening that shows in an area, in its council and in the whole municipality is one, not three."""

from datetime import date

import pandas as pd

from lagesbild.exhibits.happenings import counted_under
from lagesbild.exhibits.signals import once

NORTH, HARBOUR = ("norra", "council"), ("hamn", "council")
INSIDE = {
    NORTH: frozenset({("N03", "2024"), ("N08", "2024")}),
    HARBOUR: frozenset({("N02", "2024")}),
    ("stad", "district"): frozenset({("N03", "2024"), ("N08", "2024"), ("N02", "2024")}),
}


def signal(area: str, version: str = "2024", **other: object) -> dict[str, object]:
    """One month above the limit in September, of thefts, unless it says otherwise."""
    level = "municipality" if area == "9999" else version if version in ("council", "district") else "neighbourhood"
    told = {"indicator": "theft", "side": "above", "since": date(2026, 9, 1), "period_start": date(2026, 9, 1)}
    return {"area": area, "area_version": version, "area_level": level, **told, **other}


def leads(*rows: dict[str, object]) -> list[int]:
    return counted_under(pd.DataFrame(rows), INSIDE)


def test_an_area_its_council_its_district_and_the_municipality_are_one() -> None:
    assert leads(signal("N08"), signal(*NORTH), signal("stad", "district"), signal("9999", "")) == [0, 0, 0, 0]


def test_the_surest_leads_wherever_it_is() -> None:
    assert leads(signal("9999", ""), signal("N08"), signal("N02")) == [0, 0, 0]
    assert leads(signal(*NORTH), signal("N08"), signal("9999", "")) == [0, 0, 0]


def test_places_beside_each_other_are_two_even_when_the_municipality_shows_it_too() -> None:
    assert leads(signal("N08"), signal("N02"), signal("9999", ""), signal(*HARBOUR)) == [0, 1, 0, 1]
    assert leads(signal(*NORTH), signal("N02")) == [0, 1], "an area outside the council"


def test_another_crime_another_side_and_months_that_do_not_meet_are_others() -> None:
    later = {"since": date(2026, 8, 1), "period_start": date(2026, 8, 1)}
    long = {"since": date(2026, 3, 1), "rule": "shift"}
    assert leads(signal("N08"), signal(*NORTH, indicator="fire")) == [0, 1]
    assert leads(signal("N08"), signal(*NORTH, side="below")) == [0, 1]
    assert leads(signal("N08"), signal(*NORTH, **later)) == [0, 1]
    assert leads(signal("N08"), signal(*NORTH, **long)) == [0, 0], "a shift since March that September belongs to"


def test_a_place_of_older_borders_is_no_member() -> None:
    assert leads(signal("N08", "2018"), signal(*NORTH)) == [0, 1]


def test_once_keeps_the_surest_of_those_that_are_asked_for() -> None:
    rows = pd.DataFrame([signal("N08"), signal(*NORTH), signal("9999", "")]).assign(lead=[0, 0, 0])
    assert once(rows)["area"].tolist() == ["N08"]
    assert once(rows[rows["area"] == "norra"])["area"].tolist() == ["norra"], "the council's own list has the council's own signal"

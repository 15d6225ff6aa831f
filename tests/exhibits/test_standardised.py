"""A delivered rate allowing for age: by hand for two age groups, and nothing where the source does not make it possible."""

from __future__ import annotations

from typing import Any

import pytest

from lagesbild import build as builds
from lagesbild.exhibits import area_figures, standardised, trend
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.store import Reader, current
from tests.build.conftest import DAY
from tests.build.delivered_figures import FORMAT, deliver, year

INDICATOR = """
title = "Besök på akutmottagning efter våld"
short_title = "Akutbesök efter våld"
sentence_name = "akutbesöken efter våld"
definition = "Besök efter våld, påhittat."
source = "Skolan"
measure = "rate"
unit = "per_1000"
better = "lower"
family = "figures"
"""
# The young are hit five times as often, and N01 is young: 50 + 2 of 5 000 + 1 000 people against 10 + 16 of 1 000 + 8 000.
MANY = {"N01": (50, 2), "N02": (10, 16), "9999": (60, 18)}
FEW = {"N01": (5, 1), "N02": (10, 16), "9999": (15, 17)}
PEOPLE = {"N01": (5000, 1000), "N02": (1000, 8000), "9999": (6000, 9000)}
AGES = ("age=16-29", "age=30+")


def facts(indicator: str, events: dict[str, tuple[int, int]]) -> list[dict[str, Any]]:
    """Everybody and each age group, in every area and the municipality."""
    told = []
    for code in events:
        place = {} if code == "9999" else {"area": code}
        for group, n, base in (("all", sum(events[code]), sum(PEOPLE[code])), *zip(AGES, events[code], PEOPLE[code], strict=True)):
            cell = {"subgroup": group, "numerator": float(n), "base": float(base)}
            told.append(year(2025, indicator=indicator, label=indicator, measure="rate", unit="per_1000", **cell, **place))
    return told


def unknown(row: dict[str, Any]) -> dict[str, Any]:
    """The young of N02 are not told."""
    return row | {"numerator": None, "state": "missing"} if (row["area"], row["subgroup"]) == ("N02", AGES[0]) else row


def doubled(row: dict[str, Any]) -> dict[str, Any]:
    """There are twice as many people as the age groups hold."""
    return row | {"base": 2 * row["base"]} if row["subgroup"] == "all" else row


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    home = tmp_path_factory.mktemp("ages")
    given = {
        "many": facts("many", MANY), "few": facts("few", FEW), "unknown": [unknown(row) for row in facts("unknown", MANY)],
        "doubled": [doubled(row) for row in facts("doubled", MANY)],
        "everybody": [row for row in facts("everybody", MANY) if row["subgroup"] == "all"],
    }  # fmt: skip
    for kind, name, content in (("formats", "skola", FORMAT), *(("indicators", name, INDICATOR) for name in given)):
        folder = home / "catalogue" / kind
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    deliver(home, [row for rows in given.values() for row in rows])
    builds.build(home, "9999", DAY)
    found = current(home, "9999", "internal")
    assert found is not None
    return found


def shown(reader: Reader, indicator: str) -> Exhibit | None:
    periods = area_figures.periods(reader)
    period = periods[periods["indicator"] == indicator].iloc[0]
    return standardised.standardised(reader, trend.indicators(reader).loc[indicator], period, "N01")


def test_a_young_area_is_told_with_the_ages_of_the_municipality(reader: Reader) -> None:
    found = shown(reader, "many")
    assert found is not None and not found.facts["few"] and "Direkt" in found.source_line
    rows = found.frame.set_index("area")
    rates = {code: [x / n for x, n in zip(MANY[code], PEOPLE[code], strict=True)] for code in rows.index}
    by_hand = {code: 1000 * (6000 * young + 9000 * old) / 15000 for code, (young, old) in rates.items()}
    assert rows["value"].to_dict() == pytest.approx(by_hand)
    assert rows["crude"].to_dict() == pytest.approx({"N01": 52 / 6, "N02": 26 / 9})
    assert by_hand["N01"] < rows["crude"]["N01"] and by_hand["N02"] > rows["crude"]["N02"], "much of the difference was age"
    assert rows["expected"].to_dict() == pytest.approx({"N01": 5000 * 60 / 6000 + 1000 * 18 / 9000, "N02": 10 + 8000 * 18 / 9000})
    assert "8,7 per\u00a01\u00a0000 invånare som det är, 5,2 med hänsyn till ålder" in found.sentence and "1,0 gånger" in found.sentence
    assert (rows["lower"] < rows["value"]).all() and (rows["value"] < rows["upper"]).all()


def test_where_an_area_has_few_the_expected_number_is_used_and_said(reader: Reader) -> None:
    found = shown(reader, "few")
    assert found is not None and found.facts["few"] and "Indirekt" in found.source_line
    row = found.frame.set_index("area").loc["N01"]
    expected = 5000 * 15 / 6000 + 1000 * 17 / 9000
    assert row["value"] == pytest.approx(1000 * 6 / expected * 32 / 15000) and row["ratio"] == pytest.approx(6 / expected)


@pytest.mark.parametrize("indicator", ["unknown", "doubled", "everybody"])
def test_nothing_is_said_where_the_ages_are_not_whole(reader: Reader, indicator: str) -> None:
    assert shown(reader, indicator) is None

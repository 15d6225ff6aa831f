"""From delivered answers and ready tables to survey estimates: weighted, by place and group, and never across a break."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.build.survey_weights import weighted
from lagesbild.exhibits.survey_figures import areas_against_rest, changes, earlier, sets_against_rest, waves
from lagesbild.intake import Receipt, receive
from lagesbild.model import SurveyWave
from lagesbild.stats.proportion import share_interval
from lagesbild.stats.survey import design, estimates, tally
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, people, squares
from tests.build.made_wave import BREAK, answers, declare, respondents
from tests.intake.made_surveys import sav, table

SHARES = {"F1": (60, 20), "F2": (30, 30), "F3": (0, 10)}
SETS = """
[[set]]
slug = "radet"
title = "Hela rådet"
kind = "council"
members = [{ version = "2024", areas = ["N01"] }]

[[set]]
slug = "bortom"
title = "Bortom enkäten"
kind = "council"
members = [{ version = "2024", areas = ["N01", "N99"] }]
"""
Build = Callable[..., Reader]


@pytest.fixture
def built(home: Path, tmp_path: Path) -> Build:
    """Deliver files after the borders and build; returns a reader of the result."""

    def built(*files: Path, before: Path | None = None) -> Reader:
        for path in (before or squares(tmp_path / "o.geojson"), *files):
            receipt: Receipt = receive(path, home, "9999", None, DAY)
            assert receipt.outcome == "accepted", receipt.message
        builds.build(home, "9999", DAY)
        reader = current(home, "9999", "internal")
        assert reader is not None
        return reader

    return built


def rows(reader: Reader, indicator: str, **where: str) -> pd.DataFrame:
    """Estimates of a question, by area."""
    found = reader.frame("FROM estimate WHERE indicator = $indicator AND period_kind = 'wave'", {"indicator": indicator})
    for name, value in ({"subgroup": "all"} | where).items():
        found = found[found[name] == value]
    return found.set_index("area")


def wave(reader: Reader, name: str = "2026") -> Any:
    return next(item for item in waves(reader) if item.wave == name)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "sav"])
def test_answers_of_any_container_become_the_same_weighted_figures(built: Build, home: Path, tmp_path: Path, ending: str) -> None:
    declare(home)
    path = tmp_path / f"svar.{ending}"
    reader = built(sav(path, list(respondents(2026, SHARES))) if ending == "sav" else answers(path, 2026, SHARES))
    found = rows(reader, "prov_1")
    assert found["value"].to_dict() == pytest.approx({"9999": (0.6 * 1_000 + 0.2 * 3_000) / 4_000, "N01": 0.6, "N02": 0.2})
    assert found["area_level"].to_dict() == {"9999": "municipality", "N01": "neighbourhood", "N02": "neighbourhood"}
    assert found.loc["9999", "effective_base"] == pytest.approx(4_000**2 / (100 * 10**2 + 100 * 30**2))
    by_hand = estimates(tally(np.full(100, 10.0), np.zeros(100, int), np.zeros(100, int), np.arange(100) < 60, domains=1, strata=1),
                        design(np.zeros(100, int), [1_000]))  # fmt: skip
    low, high = share_interval(by_hand)
    assert found.loc["N01", ["lower", "upper", "standard_error"]].tolist() == pytest.approx([low[0], high[0], by_hand.se[0]])


def test_every_division_of_people_is_estimated_and_parts_make_the_whole(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home)
    reader = built(answers(tmp_path / "svar.csv", 2026, SHARES))
    found = reader.frame("FROM estimate WHERE indicator = 'prov_1' AND period_kind = 'wave'")
    assert set(found["subgroup"]) >= {"all", "sex=K", "sex=M", "age=16-29", "sex=M;age=16-29"}
    whole = found[(found["subgroup"] == "all")].set_index("area")["base"]
    for kind in ("^sex=.$", "^age=[^;]*$", "^sex=.;age="):
        parts = found[found["subgroup"].str.match(kind)].groupby("area")["base"].sum()
        assert parts.to_dict() == whole.to_dict()


def test_nobody_has_an_interval_and_its_state(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home)
    row = rows(built(answers(tmp_path / "svar.csv", 2026, SHARES)), "prov_3").loc["N01"]
    assert (row["state"], row["value"], row["lower"]) == ("zero", 0, 0) and 0.02 < row["upper"] < 0.05


def test_a_mean_stays_on_its_scale(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home)
    row = rows(built(answers(tmp_path / "svar.csv", 2026, SHARES)), "prov_4").loc["9999"]
    assert row["unit"] == "index" and row["value"] == pytest.approx(1.5) and 1.2 < row["lower"] < 1.5 < row["upper"] < 1.8


def test_areas_and_groups_are_held_against_the_others_only(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home)
    reader = built(answers(tmp_path / "svar.csv", 2026, SHARES))
    judged = areas_against_rest(reader, wave(reader)).set_index(["indicator", "area"])
    assert judged.loc[("prov_1", "N01"), ["rest_value", "verdict", "polarity"]].tolist() == [pytest.approx(0.2), "clearly_higher", "bad"]
    assert judged.loc[("prov_2", "N01"), "verdict"] == "no_clear_difference"
    told = reader.frame("SELECT DISTINCT subgroup FROM contrast WHERE area = '9999'")["subgroup"]
    assert set(told) == {"sex=K", "sex=M", "age=16-29", "age=30-44", "age=45-64", "age=65-84"}


def test_councils_are_estimated_from_their_members_answers_and_held_against_everybody_else(
    built: Build, home: Path, tmp_path: Path
) -> None:
    declare(home)
    folder = home / "catalogue" / "municipalities" / "9999-norrhamn"
    folder.mkdir(parents=True)
    (folder / "area_sets.toml").write_text(SETS, encoding="utf-8")
    reader = built(answers(tmp_path / "svar.csv", 2026, SHARES))
    found = rows(reader, "prov_1")
    council, member = found.loc["radet"], found.loc["N01"]
    assert (council["area_level"], council["value"], council["standard_error"]) == ("council", member["value"], member["standard_error"])
    assert "bortom" not in found.index, "nobody was asked in one of its areas"
    judged = sets_against_rest(reader, wave(reader)).set_index(["indicator", "area"])
    assert judged.loc[("prov_1", "radet"), ["rest_value", "verdict"]].tolist() == [pytest.approx(0.2), "clearly_higher"]
    assert set(areas_against_rest(reader, wave(reader))["area"]) == {"N01", "N02"}


@pytest.mark.parametrize("told", [True, False])
def test_without_weights_they_are_made_from_the_areas_people_or_told_to_be_none(
    built: Build, home: Path, tmp_path: Path, told: bool
) -> None:
    declare(home, people=(1_000, 3_000) if told else None)
    reader = built(answers(tmp_path / "svar.csv", 2026, SHARES, leave_out=("Vikt",)))
    assert wave(reader).weighting == ("by_area" if told else "none")
    assert rows(reader, "prov_1").loc["9999", "value"] == pytest.approx(0.3 if told else 0.4)
    if told:
        whole = reader.frame("SELECT people FROM survey_wave")["people"]
        assert whole.tolist() == [pytest.approx(4_000)], "the weights of a wave add up to the people it asks about"


def test_a_break_stops_the_comparison_and_the_family_is_smaller(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home, more=BREAK)
    moved = {"F1": (20, 60), "F2": (80, 80), "F3": (0, 10)}
    reader = built(answers(tmp_path / "a.csv", 2024, SHARES), answers(tmp_path / "b.csv", 2026, moved))
    now = wave(reader)
    judged = changes(reader, now, earlier(reader, now)[0], "9999").set_index("indicator")
    assert judged["verdict"].to_dict() == {
        "prov_1": "increase", "prov_2": "not_comparable", "prov_3": "no_clear_change", "prov_4": "no_clear_change",
    }  # fmt: skip
    assert judged.loc["prov_2", "reason"] == "Frågan fick ny lydelse 2025." and judged.loc["prov_2", "polarity"] == "neutral"


def test_a_question_of_one_wave_only_has_no_figure_and_no_change_in_the_other(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home)
    first = answers(tmp_path / "a.csv", 2024, SHARES, leave_out=("F2",))
    reader = built(first, answers(tmp_path / "b.csv", 2026, SHARES))
    assert set(rows(reader, "prov_2")["period_start"].astype(str)) == {"2026-09-01"}
    now = wave(reader)
    judged = changes(reader, now, earlier(reader, now)[0], "9999").set_index("indicator")
    assert judged.loc["prov_2", "verdict"] == "not_measured" and np.isnan(judged.loc["prov_2", "difference"])


def test_every_question_and_area_has_its_smallest_detectable_change(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home)
    reader = built(answers(tmp_path / "svar.csv", 2026, SHARES))
    for area in ("9999", "N01", "N02"):
        judged = changes(reader, wave(reader), None, area).set_index("indicator")
        assert np.isfinite(judged["least_increase"]).all()
        assert judged.loc["prov_1", "least_increase"] > (0.1 if area == "9999" else 0.15)


def test_a_wave_that_is_delivered_again_is_counted_once_and_the_newer_counts(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home)
    reader = built(answers(tmp_path / "a.csv", 2026, SHARES), answers(tmp_path / "b.csv", 2026, SHARES | {"F1": (10, 10)}))
    found = rows(reader, "prov_1")
    assert found["value"].to_dict() == pytest.approx({"9999": 0.1, "N01": 0.1, "N02": 0.1}) and found.loc["9999", "base"] == 200
    assert len(waves(reader)) == 1


def ready(path: Path, name: str, *lines: list[Any]) -> Path:
    """A ready table of one wave."""
    return table(path, [["Mätning", "Område", "Fråga", "Andel", "Antal svar"], *([name, *line] for line in lines)])


LINES = [["Hela kommunen", code, 25, 400] for code in ("F1", "F2", "F3")] + [
    ["Norra", "F1", 60, 100], ["Södra", "F1", 15, 300], ["Norra", "F2", 30, ""], ["Södra", "F2", 31, 300], ["Norra", "F4", 1.2, 90],
]  # fmt: skip


@pytest.mark.parametrize("instrument", ["own", "police"])
def test_a_ready_table_becomes_figures_with_a_declared_design_effect(built: Build, home: Path, tmp_path: Path, instrument: str) -> None:
    declare(home, "design_effect = 1.5")
    path = home / "catalogue" / "surveys" / "prov.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('instrument = "own"', f'instrument = "{instrument}"'), encoding="utf-8")
    reader = built(people(tmp_path / "f.xlsx", {2025: (1_000, 3_000)}), ready(tmp_path / "t.csv", "2026", *LINES))
    row = rows(reader, "prov_1").loc["N01"]
    assert (row["value"], row["base"], row["design_effect"]) == (0.6, 100, 1.5) and row["effective_base"] == pytest.approx(100 / 1.5)
    told = wave(reader)
    assert (told.instrument, told.weighting, told.respondents, told.design_effect) == (instrument, "table", None, 1.5)
    judged = areas_against_rest(reader, told).set_index(["indicator", "area"])
    assert judged.loc[("prov_1", "N01"), ["rest_value", "verdict"]].tolist() == [0.15, "clearly_higher"]


def test_a_share_without_its_number_of_answers_is_shown_and_never_certain(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home, "design_effect = 1.5")
    first = ready(tmp_path / "a.csv", "2024", *([*line[:2], line[2] if line[1] == "F4" else 90, line[3]] for line in LINES))
    reader = built(
        people(tmp_path / "f.xlsx", {2023: (1_000, 3_000), 2025: (1_000, 3_000)}), first, ready(tmp_path / "t.csv", "2026", *LINES)
    )
    row = rows(reader, "prov_2", area_version="2024").loc["N01"].iloc[-1]
    assert row["value"] == 0.3 and np.isnan(row[["base", "lower", "upper", "standard_error"]].astype(float)).all()
    now = wave(reader)
    judged = changes(reader, now, earlier(reader, now)[0], "N01").set_index("indicator")
    assert judged.loc["prov_2", "verdict"] == "too_uncertain" and judged.loc["prov_1", "verdict"] == "decrease"
    assert areas_against_rest(reader, now).set_index(["indicator", "area"]).loc[("prov_2", "N01"), "verdict"] == "too_uncertain"


def test_a_wave_that_comes_as_a_table_and_as_answers_is_counted_from_the_answers(built: Build, home: Path, tmp_path: Path) -> None:
    declare(home, "design_effect = 1.5")
    reader = built(ready(tmp_path / "t.csv", "2026", *LINES), answers(tmp_path / "svar.csv", 2026, SHARES))
    assert rows(reader, "prov_1")["value"].to_dict() == pytest.approx({"9999": 0.3, "N01": 0.6, "N02": 0.2})
    assert [item.weighting for item in waves(reader)] == ["delivered"]


class Population:
    """A vault that knows one table: people by sex and age group."""

    def __init__(self, rows: list[tuple[str, str, float]]) -> None:
        self.rows = pd.DataFrame(rows, columns=["sex", "age", "persons"])

    def frame(self, _query: str, _parameters: dict[str, Any] | None = None) -> pd.DataFrame:
        return self.rows


YEARS = [("all", str(year), 100.0 if year < 30 else 50.0) for year in range(16, 85)]
SEXES = [("K", "all", 2_500.0), ("M", "all", 1_500.0)]


@pytest.mark.parametrize(
    ("known", "how", "women", "young"),
    [
        (SEXES + YEARS, "raked", 2_500 / 4_000, 1_400 / (1_400 + 55 * 50)),
        (SEXES, "raked", 2_500 / 4_000, 0.25),
        (SEXES + YEARS[:-1], "raked", 2_500 / 4_000, 0.25),  # a year of age is missing: that margin says nothing
        ([], "by_area", 0.48, 0.25),
    ],
)
def test_weights_are_raked_to_area_sex_and_age_as_far_as_the_population_is_known(
    known: list[tuple[str, str, float]], how: str, women: float, young: float
) -> None:
    people = pd.DataFrame(respondents(2026, SHARES))
    people = pd.DataFrame({
        "weight": np.nan, "sex": people["Kön"].map({1: "M", 2: "K"}),
        "age": people["Ålder"].map({20: "16-29", 35: "30-44", 50: "45-64", 70: "65-84"}),
    })  # fmt: skip
    stratum, total = np.repeat([0, 1], 100), np.array([1_000.0, 3_000.0])
    wave_told = SurveyWave("2026", date(2026, 9, 1), date(2026, 10, 15))
    found = weighted(Population(known), people, stratum, total, wave_told)  # pyright: ignore[reportArgumentType]
    assert found.how == how and found.weight.sum() == pytest.approx(4_000)
    np.testing.assert_allclose(np.bincount(stratum, found.weight), total, rtol=1e-8)
    share = [found.weight[(people[column] == level).to_numpy()].sum() / 4_000 for column, level in (("sex", "K"), ("age", "16-29"))]
    assert share == pytest.approx([women, young], abs=0.02 if young == 0.25 else 1e-6)

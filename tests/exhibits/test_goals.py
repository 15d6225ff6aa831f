"""Goals judged on a small build: every status occurs, statuses stay inside their own agreement, and what is certain is listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lagesbild import store
from lagesbild.agreement_state import Standing
from lagesbild.build.agreement import agreement_tables
from lagesbild.build.tables import describe, write_tables
from lagesbild.catalog import load_catalog
from lagesbild.exhibits import agreements, draft_goal, goals, police_area
from lagesbild.exhibits.goal_figures import judged_goals, judged_measures, numbered

DAY = date(2026, 11, 22)
WAVES = ("2019", "2021", "2023", "2024", "2025", "2026")
ANSWERS = 2_000
SHARES = {
    "survey_unsafe_evening": (0.30, 0.31, 0.31, 0.30, 0.28, 0.25), "survey_avoids": (0.12, 0.13, 0.13, 0.115, 0.10, 0.09),
    "survey_reckless_driving": (0.27, 0.30, 0.32, 0.34, 0.36, 0.38), "survey_worry_burglary": (0.27, 0.25, 0.22, 0.225, 0.222, 0.218),
    "survey_police_indifferent": (0.35, 0.345, 0.34, 0.335, 0.335, 0.33),
}  # fmt: skip
SCHOOL = {"school_safe": {2023: 0.844, 2024: 0.85, 2025: 0.842}, "school_bullied": {2025: 0.17}}
EVENTS = {  # reports a year from 2016, and people
    "residential_burglary": [80, 72, 70, 66, 60, 55, 48, 44, 38, 34], "public_violence": [140, 150, 160, 148, 150, 131, 116, 135, 158, 137],
    "vandalism": [600, 540, 550, 520, 600, 550, 560, 521, 530, 550],
}  # fmt: skip
PEOPLE = 42_000


def share(indicator: str, kind: str, first: date, last: date, value: float) -> dict[str, Any]:
    error = float(np.sqrt(value * (1 - value) / ANSWERS))
    return {
        "indicator": indicator, "period_kind": kind, "period_start": first, "period_end": last, "value": value,
        "lower": value - 1.96 * error,
        "upper": value + 1.96 * error, "base": ANSWERS, "effective_base": ANSWERS, "standard_error": error, "degrees": ANSWERS - 14,
        "unit": "share",
    }  # fmt: skip


def events(indicator: str, year: int, count: int) -> dict[str, Any]:
    rate, half = count / PEOPLE * 1000, 1.96 * float(np.sqrt(count)) / PEOPLE * 1000
    days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    return {"indicator": indicator, "period_kind": "year", "value": rate, "lower": rate - half, "upper": rate + half, "numerator": count,
            "base": PEOPLE, "unit": "per_1000"} | days  # fmt: skip


def figures() -> pd.DataFrame:
    days = {w.wave: (w.field_from, w.field_to) for w in load_catalog().surveys["norrhamn_trygghet"].waves}
    rows = [share(slug, "wave", *days[wave], value) for slug, values in SHARES.items() for wave, value in zip(WAVES, values, strict=True)]
    rows += [share(slug, "year", date(y, 1, 1), date(y, 12, 31), value) for slug, told in SCHOOL.items() for y, value in told.items()]
    rows += [events(slug, 2016 + n, count) for slug, counts in EVENTS.items() for n, count in enumerate(counts)]
    plain = {"municipality": "9999", "area": "9999", "area_level": "municipality", "area_version": "", "subgroup": "all", "complete": True,
             "preliminary": False, "state": "value", "source": "Prov", "vintage": "2026-11-01", "data_date": DAY}  # fmt: skip
    frame = pd.DataFrame(rows).assign(**plain)
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("period_start", "period_end", "data_date")})


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> store.Reader:
    return made(tmp_path_factory.mktemp("goals") / "internal.duckdb", figures())


def made(path: Path, estimate: pd.DataFrame, breaks: tuple[dict[str, Any], ...] = ()) -> store.Reader:
    catalog = load_catalog()
    told = [catalog.indicators[slug] for slug in estimate["indicator"].unique()]
    tables = {"estimate": estimate} | describe(catalog.municipalities["9999"], told, []) | agreement_tables(catalog, "9999", DAY)
    if breaks:
        tables["series_break"] = pd.DataFrame(breaks)
    with store.write(path) as database:
        write_tables(database, tables)
    return store.Reader(path)


def current(reader: store.Reader) -> Standing:
    found = agreements.now(reader, DAY)
    assert found is not None
    return found


def test_every_status_occurs_in_norrhamn(reader: store.Reader) -> None:
    goals_, measures = judged_goals(reader, current(reader)), judged_measures(reader, current(reader))
    assert [row["status"] for row in numbered(goals_)] == [
        "improved", "on_track", "off_track", "worsened", "no_clear_change", "undetermined", "followed_by_activities",
    ]  # fmt: skip
    assert {row["progress"].status for row in measures} >= {"reached", "too_early", "not_measured"}
    assert {row["goal"]: row["tested"] for row in measures}["trygg-kvall"] == 4


def test_the_list_says_how_many_are_on_their_way(reader: store.Reader) -> None:
    found = goals.goal_list(reader, current(reader))
    assert found.heading == "Två av sju mål är på rätt väg, två är det inte"
    assert found.sentence == "Två går inte att avgöra än. Ett följs genom aktiviteter."
    assert found.table["Status"].tolist()[1] == "På väg" and "4 förändringar" in found.source_line


def test_a_status_stays_inside_its_own_period_and_the_series_does_not(reader: store.Reader) -> None:
    before = next(told for told in agreements.all_standings(reader, DAY) if told.agreement.slug == "2020-2023")
    row = next(row for row in judged_measures(reader, before) if row["indicator"] == "survey_worry_burglary")
    assert row["latest"]["period_start"].year == 2023 and row["series"]["period_start"].dt.year.max() == 2026
    assert row["progress"].status == "reached" and row["progress"].forecast.method == "latest"
    assert goals.goal_list(reader, before).heading == "Ett av tre mål i överenskommelsen 2020–2023 gick åt rätt håll"


def test_a_break_after_the_baseline_stops_the_verdict(tmp_path: Path) -> None:
    cut = {"indicator": "survey_reckless_driving", "break_date": pd.Timestamp(2025, 1, 1), "reason": "Frågan ändrades."}
    reader = made(tmp_path / "internal.duckdb", figures(), (cut,))
    row = next(row for row in judged_measures(reader, current(reader)) if row["indicator"] == cut["indicator"])
    assert (row["progress"].status, row["progress"].rule) == ("undetermined", "break_between") and np.isnan(row["p_value"])


def test_preliminary_figures_are_shown_but_not_judged(tmp_path: Path) -> None:
    rows = figures()
    late = (rows["indicator"] == "survey_reckless_driving") & (rows["period_start"].dt.year == 2026)
    reader = made(tmp_path / "internal.duckdb", rows.assign(preliminary=late))
    row = next(row for row in judged_measures(reader, current(reader)) if row["indicator"] == "survey_reckless_driving")
    assert row["latest"]["period_start"].year == 2025 and len(row["series"]) == 6


def test_a_goals_picture_has_target_baseline_and_the_agreements_time(reader: store.Reader) -> None:
    row = next(row for row in judged_measures(reader, current(reader)) if row["indicator"] == "residential_burglary")
    found = goals.measure_exhibit(reader, "Norrhamn", current(reader), row)
    assert found.figure is not None and "sannolikt" in found.sentence and "rät linje" in found.facts["method"]
    drawn = found.figure()
    said = " ".join(str(note.text) for note in drawn.layout.annotations)
    assert "Mål högst 1,0" in said and "Utgångsläge" in said and "2024–2027" in said
    assert drawn.layout.xaxis.range[1] == "2028-01-01"


@pytest.mark.parametrize(
    ("target", "answer"), [(0.20, "can"), (0.24, "cannot"), (None, "direction"), (0.40, "wrong_way"), (0.30, "already")]
)
def test_a_drafted_goal_is_held_against_what_the_next_survey_can_show(reader: store.Reader, target: float | None, answer: str) -> None:
    rows = pd.DataFrame([share("x", "wave", date(y, 9, 1), date(y, 10, 1), v) for y, v in ((2023, 0.31), (2026, 0.25))])
    rows = rows.assign(better="lower", baseline=["2023", "2026"], measure="share", numerator=np.nan, unit_words="", family="survey")
    rows = rows.assign(period_start=pd.to_datetime(rows["period_start"]))
    baseline = "2023" if answer in ("already", "wrong_way") else "2026"
    found = draft_goal.held_against(rows, baseline, target, 2027)
    assert found["answer"] == answer
    assert draft_goal.sentence(found).endswith(".") and draft_goal.verdict(found) and all(words for _, words in draft_goal.facts(found))


def test_a_police_area_shows_each_municipality_by_itself(reader: store.Reader) -> None:
    assert police_area.police_areas({"9999": reader}) == {"Norrhamn": ["9999"]}
    rows = police_area.side_by_side({"9999": reader}, lambda _: DAY)
    assert rows[0]["Läge"] == "Gäller" and rows[0]["På rätt väg"] == "2" and rows[0]["Inte på rätt väg"] == "2"

"""Goals judged on a small build: every status occurs, statuses stay inside their own agreement, and what is certain is listed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild import store
from lagesbild.agreement_state import Standing
from lagesbild.exhibits import agreements, draft_goal, goals, police_area
from lagesbild.exhibits.goal_figures import judged_goals, judged_measures, numbered
from tests.exhibits.made_goals import DAY, events, figures, made, share


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> store.Reader:
    return made(tmp_path_factory.mktemp("goals") / "internal.duckdb", figures())


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


def test_what_is_downloaded_says_base_test_source_and_data_date_of_every_figure(reader: store.Reader) -> None:
    found = goals.goal_list(reader, current(reader))
    told = found.table[found.table["Värde"].notna()]
    assert len(told) >= 4
    for name in ("Period", "Värde då", "Bas: svar eller personår", "Så bedömt", "Källa", "Data till"):
        assert told[name].notna().all() and (told[name].astype(str) != "").all(), name
    assert found.table["Källa"].notna().all()
    assert told["Så bedömt"].str.startswith("Regel").all()


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


def test_a_survey_called_by_its_year_counts_when_it_is_there_and_events_when_their_year_is_over(tmp_path: Path) -> None:
    year = date(2026, 1, 1), date(2026, 12, 31)
    told = figures()
    more = pd.DataFrame([share("school_safe", "year", *year, 0.90), events("residential_burglary", 2026, 20)])
    days = {name: pd.to_datetime(more[name]) for name in ("period_start", "period_end")}
    plain = {name: told[name].iloc[0] for name in told.columns if name not in more.columns}
    reader = made(tmp_path / "more.duckdb", pd.concat([told, more.assign(**days | plain)], ignore_index=True))
    latest = {row["indicator"]: row["latest"]["period_start"].year for row in judged_measures(reader, current(reader)) if row["latest"]}
    assert (latest["school_safe"], latest["residential_burglary"]) == (2026, 2025)


def test_a_goals_picture_says_what_its_lines_and_fields_are(reader: store.Reader) -> None:
    rows = {row["indicator"]: row for row in judged_measures(reader, current(reader))}
    told = {
        name: goals.measure_exhibit(reader, "Norrhamn", current(reader), rows[name]).sub
        for name in ("residential_burglary", "survey_unsafe_evening")
    }
    assert all("Beige fält: överenskommelsens tid. Svagare fält: en tidigare" in words for words in told.values())
    assert "Vågrät heldragen linje: målet. Prickad linje: takten" in told["residential_burglary"]
    assert "målet" not in told["survey_unsafe_evening"], "no target, no line"


def test_a_goals_picture_has_target_baseline_and_the_agreements_time(reader: store.Reader) -> None:
    row = next(row for row in judged_measures(reader, current(reader)) if row["indicator"] == "residential_burglary")
    found = goals.measure_exhibit(reader, "Norrhamn", current(reader), row)
    assert found.figure is not None and "sannolikt" in found.sentence and "rät linje" in found.facts["method"]
    drawn = found.figure()
    said = " ".join(str(note.text) for note in drawn.layout.annotations)
    assert "Mål högst 1,0" in said and "Utgångsläge" in said and "2024–2027" in said
    written = json.loads(drawn.to_json())["layout"]  # what the browser gets
    assert written["xaxis"]["range"][1] == "2028-01-01" and len(written["shapes"]) >= 4 and len(written["annotations"]) >= 4


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

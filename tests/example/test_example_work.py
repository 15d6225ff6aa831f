"""Norrhamn's invented work hangs together with its agreement and areas, and has the gaps that the pages are to show."""

from __future__ import annotations

import re
import tomllib
from datetime import date

from lagesbild.catalog import load_catalog
from lagesbild.example import work_records
from lagesbild.exhibits.trend import FAMILIES
from lagesbild.settings import EXAMPLE_TODAY, ROOT
from lagesbild.work import KINDS
from lagesbild.work.values import cleaned

RECORDS = work_records()
AGREEMENT = tomllib.loads((ROOT / "data/municipalities/9999-norrhamn/agreement-2024-2027.toml").read_text(encoding="utf-8"))
GOALS = {goal["slug"] for goal in AGREEMENT["goals"]}
FOCUS = {area["slug"] for area in AGREEMENT["focus_areas"]}
SETS = tomllib.loads((ROOT / "data/municipalities/9999-norrhamn/area_sets.toml").read_text(encoding="utf-8"))["set"]
AREAS = {each["slug"] for each in SETS} | {
    area["code"] for area in tomllib.loads((ROOT / "lagesbild/example/areas.toml").read_text(encoding="utf-8"))["area"]
}


def test_every_record_is_sound_and_points_at_something_that_exists() -> None:
    assert set(RECORDS) | {"frozen"} == set(KINDS)
    identities = {kind: {record["id"] for record in records} for kind, records in RECORDS.items()}
    for kind, records in RECORDS.items():
        assert len(identities[kind]) == len(records)
        for record in records:
            told = cleaned(kind, {name: value for name, value in record.items() if name != "id"})
            assert told.get("goal", "") in {"", *GOALS} and told.get("focus", "") in {"", *FOCUS}, record
            assert {told.get("area") or "N01", *told.get("areas", [])} <= AREAS, record
            for field in KINDS[kind].fields():
                if field.kind == "record" and told[field.name]:
                    assert told[field.name] in identities[field.refers], record
                if field.kind == "parties":
                    assert set(told[field.name]) <= identities["party"]


def test_what_a_problem_leads_to_in_trender_is_followed_there() -> None:
    known = load_catalog().indicators
    named = [re.findall(r"^trender\?brott=(\w+)", problem["evidence"]) for problem in RECORDS["problem"]]
    assert {known[slug].family for slugs in named for slug in slugs} <= set(FAMILIES) and any(named)


def test_the_goal_of_early_action_is_followed_by_fourteen_activities_nine_done_and_two_late() -> None:
    early = [a for a in RECORDS["activity"] if a["goal"] == "tidiga-insatser"]
    late = [a for a in early if a["status"] in ("planned", "ongoing") and a["ends_on"] < EXAMPLE_TODAY]
    assert (len(early), sum(a["status"] == "done" for a in early), len(late)) == (14, 9, 2)
    assert {a["owner"] for a in late} == {"skolan"}


def test_the_work_has_gaps_on_purpose() -> None:
    worked_with = {a.get("problem") for a in RECORDS["activity"]}
    assert any(p["id"] not in worked_with for p in RECORDS["problem"] if p["state"] == "open")
    assert any(not a.get("problem") for a in RECORDS["activity"])
    followed = {f["activity"] for f in RECORDS["follow_up"]}
    assert any(a["status"] == "done" and a["id"] not in followed for a in RECORDS["activity"])
    measured = {g["slug"] for g in AGREEMENT["goals"] if g.get("level") != "overall"}
    assert measured - {a["goal"] for a in RECORDS["activity"]} == {"inbrott"}
    assert any(o.get("closed_on") is None and o["due_on"] < EXAMPLE_TODAY for o in RECORDS["walk_observation"])


def test_the_work_spans_two_years_and_nothing_is_written_after_today() -> None:
    done = [v for records in RECORDS.values() for r in records for k, v in r.items() if k.endswith(("held_on", "done_on", "decided_on"))]
    assert min(done) < date(2025, 1, 1) and max(done) <= EXAMPLE_TODAY


def test_a_council_has_one_name_and_the_same_areas_in_the_work_as_in_the_division_of_the_figures() -> None:
    figures = {each["title"]: each["members"][-1]["areas"] for each in SETS if each["kind"] == "council"}
    work = {council["name"]: council["areas"] for council in RECORDS["council"]}
    assert "Hamnrådet" in work.keys() & figures.keys()
    assert {name: areas for name, areas in work.items() if name in figures} == {n: a for n, a in figures.items() if n in work}

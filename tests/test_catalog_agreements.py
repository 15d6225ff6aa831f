"""Agreements of the catalogue: the four municipalities and Norrhamn, and a sentence with file, key and cure for every fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lagesbild.catalog import load_catalog
from lagesbild.model import LagesbildError
from lagesbild.model_agreement import Agreement, KnownDate

FOLDER = "municipalities/9999-norrhamn"
MADE = """
title = "Prov 2030–2031"
starts = 2030-01-01
ends = 2031-12-31
renewal = "ends"
predecessor = "2024-2027"
[[focus_areas]]
slug = "trygghet"
title = "Trygghet"
[[duties]]
kind = "plan"
title = "Plan"
cadence = "year"
[[goals]]
slug = "ett"
title = "Ett"
focus = ["trygghet"]
[[goals.measures]]
indicator = "survey_unsafe_evening"
baseline = "2026"
target = 0.25
[[goals]]
slug = "tva"
title = "Två"
parent = "ett"
followed_by_activities = true
"""
MEASURED = '"survey_unsafe_evening"\nbaseline = "2026"\ntarget = 0.25'


def chain(code: str) -> tuple[Agreement, ...]:
    return load_catalog().agreements[code]


def add(home: Path, content: str = MADE, name: str = "agreement-2030-2031") -> Path:
    path = home / "catalogue" / FOLDER / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_luleas_chain_reaches_back_to_2010() -> None:
    found = chain("2580")
    assert [item.slug for item in found] == ["2010-2011", "2012-2013", "2014-2016", "2017-2019", "2020-2023", "2024-2027"]
    assert [item.predecessor for item in found[1:]] == [item.slug for item in found[:-1]]
    now = found[-1]
    assert [goal.level for goal in now.goals] == ["overall", *["sub_goal"] * 5]
    assert {goal.parent for goal in now.goals[1:]} == {now.goals[0].slug}
    assert [area.slug for area in found[-2].focus_areas] == ["trygghet", "ungdomar", "andts"]
    assert {duty.title for duty in found[-2].duties} == {"Lägesbild", "Verksamhetsplan"} and "EST" in found[-2].method
    assert now.police_area == "Luleå-Boden" and now.label == "2024–2027" and now.starts and now.starts.grain == "year"


def test_pitea_umea_and_alvkarleby_say_what_their_agreements_say() -> None:
    first, pitea = chain("2581")
    assert first.signed == KnownDate(date(2008, 12, 1), date(2008, 12, 31), "month") and first.ends is None and first.label == "2008–"
    assert (pitea.renewal, pitea.revise_by, pitea.police_area) == ("revise_by", date(2025, 12, 31), "Piteå älvdal")
    assert {(duty.title, duty.recipient) for duty in pitea.duties if duty.kind == "report"} == {
        ("Skriftlig sammanställning", "Folkhälsorådet")
    }
    umea = chain("2480")[0]
    assert (umea.reference, umea.renewal, umea.signed) == (
        "A812.968/2016",
        "extended_until_replaced",
        KnownDate(date(2016, 11, 8), date(2016, 11, 8), "day"),
    )
    plan = next(duty for duty in umea.duties if duty.kind == "plan")
    assert (plan.title, plan.every, plan.revised, plan.decided_by) == ("Aktivitetsplan", 2, "year", "UmeBrå styrgrupp")
    alvkarleby = chain("0319")[0]
    assert alvkarleby.starts is None and alvkarleby.ends is None and alvkarleby.label == "" and alvkarleby.police_area == "Norduppland"
    assert [duty.cadence for duty in alvkarleby.duties] == ["quarter", "quarter"]


def test_no_agreement_of_a_real_municipality_is_given_a_number_that_it_does_not_have() -> None:
    measures = [m for code in ("0319", "2480", "2580", "2581") for item in chain(code) for goal in item.goals for m in goal.measures]
    assert measures and not [m for m in measures if m.target is not None or m.in_agreement]


def test_norrhamn_has_targets_of_every_kind() -> None:
    measures = [measure for goal in chain("9999")[-1].goals for measure in goal.measures]
    assert {(m.direction, m.target is not None) for m in measures} == {("lower", True), ("higher", True), ("lower", False)}


def test_the_overlay_adds_and_replaces_agreements(tmp_path: Path) -> None:
    add(tmp_path)
    found = load_catalog(tmp_path).agreements["9999"]
    assert [item.slug for item in found] == ["2020-2023", "2024-2027", "2030-2031"]
    before = load_catalog(tmp_path)
    add(tmp_path, MADE.replace("Prov", "Nytt prov"))
    after = load_catalog(tmp_path)
    assert after.agreements["9999"][-1].title == "Nytt prov 2030–2031" and after.sha256("9999") != before.sha256("9999")
    assert after.sha256("2580") == before.sha256("2580"), "what is said of one municipality is no reason to build another"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"survey_unsafe_evening"', '"finns_inte"', ["goals.ett", "finns_inte", "Lägg till"]),
        ('baseline = "2026"', 'baseline = "2022"', ["baseline", "2022", "2019, 2021, 2023"]),
        (MEASURED, '"vandalism"\nbaseline = "hösten"', ["baseline", "hösten", "helt år"]),
        ('"survey_unsafe_evening"\nbaseline = "2026"', '"vandalism"\nbaseline = "2032"', ["baseline", "2032", "2031-12-31"]),
        ("target = 0.25", "target = 25", ["target", "25", "Skriv 0.25 för 25 procent"]),
        (MEASURED, '"police_problem_index"\nbaseline = "2026"\ntarget = 7', ["target", "0–6"]),
        (MEASURED, '"vandalism"\nbaseline = "2025"\ntarget = -1', ["target", "−1"]),
        (MEASURED, '"narcotics"\nbaseline = "2025"\ntarget = 4', ["target", "narcotics"]),
        ("target = 0.25", 'direction = "higher"', ["direction", '"lower"']),
        ("target = 0.25", 'direction = "upp"', ["direction", "lower, higher, none"]),
        ("target = 0.25", "target = 0.25\ndeadline = 2025-12-31", ["deadline", "2025-12-31", "2026"]),
        ("target = 0.25", "mattal = 0.25", ["mattal"]),
        ("followed_by_activities = true", "", ["tva", "varken mäts eller följs", "followed_by_activities"]),
        ('slug = "tva"', 'slug = "ett"', ["ett", "två gånger"]),
        ('parent = "ett"', 'parent = "tva"', ["parent", "tva"]),
        ('focus = ["trygghet"]', 'focus = ["ungdomar"]', ["focus", "ungdomar", "trygghet"]),
        ('renewal = "ends"', 'renewal = "evigt"', ["renewal", "evigt", "extended_until_replaced"]),
        ('renewal = "ends"', 'renewal = "revise_by"', ["revise_by"]),
        ("starts = 2030-01-01", 'starts = "våren"', ["starts", "våren", "2008-12"]),
        ("starts = 2030-01-01\n", "", ["ends", "starts"]),
        ("ends = 2031-12-31", "ends = 2029", ["ends", "före starts"]),
        ("starts = 2030-01-01", "starts = 2027", ["starts", "agreement-2024-2027.toml", "2027-12-31"]),
        ('predecessor = "2024-2027"', 'predecessor = "2028"', ["predecessor", "2028", "2024-2027"]),
        ('cadence = "year"', 'cadence = "år"', ["duties.cadence", "år"]),
        ('cadence = "year"', 'cadence = "year"\nmonth = 13', ["month", "13"]),
        ('kind = "plan"', 'kind = "möte"', ["duties.kind", "möte"]),
        ("ends = 2031-12-31\n", "", ["target", "deadline"]),
    ],
)  # fmt: skip
def test_a_fault_names_file_key_and_cure(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert old in MADE
    add(tmp_path, MADE.replace(old, new, 1))
    with pytest.raises(LagesbildError) as fault:
        load_catalog(tmp_path)
    told = str(fault.value)
    assert "agreement-2030-2031.toml" in told
    assert all(word in told for word in words if word != "target" or "måltal" not in told), told


def test_an_extended_agreement_may_meet_the_next(tmp_path: Path) -> None:
    add(tmp_path, MADE.replace('"ends"', '"extended_until_replaced"'))
    add(
        tmp_path,
        MADE.replace("2030-01-01", "2031-07-01").replace("2031-12-31", "2033-12-31").replace('"2024-2027"', '"2030-2031"'),
        "agreement-2031-2033",
    )
    assert [item.slug for item in load_catalog(tmp_path).agreements["9999"]][-2:] == ["2030-2031", "2031-2033"]


def test_an_agreement_of_an_unknown_municipality_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue" / "municipalities" / "9998-ingenstans" / "agreement-2030.toml"
    path.parent.mkdir(parents=True)
    path.write_text('title = "Prov"\nrenewal = "ends"\n', encoding="utf-8")
    with pytest.raises(LagesbildError, match="9998"):
        load_catalog(tmp_path)

"""A drafted goal becomes a valid agreement file in the overlay, and nothing else is ever written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lagesbild.catalog import load_catalog
from lagesbild.catalog_draft import DraftedGoal, NewAgreement, drafted, save
from lagesbild.model import LagesbildError

GOAL = DraftedGoal('Färre ska vara "otrygga" i tunneln', "survey_unsafe_evening", "2026", 0.22, date(2027, 12, 31))


def test_a_goal_is_added_to_the_agreement_and_read_back(tmp_path: Path) -> None:
    path = save(tmp_path, load_catalog(tmp_path), "9999", "2024-2027", GOAL)
    assert path == tmp_path / "catalogue" / "municipalities" / "9999-norrhamn" / "agreement-2024-2027.toml"
    goals = load_catalog(tmp_path).agreements["9999"][-1].goals
    assert len(goals) == 10 and (goals[-1].title, goals[-1].slug) == (GOAL.title, "farre-ska-vara-otrygga-i")
    measure = goals[-1].measures[0]
    assert (measure.indicator, measure.baseline, measure.target, measure.deadline) == (
        "survey_unsafe_evening",
        "2026",
        0.22,
        date(2027, 12, 31),
    )


def test_a_second_goal_with_the_same_words_gets_a_name_of_its_own(tmp_path: Path) -> None:
    for _ in range(2):
        save(tmp_path, load_catalog(tmp_path), "9999", "2024-2027", GOAL)
    assert [goal.slug for goal in load_catalog(tmp_path).agreements["9999"][-1].goals][-2:] == [
        "farre-ska-vara-otrygga-i",
        "farre-ska-vara-otrygga-i-2",
    ]


def test_a_new_agreement_is_made_and_may_not_overlap(tmp_path: Path) -> None:
    catalog = load_catalog(tmp_path)
    new = NewAgreement("Samverkansöverenskommelse 2028–2031", 2028, 2031)
    save(tmp_path, catalog, "9999", new, GOAL)
    assert load_catalog(tmp_path).agreements["9999"][-1].label == "2028–2031"
    with pytest.raises(LagesbildError, match="finns redan"):
        drafted(tmp_path, load_catalog(tmp_path), "9999", new, GOAL)
    with pytest.raises(LagesbildError, match=r"agreement-2024-2027\.toml"):
        drafted(tmp_path, catalog, "9999", NewAgreement("För tidig", 2027, 2030), GOAL)


def test_a_municipality_without_agreement_gets_its_first(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue" / "municipalities" / "9998-provsund"
    folder.mkdir(parents=True)
    municipality = (Path(__file__).parent.parent / "data/municipalities/9999-norrhamn/municipality.toml").read_text(encoding="utf-8")
    (folder / "municipality.toml").write_text(municipality.replace('"9999"', '"9998"').replace("Norrhamn", "Provsund"), encoding="utf-8")
    goal = DraftedGoal("Färre inbrott", "residential_burglary", "2025")
    path = save(tmp_path, load_catalog(tmp_path), "9998", NewAgreement("Prov", 2027, 2029), goal)
    assert path.parent == folder and load_catalog(tmp_path).agreements["9998"][0].goals[0].measures[0].target is None


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (DraftedGoal("Mål", "survey_unsafe_evening", "2026", 22.0), "Skriv 0.25 för 25 procent"),
        (DraftedGoal("Mål", "survey_unsafe_evening", "2022", 0.2), "frågades inte då"),
        (DraftedGoal("Mål", "narcotics", "2025", 3.0), "varken är bra eller dålig"),
    ],
)
def test_a_faulty_draft_is_refused_and_leaves_no_file(tmp_path: Path, goal: DraftedGoal, words: str) -> None:
    with pytest.raises(LagesbildError, match=words):
        save(tmp_path, load_catalog(tmp_path), "9999", "2024-2027", goal)
    assert not (tmp_path / "catalogue").exists()


def test_words_cannot_break_out_of_their_string(tmp_path: Path) -> None:
    goal = DraftedGoal('x"\nrenewal = "evigt"\n[[goals]]', "survey_unsafe_evening", "2026")
    save(tmp_path, load_catalog(tmp_path), "9999", "2024-2027", goal)
    assert load_catalog(tmp_path).agreements["9999"][-1].renewal == "revise_by"

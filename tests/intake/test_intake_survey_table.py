"""A survey's ready tables: shares and scores with their number of answers, long or wide; what is not known is never certain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lagesbild.intake import facts
from tests.intake.made_surveys import add_survey, answers, people, table

LONG = ["Mätning", "Område", "Fråga", "Andel", "Antal svar"]
WIDE = [["Område", "Antal svar", "F1", "F2", "F3", "F4"], ["Provsund", 500, 20, "30,5", 10, 1.2], ["Norra", 90, 25, 40, 0, 2]]


@pytest.fixture(autouse=True)
def survey(home: Path) -> Path:
    return add_survey(home, "design_effect = 1.3")


def long(*rows: list[Any]) -> list[list[Any]]:
    """A long table with these rows, and enough sound ones for a few faulty rows not to refuse it."""
    sound = [[2024, area, code, 20, 100] for area in ("Norra", "Södra", "Hela kommunen") for code in ("F1", "F2", "F3", "F4")]
    return [LONG, *[[*row[:3], 2 if row[2] == "F4" else row[3], row[4]] for row in sound], *rows]


def of(found: Any, area: str, indicator: str) -> dict[str, Any]:
    (row,) = found[(found["area"] == area) & (found["indicator"] == indicator)].to_dict("records")
    return row


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_long_table_becomes_figures_with_base_and_days_in_the_field(deliver, home, tmp_path, ending):
    receipt = deliver(
        table(tmp_path / f"tabell.{ending}", long([2026, "N01", "Är F1 ett problem?", "12,5", 88], [2026, "Provsund", "F4", 1.5, 400]))
    )
    assert (receipt.format, receipt.municipality, receipt.source, receipt.rows_stored) == ("survey_table", "9990", "Provsunds kommun", 14)
    found = facts(home, receipt)
    wave = found[found["period_start"].astype(str) == "2026-09-01"]
    one = of(wave, "N01", "prov_1")
    assert (one["value"], one["base"], one["measure"], one["unit"], one["state"]) == (0.125, 88, "share", "share", "value")
    assert (one["period_kind"], str(one["period_end"]), one["subgroup"], one["area_level"]) == (
        "wave",
        "2026-10-15",
        "all",
        "neighbourhood",
    )
    whole = of(wave, "9990", "prov_4")
    assert (whole["value"], whole["measure"], whole["unit"], whole["area_level"]) == (1.5, "mean", "index", "municipality")


def test_a_wide_table_has_a_column_per_question_and_a_base_of_its_own_where_given(deliver, home, tmp_path):
    lines = [["Mätning 2024, Provsund"], [], [*WIDE[0], "F2 n"], [*WIDE[1], 480], [*WIDE[2], 80], [], ["Fotnot"]]
    found = facts(home, deliver(table(tmp_path / "tabell.xlsx", lines)))
    assert len(found) == 8
    assert [of(found, "9990", f"prov_{n}")["base"] for n in (1, 2)] == [500, 480]
    assert (of(found, "N01", "prov_3")["value"], of(found, "N01", "prov_3")["state"]) == (0.0, "zero")


def test_a_wide_table_without_bases_is_one_only_where_the_survey_comes_as_tables(deliver, home, tmp_path):
    bare = [[row[0], *row[2:]] for row in WIDE]
    lines = [["2024"], [], *bare]
    assert deliver(table(tmp_path / "a.xlsx", lines)).format == "survey_answers"
    add_survey(home, "design_effect = 1.3\ntables = true")
    receipt = deliver(table(tmp_path / "b.xlsx", lines))
    assert receipt.format == "survey_table" and facts(home, receipt)["base"].isna().all()
    assert [(w.code, "8 värden" in w.message) for w in receipt.warnings] == [("no_base", True)]


def test_fractions_are_declared_and_percent_that_look_like_fractions_are_refused(deliver, home, tmp_path):
    lines = [LONG, *([2024, area, code, share, 90] for area in ("Norra", "Södra") for code, share in (("F1", 0.2), ("F2", 0.4), ("F4", 2)))]
    refused = deliver(table(tmp_path / "tabell.csv", lines))
    assert refused.outcome == "refused" and 'shares = "fraction"' in refused.message
    add_survey(home, 'shares = "fraction"\ndesign_effect = 1.3')
    found = facts(home, deliver(table(tmp_path / "tabell.csv", lines)))
    assert (of(found, "N01", "prov_2")["value"], of(found, "N01", "prov_4")["value"]) == (0.4, 2.0)


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [
        ([2026, "Norra", "F1", 101, 50], "Andel", "procent, 0–100"),
        ([2026, "Norra", "F1", -1, 50], "Andel", "procent, 0–100"),
        ([2026, "Norra", "F1", "många", 50], "Andel", "många"),
        ([2026, "Norra", "F4", 3.5, 50], "Andel", "0–3"),
        ([2026, "Norra", "F1", 10, 50.5], "Antal svar", "helt tal"),
        ([2026, "Norra", "F1", 10, -5], "Antal svar", "helt tal"),
        ([2026, "Västra", "F1", 10, 50], "Område", "Västra"),
        ([2026, "", "F1", 10, 50], "Område", "Hela kommunen"),
        (["", "Norra", "F1", 10, 50], "Mätning", "mätningen saknas"),
    ],
)
def test_a_faulty_figure_is_rejected_with_line_column_and_cure(deliver, tmp_path, row, column, word):
    sound = [[2026, area, code, 1, 60] for area in ("Södra", "Provsund") for code in ("F1", "F2", "F3", "F4")]
    receipt = deliver(table(tmp_path / "tabell.csv", long(*sound, row)))
    assert (receipt.rows_stored, receipt.rows_rejected) == (20, 1), receipt.message
    (rejection,) = receipt.rejections
    assert (rejection.line, rejection.column) == (22, column) and word in rejection.reason


def test_missing_and_withheld_figures_keep_their_state_and_a_missing_base_is_told(deliver, home, tmp_path):
    rows = [[2026, "Norra", "F1", "", 40], [2026, "Norra", "F2", "..", 40], [2026, "Norra", "F3", 12, ""]]
    receipt = deliver(table(tmp_path / "tabell.csv", long(*rows)))
    found = facts(home, receipt)
    wave = found[found["period_start"].astype(str) == "2026-09-01"].set_index("indicator")
    assert wave["state"].to_dict() == {"prov_1": "missing", "prov_2": "suppressed", "prov_3": "value"}
    assert wave["base"].isna().tolist() == [False, False, True] and wave["value"].isna().tolist() == [True, True, False]
    assert [(w.code, "Norra" in w.message) for w in receipt.warnings] == [("no_base", True)]


def by_answer(shares: dict[str, Any], base: Any = 200) -> list[list[Any]]:
    """A table with the share of every answer to two questions in one area."""
    head = [*LONG[:3], "Svar", *LONG[3:]]
    return [head, *([2026, "Norra", "F1", answer, share, base] for answer, share in shares.items()), [2026, "Norra", "F2", "", 30, base]]


def test_answers_given_one_by_one_are_summed_and_those_who_do_not_know_leave_both_sides(deliver, home, tmp_path):
    shares = {"Inget problem": 50, "Litet problem": 25, "Stort problem": 15, "Vet ej": 10}
    receipt = deliver(table(tmp_path / "tabell.csv", by_answer(shares)))
    one = of(facts(home, receipt), "N01", "prov_1")
    assert one["value"] == pytest.approx(40 / 90) and one["base"] == 180
    assert receipt.rows_stored == 5 and not receipt.warnings


@pytest.mark.parametrize(("last", "told"), [(15, False), (16, False), (19, True), (8, True)])
def test_shares_that_do_not_sum_are_told_when_all_answers_are_there(deliver, tmp_path, last, told):
    receipt = deliver(table(tmp_path / "tabell.csv", by_answer({"Inget problem": 60, "Litet problem": 25, "Stort problem": last})))
    assert [w.code for w in receipt.warnings] == (["shares_do_not_sum"] if told else [])
    assert not told or f"{85 + last},0 procent" in receipt.warnings[0].message


def test_a_counted_answer_that_is_absent_makes_the_figure_missing_not_smaller(deliver, home, tmp_path):
    found = facts(home, deliver(table(tmp_path / "tabell.csv", by_answer({"Inget problem": 60, "Litet problem": 25}))))
    assert of(found, "N01", "prov_1")["state"] == "missing"


def test_rows_of_larger_regions_and_of_other_municipalities_lie_outside(deliver, tmp_path):
    rows = [[2026, name, "F1", 10, 900] for name in ("Riket", "Polisregion Bergslagen", "Gävle kommun", "Luleå")]
    receipt = deliver(table(tmp_path / "tabell.csv", long(*rows)))
    assert (receipt.municipality, receipt.rows_stored, receipt.rows_outside) == ("9990", 12, 4)


def test_figures_by_sex_and_age_are_subgroups_and_other_groups_are_rejected(deliver, home, tmp_path):
    head = [*LONG, "Kön", "Åldersgrupp"]
    groups = [("Alla", "Alla"), ("Kvinnor", ""), ("Män", "16–29 år"), ("Totalt", "65-84")]
    lines = [[2026, area, code, 12, 90, *group] for area in ("Provsund", "Norra") for code in ("F1", "F2", "F3") for group in groups]
    receipt = deliver(table(tmp_path / "tabell.csv", [head, *lines, [2026, "Södra", "F1", 12, 9, "Alla", "16–24 år"]]))
    assert facts(home, receipt)["subgroup"].tolist()[:4] == ["all", "sex=K", "sex=M;age=16-29", "age=65-84"]
    assert (receipt.rows_stored, [item.line for item in receipt.rejections]) == (24, [26])
    assert "åldersgrupp som räknas" in receipt.rejections[0].reason


def test_a_figure_that_stands_twice_refuses_the_file(deliver, stored, tmp_path):
    refused = deliver(table(tmp_path / "tabell.csv", long([2024, "N01", "F1", 21, 100])))
    assert refused.outcome == "refused" and "F1" in refused.message and "rad 2, 14" in refused.message and stored() == []


def test_questions_that_the_survey_does_not_have_are_told(deliver, tmp_path):
    receipt = deliver(table(tmp_path / "tabell.csv", long([2026, "Norra", "F77", 20, 100])))
    assert [(w.code, "F77" in w.message) for w in receipt.warnings] == [("questions_unread", True)]
    unknown = deliver(table(tmp_path / "annan.csv", [LONG, [2026, "Norra", "F77", 20, 100]]))
    assert unknown.outcome == "refused" and "F77" in unknown.message and "Provsunds mätning" in unknown.message


def test_a_survey_without_a_declared_design_effect_is_told_that_nothing_can_be_certain(deliver, home, tmp_path):
    add_survey(home)
    receipt = deliver(table(tmp_path / "tabell.csv", long()))
    assert [(w.code, "design_effect" in w.message) for w in receipt.warnings] == [("no_design_effect", True)]


def test_answers_and_tables_of_one_survey_are_told_apart(deliver, tmp_path):
    assert deliver(answers(tmp_path / "svar.csv", people(9))).format == "survey_answers"
    assert deliver(table(tmp_path / "tabell.csv", long())).format == "survey_table"


def test_two_surveys_that_fit_alike_are_named_and_the_municipality_decides(deliver, home, tmp_path):
    path = add_survey(home)
    add_survey(home, slug="annan", text=path.read_text(encoding="utf-8").replace('"9990"', '"2580"'))
    file = answers(tmp_path / "svar.csv", people(9))
    refused = deliver(file)
    assert refused.outcome == "refused" and "annan, prov" in refused.message.replace("prov, annan", "annan, prov")
    assert deliver(file, "9990").outcome == "accepted"

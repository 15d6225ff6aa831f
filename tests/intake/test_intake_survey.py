"""Survey answers: the same cells from any container, every respondent stored or told, no answer turned into another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lagesbild.intake import facts
from tests.intake.made_files import feature, geojson, workbook
from tests.intake.made_surveys import add_survey, answers, people, person, sav


@pytest.fixture(autouse=True)
def survey(home: Path) -> Path:
    return add_survey(home)


def test_a_respondent_becomes_one_fact_per_question(deliver, home, tmp_path):
    receipt = deliver(answers(tmp_path / "svar.csv", [person(F2=8, F3="")]))
    assert (receipt.format, receipt.municipality, receipt.kind, receipt.source) == ("survey_answers", "9990", "answer", "Provsunds kommun")
    assert (receipt.rows_read, receipt.rows_stored) == (1, 1)
    assert (receipt.data_from, receipt.data_date, receipt.coverage_codes) == (date(2026, 9, 1), date(2026, 10, 15), ("prov 2026",))
    rows = facts(home, receipt)
    assert rows.iloc[0].to_dict() == {
        "municipality": "9990", "survey": "prov", "wave": "2026", "respondent": 0, "area": "N01", "area_version": "2024", "stratum": "N01",
        "weight": 1.5, "sex": "K", "age": "30-44", "question": "F1", "answer": 1.0, "state": "value", "line": 2, "column": "F1",
    }  # fmt: skip
    assert rows[["question", "state"]].to_numpy().tolist() == [["F1", "value"], ["F2", "not_asked"], ["F3", "not_asked"], ["F4", "value"]]


def test_the_same_answers_from_any_container_are_received_once(deliver, home, tmp_path):
    first = deliver(sav(tmp_path / "svar.sav", people(30, Ålder=50)))
    for name in ("svar.csv", "svar.xlsx"):
        again = deliver(answers(tmp_path / name, people(30, Ålder=50)))
        assert again.outcome == "already_received", again.message
    assert first.outcome == "accepted" and len(facts(home, first)) == 120


def test_answers_may_stand_as_labels_and_areas_as_names(deliver, home, tmp_path):
    rows = facts(
        home, deliver(answers(tmp_path / "svar.csv", [person(F1="Stort problem", Område="Södra", Kön="Man"), person(Kön="Kvinna")]))
    )
    assert rows.loc[0, ["area", "sex", "answer"]].tolist() == ["N02", "M", 3.0]
    assert rows.loc[4, "sex"] == "K"


def test_what_spss_calls_missing_is_no_answer_and_labels_place_the_areas(deliver, home, tmp_path):
    rows = [person(Område=1.0, F1=3.0, F2=99.0, F3=7.0), person(Område=2.0, F1=8.0, F2=2.0, F3=1.0)]
    labels = {"Område": {1: "Norra", 2: "Södra"}, "F1": {1: "Inget problem", 3: "Stort problem", 8: "Vet ej"}}
    path = sav(tmp_path / "svar.sav", rows, variable_value_labels=labels, missing_ranges={"F2": [99], "F3": [{"lo": 6, "hi": 9}]})
    found = facts(home, deliver(path))
    assert found.loc[found["line"] == 1, "area"].unique().tolist() == ["N01"]
    states = found.pivot(index="line", columns="question", values="state")
    assert states.loc[1].tolist() == ["value", "missing", "missing", "value"]
    assert states.loc[2].tolist() == ["missing", "value", "value", "value"]


def test_a_label_that_differs_is_told_and_a_turned_scale_is_refused(deliver, stored, tmp_path):
    told = deliver(sav(tmp_path / "olika.sav", people(3), variable_value_labels={"F1": {2: "Ganska litet"}}))
    assert [(w.code, "Ganska litet" in w.message, "Litet problem" in w.message) for w in told.warnings] == [("label_differs", True, True)]
    before = stored()
    turned = deliver(sav(tmp_path / "vand.sav", people(4), variable_value_labels={"F1": {1: "Stort problem", 3: "Inget problem"}}))
    assert turned.outcome == "refused" and "kolumn F1" in turned.message and "vänd" in turned.message
    assert stored() == before


def test_a_counted_answer_that_the_file_calls_missing_is_told(deliver, tmp_path):
    receipt = deliver(sav(tmp_path / "svar.sav", people(9), missing_ranges={"F1": [3]}))
    assert [(w.code, "svaret 3" in w.message) for w in receipt.warnings] == [("counted_is_missing", True)]


@pytest.mark.parametrize("weight", ["0", "-2", "", "tung", "inf"])
def test_a_respondent_without_a_sound_weight_is_rejected(deliver, home, tmp_path, weight):
    rows = people(30)
    rows[4]["Vikt"] = weight
    receipt = deliver(answers(tmp_path / "svar.csv", rows))
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_rejected) == (30, 29, 1)
    (rejection,) = receipt.rejections
    assert (rejection.line, rejection.column) == (6, "Vikt") and "större än noll" in rejection.reason
    assert facts(home, receipt)["respondent"].nunique() == 29


@pytest.mark.parametrize("leave_out", [("Vikt",), ()])
def test_a_wave_without_any_weight_is_accepted_and_marked(deliver, home, tmp_path, leave_out):
    receipt = deliver(answers(tmp_path / "svar.csv", people(6, Vikt=""), leave_out))
    assert receipt.rows_stored == 6 and facts(home, receipt)["weight"].isna().all()
    assert [(w.code, "2026" in w.message) for w in receipt.warnings] == [("no_weights", True)]


def test_an_answer_off_the_scale_is_rejected_alone_and_its_respondent_stays(deliver, home, tmp_path):
    rows = people(40)
    rows[7]["F3"] = 5
    receipt = deliver(answers(tmp_path / "svar.csv", rows))
    assert (receipt.rows_stored, receipt.rows_rejected) == (40, 0)
    (rejection,) = receipt.rejections
    assert (rejection.line, rejection.column) == (9, "F3") and '"5" finns inte i skalan' in rejection.reason
    found = facts(home, receipt)
    assert len(found) == 4 * 40 - 1
    assert found.loc[found["line"] == 9, "question"].tolist() == ["F1", "F2", "F4"]


def test_a_column_of_other_answers_refuses_the_file(deliver, stored, tmp_path):
    refused = deliver(answers(tmp_path / "svar.csv", people(30, F2=7)))
    assert refused.outcome == "refused" and stored() == []
    assert all(word in refused.message for word in ("kolumn F2", "30", '"7" på rad 2', "scale"))


def test_an_area_that_the_survey_does_not_have_rejects_its_respondent(deliver, tmp_path):
    receipt = deliver(answers(tmp_path / "svar.csv", [*people(30), person(Område="Västra")]))
    assert (receipt.rows_stored, receipt.rows_rejected) == (30, 1)
    assert "Västra" in receipt.rejections[0].reason and "N01 (Norra), N02 (Södra)" in receipt.rejections[0].reason


def test_an_area_missing_from_the_loaded_borders_stops_the_import(deliver, stored, tmp_path):
    deliver(geojson(tmp_path / "omraden.geojson", [feature("N01")]))
    before = stored()
    refused = deliver(answers(tmp_path / "svar.csv", people(4)))
    assert refused.outcome == "refused" and "N02" in refused.message and stored() == before


def test_a_respondent_without_area_counts_for_the_whole_municipality_only(deliver, home, tmp_path):
    receipt = deliver(answers(tmp_path / "svar.csv", [*people(3), person(Område="")]))
    assert receipt.rows_unplaced == 1, "a respondent, not each of the answers"
    assert "1 av 4 rader (25,0 %)" in receipt.warnings[0].message
    assert facts(home, receipt)["area"].tolist().count("ej_placerad") == 4


def test_two_waves_in_one_file_are_kept_apart_by_their_column(deliver, home, tmp_path):
    rows = [*people(3), *people(2, Mätning=2024, F3="")]
    receipt = deliver(answers(tmp_path / "svar.csv", rows))
    found = facts(home, receipt)
    assert found.groupby("wave")["respondent"].nunique().to_dict() == {"2024": 2, "2026": 3}
    assert found[found["state"] == "not_asked"][["wave", "question"]].drop_duplicates().to_numpy().tolist() == [["2024", "F3"]]
    assert receipt.coverage_codes == ("prov 2024", "prov 2026")


def test_a_wave_that_the_catalogue_lacks_is_refused_with_how_to_add_it(deliver, stored, tmp_path):
    refused = deliver(answers(tmp_path / "svar.csv", people(3, Mätning=2025)))
    assert all(word in refused.message for word in ("mätningen 2025", "2024, 2026", "[[waves]]", "data/surveys/prov.toml", "field_from"))
    assert stored() == []


def test_a_file_that_names_no_wave_is_refused_and_one_without_wave_in_a_row_loses_that_row(deliver, tmp_path):
    silent = deliver(answers(tmp_path / "tyst.csv", people(3), ("Mätning",)))
    assert silent.outcome == "refused" and "Mätning" in silent.message and "2024, 2026" in silent.message
    receipt = deliver(answers(tmp_path / "svar.csv", [*people(30), person(Mätning="")]))
    assert (receipt.rows_stored, receipt.rejections[0].line) == (30, 32)


def test_a_title_above_the_headings_names_the_wave(deliver, home, tmp_path):
    rows = [{key: value for key, value in row.items() if key != "Mätning"} for row in people(2)]
    lines = [["Provsunds mätning, 2024"], [], list(rows[0]), *(list(row.values()) for row in rows)]
    assert set(facts(home, deliver(workbook(tmp_path / "titel.xlsx", lines)))["wave"]) == {"2024"}
    assert deliver(workbook(tmp_path / "utan.xlsx", lines[2:])).outcome == "refused"


def test_identical_respondents_are_all_kept(deliver, home, tmp_path):
    assert facts(home, deliver(answers(tmp_path / "svar.csv", [person()] * 5)))["respondent"].nunique() == 5


def test_the_same_wave_again_replaces_the_earlier_delivery_and_says_so(deliver, tmp_path):
    deliver(answers(tmp_path / "svar.csv", people(20)))
    receipt = deliver(answers(tmp_path / "nya.csv", people(21)), on=date(2026, 11, 23))
    assert [w.code for w in receipt.warnings] == ["replaces"] and "svar.csv" in receipt.warnings[0].message
    other = deliver(answers(tmp_path / "andra.csv", people(20, Mätning=2024)))
    assert not other.warnings, "another wave replaces nothing"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "sav"])
@pytest.mark.parametrize("where", ["Lopnr", "label"])
def test_personal_numbers_are_refused_wherever_they_stand(deliver, stored, tmp_path, ending, where):
    number, rows = "19121212-1212", people(5)
    path = tmp_path / f"svar.{ending}"
    if where == "label":
        if ending != "sav":
            pytest.skip("only SPSS has labels")
        sav(path, rows, variable_value_labels={"F1": {1: f"Inget problem {number}"}})
    else:
        rows = [row | {"Lopnr": number} for row in rows]
        sav(path, rows) if ending == "sav" else answers(path, rows)
    refused = deliver(path)
    assert refused.outcome == "refused" and "personnummer" in refused.message and stored() == []
    assert number not in refused.message


def test_a_number_column_of_personal_numbers_in_spss_is_refused(deliver, stored, tmp_path):
    refused = deliver(sav(tmp_path / "svar.sav", [row | {"PNR": 191212121212.0} for row in people(3)]))
    assert refused.outcome == "refused" and "PNR" in refused.message and stored() == []


def test_a_broken_or_foreign_spss_file_is_refused(deliver, stored, tmp_path):
    whole = sav(tmp_path / "svar.sav", people(50)).read_bytes()
    (tmp_path / "avbruten.sav").write_bytes(whole[:900])
    assert "SPSS-fil" in deliver(tmp_path / "avbruten.sav").message
    foreign = deliver(sav(tmp_path / "annan.sav", [{"X1": 1.0, "X2": 2.0}]))
    assert foreign.outcome == "refused" and "X1, X2" in foreign.message and "Provsunds mätning" in foreign.message
    assert stored() == []


def test_a_file_that_lacks_area_or_half_of_the_questions_is_told_what_it_lacks(deliver, tmp_path):
    without_area = deliver(answers(tmp_path / "a.csv", people(3), ("Område",)))
    assert "saknar kolumnen med område (Område)" in without_area.message
    one_question = deliver(answers(tmp_path / "b.csv", people(3), ("F1", "F2", "F3")))
    assert one_question.outcome == "refused"
    half = deliver(answers(tmp_path / "c.csv", people(3), ("F1", "F2")))
    assert half.outcome == "accepted"


def test_columns_that_mean_nothing_are_told(deliver, tmp_path):
    receipt = deliver(answers(tmp_path / "svar.csv", [row | {"Fritext": "bra"} for row in people(3)]))
    assert [(w.code, "Fritext" in w.message) for w in receipt.warnings] == [("columns_unread", True)]


@pytest.mark.parametrize(
    ("age", "group"), [(16, "16-29"), (29, "16-29"), (30, "30-44"), (64, "45-64"), (84, "65-84"), (85, ""), (15, ""), ("?", ""), (29.5, "")]
)
def test_ages_fall_into_the_four_groups(deliver, home, tmp_path, age, group):
    receipt = deliver(answers(tmp_path / "svar.csv", [person(Ålder=age)]))
    assert set(facts(home, receipt)["age"]) == {group}
    assert [w.code for w in receipt.warnings] == ([] if group else ["no_group"])


def test_an_age_group_must_be_one_of_ours(deliver, home, tmp_path):
    rows = [person(Åldersgrupp=group) for group in ("16–29 år", "65-84", "16–24 år")]
    receipt = deliver(answers(tmp_path / "svar.csv", rows, ("Ålder",)))
    assert facts(home, receipt)["age"].tolist()[::4] == ["16-29", "65-84", ""]
    assert "16–24 år" in receipt.warnings[0].message


def test_a_stratum_of_its_own_is_kept_and_an_empty_one_is_the_area(deliver, home, tmp_path):
    found = facts(home, deliver(answers(tmp_path / "svar.csv", [person(Stratum="11"), person(Stratum="")])))
    assert found["stratum"].tolist()[::4] == ["11", "N01"]

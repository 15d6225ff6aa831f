"""The words of surveys follow the verdict: every sentence function is read for every verdict, state, direction, unit and gap."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from itertools import product
from types import ModuleType
from typing import Any, get_args

import pytest

from lagesbild import sentences_experienced, sentences_instruments, sentences_survey
from lagesbild.model import AccordVerdict, AreaVerdict, ChangeVerdict, InstrumentVerdict, ValueState
from lagesbild.stats.change import polarity

NAN, INF = float("nan"), float("inf")
CHANGES, AREAS, ACCORDS, INSTRUMENTS = (get_args(words) for words in (ChangeVerdict, AreaVerdict, AccordVerdict, InstrumentVerdict))
STATES = get_args(ValueState)
FORBIDDEN = re.compile(r"\bnan\b|\bnone\b|\binf\b|\bnat\b|null|[{}]", re.IGNORECASE)
CLAIM = re.compile(r"ökat|ökning|minskat|minskning", re.IGNORECASE)
DENIAL = re.compile(r"ingen säker förändring", re.IGNORECASE)


def row(verdict: str, state: str, unit: str, better: str = "lower", odd: float | None = None) -> dict[str, Any]:
    """A judged row as the exhibits make it: without a figure where the state has none, or with an odd number in every place."""
    known = state in ("value", "zero")
    now = 0.0 if state == "zero" else (0.31 if unit == "share" else 2.41) if known else NAN
    then = now + (0.08 if verdict == "decrease" else -0.08) if known and verdict != "not_measured" else NAN
    told = {
        "value": now,
        "lower": now - 0.03,
        "upper": now + 0.03,
        "then_value": abs(then),
        "difference": now - then,
        "rest_value": abs(then),
    }
    if odd is not None or state == "suppressed":
        told = dict.fromkeys(told, odd if odd is not None else NAN)
    told = {name: NAN if value is None else value for name, value in told.items()}
    side = {f"{who}_{name}": value for who in ("own", "other") for name, value in told.items()}
    words = {f"{who}_{name}": value for who in ("own", "other") for name, value in (("unit", unit), ("short_title", "Buskörning"))}
    return told | side | words | {
        "verdict": verdict, "accord": verdict, "polarity": polarity(verdict, better), "state": state, "unit": unit,  # pyright: ignore
        "short_title": "Buskörning", "indicator": "x", "name": "Hamnen", "base": 1_812.0 if known else NAN,
        "reason": "Frågan fick ny lydelse." if verdict == "not_comparable" else "",
    }  # fmt: skip


UNSURE = {"verdict": "no_clear_change", "polarity": "neutral"}
Say = Callable[[dict[str, Any]], str]
CHANGE: dict[str, Say] = {
    "wave_headline": lambda r: sentences_survey.wave_headline(
        [r, r | {"verdict": "no_clear_change", "polarity": "neutral"}], "2026", "2023"
    ),
    "wave_sentence": lambda r: sentences_survey.wave_sentence([r], "2023"),
    "change_sentence": lambda r: sentences_survey.change_sentence(r, "2023"),
    "question_heading": lambda r: sentences_survey.question_heading(r, "2023", "Norrhamn", "Kvinnor"),
    "question_sentence": lambda r: sentences_survey.question_sentence(r, "2026", "2023"),
}
AREA: dict[str, Say] = {
    "against_headline": lambda r: sentences_survey.against_headline([r], "question_areas"),
    "heat_headline": lambda r: sentences_survey.heat_headline([r]),
    "against_rest": sentences_survey.against_rest,
    "area_heading": lambda r: sentences_survey.area_heading([r], "Hamnen"),
    "profile_heading": lambda r: sentences_survey.profile_heading([r], [r, r], "Hamnen"),
}
PLAIN: dict[str, Say] = {
    "between": sentences_survey.between,
    "absent": lambda r: sentences_survey.absent(r["state"]),
    "state": lambda r: sentences_survey.state(r["state"]) or "–",
    "figure": lambda r: sentences_survey.figure(r["value"], r["unit"]),
    "unit": lambda r: sentences_survey.unit(r["unit"]),
    "difference": lambda r: sentences_survey.difference(r["difference"], r["unit"]),
    "points": lambda r: sentences_survey.points(r["difference"]),
    "answers": lambda r: sentences_survey.answers(3),
    "in_words": lambda r: sentences_survey.in_words(14),
    "listed": lambda r: sentences_survey.listed(["a", "b", "c"]),
}
ACCORD: dict[str, Say] = {
    "accord_word": lambda r: sentences_experienced.accord_word(r["accord"]),
    "pair_heading": lambda r: sentences_experienced.pair_heading([r], "Buskörning"),
    "pair_sentence": lambda r: sentences_experienced.pair_sentence([r]),
    "overview_heading": lambda r: sentences_experienced.overview_heading([r]),
}
TWO: dict[str, Say] = {
    "instruments_heading": lambda r: sentences_instruments.instruments_heading([r], "Polisens mätning"),
    "both_sides": lambda r: sentences_instruments.both_sides(r, ""),
    "instrument_sentence": lambda r: sentences_instruments.instrument_sentence(r, "2023"),
}
FAMILIES = ((CHANGE, CHANGES), (AREA, AREAS), (PLAIN, CHANGES), (ACCORD, ACCORDS), (TWO, INSTRUMENTS))
CASES = [
    (name, say, verdict, state, unit, better, odd)
    for said, verdicts in FAMILIES
    for (name, say), verdict, state, unit, better, odd in product(
        said.items(), verdicts, STATES, ("share", "index"), ("lower", "higher", "neither"), (None, NAN, INF, -INF)
    )
]


@pytest.mark.parametrize(
    ("module", "said"),
    [(sentences_survey, CHANGE | AREA | PLAIN), (sentences_experienced, ACCORD), (sentences_instruments, TWO)],
    ids=["survey", "experienced", "instruments"],
)
def test_no_sentence_function_is_left_out(module: ModuleType, said: dict[str, Say]) -> None:
    public = {
        name for name, item in inspect.getmembers(module, inspect.isfunction) if item.__module__ == module.__name__ and name[0] != "_"
    }
    assert public == set(said)


def test_every_sentence_is_whole_and_claims_a_change_only_where_one_was_tested() -> None:
    assert len(CASES) > 10_000
    for name, say, verdict, state, unit, better, odd in CASES:
        sentence, case = say(row(verdict, state, unit, better, odd)), (name, verdict, state, unit, better, odd)
        assert sentence.strip() and not FORBIDDEN.search(sentence), (sentence, case)
        if verdict not in ("increase", "decrease") or name not in CHANGE:
            assert not CLAIM.search(DENIAL.sub("", sentence)), (sentence, case)


@pytest.mark.parametrize("name", ["wave_sentence", "change_sentence", "question_heading", "question_sentence"])
@pytest.mark.parametrize(("verdict", "word"), [("increase", r"ökat|ökning"), ("decrease", r"minskat|minskning")])
def test_a_certain_change_is_told_in_its_own_direction(name: str, verdict: str, word: str) -> None:
    sentence = CHANGE[name](row(verdict, "value", "share"))
    assert re.search(word, sentence) and len(CLAIM.findall(sentence)) == 1, sentence


@pytest.mark.parametrize(("verdict", "word"), [("clearly_higher", "säkert högre"), ("clearly_lower", "säkert lägre")])
def test_an_area_is_higher_or_lower_only_where_it_is_certain(verdict: str, word: str) -> None:
    for other in AREAS:
        assert (word in AREA["against_rest"](row(other, "value", "share")).lower()) == (other == verdict)


def test_a_headline_counts_what_is_certain_and_names_good_only_where_better_has_a_direction() -> None:
    two = [row("increase", "value", "share", "higher"), row("decrease", "value", "share", "higher")]
    assert sentences_survey.wave_headline(two, "2026", "2023") == "Två av två svar har säkert ändrats sedan 2023, ett till det bättre"
    plain = [row("increase", "value", "share", "neither")]
    assert "bättre" not in sentences_survey.wave_headline(plain, "2026", "2023")


@pytest.mark.parametrize("verdict", AREAS)
def test_neither_heat_nor_lists_name_an_area_worse_without_certainty(verdict: str) -> None:
    heading = sentences_survey.heat_headline([row(verdict, "value", "share")])
    assert ("Hamnen har flest" in heading) == (verdict == "clearly_higher"), heading


def test_places_part_ways_only_where_it_is_certain() -> None:
    for verdict in ACCORDS:
        heading = sentences_experienced.overview_heading([row(verdict, "value", "share")])
        assert ("isär i Hamnen" in heading) == (verdict in ("more_felt", "more_reported")), heading


def test_no_rows_say_so_in_words() -> None:
    assert sentences_survey.wave_sentence([], "2023") == "Ingen förändring går att pröva."
    assert sentences_survey.heat_headline([]) and sentences_survey.against_headline([], "question_groups")
    assert sentences_instruments.instruments_heading([], "Polisens mätning") == "Polisens mätning frågar inte om samma saker"


def test_an_answer_that_only_the_family_makes_uncertain_is_not_said_to_be_within_the_uncertainty() -> None:
    told = row("no_clear_change", "value", "share")
    assert "ryms inom osäkerheten" in sentences_survey.change_sentence(told, "2023")
    said = sentences_survey.change_sentence(told | {"among": 20}, "2023")
    assert said.endswith("Går inte säkert att skilja från slumpen när 20 jämförelser prövas tillsammans.")

"""The words of signals follow the rule, are whole for every combination, and never judge."""

import re
from datetime import date
from itertools import product
from typing import get_args

import pytest

from lagesbild import sentences_control, sentences_signals
from lagesbild.model import SignalRule, SignalSide
from lagesbild.texts import texts

CASES = list(product(get_args(SignalRule), get_args(SignalSide), (2, 7, 14)))
JUDGING = ("bättre", "sämre", "förbättr", "försämr", "tyvärr", "oroande", "glädjande", "problem")
FORBIDDEN = ("nan", "none", " inf", "null", "{", "}", "%")


@pytest.mark.parametrize(("rule", "side", "months"), CASES)
def test_every_signal_has_whole_neutral_words(rule: str, side: str, months: int) -> None:
    signal = {"rule": rule, "side": side, "months": months, "last": date(2026, 9, 1)}
    row = signal | {"period_start": date(2026, 9, 1), "since": date(2026, 3, 1), "value": 30.0, "limit_lower": 6.3, "limit_upper": 39.6}
    row |= {"per_month": 0.0158, "short_title": "Narkotikabrott", "place": "Hamnen", "stands_out": False}
    said = [
        sentences_control.rule_words(rule, side, months),
        sentences_control.control_heading("narkotikabrotten", signal, date(2026, 9, 1)),
        sentences_signals.why(row),
        sentences_control.others_heading([("narkotikabrotten", side)]),
    ]
    for sentence in said:
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert not any(word in sentence.lower() for word in (*JUDGING, *FORBIDDEN)), sentence
        assert "har ökat" not in sentence and "har minskat" not in sentence


def test_no_text_of_months_and_signals_judges() -> None:
    told = {key: words for key, words in texts().items() if key.startswith(("control.", "signals."))}
    assert len(told) > 60
    for key, words in told.items():
        plain = words.replace("bedöms aldrig som bättre eller sämre", "")
        assert not any(word in plain.lower() for word in JUDGING), key


def test_chance_is_told_as_counts_within_the_limits() -> None:
    assert sentences_control.chance_sentence(61, 23.6, 46.6, "anmälda") == "61 anmälda. Slumpen brukar ge 24–46."
    assert sentences_control.chance_sentence(3, 0, 7, "anmälda") == "3 anmälda. Slumpen brukar ge högst 7."


def test_from_three_to_six_reads_as_it_must() -> None:
    assert sentences_control.year_to_date_sentence("too_uncertain", 6, 3.2, "2023–2025") == "+3 (från 3 till 6), inom slumpen."
    assert sentences_control.year_to_date_sentence("increase", 18, 2.0, "2023–2025") == "+16 (från 2 till 18), mer än slumpen."


@pytest.mark.parametrize("verdict", ["increase", "decrease", "no_clear_change", "too_uncertain"])
def test_this_year_never_has_a_percentage(verdict: str) -> None:
    for events, expected in ((0, 0.0), (3, 6.4), (379, 347.0)):
        said = sentences_control.year_to_date_sentence(verdict, events, expected, "2021–2025")
        assert not re.search(r"%|procent", said) and ("mer än slumpen" in said) == (verdict in ("increase", "decrease"))


def test_the_other_crime_types_in_one_line() -> None:
    assert sentences_control.others_heading([]) == "Övriga brottstyper: inga signaler"
    assert sentences_control.others_heading([("skadegörelsen", "below")]) == "Övriga brottstyper: en signal, i skadegörelsen nedåt"
    assert sentences_control.others_heading([("a", "below"), ("b", "above")]) == "Övriga brottstyper: två signaler"


def test_a_trend_over_years_has_a_percentage_only_where_it_is_certain_and_counts_are_not_few() -> None:
    def said(sure: bool, few: bool) -> str:
        return sentences_control.over_years(0.958, 0.941, 0.976, "2015–2024", sure=sure, few=few)

    assert said(True, False) == "Trend 2015–2024: 4,2 procent färre per invånare om året (mellan 2,4 och 5,9), mer än slumpen."
    assert "procent" not in said(True, True) + said(False, False) and "Ingen säker trend" in said(False, True)

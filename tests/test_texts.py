"""Swedish numbers, dates and the text catalogue."""

import re
from datetime import date

import pytest

from lagesbild.model import Zone
from lagesbild.settings import ROOT
from lagesbild.texts import interval, long_day, number, period_name, signed, text, texts
from lagesbild.web.menu_pages import pages_of


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234.5, 1, "1\u00a0234,5"),
        (-0.04, 1, "0,0"),
        (-3, 0, "−3"),
        (None, 0, "–"),
        (float("nan"), 1, "–"),
        (float("inf"), 1, "–"),
        (0, 0, "0"),
    ],
)
def test_numbers(value: float | None, decimals: int, written: str) -> None:
    assert number(value, decimals) == written


def test_signs_and_intervals() -> None:
    assert (signed(3), signed(-1.25, 1), signed(0)) == ("+3", "−1,2", "0")
    assert interval(1.04, 2.96, 1) == "1,0–3,0" and interval(None, 2, 1) == "" and interval(1, float("inf")) == ""


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2023, 1, 1), date(2025, 12, 31), "2023–2025"),
        (date(2026, 4, 1), date(2026, 6, 30), "kvartal 2 2026"),
        (date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
        (date(2026, 1, 1), date(2026, 10, 31), "2026-01-01 till 2026-10-31"),
    ],
)
def test_periods(start: date, end: date, name: str) -> None:
    assert period_name(start, end) == name


def test_days() -> None:
    assert long_day(date(2026, 11, 22)) == "22 november 2026"


@pytest.mark.parametrize("zone", ["internal", "public"])
def test_every_page_has_its_file_and_every_file_its_entry(zone: Zone) -> None:
    listed = {page.file for page in pages_of(zone)}
    assert listed and listed == set(next(iter(listed)).parent.glob("*.py"))


def test_nobody_is_sent_to_a_file_that_only_those_at_the_machine_can_open() -> None:
    on_the_machine = ("cli.", "lake.", "backup.")
    sent = [key for key, said in texts().items() if re.search(r"docs/|\bse Drift\b|\(Drift,", said) and not key.startswith(on_the_machine)]
    assert not sent


def test_the_order_of_files_is_one_and_the_same_wherever_it_is_told() -> None:
    order = text("desk.start.why")
    assert order in text("getting_started.sources.lede") and order in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_term_of_statistics_stands_in_brackets_behind_plain_words() -> None:
    for key, sentence in texts().items():
        if key.startswith("glossary."):
            continue
        assert "som en familj" not in sentence, key
        for term in ("XmR", "negativ binomial", "exakt Poisson"):
            assert term not in sentence or re.search(rf"\([^()]*{term}\)", sentence), (key, term)


def test_no_text_is_empty_or_english() -> None:
    empty = ("sentences.state.value", "web.pages.internal.situation.address")
    for key, sentence in texts().items():
        assert sentence.strip() or key in empty or key.startswith("charts.units."), key
        assert not {"the", "and", "with", "not", "please"} & set(sentence.lower().split()), (key, sentence)

"""A briefing's wishes as an address, and back."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.briefing.context import Subject
from lagesbild.briefing.request import address_of, file_name, last_day, lines, periods, request_of, subject_of
from lagesbild.catalog_briefings import load_briefings
from lagesbild.model import LagesbildError

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("period", "ends"),
    [("2025", date(2025, 12, 31)), ("2026", DAY), ("2026-K1", date(2026, 3, 31)), ("2026-K4", DAY), ("2024-K4", date(2024, 12, 31))],
)
def test_a_period_ends_on_its_last_day_but_never_after_today(period: str, ends: date) -> None:
    assert last_day(period, DAY) == ends


@pytest.mark.parametrize("period", ["", "2026-K5", "förra året", "26"])
def test_other_words_are_no_period(period: str) -> None:
    with pytest.raises(LagesbildError, match="2026-K3"):
        last_day(period, DAY)


def test_the_quarters_to_choose_from_begin_with_the_present_one() -> None:
    told = list(periods("quarter", date(2026, 1, 5)))
    assert told[:3] == ["2026-K1", "2025-K4", "2025-K3"] and len(told) == 8
    assert periods("quarter", DAY)["2026-K4"] == "Kvartal 4 2026"
    assert list(periods("year", DAY)) == ["2026", "2025", "2024", "2023"]


@pytest.mark.parametrize("subject", [Subject("area", "N04"), Subject("council", "hamnradet"), Subject("goal", "inbrott"), Subject()])
def test_a_subject_survives_its_address(subject: Subject) -> None:
    assert subject_of(address_of(subject)) == subject


def test_an_address_gives_the_whole_request() -> None:
    told = {
        "om": "area:N04", "period": "2026-K3", "delar": "signals.profile", "kommentar": "Ett stycke.\n\n  Ett till. ",
        "beslut": "Notera", "mottagare": " Hamnrådet ",
    }  # fmt: skip
    request = request_of(load_briefings()["omradesblad"], told, DAY)
    assert (request.subject.code, request.until, request.parts) == ("N04", date(2026, 9, 30), ("signals", "profile"))
    assert request.comments == ("Ett stycke.", "Ett till.") and request.decisions == ("Notera",) and request.recipient == "Hamnrådet"


def test_an_empty_address_gives_the_kinds_own_parts_for_the_whole_municipality() -> None:
    request = request_of(load_briefings()["lagesbild"], {}, DAY)
    assert (request.subject, request.parts, request.until) == (Subject(), None, DAY)
    assert lines(" \n ") == ()


def test_a_file_is_named_by_kind_subject_and_day() -> None:
    kind = load_briefings()["omradesblad"]
    assert file_name(kind, Subject("area", "N04", "Hamnen"), DAY, "pptx") == "omradesblad-N04-2026-11-22.pptx"
    assert file_name(kind, Subject(), DAY, "pdf") == "omradesblad-2026-11-22.pdf"

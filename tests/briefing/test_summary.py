"""What a briefing says first: at most eight sentences, each repeating the verdict of a part; "ökat" only after a test."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.briefing.context import Context, Request, Subject, open_context
from lagesbild.briefing.parts import PARTS
from lagesbild.briefing.summary import MOST, summary, title
from lagesbild.store import Reader
from tests.exhibits.made_goals import figures, made

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return made(tmp_path_factory.mktemp("summary") / "internal.duckdb", figures())


def context(reader: Reader, subject: Subject | None = None, until: date = DAY) -> Context:
    return open_context(reader, "internal", Request(subject or Subject(), DAY, until))


@pytest.mark.parametrize(
    "subject", [Subject(), Subject("focus", "trygghet"), Subject("goal", "inbrott"), Subject("goal", "tidiga-insatser")]
)
def test_every_sentence_repeats_a_part_that_exists(reader: Reader, subject: Subject) -> None:
    told = summary(context(reader, subject))
    assert told and len(told) <= MOST
    assert {part for _, part in told} <= set(PARTS)
    assert all(words.endswith((".", "!", "?")) and words[0].isupper() for words, _ in told)


def test_the_finding_is_the_goals(reader: Reader) -> None:
    assert title(context(reader)) == "Två av sju mål är på rätt väg, två är det inte"
    assert title(context(reader, Subject("goal", "trygg-kvall"))).startswith("Otryggheten ute sent på kvällen har minskat")


def test_a_focus_area_tells_of_its_own_goals_only(reader: Reader) -> None:
    ctx = context(reader, Subject("focus", "ungdomar"))
    assert 0 < len(ctx.goals) < len(context(reader).goals) and all("ungdomar" in row["focus"] for row in ctx.goals)


def test_up_and_down_are_said_only_after_a_test(reader: Reader) -> None:
    ctx = context(reader)
    for words, _ in summary(ctx):
        if " har ökat" in words or " har minskat" in words:
            assert "sedan" in words, words
    uncertain = next(row for row in ctx.goals if row["status"] == "no_clear_change")
    told = title(context(reader, Subject("goal", uncertain["goal"])))
    assert "har ökat" not in told and "har minskat" not in told


def test_an_agreement_is_judged_on_the_last_day_told_of(reader: Reader) -> None:
    then = context(reader, until=date(2023, 6, 30)).standing
    assert then is not None and then.agreement.slug == "2020-2023"


def test_the_years_end_where_the_briefing_does(reader: Reader) -> None:
    ctx = context(reader, until=date(2024, 12, 31))
    assert ctx.years[0] == 2024 and context(reader).years[0] == 2025
    assert ctx.since == 2023  # the last whole year before the agreement
    assert context(reader, until=date(2024, 6, 30)).years[0] == 2023  # half a year is no year

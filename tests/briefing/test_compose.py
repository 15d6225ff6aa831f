"""Every kind makes a sensible document of whatever a build holds: goals alone, reports in two areas, or nothing at all."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from lagesbild.briefing import part_crime
from lagesbild.briefing.compose import compose
from lagesbild.briefing.context import Request, Subject, open_context, subjects
from lagesbild.briefing.document import BarData, Document, KeyFigures, Mark, Picture, Points, Said, SeriesData, Table, TrendData, blocks_of
from lagesbild.briefing.part_frame import sources
from lagesbild.briefing.part_work import area_problems
from lagesbild.briefing.pdf import render_pdf
from lagesbild.briefing.render import render
from lagesbild.catalog_briefings import load_briefings
from lagesbild.exhibits import agreements, goals
from lagesbild.exhibits.situation import situation
from lagesbild.export import estimates_for_export
from lagesbild.model import LagesbildError
from lagesbild.sentences_goals import latest
from lagesbild.store import Reader, current
from tests.briefing.documents import rows_behind
from tests.briefing.packages import NOT_WORDS
from tests.briefing.packages import told as told_in
from tests.exhibits.made_goals import figures, made

KINDS = load_briefings()
INTERNAL = [slug for slug, kind in KINDS.items() if kind.zone == "internal"]
TODAY = date(2026, 11, 22)
BROKEN = re.compile(r"\b(None|nan|NaN|inf|NaT)\b|\{\w+\}")


@pytest.fixture(scope="module")
def of_goals(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return made(tmp_path_factory.mktemp("goals") / "internal.duckdb", figures())


@pytest.fixture(scope="module")
def home(watched_home: Path) -> Path:
    return watched_home


@pytest.fixture(scope="module")
def of_reports(home: Path) -> Reader:
    found = current(home, "9999", "internal")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def of_nothing(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return made(tmp_path_factory.mktemp("nothing") / "internal.duckdb", figures().iloc[:0], agreements=False)


def asked(subject: Subject | None = None, **how) -> Request:
    return Request(**({"subject": subject or Subject(), "day": TODAY, "until": TODAY} | how))


def everything(slug: str) -> tuple[str, ...]:
    return tuple(part.name for part in KINDS[slug].parts)


def words(document: Document) -> list[str]:
    """All text that a reader meets."""
    told = [document.title, document.eyebrow, document.foot, document.reach, *document.summary]
    told += [part for section in document.sections for part in (section.title, section.lede)]
    for block in blocks_of(document):
        match block:
            case Said():
                told.append(block.words)
            case Points():
                told += block.items
            case KeyFigures():
                told += [part for one in block.items for part in (one.value, one.words)]
            case Table():
                told += [column.title for column in block.columns]
                told += [cell.word if isinstance(cell, Mark) else cell for row in block.rows for cell in row]
            case Picture():
                told += [block.title, block.sub, block.source, block.alt]
    return told


def subject_for(slug: str, reader: Reader) -> Subject | None:
    return next((one for one in subjects(reader, TODAY) if one.kind in KINDS[slug].subjects), None)


@pytest.mark.parametrize("slug", INTERNAL)
@pytest.mark.parametrize("build", ["of_goals", "of_reports", "of_nothing"])
def test_every_kind_makes_a_whole_document_of_any_build(slug: str, build: str, request: pytest.FixtureRequest) -> None:
    reader: Reader = request.getfixturevalue(build)
    subject = subject_for(slug, reader)
    if subject is None:  # a sheet of an area where no area is known
        with pytest.raises(LagesbildError, match="kan inte handla om det"):
            compose(reader, "internal", KINDS[slug], asked())
        return
    document = compose(reader, "internal", KINDS[slug], asked(subject, parts=everything(slug)))
    assert document.title and document.sections and len(document.summary) <= 8
    assert not [told for told in words(document) if BROKEN.search(told)]
    assert render_pdf(document).startswith(b"%PDF")
    for form in ("docx", "pptx"):
        assert not NOT_WORDS.search(told_in(render(document, form)))


def test_the_goals_say_what_the_goal_page_says(of_goals: Reader) -> None:
    document = compose(of_goals, "internal", KINDS["lagesbild"], asked())
    now = agreements.now(of_goals, TODAY)
    assert now is not None
    page = goals.goal_list(of_goals, now)
    assert document.title == page.heading == "Två av sju mål är på rätt väg, två är det inte"
    table = next(block for section in document.sections if section.slug == "goals" for block in section.blocks if isinstance(block, Table))
    shown = {row["title"]: latest(row["lead"])[0] for row in page.facts["rows"] if row["lead"]}
    for title, value in shown.items():
        assert any(title in str(row[0]) and str(row[2]).startswith(value) for row in table.rows), title


def test_every_number_behind_a_chart_is_a_number_of_the_export(home: Path, of_reports: Reader) -> None:
    exported = estimates_for_export(home, "internal", "9999", None)
    known = {round(value, 6) for name in ("value", "lower", "upper") for value in exported[name].dropna()}
    found = 0
    for slug in INTERNAL:
        subject = subject_for(slug, of_reports) or Subject()
        document = compose(of_reports, "internal", KINDS[slug], asked(subject, parts=everything(slug)))
        for data in (block.data for block in blocks_of(document) if isinstance(block, Picture) and block.data):
            rows_ = rows_behind(data)
            told = [number for row in rows_ for number in (row.value, row.lower, row.upper) if number is not None]
            assert {round(number, 6) for number in told} <= known
            found += len(told)
            assert isinstance(data, TrendData | BarData | SeriesData)
    assert found >= 12


def test_the_table_of_reports_says_what_the_page_says(of_reports: Reader) -> None:
    page = situation(of_reports).facts["rows"]
    document = compose(of_reports, "internal", KINDS["lagesbild"], asked())
    section = next(section for section in document.sections if section.slug == "crime_table")
    table = next(block for block in section.blocks if isinstance(block, Table))
    told = {str(row[0]).removesuffix(" *"): row for row in table.rows}
    assert len(told) == len(page) > 0
    for row in page:
        mark = told[row["short_title"]][-1]
        assert isinstance(mark, Mark) and str(told[row["short_title"]][2]) == f"{row['latest_count']:.0f}"


def test_the_same_request_gives_the_same_bytes(of_reports: Reader) -> None:
    once, again = (compose(of_reports, "internal", KINDS["omradesblad"], asked(Subject("area", "N01"))) for _ in range(2))
    assert render_pdf(once) == render_pdf(again)


def test_an_earlier_period_tells_of_nothing_later(of_goals: Reader) -> None:
    then = compose(of_goals, "internal", KINDS["lagesbild"], asked(until=date(2024, 12, 31), parts=("crime_table", "goals")))
    now = compose(of_goals, "internal", KINDS["lagesbild"], asked(parts=("crime_table", "goals")))
    heads = [column.title for block in blocks_of(then) if isinstance(block, Table) for column in block.columns]
    assert "Antal 2024" in heads and "Antal 2025" not in heads
    assert words(then) != words(now)


def test_the_readers_own_parts_order_and_words_are_kept(of_reports: Reader) -> None:
    wish = asked(
        parts=("signals", "decisions", "crime_table", "comments"), comments=("En sak.",), decisions=("Notera.",), recipient="styrgruppen"
    )
    document = compose(of_reports, "internal", KINDS["lagesbild"], wish)
    assert [section.slug for section in document.sections] == ["signals", "decisions", "crime_table", "comments"]
    assert "till styrgruppen" in document.eyebrow and {"En sak.", "Notera."} <= set(words(document))


def test_what_is_not_known_is_told_with_what_is(of_reports: Reader) -> None:
    with pytest.raises(LagesbildError, match=r"N99 finns inte.*N01"):
        compose(of_reports, "internal", KINDS["omradesblad"], asked(Subject("area", "N99")))
    with pytest.raises(LagesbildError, match="annan del av Lägesbild"):
        compose(of_reports, "internal", KINDS["pressunderlag"], asked())


def test_the_fields_behind_printed_series_are_explained_once_for_each_kind(of_goals: Reader) -> None:
    for parts in (("goal_series",), ("crime_series",)):
        document = compose(of_goals, "internal", KINDS["lagesbild"], asked(parts=parts))
        notes = [block.words for block in blocks_of(document) if isinstance(block, Said) and block.style == "note"]
        assert sum("Svagare fält: en tidigare överenskommelse." in words for words in notes) == 1, parts


def test_no_count_of_rows_is_told_where_the_public_file_has_none(of_reports: Reader) -> None:
    ctx = open_context(of_reports, "internal", asked())
    tables = [block for zone in ("internal", "public") if (part := sources(dataclasses.replace(ctx, zone=zone))) for block in part.blocks]
    inside, outside = (block for block in tables if isinstance(block, Table))
    assert [column.title for column in inside.columns][:-1] == [column.title for column in outside.columns]
    assert [row[:-1] for row in inside.rows] == list(outside.rows)


def test_every_sentence_of_the_summary_is_whole(of_goals: Reader) -> None:
    document = compose(of_goals, "internal", KINDS["lagesbild"], asked())
    assert document.summary and all(told.endswith((".", "!", "?")) for told in document.summary)


def test_a_table_of_signals_says_why_it_has_fewer_than_the_heading_counts() -> None:
    assert part_crime.left_out(9, 9, 9) == ""
    assert part_crime.left_out(6, 6, 6) == ""
    both = part_crime.left_out(6, 7, 9)
    assert (
        both.startswith("Tabellen visar 6 av nio signaler. En signal är svagare")
        and "Två signaler gäller brott som är för känsliga" in both
    )
    assert "känsliga" not in part_crime.left_out(6, 9, 9) and "svagare" not in part_crime.left_out(6, 6, 7)


def test_the_open_problems_of_an_area_are_one_line_that_names_the_newest() -> None:
    rows = pd.DataFrame(
        [
            {"title": "Buskörning vid kajen", "state": "open", "opened_on": pd.Timestamp(2026, 11, 22)},
            {"title": "Klotter på skolan", "state": "open", "opened_on": pd.Timestamp(2026, 3, 1)},
            {"title": "Rån i parken", "state": "closed", "opened_on": pd.Timestamp(2026, 11, 23)},
        ]
    )

    def told(some: pd.DataFrame) -> list[str]:
        context: Any = SimpleNamespace(work=lambda name: some)
        return area_problems(context)

    assert told(rows) == ["Öppna problem: två, det senaste Buskörning vid kajen."]
    assert told(rows.iloc[1:]) == ["Öppet problem: Klotter på skolan."] and told(rows.iloc[2:]) == []

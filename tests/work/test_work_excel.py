"""Plans in Excel: a round trip changes nothing, and merged cells, odd dates and unknown owners are told row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lagesbild.example import work_records
from lagesbild.model import LagesbildError
from lagesbild.work import KINDS, WorkStore, default_url, export_workbook, fill, open_work, read_workbook, store_reading
from lagesbild.work.odd_dates import odd_date
from tests.work.conftest import CODE

AREAS = {f"N{n:02d}": f"Område {n}" for n in range(1, 15)}
GOALS = {slug: slug.capitalize() for slug in ("trygg-kvall", "trygg-skola", "buskorning", "vald", "polisen-bryr-sig", "tidiga-insatser")}
FOCUS = {"trygghet": "Trygghet", "ungdomar": "Ungdomar", "andts": "ANDT-S"}


@pytest.fixture
def work(tmp_path: Path) -> Iterator[WorkStore]:
    """Norrhamn's work in a store of its own."""
    store = open_work(default_url(tmp_path))
    fill(store, CODE, work_records(), "Eva")
    yield store
    store.close()
    open_work.cache_clear()


def names(store: WorkStore, kind: str) -> dict[str, dict[str, str]]:
    """What people read for what is stored, as the pages tell it."""
    told: dict[str, dict[str, str]] = {"area": AREAS, "goal": GOALS, "focus": FOCUS}
    for field in KINDS[kind].fields():
        if field.kind == "record":
            told[field.name] = {r["id"]: r.get("name") or r["title"] for r in store.rows(field.refers, CODE)}
        elif field.kind == "choice":
            told[field.name] = {word: f"ord {word}" for word in field.options}
    return told


def book(*lines: list[Any], merge: str = "") -> bytes:
    made = Workbook()
    sheet: Any = made.active
    for line in lines:
        sheet.append(line)
    if merge:
        sheet.merge_cells(merge)
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


@pytest.mark.parametrize("kind", ["activity", "promise"])
def test_a_round_trip_changes_nothing(work: WorkStore, kind: str) -> None:
    rows, told = work.rows(kind, CODE), names(work, kind)
    found = read_workbook(export_workbook(kind, rows, told), kind, rows, told, {})
    assert (found.read, found.unchanged, found.wanted, found.remarks) == (len(rows), len(rows), [], [])


def test_a_workbook_saved_by_excel_itself_still_changes_nothing(work: WorkStore) -> None:
    rows, told = work.rows("activity", CODE), names(work, "activity")
    opened = load_workbook(io.BytesIO(export_workbook("activity", rows, told)))
    into = io.BytesIO()
    opened.save(into)
    assert read_workbook(into.getvalue(), "activity", rows, told, {}).wanted == []


def test_the_template_has_every_heading_and_no_row(work: WorkStore) -> None:
    sheet = load_workbook(io.BytesIO(export_workbook("activity", [], names(work, "activity")))).worksheets[0]
    assert sheet.max_row == 1 and len([cell for cell in sheet[1] if cell.value]) == 2 + len(KINDS["activity"].fields())


def test_a_plan_as_plans_look_is_read_with_a_remark_for_each_oddity(work: WorkStore) -> None:
    content = book(
        ["Aktivitetsplan 2026 för Norrhamn"],
        [],
        ["Mål", "Insats", "Ansvar", "Start", "Klart", "Budget", "Framsida"],
        ["Trygg-kvall", "Nattvandring", "Polisen", "mars 2026", "kvartal 2 2026", "12 500", "x"],
        [None, "Ny belysning vid bron", "Fritidsbanken", datetime(2026, 4, 1), "i höst", None, None],
        [None, "Ring 811218-9876", "Skolan", "2026-05-01", "2026-04-01", "gratis", None],
        ["Okänt mål", "Läxhjälp", "Skolan", "v 12 2026", "våren 2026", None, None],
        merge="A4:A6",
    )
    found = read_workbook(content, "activity", work.rows("activity", CODE), names(work, "activity"), {"plan": "vp-2026"})
    said = {(r.row, r.column): r.words for r in found.remarks}
    assert (found.read, found.added, found.kept_out) == (4, 3, 1)
    assert said[4, "Mål"] == "Sammanslagna celler på raderna 4 till 6 lästes som samma värde på varje rad."
    assert said[0, "Framsida"] == "Kolumnen känns inte igen och lästes inte."
    assert said[4, "Start"] == "”mars 2026” lästes som 2026-03-01." and said[4, "Klart"] == "”kvartal 2 2026” lästes som 2026-06-30."
    assert said[5, "Ansvar"].startswith("”Fritidsbanken” finns inte bland parterna.") and "”i höst” är inget datum" in said[5, "Klart"]
    assert "personnummer" in said[6, "Aktivitet"] and "9876" not in " ".join(said.values())
    assert said[6, "Till"] == "Till ligger före Från." and "inget tal" in said[6, "Kostnad, kronor"]
    assert "”Okänt mål” känns inte igen" in said[7, "Mål"]
    assert store_reading(found, work, CODE, "Bo") == 3
    stored = {row["title"]: row for row in work.rows("activity", CODE)}
    assert (
        stored["Nattvandring"] | {"owner": "polisen", "goal": "trygg-kvall", "cost": 12_500.0, "plan": "vp-2026"} == stored["Nattvandring"]
    )
    assert stored["Ny belysning vid bron"]["goal"] == "trygg-kvall" and stored["Ny belysning vid bron"]["owner"] is None
    assert stored["Läxhjälp"]["starts_on"] == date(2026, 3, 16) and stored["Läxhjälp"]["ends_on"] == date(2026, 6, 30)


def test_the_same_file_again_is_recognised_by_its_titles(work: WorkStore) -> None:
    content = book(["Aktivitet", "Ansvarig", "Från"], ["Läxhjälp", "Skolan", date(2026, 3, 1)])
    for expected in (1, 0):
        found = read_workbook(content, "activity", work.rows("activity", CODE), names(work, "activity"), {})
        assert store_reading(found, work, CODE, "Bo") == expected


def test_a_row_that_somebody_changed_after_the_download_is_left_alone(work: WorkStore) -> None:
    told = names(work, "promise")
    content = export_workbook("promise", work.rows("promise", CODE), told)
    work.save("promise", "l-2026-1", 1, {"result": "Nyare"}, "Boel")
    found = read_workbook(content, "promise", work.rows("promise", CODE), told, {})
    assert found.wanted == [] and [r.words for r in found.remarks if r.kept_out] == [
        "Ändrad av Boel sedan filen hämtades. Raden ändras inte; hämta en ny fil."
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"inget Excel", "går inte att läsa"), (book(["a", "b"], [1, 2]), "rubriker"), (b"x" * 10_000_001, "för stor")],
)
def test_what_is_no_plan_is_refused_in_words(content: bytes, fault: str) -> None:
    with pytest.raises(LagesbildError, match=fault):
        read_workbook(content, "activity", [], {}, {})


def test_text_that_looks_like_a_formula_stays_text(work: WorkStore) -> None:
    work.add("activity", CODE, {"title": "=HYPERLINK(1)"}, "Bo")
    rows, told = work.rows("activity", CODE), names(work, "activity")
    content = export_workbook("activity", rows, told)
    assert any(cell.value == "=HYPERLINK(1)" and cell.data_type == "s" for cell in load_workbook(io.BytesIO(content)).worksheets[0]["C"])


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026-03-01", date(2026, 3, 1), date(2026, 3, 1)),
        ("mars 2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("Feb. 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("Q3 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026 kv 1", date(2026, 1, 1), date(2026, 3, 31)),
        ("vecka 1 2026", date(2025, 12, 29), date(2026, 1, 4)),
        ("hösten 2026", date(2026, 8, 1), date(2026, 12, 31)),
        ("3/4 2026", date(2026, 4, 3), date(2026, 4, 3)),
        ("den 5 maj 2026", date(2026, 5, 5), date(2026, 5, 5)),
        ("20260301", date(2026, 3, 1), date(2026, 3, 1)),
        (46082, date(2026, 3, 1), date(2026, 3, 1)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_odd_dates_are_read(words: object, first: date, last: date) -> None:
    told = odd_date(words, last=False), odd_date(words, last=True)
    assert told[0] and told[1] and (told[0][0], told[1][0]) == (first, last)


@pytest.mark.parametrize("words", ["löpande", "2026-02-30", "vecka 60 2026", "snart", "13/13 2026", ""])
def test_what_is_no_date_is_none(words: str) -> None:
    assert odd_date(words, last=False) is None

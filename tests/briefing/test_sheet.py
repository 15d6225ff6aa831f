"""A sheet that is made to fill one page is one page of paper and one slide, with the reports' course over the years in all of them."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.util import Inches

from lagesbild.briefing import part_work
from lagesbild.briefing.compose import compose
from lagesbild.briefing.context import Request, Subject
from lagesbild.briefing.document import (
    Beside,
    Document,
    Heading,
    Picture,
    Points,
    Said,
    Section,
    SeriesData,
    SeriesRow,
    blocks_of,
)
from lagesbild.briefing.one_page import too_much
from lagesbild.briefing.pdf import PAGE, render_pages, render_pdf
from lagesbild.briefing.pptx import render_pptx
from lagesbild.briefing.render import render
from lagesbild.catalog_briefings import load_briefings
from lagesbild.exhibits.signal_comments import Comment
from lagesbild.store import Reader
from tests.briefing.documents import BETTER, LONG, NO_CHANGE, WORSE, bars, document, draw, picture, square
from tests.briefing.documents import trend as made_trend
from tests.briefing.packages import told
from tests.briefing.test_pptx import reckoned, words
from tests.exhibits.made_areas import COUNTS, areas_made

TODAY = date(2026, 11, 22)
SHEET = load_briefings()["omradesblad"]


def sheet(*more: Section, items: int = 2, **how: Any) -> Document:
    """A sheet by hand: answers as bars, three leading series and one other, what is done, and a small map."""
    told = (("30,7 per 1 000 invånare, 11,2 i resten", WORSE), ("89 anmälda 2025, 66 år 2023", NO_CHANGE))
    rows = [SeriesRow(f"Brott {i}", made_trend(), told, "Trend 2016–2025: 7,8 procent fler om året.", True) for i in range(3)]
    rows.append(SeriesRow("Rån", made_trend(), (("0,3 per 1 000 invånare, 0,9 i resten", BETTER), told[1]), lead=False))
    series = Picture("Anmälningarna över tid", "Antal 2023 → 2025.", "Källa: Polisen.", "Fyra serier.", draw, SeriesData(tuple(rows)))
    done = Points(tuple(f"Fler vuxna ute på kvällen, gång {i}. Fritid." for i in range(items)))
    left = (picture(title="Vad invånarna svarar", data=bars(15)), Said("Fylld prick: säker.", "note"), Heading("Det här görs"), done)
    section = Section("profile", "", (Beside(left, (picture(title="Vad som anmäls", data=bars(7)), series)),))
    where = Picture("", "Hamnen i Norrhamn", "", "Karta som visar var Hamnen ligger.", square)
    return document(section, *more, one_page=True, where=where, **how)


def slides(made: Document) -> list[Any]:
    return list(Presentation(io.BytesIO(render_pptx(made))).slides)


def test_a_sheet_is_one_slide_with_native_charts() -> None:
    (slide,) = slides(sheet())
    assert sum(shape.has_chart for shape in slide.shapes) == 4, "the answers and three leading series"
    shown = words(slide)
    for said in (*document().summary, "Vad invånarna svarar", "Anmälningarna över tid", "Det här görs", "gång 1", "▲\u00a0Säker ökning",
                 "89 anmälda 2025, 66 år 2023", "30,7 per 1 000 invånare, 11,2 i resten", "Ingen säker förändring: Rån",
                 "Brott 1: trend 2016–2025", "Källa: kommunens trygghetsmätning 2026.", "Där mörkt blir ljust ligger värdet."):  # fmt: skip
        assert said in shown, said


@pytest.mark.parametrize("items", [2, 40])
def test_the_map_stands_beside_the_title_however_much_is_told(items: int) -> None:
    slide = slides(sheet(items=items))[0]
    (at,) = [shape for shape in slide.shapes if shape._element.xpath(".//p:cNvPr/@descr")[:1] == ["Karta som visar var Hamnen ligger."]]
    title = slide.shapes.title
    assert title.left + title.width <= at.left and at.top + at.height <= title.top + title.height + Inches(0.6)


def test_what_has_no_room_on_the_slide_stands_in_its_notes() -> None:
    (slide,) = slides(sheet())
    notes = slide.notes_slide.notes_text_frame.text
    assert "Vad som anmäls" in notes and "Öarna  0\u00a0%" in notes, "the reports against the rest"
    assert "Rån: 0,3 per 1 000 invånare, 0,9 i resten. Säker minskning." in notes and "Fylld prick" in notes


@pytest.mark.parametrize("items", [0, 3, 30])
def test_nothing_on_the_sheet_is_cut(items: int) -> None:
    made = slides(sheet(items=items, summary=("En mening som är ganska lång och har flera led. " * 2,) * 8))
    assert len(made) == (1 if items < 30 else 3), "only words that no column holds go on"
    shown = "\n".join(words(slide) for slide in made)
    assert all(f"gång {i}." in shown for i in range(items))
    for shape in (shape for slide in made for shape in slide.shapes):
        assert shape.left >= 0 and shape.top >= 0 and shape.left + shape.width <= Inches(13.34), shape.name
        assert shape.top + shape.height <= Inches(7.5), shape.name
        if shape.has_text_frame and shape.text_frame.text and not shape.is_placeholder:
            assert reckoned(shape.text_frame, shape.width / 914400) <= shape.height / 914400 + 0.06, shape.text_frame.text[:80]


def own(*words: str) -> tuple[Section, Section]:
    """Comments, and one numbered proposal."""
    said = Section("comments", "Egna kommentarer", tuple(Said(told) for told in words))
    return said, Section("decisions", "Förslag till beslut", (Points(("Notera.",), numbered=True),))


SHORT = ("Vi har gått på kajen varje fredag sedan i augusti.", "Rådet tar upp belysningen på mötet i januari. " * 5)


def test_a_short_comment_stands_on_the_sheet_itself() -> None:
    (slide,) = slides(sheet(*own(*SHORT)))
    shown = words(slide)
    assert all(told.strip() in shown for told in (*SHORT, "Egna kommentarer", "Förslag till beslut", "Notera."))
    assert sum(shape.has_chart for shape in slide.shapes) == 3, "one series gives its room"
    assert shown.count("89 anmälda 2025, 66 år 2023") == shown.count("30,7 per 1 000 invånare, 11,2 i resten") == 2, "no line is cut"
    assert "Ingen säker förändring: Brott 2, Rån" in shown, "and is told of in words"


def test_rows_that_are_not_certain_give_room_and_it_says_how_many_do() -> None:
    (slide,) = slides(sheet(*own(*SHORT)))
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    there = {str(name) for name in chart.plots[0].categories}
    notes = slide.notes_slide.notes_text_frame.text
    hidden = [bar for bar in bars(15).bars if not any(bar.name in name for name in there)]
    assert hidden and all(bar.mark is None or bar.mark.tone == "muted" for bar in hidden)
    assert "rader utan säker skillnad står i anteckningarna" in words(slide) and all(bar.name in notes for bar in hidden)


def test_what_is_too_long_for_the_sheet_comes_on_slides_of_its_own() -> None:
    made = slides(sheet(Section("comments", "Egna kommentarer", (Said(f"{LONG} är med. " * 8),))))
    assert [slide.shapes.title.text_frame.text for slide in made][1:] == ["Egna kommentarer"]


def test_a_sheet_is_set_closer_until_it_is_one_page_and_says_when_it_cannot_be() -> None:
    fits, long = sheet(*own(*SHORT), items=14), sheet(*own("Ett stycke som är långt. " * 60), items=14)
    assert len(render_pages(dataclasses.replace(fits, one_page=False), 20)) == 2, "with air it is two"
    assert len(render_pages(fits, 20)) == 1 and len(PAGE.findall(render_pdf(fits))) == 1
    assert too_much(fits, 1) == ""
    assert "omkring 300 får plats" in too_much(long, len(render_pages(long, 20)))
    told = too_much(sheet(Section("signals", "Två signaler", (Said("Två."),))), 1)
    assert "fler än en bild" in told and "Ta bort bocken för Signaler" in told and "Korta" not in told


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return areas_made(tmp_path_factory.mktemp("areas") / "internal.duckdb")


def composed(reader: Reader, **how: Any) -> Document:
    return compose(reader, "internal", SHEET, Request(Subject("area", "N01"), TODAY, TODAY, **how))


def series_of(made: Document) -> SeriesData:
    return next(block.data for block in blocks_of(made) if isinstance(block, Picture) and isinstance(block.data, SeriesData))


def test_an_areas_sheet_tells_how_reports_have_changed_in_every_form(reader: Reader) -> None:
    made = composed(reader)
    row = next(row for row in series_of(made).rows if row.name == "Skadegörelse")
    counts, mark = row.told[-1]
    assert (re.sub(r"\s", " ", counts), mark.word) == ("96 anmälda 2025, 55 år 2023", "Säker ökning")
    assert [point.value for point in row.data.points] == pytest.approx([n / 3 for n in COUNTS["N01"]["vandalism"]])
    assert "Två brottstyper har säkert ökat sedan 2023." in made.summary
    assert len(render_pages(made, 40)) == 1
    (slide,) = slides(made)
    assert "96 anmälda 2025, 55 år 2023" in re.sub(r"\s", " ", words(slide)) and "▲\u00a0Säker ökning" in words(slide)
    assert "har säkert ökat sedan 2023" in told(render(made, "docx"))


def test_a_sheet_that_is_passed_around_names_no_sensitive_crime_of_an_area(reader: Reader) -> None:
    assert COUNTS["N01"]["sexual_offences"][-1] > 20, "there is something to tell of"
    assert {row.name for row in series_of(composed(reader)).rows} == {"Skadegörelse", "Misshandel utomhus"}
    picture = next(block for block in blocks_of(composed(reader)) if isinstance(block, Picture) and block.title == "Vad som anmäls")
    assert "Inte med här: Rån, sexualbrott (få eller känsliga)." in picture.source
    assert "Rubriken räknar 4 av de 4 typerna" in picture.source


def commented(**other: Any) -> Comment:
    """What the park department thinks of the vandalism in Hamnen, written in August of the year that the sheet shows."""
    told: dict[str, Any] = {
        "identity": "c", "indicator": "vandalism_count", "area": "N01", "area_version": "2024", "rule": "shift", "side": "above",
        "since": date(2025, 2, 1), "until": date(2025, 8, 31), "value": 10.0, "limit_lower": 0.0, "limit_upper": 18.0,
        "judgement": "registration", "comment": "All klotter anmäls samlat sedan februari 2025", "commented_on": date(2025, 9, 16),
        "owner": "Gata och park",
    }  # fmt: skip
    return Comment(**told | other)


def test_a_figure_that_is_judged_to_come_of_registration_says_so_after_itself(reader: Reader) -> None:
    made = composed(reader, signal_comments=(commented(), commented(identity="b", commented_on=date(2025, 3, 1), comment="Äldre")))
    (at,) = [n for n, words in enumerate(made.summary) if "anmäls samlat" in words]
    assert made.summary[at] == (
        "Skadegörelse, bedömning: registrering eller rutin. All klotter anmäls samlat sedan februari 2025. Gata och park, 2025-09-16."
    )
    assert made.summary[at - 1].startswith("Skadegörelse: ")
    (slide,) = slides(made)
    assert len(render_pages(made, 40)) == 1 and "All klotter anmäls samlat" in words(slide)


@pytest.mark.parametrize(
    "other",
    [{"judgement": "known_event"}, {"area": "N02"}, {"indicator": "sexual_offences_count"},
     {"since": date(2026, 9, 1), "until": date(2026, 9, 30)},
     {"since": date(2019, 2, 1), "until": date(2019, 5, 31)}],
)  # fmt: skip
def test_what_is_judged_of_another_cause_place_crime_or_time_does_not_stand_by_the_figure(reader: Reader, other: dict[str, Any]) -> None:
    assert composed(reader, signal_comments=(commented(**other),)).summary == composed(reader).summary


def test_a_long_judgement_is_one_short_line(reader: Reader) -> None:
    told = composed(reader, signal_comments=(commented(comment="Klotter anmäls samlat. " * 30),)).summary
    assert max(len(words) for words in told if "bedömning" in words) < 230


def promised(monkeypatch: pytest.MonkeyPatch, reader: Reader, *told: tuple[str, str, str]) -> str:
    """What the sheet says of promises; told: area, status and words of each."""
    rows = pd.DataFrame([{"area": area, "place": "", "status": status, "promise_text": words} for area, status, words in told])
    rows["period_from"] = pd.Timestamp(2026, 1, 1)
    before = part_work.read
    monkeypatch.setattr(part_work, "read", lambda reader, name, **how: rows if name == "promises" else before(reader, name, **how))
    blocks = list(blocks_of(composed(reader)))
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.words == "Löften")
    block = blocks[at + 1]
    return block.words if isinstance(block, Said) else ""


def test_a_promise_to_the_whole_municipality_is_not_told_as_none(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    one, two = ("", "ongoing", "Besked inom två veckor."), ("", "ongoing", "Fler poliser ute.")
    past, elsewhere = ("", "kept", "Ljus på kajen."), ("N02", "ongoing", "Cykelmärkning.")
    none = "Inget löfte gäller bara området."
    assert promised(monkeypatch, reader, one, past, elsewhere) == f"{none} Ett pågående löfte gäller hela kommunen: Besked inom två veckor."
    assert promised(monkeypatch, reader, one, two) == f"{none} Två pågående löften gäller hela kommunen."
    assert promised(monkeypatch, reader, past, elsewhere) == none


def test_why_a_trend_and_its_verdict_can_both_be_true_stands_before_the_first_trend(tmp_path: Path) -> None:
    steady = {"vandalism": (20, 24, 28, 33, 38, 44, 50, 58, 60, 62), "public_violence": (20, 22, 19, 21, 20, 22, 20, 21, 20, 22)}
    made = composed(areas_made(tmp_path / "internal.duckdb", COUNTS | {"N01": steady}))
    picture = next(block for block in blocks_of(made) if isinstance(block, Picture) and isinstance(block.data, SeriesData))
    both = "Trenden väger alla åren, bedömningen vid raden bara 2023 mot 2025, så båda kan stämma."
    assert picture.source.startswith(both) and picture.source.count(both) == 1 and series_of(made).about == both
    shown = words(slides(made)[0])
    assert both in shown and shown.index(both) < shown.index("Skadegörelse: trend")


def test_the_slide_tells_what_its_marks_and_its_dotted_line_are() -> None:
    (slide,) = slides(sheet())
    assert "Prickad linje: nivån det första av de två år som jämförs." in words(slide)
    drawn = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert drawn.value_axis.tick_labels.number_format == '#,##0"\u00a0%"', "the axis says per cent as its bars do"

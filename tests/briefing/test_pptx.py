"""Briefings as slides: opened again with python-pptx, charts and their workbooks compared with the document's numbers."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from lagesbild.briefing import measure, pptx_bars, pptx_charts, pptx_tables, pptx_trend
from lagesbild.briefing.document import (
    Bar,
    BarData,
    Beside,
    Column,
    Heading,
    KeyFigures,
    Picture,
    Point,
    Points,
    Said,
    Section,
    Table,
    TrendData,
    blocks_of,
)
from lagesbild.briefing.pptx import render_pptx
from lagesbild.briefing.pptx_parts import Box
from tests.briefing.documents import BETTER, LONG, bars, document, figures, picture, square, table, trend
from tests.briefing.packages import NOT_WORDS, parts, told


@pytest.fixture(scope="module")
def package() -> bytes:
    return render_pptx(document())


def opened(package: bytes) -> Any:
    return Presentation(io.BytesIO(package))


def slides(*blocks: Any, **how: Any) -> list[Any]:
    """The slides after the title slide of a briefing with one section."""
    return list(opened(render_pptx(document(Section("a", "Avsnittets fynd", blocks), **how))).slides)[1:]


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def words(slide: Any) -> str:
    cells = [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame), *cells])


def sheet(chart: Any) -> list[tuple[Any, ...]]:
    """The rows of the workbook behind a chart, formulas as formulas."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return list(book["Data"].iter_rows(values_only=True))


def test_the_first_slide_holds_finding_summary_and_key_figures(package: bytes) -> None:
    first = opened(package).slides[0]
    assert first.shapes.title.text_frame.text == document().title
    for said in (*document().summary, document().eyebrow, document().foot, "27 %", "▼\u00a0Säker minskning", "2 av 5"):
        assert said in words(first)


def test_one_slide_for_each_picture_table_and_list_with_its_finding_as_title(package: bytes) -> None:
    made = list(opened(package).slides)[1:]
    titles = [slide.shapes.title.text_frame.text for slide in made]
    assert titles[:2] == ["Otryggheten har minskat sedan 2023", "Så är läget"]
    assert titles[2:4] == ["Säker förändring i tre områden", "Var det är otryggt"]
    assert [title for title in titles if title.startswith("Siffrorna")] == [f"Siffrorna bakom ({i} av 3)" for i in (1, 2, 3)]
    assert titles[-2:] == ["Tom tabell", "Ännu inget underlag"]
    assert all(slide.shapes.title.is_placeholder for slide in made)


def test_every_word_of_the_briefing_is_on_a_slide(package: bytes) -> None:
    shown = "\n".join(words(slide) for slide in opened(package).slides)
    for block in blocks_of(document()):
        if isinstance(block, Said):
            assert block.words in shown
        elif isinstance(block, Points):
            assert all(item in shown for item in block.items)
        elif isinstance(block, Picture):
            assert block.title in shown and block.sub in shown and block.source in shown
        elif isinstance(block, Table):
            assert all(cell in shown for row in block.rows for cell in row if isinstance(cell, str))


def test_a_trend_is_a_native_chart_with_the_documents_numbers() -> None:
    (slide,) = slides(picture(data=trend()))
    (chart,) = charts(slide)
    by_name = {series.name: series for series in chart.plots[0].series}
    points = [point for point in trend().points if point.value is not None]
    days = {pptx_charts.serial(point.at): point for point in points}
    assert set(by_name) == {"Undre gräns", "Övre gräns", "Nivå att jämföra med", "Andel otrygga", "Preliminär eller inte hel period"}
    for name, key in (("Undre gräns", "lower"), ("Övre gräns", "upper"), ("Andel otrygga", "value")):
        told = dict(cells(by_name[name]))
        assert told == {day: getattr(point, key) for day, point in days.items() if key != "value" or point.firm}
    assert cells(by_name["Preliminär eller inte hel period"]) == [(pptx_charts.serial(date(2026, 7, 1)), 25.0)]
    rows = sheet(chart)
    assert rows[0][:3] == ("Period", "Dag", "Andel otrygga")
    assert {row[1].date(): row[2] for row in rows[1:] if row[2] is not None} == {p.at: p.value for p in points if p.firm}
    assert ("2020", datetime(2020, 7, 1), None, None, None, None, None) in rows, "an absent year is an empty row, never zero"


def cells(series: Any) -> list[tuple[float, float]]:
    """The points of a series that have a number in the chart's own data."""
    ser = series._element
    read = lambda axis: {int(pt.get("idx")): float(pt.find("{*}v").text) for pt in ser.find(f"{{*}}{axis}").iter("{*}pt")}  # noqa: E731
    days, values = read("xVal"), read("yVal")
    return [(days[i], values[i]) for i in sorted(values)]


def test_nothing_is_joined_across_a_cut_a_gap_or_into_a_point_that_is_not_firm() -> None:
    rows = pptx_trend.rows_of(trend())
    joined = {(a[0], b[0]) for a, b in pairwise(rows) if a[2] is not None and b[2] is not None}
    assert joined == {("2018", "2019"), ("2022", "2023"), ("2023", "2024"), ("2024", "2025")}
    (slide,) = slides(picture(data=trend()))
    assert charts(slide)[0]._chartSpace.find(".//{*}dispBlanksAs").get("val") == "gap"


def test_the_agreement_lies_behind_its_days() -> None:
    (slide,) = slides(picture(data=trend()))
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    band = next(shape for shape in slide.shapes if shape.name == "Överenskommelsens tid")
    order = list(slide.shapes._spTree)
    assert order.index(band._element) < order.index(chart._element)
    space = chart.chart._chartSpace
    left, width = (float(space.find(f".//{{*}}manualLayout/{{*}}{side}").get("val")) for side in "xw")
    across = space.findall(".//{*}valAx")[0].find("{*}scaling")
    low, high = (float(across.find(f"{{*}}{end}").get("val")) for end in ("min", "max"))
    day = low + (band.left - chart.left - left * chart.width) / (width * chart.width) * (high - low)
    assert abs(day - pptx_charts.serial(date(2024, 1, 1))) < 3


def test_values_are_written_at_base_and_latest_only() -> None:
    (slide,) = slides(picture(data=trend()))
    labels = list(charts(slide)[0]._chartSpace.iter("{*}dLbl"))
    assert sorted(label.find(".//{*}t").text for label in labels) == ["27\u00a0%", "30\u00a0%"]


def test_bars_are_native_with_limits_and_values_and_words() -> None:
    (slide,) = slides(picture(data=bars()))
    (chart,) = charts(slide)
    plot = chart.plots[0]
    assert list(plot.categories) == ["Område 01  20\u00a0%", "Område 02  21\u00a0%", "Råbäck", "Strandängen  12\u00a0%", "Öarna  0\u00a0%"]
    start, dark, light, single = (list(series.values) for series in plot.series)
    for i, bar in enumerate(bars().bars):
        if bar.lower is not None and bar.value is not None:
            assert (start[i], start[i] + dark[i], start[i] + dark[i] + light[i]) == (bar.lower, bar.value, bar.upper)
        else:
            assert (start[i], dark[i], light[i]) == (None, None, None)
    assert single == [None, None, None, 12.0, None]
    rows = sheet(chart)
    assert [row[5:8] for row in rows[1:]] == [(bar.value, bar.lower, bar.upper) for bar in bars().bars]
    assert rows[1][1:4] == ("=G2", "=F2-G2", "=H2-F2"), "a changed value moves its bar"
    for word in ("–\u00a0Ingen säker förändring", "▼\u00a0Säker minskning", "visas inte", "Hela kommunen 27 %"):
        assert word in words(slide)
    assert "Där mörkt blir ljust ligger värdet." in words(slide), "the two tones have a key"
    assert pptx_bars.key_of(replace(bars(), bars=tuple(replace(bar, lower=None, upper=None) for bar in bars().bars))) == ""


def test_a_list_is_wider_beside_a_short_sentence_than_beside_a_verdict() -> None:
    widths = []
    for block in ([picture(data=bars(), mark=None), Said("Kort.")], [picture(data=bars())]):
        slide, *_ = slides(*block)
        widths.append(next(shape.width for shape in slide.shapes if shape.has_chart))
    assert widths[0] > widths[1]


def test_a_long_list_goes_on_with_the_same_axis() -> None:
    made = slides(picture(data=bars(40)))
    assert len(made) == 3
    tops = {chart._chartSpace.findall(".//{*}valAx/{*}scaling/{*}max")[0].get("val") for slide in made for chart in charts(slide)}
    assert len(tops) == 1
    assert sum(len(list(charts(slide)[0].plots[0].categories)) for slide in made) == 40


@pytest.mark.parametrize(
    "data",
    [
        BarData((Bar("A", None, None, None, absent="visas inte"),), "%", 0),
        BarData((Bar("A", -2.0, -4.0, 1.0),), "%", 0),
        TrendData((Point(date(2024, 7, 1), "2024", None, None, None, True),), "%", 0),
        TrendData((), "%", 0),
    ],
)
def test_what_no_native_chart_can_show_is_a_picture(data: TrendData | BarData) -> None:
    (slide,) = slides(picture(data=data))
    assert not charts(slide) and [shape.name for shape in slide.shapes if shape.shape_type == 13] == ["Figur"]


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_waves_are_points_or_a_line(count: int) -> None:
    points = tuple(Point(date(2024 + i, 4, 10), str(2024 + i), 30.0 + i, 27.0, 34.0, True) for i in range(count))
    (slide,) = slides(picture(data=TrendData(points, "procent", 1)))
    (chart,) = charts(slide)
    assert [y for _, y in cells(next(s for s in chart.plots[0].series if s.name == "Värde"))] == [30.0 + i for i in range(count)]


def test_every_graphic_has_words_and_no_shadow(package: bytes) -> None:
    graphics = 0
    for slide in opened(package).slides:
        for shape in slide.shapes:
            part = shape._element.find(".//{*}cNvPr")
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                graphics += 1
                assert part.get("descr"), shape.name
            assert shape._element.find("{*}style") is None and shape._element.find(".//{*}effectLst") is None
        identities = [part.get("id") for part in slide.shapes._spTree.iter("{*}cNvPr")]
        assert len(identities) == len(set(identities))
    assert graphics > 10


def test_notes_hold_source_reading_help_and_what_is_measured() -> None:
    (slide,) = slides(picture(data=trend()), Said("Definition: andel av svaren.", "note"))
    notes = slide.notes_slide.notes_text_frame.text
    for said in (
        "Källa: kommunens trygghetsmätning 2026.",
        "Så läses diagrammet",
        "Andel otrygga ute",
        "Ihålig prick",
        "Definition: andel",
    ):
        assert said in notes


def test_footer_page_number_language_and_properties(package: bytes) -> None:
    deck = opened(package)
    for slide in deck.slides:
        kinds = {shape.placeholder_format.type: shape for shape in slide.placeholders}
        foot = next(shape for kind, shape in kinds.items() if "FOOTER" in str(kind)).text_frame.text
        assert foot == "Intern · Norrhamns kommun · Bygge 2026-11-22-a41f · 2026-11-22"
        assert any("SLIDE_NUMBER" in str(kind) for kind in kinds)
        assert {part.get("lang") for part in slide._element.iter("{*}rPr")} <= {"sv-SE"}
    core = deck.core_properties
    assert (core.title, core.author, core.language) == (document().title, "Norrhamns kommun", "sv-SE")
    assert core.created.replace(tzinfo=None) == datetime(2026, 11, 22)
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    assert "Calibri" not in parts(package)["ppt/theme/theme1.xml"].decode().split("</a:fontScheme>")[0].split("majorFont")[1]


def test_the_same_document_gives_the_same_bytes(package: bytes) -> None:
    assert render_pptx(document()) == package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}
    stamps = [part for name, part in parts(package).items() if name.endswith("core.xml")]
    assert len(stamps) == 3 and all(b"2026-11-22T00:00:00Z" in part for part in stamps)


def test_nothing_absent_is_written_as_a_word_of_the_machine(package: bytes) -> None:
    assert not NOT_WORDS.search(told(package))


def test_nothing_leaves_the_slide_or_runs_out_of_its_box(package: bytes) -> None:
    odd = document(
        Section("a", "Ett mycket långt fynd " * 9, (table(100), picture(sub="Vad som mäts. " * 30, source="Källa. " * 60, data=trend()))),
        Section("b", LONG, (Said("Ett stycke som är långt. " * 40), picture(data=bars(30)), Said("Efteråt. " * 200), figures(), figures())),
        Section("c", "C", (Points(tuple(f"{LONG} {i}" for i in range(40)), numbered=True),)),
        summary=("En mening som är ganska lång och har flera led, med komma. " * 2,) * 8,
    )
    for made in (package, render_pptx(odd)):
        for slide in opened(made).slides:
            for shape in slide.shapes:
                assert shape.left >= 0 and shape.top >= 0, shape.name
                assert shape.left + shape.width <= Inches(13.34) and shape.top + shape.height <= Inches(7.5), (shape.name, shape.top)
                if shape.has_text_frame and shape.text_frame.text and not shape.is_placeholder:
                    assert reckoned(shape.text_frame, shape.width / 914400) <= shape.height / 914400 + 0.06, shape.text_frame.text[:80]


def reckoned(frame: Any, width: float) -> float:
    """How tall a text frame's lines are."""
    told = [(p.text, p.runs[0].font.size.pt, bool(p.runs[0].font.bold)) for p in frame.paragraphs if p.runs]
    return sum(measure.height_of(text, size, width, bold) for text, size, bold in told)


def test_a_row_taller_than_a_slide_goes_on_on_the_next() -> None:
    said = " ".join(f"ord{i}" for i in range(1500))
    tall = Table((Column("Namn"), Column("Läge")), ((said, BETTER), ("Sist", "–")), "Hög rad")
    room = Box(0.7, 2, 11.9, 4.5)
    pages = pptx_tables.parts_of(tall, room)
    size = pptx_tables.size_of(tall, room)
    rooms = pptx_tables.rooms_of(tall, room.width, size)
    assert len(pages) > 1
    assert " ".join(str(row[0]) for page in pages for row in page).split() == [*said.split(), "Sist"]
    for page in pages:
        assert sum(pptx_tables.height_of(row, rooms, size) for row in page) < room.height


def test_a_short_list_and_words_stand_under_the_table_they_follow() -> None:
    (slide,) = slides(table(10), Points(("Vandringen: 2 av 4 åtgärdas.",)))
    assert "Vandringen: 2 av 4 åtgärdas." in words(slide), "a slide of its own would be all but empty"
    tall = [table(11), Said("Efter tabellen. " * 20)]
    assert len(slides(*tall)) == 1, "the table is set smaller so that the words after it have room"
    titles = [slide.shapes.title.text_frame.text for slide in slides(table(4), Points(tuple(f"Punkt {i}." for i in range(40))))]
    assert len(titles) > 1, "a long list has slides of its own"


def test_a_table_on_several_slides_is_as_large_as_they_have_room_for() -> None:
    room = Box(0.7, 2, 11.9, 4.5)
    assert pptx_tables.size_of(table(20), room) > pptx_tables.SPLIT and len(pptx_tables.parts_of(table(20), room)) == 2


def test_a_long_table_is_spread_evenly_and_words_around_it_keep_to_its_slide() -> None:
    assert [len(page) for page in pptx_tables.parts_of(table(20), Box(0.7, 2, 11.9, 4.5))] == [10, 10]
    (slide,) = slides(Said("Före tabellen."), table(4), Said("Efter tabellen."))
    assert {"Före tabellen.", "Efter tabellen."} <= set(words(slide).split("\n"))
    assert table().caption in slide.notes_slide.notes_text_frame.text
    titles = [slide.shapes.title.text_frame.text for slide in slides(Said("Ett långt stycke. " * 20), table(4), Said("Efter. " * 300))]
    assert titles == ["Avsnittets fynd"] * 3


def test_short_sections_share_a_slide_and_a_right_column_has_its_own_title() -> None:
    short = [Section(name, f"Inget om {name}", (Said(f"Skriv in {name} under Plan."),)) for name in ("löften", "dialoger")]
    made = document(
        *short, Section("a", "Centrum", (Beside((Heading("Löften"), Said("Inget löfte.")), (picture(title="", draw=square),)),))
    )
    titles = [slide.shapes.title.text_frame.text for slide in opened(render_pptx(made)).slides]
    assert titles == [made.title, "Inget om löften", "Centrum"]
    assert {"Skriv in löften under Plan.", "Inget om dialoger", "Skriv in dialoger under Plan.", "Inget löfte."} <= set(
        words(opened(render_pptx(made)).slides[1]).split("\n")
    )


def test_a_list_just_too_long_gets_smaller_names_before_a_second_slide() -> None:
    assert [len(pptx_bars.parts_of(bars(n), 4.4, 8.0)[1]) for n in (5, 15, 17, 40)] == [1, 1, 2, 3]
    assert pptx_bars.parts_of(bars(5), 4.4, 8.0)[0] > pptx_bars.parts_of(bars(15), 4.4, 8.0)[0]


def test_ticks_are_round_and_hold_the_highest() -> None:
    assert pptx_charts.ticks(38) == (40, 10) and pptx_charts.ticks(508) == (600, 200) and pptx_charts.ticks(0) == (1.0, 1.0)
    for highest in (0.013, 0.9, 1, 7.3, 99, 101, 12_345):
        top, step = pptx_charts.ticks(highest)
        assert top >= highest and 3 <= round(top / step) <= 6


def test_an_axis_of_days_names_the_right_year_at_every_step() -> None:
    for first in range(2015, 2020):
        points = tuple(Point(date(first + i, 7, 1), "", 1.0, None, None, True) for i in range(9))
        frame = pptx_trend.frame_of(TrendData(points, "", 0))
        marks = [frame.first + i * frame.days for i in range(int((frame.last - frame.first) / frame.days) + 1)]
        named = [date.fromordinal(date(1899, 12, 30).toordinal() + int(mark)) for mark in marks]
        step = round(frame.days / 365.25)
        assert [day.year for day in named] == [named[0].year + i * step for i in range(len(named))]
        assert all((day.month, day.day) in ((1, 1), (1, 2)) for day in named)
        assert all(0 < frame.share(point.at) < 1 for point in points)


def test_maps_are_pictures_and_odd_characters_are_no_trouble() -> None:
    odd = "Rad ett\x0brad två\x00 <b> & \x1f"
    made = slides(picture(title=odd, alt=odd, draw=square), Said(odd), picture(data=TrendData(trend().points, "%", 0, name=odd)))
    assert len(made) == 2 and made[0].shapes.title.text_frame.text.startswith("Rad ett")
    assert "<b> &" in words(made[0])


def test_an_empty_briefing_is_still_one() -> None:
    empty = document(Section("a", "Ännu inget", (KeyFigures(()), Points(()))), summary=(), foot="", logo="", reach="")
    assert [slide.shapes.title.text_frame.text for slide in opened(render_pptx(empty)).slides] == [empty.title, "Ännu inget"]
    assert pptx_bars.parts_of(BarData((), "%", 0), 4, 8)[1] == []

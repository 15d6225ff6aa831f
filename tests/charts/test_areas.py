"""On map and lists only what is sure is strong, and only what has polarity is coloured."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from lagesbild.charts import theme
from lagesbild.charts.geometry import Shape, shapes_of
from lagesbild.charts.interactive import area_dots, area_map, class_words, picked_area, profile_dots
from lagesbild.charts.names import Name, place
from tests.charts.frames import grid_areas

CLASSES = [5, 10, 15, 20, 25]


def fills(drawn: Any) -> dict[str, Any]:
    """The areas' fills by area code."""
    return {item.name: item for item in drawn.data if item.fill == "toself"}


def test_only_uncertain_areas_are_hatched_and_only_sure_ones_have_ink_outline() -> None:
    areas, boundary = grid_areas(5, 1)
    drawn = fills(area_map(areas, boundary, classes=CLASSES, unit="per_1000"))
    for row in areas.itertuples():
        sure = row.verdict in ("clearly_higher", "clearly_lower")
        item = drawn[row.area]
        assert (item.fillpattern.shape is None) == sure
        assert (item.line.color == theme.INK) == sure
        assert (item.fillcolor in theme.CLASSES) == sure, "faded when not sure"


def test_absent_areas_are_dotted_and_have_no_number() -> None:
    areas, boundary = grid_areas(5, 1)
    areas.loc[0, ["value", "lower", "upper", "state"]] = [np.nan, np.nan, np.nan, "suppressed"]
    drawn = area_map(areas, boundary, classes=CLASSES, unit="per_1000")
    assert fills(drawn)["N01"].fillpattern.shape == "."
    hit = next(item for item in drawn.data if item.legendgroup == "N01")
    assert "visas inte" in hit.hovertemplate and not any(digit in hit.hovertemplate.split("<br>")[1] for digit in "0123456789")


def test_the_selected_area_is_drawn_last_with_the_strongest_outline() -> None:
    areas, boundary = grid_areas(4, 3)
    drawn = list(fills(area_map(areas, boundary, classes=CLASSES, unit="per_1000", selected="N04")).values())
    assert drawn[-1].name == "N04" and drawn[-1].line.width > 3 > drawn[-2].line.width


@pytest.mark.parametrize(("columns", "rows"), [(5, 1), (7, 2), (10, 7)])
def test_every_area_can_be_hit_and_says_which_it_is(columns: int, rows: int) -> None:
    areas, boundary = grid_areas(columns, rows)
    drawn = area_map(areas, boundary, classes=CLASSES, unit="per_1000")
    shapes, _ = shapes_of(boundary)
    hits = {item.legendgroup: item for item in drawn.data if item.legendgroup}
    assert set(hits) == set(areas.area)
    for area, item in hits.items():
        assert item.legendgroup == area and item.mode is None, "the template makes it a marker"
        assert shapes[area].holds(np.column_stack([item.x, item.y])).all()
    assert all(part.marker.opacity == 0 for scatter in drawn.layout.template.data.scatter for part in (scatter, scatter.selected))
    assert drawn.layout.yaxis.scaleanchor == "x" and drawn.layout.xaxis.fixedrange


def test_payload_of_fourteen_areas_is_small() -> None:
    areas, boundary = grid_areas(7, 2)
    assert len(area_map(areas, boundary, classes=CLASSES, unit="per_1000", selected="N03").to_json() or "") <= 25_000


def test_many_areas_name_only_the_sure_and_the_selected() -> None:
    areas, boundary = grid_areas(10, 7)
    drawn = area_map(areas, boundary, classes=CLASSES, unit="per_1000", selected="N05")
    named = {note.text.replace("<b>", "").replace("</b>", "") for note in drawn.layout.annotations}
    allowed = set(areas.loc[areas.verdict.isin(["clearly_higher", "clearly_lower"]) | (areas.area == "N05"), "name"])
    assert "Område 5" in named and named <= allowed


def test_of_many_areas_no_name_stands_on_the_water_or_in_another_area() -> None:
    areas, boundary = grid_areas(10, 7)
    areas["name"] = "Ett långt namn " + areas["name"]
    drawn = area_map(areas.assign(verdict="clearly_higher"), boundary, classes=CLASSES, unit="per_1000", selected="N05")
    assert [note.text for note in drawn.layout.annotations] == ["<b>Ett långt namn Område 5</b>"], "only the selected, which always stands"


def test_narrow_names_come_first() -> None:
    areas, boundary = grid_areas(7, 2)
    drawn = area_map(areas, boundary, classes=CLASSES, unit="per_1000")
    kept = drawn.layout.meta["names_when_narrow"]
    notes = drawn.layout.annotations
    assert 0 < kept < len(notes)
    assert all(note.text.startswith("<b>") for note in notes[:kept]) and not any(note.text.startswith("<b>") for note in notes[kept:])
    assert len(area_map(areas, boundary, classes=CLASSES, unit="per_1000", narrow=True).layout.annotations) == kept


def test_names_never_overlap_nor_leave_the_map() -> None:
    areas, boundary = grid_areas(7, 4, side=900)
    shapes, _ = shapes_of(boundary)
    names = [Name(shapes[row.area], str(row.name_) * 2, bold=False, rank=1) for row in areas.rename(columns={"name": "name_"}).itertuples()]
    frame, scale = (0.0, 0.0, 2600.0, 1500.0), 6.0
    spots = place(names, scale=scale, frame=frame, must=1)
    assert spots
    boxes = [
        (s.x - len(s.name.words) * 3.3 * scale, s.y - 7 * scale, s.x + len(s.name.words) * 3.3 * scale, s.y + 7 * scale) for s in spots
    ]
    for index, box in enumerate(boxes):
        assert box[0] >= frame[0] and box[2] <= frame[2]
        for other in boxes[:index]:
            assert box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]


def test_a_name_without_room_stands_on_the_water_beside_its_own_area() -> None:
    def square(area: str, west: float, south: float, east: float, north: float) -> Shape:
        ring = np.array([(west, south), (east, south), (east, north), (west, north), (west, south)])
        return Shape(area, (ring,), ((west + east) / 2, (south + north) / 2))

    quay, inland, wide = square("N01", 300, 0, 330, 300), square("N02", 200, 0, 300, 300), square("N03", 0, 0, 200, 300)
    shapes = [quay, inland, wide]
    names = [Name(shape, words, bold=False, rank=0) for shape, words in zip(shapes, ("Hamnen", "Norra Kvarnbacken", "Ålsta"), strict=True)]
    spots = {spot.name.shape.area: spot for spot in place(names, scale=1, frame=(-50, -50, 500, 350), must=2, land=shapes)}
    assert spots["N01"].x - 3 * 6.7 > 330, "right of the quay, where nothing lies"
    assert 200 <= spots["N02"].x <= 300, "no water beside it: over its own area, as before"
    assert spots["N03"].within
    assert {spot.name.shape.area: spot.x for spot in place(names, scale=1, frame=(-50, -50, 500, 350), must=2)}["N01"] < 330


def test_holes_and_islands_belong_to_their_area() -> None:
    square = [0, 1000, 1000, 0, 0], [0, 0, 1000, 1000, 0]
    inner = [300, 700, 700, 300, 300], [300, 300, 700, 700, 300]
    island = [1500, 1800, 1800, 1500, 1500], [0, 0, 300, 300, 0]
    rings = [(0, False, square), (1, True, inner), (2, False, island)]
    boundary = pd.DataFrame(
        [{"area": "A", "ring": n, "hole": h, "east": r[0], "north": r[1], "label_east": 100, "label_north": 100} for n, h, r in rings]
    )
    shapes, metres = shapes_of(boundary)
    shape = shapes["A"]
    assert shape.holds(np.array([[100, 100], [500, 500], [1600, 100], [1300, 100]]) / metres).tolist() == [True, False, True, False]
    assert shape.size * metres**2 == 1000 * 1000 - 400 * 400 + 300 * 300
    xs, _ = shape.path()
    assert xs.count(None) == 2


def test_legend_words_follow_the_classes() -> None:
    assert [words for _, words in class_words(CLASSES, "per_1000")] == ["under 5", "5–10", "10–15", "15–20", "20 och över"]
    assert [words for _, words in class_words([10, 20, 30], "count")] == ["under 10", "10–19", "20 och över"]
    assert class_words([], "count") == []


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"selection": {"points": [{"legendgroup": "N04"}]}}, "N04"),
        ({"selection": {"points": [{}]}}, None),
        ({"selection": {"points": []}}, None),
        ({}, None),
        (None, None),
    ],
)
def test_a_click_gives_the_area(selection: object, expected: str | None) -> None:
    assert picked_area(selection) == expected


def dots(drawn: Any) -> dict[str, tuple[str, str, float]]:
    """Name -> trace, marker colour and value of every dot."""
    return {
        name: (item.name, item.marker.color, value)
        for item in drawn.data
        if item.mode == "markers" and item.text
        for name, value in zip(item.text, item.x, strict=True)
    }


def test_area_list_is_alphabetical_and_coloured_only_when_sure_with_polarity() -> None:
    areas, _ = grid_areas(5, 1)
    areas["name"] = ["Östervik", "Ålsta", "Hamnen", "Ängen", "Centrum"]
    drawn = area_dots(areas, rest_value=8.0, unit="per_1000", selected="N02")
    plain = [word.replace("<b>", "").replace("</b>", "") for word in drawn.layout.yaxis.ticktext]
    assert plain == ["Centrum", "Hamnen", "Ålsta", "Ängen", "Östervik"]
    assert drawn.layout.yaxis.range[0] > drawn.layout.yaxis.range[1], "the first name stands at the top"
    found = dots(drawn)
    assert found["Östervik"][:2] == ("sure", theme.WORSE)
    assert found["Ålsta"][:2] == ("sure", theme.BETTER)
    assert found["Hamnen"][:2] == ("unsure", theme.PAPER)
    assert found["Ängen"][:2] == ("undecided", theme.PAPER)
    whiskers = {item.line.dash for item in drawn.data if item.mode == "lines"}
    assert "dot" in whiskers
    assert [word for word in drawn.layout.yaxis.ticktext if word.startswith("<b>")] == ["<b>Ålsta</b>", "<b>Östervik</b>"]


def test_withheld_area_has_a_word_but_no_dot() -> None:
    areas, _ = grid_areas(3, 1)
    areas.loc[0, ["value", "lower", "upper", "state"]] = [np.nan, np.nan, np.nan, "suppressed"]
    drawn = area_dots(areas, rest_value=8.0, unit="per_1000")
    assert "Område 1" not in dots(drawn)
    assert "visas inte" in [note.text for note in drawn.layout.annotations]


def test_profile_keeps_police_work_in_ink_with_an_asterisk() -> None:
    rows = pd.DataFrame(
        [
            {
                "indicator": "a",
                "short_title": "Narkotika",
                "value": 16.0,
                "lower": 12,
                "upper": 22,
                "rest_value": 7.0,
                "verdict": "clearly_higher",
            }
            | {"polarity": "bad", "policing_dependent": True, "state": "value"},
            {
                "indicator": "b",
                "short_title": "Cykelstöld",
                "value": 14.0,
                "lower": 10,
                "upper": 19,
                "rest_value": 8.0,
                "verdict": "clearly_higher",
            }
            | {"polarity": "bad", "policing_dependent": False, "state": "value"},
            {"indicator": "c", "short_title": "Bilbrand", "value": np.nan, "lower": np.nan, "upper": np.nan, "rest_value": 1.0}
            | {"verdict": "too_uncertain", "polarity": "neutral", "policing_dependent": False, "state": "missing"},
        ]
    )
    drawn = profile_dots(rows, "per_1000")
    found = dots(drawn)
    assert found["Narkotika *"][:2] == ("sure", theme.NEUTRAL)
    assert found["Cykelstöld"][:2] == ("sure", theme.WORSE)
    assert "Bilbrand" not in found and "saknas" in [note.text for note in drawn.layout.annotations]
    stroke = next(item for item in drawn.data if item.name == "rest")
    assert list(stroke.x) == [7.0, 8.0] and list(stroke.y) == [0, 1]


def looks(drawn: Any) -> dict[str, tuple[str, bool, str]]:
    """Of every named mark in a list: its shape, whether it is filled, and the colour of its rim or fill."""
    told = {}
    for part in drawn.data:
        if part.text:
            filled = part.marker.color != theme.PAPER
            colour = part.marker.color if filled else part.marker.line.color
            told |= dict.fromkeys(part.text, (part.marker.symbol or "circle", filled, colour))
    return told


def test_what_is_certain_without_being_good_or_bad_looks_like_nothing_else() -> None:
    rows = [("clearly_higher", "neutral"), ("clearly_higher", "bad"), ("no_clear_difference", "neutral"), ("", "neutral")]
    frame = pd.DataFrame(
        [
            {"area": str(n), "name": f"{verdict}-{polarity}", "value": 3.0 + n, "lower": 2.0, "upper": 9.0}
            | {"verdict": verdict, "polarity": polarity, "state": "value"}
            for n, (verdict, polarity) in enumerate(rows)
        ]
    )
    assert looks(area_dots(frame, rest_value=5.0, unit="per_1000")) == {
        "clearly_higher-neutral": ("square", True, theme.INK),
        "clearly_higher-bad": ("circle", True, theme.WORSE),
        "no_clear_difference-neutral": ("circle", False, theme.UNSURE),
        "-neutral": ("circle", True, theme.PRIMARY),
    }

"""Tests of the public site's map: where names and signs stand."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from lagesbild.build.site_map import area_map, ground, legend


def boundary(up: float, **boxes: tuple[int, int, int, int]) -> pd.DataFrame:
    """Rectangles (west, south, east, north) as areas; each one's own point lies in the middle, `up` of the way from south to north."""
    rows = []
    for area, (west, south, east, north) in boxes.items():
        corners = np.array([(west, south), (east, south), (east, north), (west, north), (west, south)])
        label = {"label_east": (west + east) / 2, "label_north": south + (north - south) * up}
        rows.append({"area": area, "ring": 0, "hole": False, "east": corners[:, 0], "north": corners[:, 1]} | label)
    return pd.DataFrame(rows)


def sign_above_name(words: str) -> bool:
    """Whether the first area's sign stands higher than its name."""
    sign, name = re.search(r'class="sign good"[^>]* y="(\d+)"', words), re.search(r'class="place good"[^>]* y="(\d+)"', words)
    assert sign and name
    return int(sign[1]) < int(name[1])


def drawn(names: dict[str, str], up: float = 0.5, **boxes: tuple[int, int, int, int]) -> str:
    found = ground(boundary(up, **boxes), names, dict.fromkeys(names, "#"))
    return area_map(found, tones={"a": "good", "b": "bad"}, signs={"a": "down", "b": "up"})


@pytest.mark.parametrize(("east", "crosses"), [(500, False), (60, True)])
def test_a_name_wider_than_its_area_is_written_for_any_ground(east: int, crosses: bool) -> None:
    words = drawn({"a": "Centrum", "b": "Hamnen"}, a=(0, 0, east, 1000), b=(east, 0, 1000, 1000))
    assert ('class="place good across"' in words) == crosses
    assert 'class="place bad"' in words


def test_a_sign_without_room_above_its_name_stands_below() -> None:
    words = drawn({"a": "Centrum", "b": "Hamnen"}, a=(0, 0, 500, 1000), b=(500, 0, 1000, 1000))
    low = drawn({"a": "Centrum", "b": "Hamnen"}, a=(0, 0, 500, 1000), b=(500, 0, 1000, 1000), up=0.98)
    assert sign_above_name(words) and not sign_above_name(low)


def test_numbers_stand_for_names_on_a_phone_and_never_white_on_a_neighbour() -> None:
    words = drawn({"a": "Centrum", "b": "Hamnen"}, a=(0, 0, 8, 1000), b=(8, 0, 1000, 1000))
    numbered = words[words.index('<g class="numbered">') :]
    assert re.findall(r">(\d+)</text>", numbered) == ["1", "2"]
    assert 'class="place good across"' in numbered and 'class="place bad"' in numbered
    assert numbered.count("<use") == 2, "each with its symbol"


def test_the_map_of_one_area_has_its_name_at_every_width() -> None:
    found = ground(boundary(0.5, a=(0, 0, 500, 1000), b=(500, 0, 1000, 1000)), {"a": "Ask", "b": "Björk"}, {"a": "#", "b": "#"})
    assert "numbered" not in area_map(found, tones={}, selected="a")


def test_an_areas_own_name_is_never_cut_at_the_edge_of_the_picture() -> None:
    found = ground(boundary(0.5, a=(0, 0, 960, 500), b=(960, 0, 1000, 500)), {"a": "Ask", "b": "Holmarna"}, {"a": "#", "b": "#"})
    told = re.search(r'class="place selected own across" x="(\d+)"', area_map(found, tones={}, selected="b"))
    assert told and int(told[1]) + 4 * 6.7 * 4 <= 920


def test_numbers_of_many_areas_stand_where_they_have_room() -> None:
    boxes = {f"a{n}": (90 * (n % 11), 90 * (n // 11), 90 * (n % 11) + 90, 90 * (n // 11) + 90) for n in range(22)} | {
        "thin": (990, 0, 992, 90)
    }
    words = drawn({area: area.title() for area in boxes}, 0.5, **boxes)
    assert len(re.findall(r">\d+</text>", words)) == 22, "all but the thin one's"


def test_a_legend_tells_each_tone_once_good_before_bad_before_none() -> None:
    said = [
        ("none", "flat", "Ingen"),
        ("bad", "up", "Ökning"),
        ("good", "down", "Minskning"),
        ("none", "flat", "Ingen"),
        ("unsure", "unsure", "Oklart"),
        ("unsure", "broken", "Annat"),
    ]
    found = legend(said)
    assert [item["word"] for item in found] == ["Minskning", "Ökning", "Ingen", "Oklart / Annat"]
    assert ["<use" in item["sample"] for item in found] == [True, True, False, False]

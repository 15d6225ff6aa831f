"""Tests of the public site's map: where names and signs stand."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from lagesbild.build.site_map import area_map, ground


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

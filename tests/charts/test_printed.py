"""Printed pictures: the same bytes every time, words inside, nothing invented."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from lagesbild.charts import printed

WORDS: Any = {"title": "Skadegörelsen har ökat", "source": "Källa: Polisen, data till 2026-10-31.", "sub": "Per 1 000 invånare"}
HIDDEN = 3.14159


def series(count: int = 10) -> pd.DataFrame:
    """Whole years with an incomplete one last and a withheld one among them; the withheld row's number must never show."""
    rows = [
        {
            "period_start": pd.Timestamp(2016 + i, 1, 1), "period_end": pd.Timestamp(2016 + i, 12, 31), "value": 10.0 + i, "lower": 9.0 + i,
            "upper": 11.0 + i, "complete": i < count - 1, "preliminary": False, "label": str(2016 + i), "state": "value",
        }
        for i in range(count)
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    if count > 3:
        frame.loc[2, ["value", "lower", "upper", "state"]] = [HIDDEN, HIDDEN, HIDDEN, "suppressed"]
    return frame


def areas() -> pd.DataFrame:
    """Six areas, every verdict and state among them."""
    return pd.DataFrame(
        {
            "area": [f"N0{i}" for i in range(6)],
            "name": ["Östervik", "Centrum", "Ålsta", "Hamnen", "Holmarna", "Tallmon"],
            "value": [12.0, 40.0, 20.0, 21.0, np.nan, 0.0],
            "lower": [10.0, 35.0, 17.0, np.nan, np.nan, 0.0],
            "upper": [14.0, 45.0, 23.0, np.nan, np.nan, 1.0],
            "verdict": ["clearly_lower", "clearly_higher", "no_clear_difference", "too_uncertain", "too_uncertain", "no_clear_difference"],
            "polarity": ["good", "bad", "neutral", "neutral", "neutral", "neutral"],
            "state": ["value", "value", "value", "value", "suppressed", "zero"],
        }
    )


def borders() -> pd.DataFrame:
    """Six squares in a row."""
    rows = []
    for i in range(6):
        west = i * 1000
        east, north = [west, west + 1000, west + 1000, west, west], [0, 0, 1000, 1000, 0]
        place = {"label_east": west + 500, "label_north": 500}
        rows.append({"area": f"N0{i}", "area_version": "2024", "ring": 0, "hole": False, "east": east, "north": north} | place)
    return pd.DataFrame(rows)


def pictures() -> dict[str, str]:
    return {
        "trend": printed.trend_svg(series(), [(date(2021, 1, 1), "Ny kod")], unit="per_1000", **WORDS),
        "dots": printed.area_dots_svg(areas(), rest_value=20.0, unit="per_1000", selected="N01", **WORDS),
        "map": printed.area_map_svg(areas(), borders(), classes=[10, 20, 30, 50], unit="per_1000", selected="N01", **WORDS),
    }


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pictures()


def test_the_same_frame_gives_the_same_bytes(made: dict[str, str]) -> None:
    assert pictures() == made


@pytest.mark.parametrize("name", ["trend", "dots", "map"])
def test_a_picture_is_whole_svg_without_text_that_is_missing(made: dict[str, str], name: str) -> None:
    picture = made[name]
    ElementTree.fromstring(picture)
    said = " ".join(re.findall(r"<!-- (.*?) -->", picture))
    assert "Skadegörelsen har ökat" in said and "Källa: Polisen" in said and "Per 1 000" in said
    assert not re.search(r"\b(nan|None|inf)\b", picture)
    assert "http" not in re.sub(r"http://(www\.w3\.org|purl\.org|creativecommons\.org)[^\"]*", "", picture).replace(
        "https://matplotlib.org", ""
    )


def test_the_own_font_is_used(made: dict[str, str]) -> None:
    assert "SourceSansPro" in made["trend"] and "DejaVu" not in made["trend"]


def test_a_withheld_row_is_said_and_its_number_is_not(made: dict[str, str]) -> None:
    said = " ".join(re.findall(r"<!-- (.*?) -->", made["trend"]))
    assert "visas inte" in said and "3,1" not in said
    assert "visas inte" in made["dots"] and "visas inte" in made["map"]


def test_zero_is_a_value_and_missing_is_not_zero(made: dict[str, str]) -> None:
    said = re.findall(r"<!-- (.*?) -->", made["dots"])
    assert "0,0" in said and said.count("–  visas inte") == 1


def test_names_stand_in_swedish_order(made: dict[str, str]) -> None:
    said = [word for word in re.findall(r"<!-- (.*?) -->", made["dots"]) if word in set(areas()["name"])]
    assert said == ["Centrum", "Hamnen", "Holmarna", "Tallmon", "Ålsta", "Östervik"]


def test_empty_frames_still_make_a_picture() -> None:
    nothing = series(4).iloc[:0]
    for picture in (
        printed.area_map_svg(areas().iloc[:0], borders().iloc[:0], classes=[1.0], unit="per_1000", title="Inget", source=""),
        printed.area_dots_svg(areas().iloc[:0], rest_value=None, unit="per_1000", title="Inget", source=""),
        printed.trend_svg(nothing, unit="per_1000", title="Inget", source=""),
    ):
        assert "Inget" in picture


def test_changes_over_the_years_have_counts_and_a_word_on_each_row() -> None:
    about = {"policing_dependent": False, "unit": "per_1000", "cuts": [(date(2022, 1, 1), "")], "series": series()}
    rows = [
        about | {"short_title": "Skadegörelse", "verdict": "increase", "polarity": "bad", "base_count": 66.0, "latest_count": 89.0},
        about | {"short_title": "Rån", "verdict": "too_uncertain", "polarity": "neutral", "base_count": 1.0, "latest_count": None},
    ]
    for width in (3.2, 6.9):
        drawn = printed.changes_svg(rows, width=width)
        assert drawn == printed.changes_svg(rows, width=width)
        ElementTree.fromstring(drawn)
        comments = set(re.findall(r"<!--(.*?)-->", drawn))
        assert {" Skadegörelse ", " 66 → 89 ", " ▲ Säker ökning ", " Rån ", " 1 → – ", " Kan inte avgöras "} <= comments, comments

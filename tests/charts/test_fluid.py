"""The fluid charts: marks where the numbers are, nothing where there is none."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd
import pytest

from lagesbild.charts.fluid import Scale, Shade, pieces, spark, ticks, trend
from lagesbild.charts.fluid_change import LIMITS, SYMBOLS, Change, limit, place, row, scale, symbol, symbols

BAD = re.compile(r"\b(nan|none|inf)\b", re.IGNORECASE)


def years(values: list[float | None], first: int = 2016) -> pd.DataFrame:
    """A frame of whole years with an interval of one tenth either way."""
    numbers = [np.nan if value is None else value for value in values]
    return pd.DataFrame(
        {
            "year": range(first, first + len(numbers)),
            "value": numbers,
            "lower": [value * 0.9 for value in numbers],
            "upper": [value * 1.1 for value in numbers],
        }
    )


def drawn(frame: pd.DataFrame, **how) -> str:
    picture = trend(frame, told="Anmälningar <om> år", base=2018, latest=2020, **how)
    return picture.replace('preserveAspectRatio="none"', "")


@pytest.mark.parametrize("highest", [0.07, 0.9, 4, 20.6, 37, 99, 22_160])
def test_ticks_start_at_zero_and_hold_the_highest(highest: float) -> None:
    lines = ticks(highest)
    assert lines[0] == 0 and lines[-1] >= highest and 3 <= len(lines) <= 7


@pytest.mark.parametrize("highest", [0.0, float("nan"), float("inf"), -1.0])
def test_ticks_without_a_height_are_still_an_axis(highest: float) -> None:
    assert ticks(highest) == [0.0, 1.0]


def test_a_years_figure_stands_at_the_middle_of_the_year() -> None:
    assert Scale(2016, 2019, 10.0).x(2016.5) == 12.5 and Scale(2016, 2019, 10.0).y(2.5) == 75.0


def test_lines_end_at_missing_years_and_breaks() -> None:
    frame = years([1, 2, None, 4, 5, 6])
    assert [list(part["year"]) for part in pieces(frame, [])] == [[2016, 2017], [2019, 2020, 2021]]
    assert [list(part["year"]) for part in pieces(frame, [date(2020, 1, 1)])] == [[2016, 2017], [2019], [2020, 2021]]


def test_a_missing_year_is_not_drawn_as_zero() -> None:
    picture = drawn(years([10, 11, 12, None, 13]))
    assert picture.count('class="mark"') == 4 and 'cy="100.0%"' not in picture and not BAD.search(picture)


def test_the_picture_tells_itself_and_escapes_it() -> None:
    assert 'role="img" aria-label="Anmälningar &lt;om&gt; år"' in drawn(years([1, 2, 3, 4, 5]))


def test_a_break_between_the_two_years_takes_the_base_level_away() -> None:
    frame = years([1, 2, 3, 4, 5])
    assert 'class="level"' in drawn(frame)
    broken = drawn(frame, breaks=[date(2019, 1, 1)])
    assert 'class="level"' not in broken and 'class="break"' in broken


def test_the_name_of_a_stretch_stands_above_it_since_it_may_be_wider_on_a_phone() -> None:
    picture = drawn(years([1, 2, 3, 4, 5]), shade=Shade(date(2019, 1, 1), date(2020, 12, 31), "Överenskommelsen"))
    assert re.search(r'<text class="shade-name end" x="[\d.]+%" y="-\d+">Överenskommelsen</text>', picture)


def test_figures_without_interval_have_no_band_and_no_whisker() -> None:
    picture = drawn(years([1, 2, 3, 4, 5]).assign(lower=np.nan, upper=np.nan))
    assert "band" not in picture and "whisker" not in picture and "line" in picture


def test_nothing_to_show_is_no_picture() -> None:
    assert drawn(years([None, None])) == "" and spark(years([None]), base=None, latest=None) == ""


def test_values_are_labelled_the_swedish_way() -> None:
    assert ">12,0</text>" in drawn(years([10, 11, 12, 13, 14])) and "nan" not in spark(years([1, 2, 3]), base=None, latest=2018)


def test_half_and_double_lie_equally_far_from_the_middle() -> None:
    for reach in LIMITS:
        assert place(1, reach) == 50 and place(2, reach) + place(0.5, reach) == pytest.approx(100, abs=0.02)
    assert place(100, 2.0) == 100 and place(0, 2.0) == 0


def test_the_scale_grows_with_the_changes() -> None:
    assert limit([]) == 2.0
    assert limit([Change(1.1, 0.9, 1.4), Change(3.0, 2.0, 3.9)]) == 4.0
    assert limit([Change(30.0, 1.0, float("inf"))]) == LIMITS[-1]
    assert all(word in scale(4.0) for word in ("hälften", "lika", "dubbelt"))


@pytest.mark.parametrize("change", [Change(np.nan, np.nan, np.nan), Change(0.0, 0.0, 1.0), Change(float("inf"), 1.0, float("inf"))])
def test_a_change_without_place_is_not_drawn(change: Change) -> None:
    assert row(change, 2.0, "ink") == ""


def test_a_change_without_interval_is_a_hollow_dot() -> None:
    bare, sure = row(Change(1.2, np.nan, np.nan), 2.0, "unsure"), row(Change(1.2, 1.1, float("inf")), 2.0, "bad")
    assert "hollow" in bare and 'class="bar"' not in bare
    assert "hollow" not in sure and 'class="bar"' in sure and not BAD.search(bare + sure)


def test_every_symbol_is_defined_once() -> None:
    defined = symbols()
    assert all(defined.count(f'id="s-{name}"') == 1 and f"#s-{name}" in symbol(name) for name in SYMBOLS)
    with pytest.raises(KeyError):
        symbol("traffic_light")


def test_no_inline_style_and_no_script() -> None:
    everything = drawn(years([1, 2, 3, 4, 5])) + row(Change(1, 0.9, 1.1), 2.0, "ink") + symbols() + scale(8.0)
    assert "style=" not in everything and "<script" not in everything

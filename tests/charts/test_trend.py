"""A series never joins what may not be compared, and never draws what is not known."""

from __future__ import annotations

import math
from datetime import date
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest

from lagesbild.charts import theme
from lagesbild.charts.interactive import for_dark, small_trend, sparkline_svg, trend
from tests.charts.frames import monthly, yearly


def trace(drawn: Any, name: str) -> Any:
    """The figure's trace of a name, or None."""
    return next((item for item in drawn.data if item.name == name), None)


def joined(drawn: Any) -> list[list[float]]:
    """The runs of values that the line joins."""
    runs: list[list[float]] = [[]]
    for value in trace(drawn, "measure").y:
        if value is None or math.isnan(value):
            runs.append([])
        else:
            runs[-1].append(value)
    return [run for run in runs if run]


def test_line_and_ribbon_are_open_over_a_break() -> None:
    drawn = trend(yearly([10, 11, 12, 20, 21, 22]), [date(2019, 1, 1)], unit="per_1000")
    assert joined(drawn) == [[10, 11, 12], [20, 21, 22]]
    assert None in trace(drawn, "interval").x, "one closed ribbon per side of the break"
    assert trace(drawn, "measure").connectgaps is False
    lines = [shape for shape in drawn.layout.shapes if shape.type == "line"]
    assert [(line.x0, line.line.dash) for line in lines] == [("2019-01-01", "dot")]
    assert any("jämför inte över linjen" in note.text for note in drawn.layout.annotations)


def test_words_of_a_break_never_lie_on_the_series() -> None:
    values: list[float | None] = [1, 40, 2, 41, 3, 42, 2, 40, 1, 41]
    drawn = trend(yearly(values), [date(2023, 1, 1)], unit="count")
    note = next(note for note in drawn.layout.annotations if "jämför" in note.text)
    assert (note.y, note.xanchor) == (1, "right"), "the foot is taken, so the words stand at the top"
    assert drawn.layout.yaxis.range[1] * 0.84 >= 42 * 1.1, "and the axis leaves room for two lines"


def test_breaks_may_come_as_rows_of_the_table() -> None:
    breaks = pd.DataFrame({"break_date": [pd.Timestamp(2018, 1, 1)], "reason": ["En hel mening om varför."]})
    assert joined(trend(yearly([1, 2, 3, 4]), breaks, unit="count")) == [[1, 2], [3, 4]]


@pytest.mark.parametrize("gone", ["empty row", "no row"])
def test_a_missing_year_is_a_gap_and_never_zero(gone: str) -> None:
    frame = yearly([10, 11, None, 13, 14])
    drawn = trend(frame if gone == "empty row" else frame.dropna(subset="value"), unit="per_1000")
    assert joined(drawn) == [[10, 11], [13, 14]]
    assert "2018-07-02" not in trace(drawn, "measure").x
    for item in drawn.data:
        assert 0 not in [value for value in item.y if value is not None]


@pytest.mark.parametrize("column", ["complete", "preliminary"])
def test_hollow_points_stand_alone(column: str) -> None:
    frame = yearly([10, 11, 12, 8])
    frame.loc[3, column] = column == "preliminary"
    drawn = trend(frame, unit="count")
    assert joined(drawn) == [[10, 11, 12]]
    hollow = trace(drawn, "hollow")
    assert list(hollow.y) == [8]
    assert hollow.mode == "markers" and hollow.marker.color == theme.PAPER
    assert trace(drawn, "interval").x[-1] <= "2018-12-31", "the ribbon ends before the hollow point"
    assert trace(drawn, "interval_alone") is not None, "its interval is drawn all the same"


def test_withheld_periods_get_a_hatched_mark_and_nothing_else() -> None:
    frame = yearly([10, 11, None, 13])
    frame.loc[2, "state"] = "suppressed"
    drawn = trend(frame, unit="count")
    mark = trace(drawn, "withheld")
    assert mark.fillpattern.shape == "/"
    assert (mark.x[0], mark.x[2]) == ("2018-01-01", "2019-01-01")
    assert [note.text for note in drawn.layout.annotations].count("visas inte") == 1
    assert joined(drawn) == [[10, 11], [13]]


def test_points_stand_in_the_middle_of_their_period_and_years_in_the_middle_of_the_year() -> None:
    drawn = trend(yearly([1, 2, 3]), unit="count")
    assert list(trace(drawn, "measure").x) == ["2016-07-01", "2017-07-02", "2018-07-02"]
    assert drawn.layout.xaxis.type == "date"
    assert list(drawn.layout.xaxis.ticktext) == ["2016", "2017", "2018"]


def test_published_rates_without_interval_have_no_ribbon() -> None:
    drawn = trend(yearly([1500, 1600]).assign(lower=float("nan"), upper=float("nan")), unit="per_100000")
    assert trace(drawn, "interval") is None and trace(drawn, "interval_alone") is None
    assert "customdata" not in trace(drawn, "measure").hovertemplate
    assert "1\u00a0600" in [note.text.strip("<b>/") for note in drawn.layout.annotations]


def test_figures_of_police_work_are_drawn_in_ink() -> None:
    drawn = small_trend(yearly([1, 2, 3]), unit="count", neutral=True)
    assert trace(drawn, "measure").line.color == theme.NEUTRAL == theme.INK, "grey says that nothing is certain"
    assert not drawn.layout.annotations


def test_bands_are_cut_to_the_axis_and_named_once() -> None:
    bands = [(date(2012, 1, 1), date(2017, 12, 31), "Förra"), (date(2018, 1, 1), date(2030, 12, 31), "Överenskommelsen")]
    drawn = trend(yearly([1, 2, 3, 4]), unit="count", bands=bands)
    fields = [shape for shape in drawn.layout.shapes if shape.type == "rect"]
    assert [(field.x0, field.x1) for field in fields] == [("2016-01-01", "2017-12-31"), ("2018-01-01", "2020-01-01")]
    assert all(field.layer == "below" for field in fields)
    assert [note.text for note in drawn.layout.annotations if note.yref == "paper"] == ["<b>Överenskommelsen</b>"]


def test_an_empty_or_wholly_missing_series_draws_nothing() -> None:
    for frame in (yearly([]), yearly([None, None])):
        drawn = trend(frame, unit="count")
        assert trace(drawn, "measure") is None
        assert "NaN" not in (drawn.to_json() or "")


def test_the_look_is_our_own_and_cannot_be_moved() -> None:
    layout = trend(yearly([1, 2, 3]), unit="share").layout
    assert layout.template.data.to_plotly_json() == {}
    assert (layout.dragmode, layout.showlegend, layout.separators) == (False, False, ",\u00a0")
    assert layout.xaxis.fixedrange and layout.yaxis.fixedrange and layout.yaxis.range[0] == 0
    assert layout.yaxis.ticktext[-1].endswith(" %") and not layout.yaxis.ticktext[-2].endswith("%")


def test_payload_of_eleven_years_by_month_is_small() -> None:
    assert len(trend(monthly(130), [date(2024, 1, 1)], unit="count").to_json() or "") <= 15_000


def test_dark_figures_keep_their_data_and_lose_every_light_colour() -> None:
    light = trend(yearly([1, 2, 3]), [date(2017, 1, 1)], unit="count")
    dark = for_dark(light)
    assert list(trace(dark, "measure").y) == list(trace(light, "measure").y)
    drawing = (dark.to_json() or "").lower()
    assert not [colour for colour in theme.DARK if colour.lower() in drawing]


def test_sparkline_is_an_image_with_alternative_text_and_the_same_gaps() -> None:
    image = sparkline_svg(yearly([10, 11, None, 13, 14, 15]), [date(2020, 1, 1)], alt='En "mening"')
    drawing = unquote(image.split("svg+xml,")[1].split('"')[0])
    assert 'alt="En &quot;mening&quot;"' in image and 'width="188" height="52"' in image
    assert drawing.count("<polyline") == 2, "2016-2017 and 2020-2021; 2019 stands alone between gap and break"
    assert "nan" not in drawing.lower() and len(image) < 4_000

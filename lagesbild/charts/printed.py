"""Pictures for paper and for "Ladda ner bild": SVG with title and source inside, the same bytes for the same frame.

The drawing modules load matplotlib, so they are imported when somebody asks for a picture, not when a page starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.charts.marks import Breaks


def trend_svg(
    frame: pd.DataFrame,
    breaks: Breaks = (),
    *,
    unit: str,
    title: str,
    source: str,
    sub: str = "",
    waves: bool = False,
    bands: Sequence[tuple[date, date, str]] = (),
    marks: pd.DataFrame | None = None,
    **size: Any,
) -> str:
    """One series over time as SVG text; frame, breaks, waves, bands and marks as for `interactive.trend`; size: width, height in inches."""
    from lagesbild.charts import printed_trend

    how: dict[str, Any] = {"unit": unit, "title": title, "source": source, "sub": sub, "waves": waves, "bands": bands, "marks": marks}
    return printed_trend.draw(frame, breaks, **how, **size)


def control_svg(
    frame: pd.DataFrame,
    breaks: Breaks = (),
    *,
    title: str,
    source: str,
    sub: str = "",
    bands: Sequence[tuple[date, date, str]] = (),
    neutral: bool = False,
    marks: pd.DataFrame | None = None,
) -> str:
    """A monthly series with its limits as SVG text; everything as for `interactive.control_chart`."""
    from lagesbild.charts import printed_control

    return printed_control.draw(frame, breaks, title=title, source=source, sub=sub, bands=bands, neutral=neutral, marks=marks)


def area_dots_svg(
    frame: pd.DataFrame, *, rest_value: float | None, unit: str, title: str, source: str, selected: str | None = None, sub: str = "",
    band: tuple[float, float] | None = None, **size: Any,
) -> str:  # fmt: skip
    """The areas in alphabetical order as dots with intervals, as SVG text; frame as for `interactive.area_dots`; size: width in inches."""
    from lagesbild.charts import printed_dots

    how: dict[str, Any] = {
        "rest_value": rest_value,
        "unit": unit,
        "title": title,
        "source": source,
        "selected": selected,
        "sub": sub,
        "band": band,
    }
    return printed_dots.draw(frame, **how, **size)


def area_map_svg(
    areas: pd.DataFrame,
    boundary: pd.DataFrame,
    *,
    classes: Sequence[float],
    unit: str,
    title: str,
    source: str,
    selected: str | None = None,
    sub: str = "",
    **size: Any,
) -> str:
    """The map of the areas as SVG text; areas, boundary and classes as for `interactive.area_map`; size: width in inches."""
    from lagesbild.charts import printed_map

    return printed_map.draw(areas, boundary, classes=classes, unit=unit, title=title, source=source, selected=selected, sub=sub, **size)


def locator_svg(boundary: pd.DataFrame, names: dict[str, str], selected: str, *, width: float) -> str:
    """Where an area lies as SVG text; boundary as for `interactive.area_map`, names by area code, width in inches."""
    from lagesbild.charts import printed_map

    return printed_map.draw_locator(boundary, names, selected, width)


def pair_dots_svg(felt: pd.DataFrame, reported: pd.DataFrame, **how: Any) -> str:
    """What is experienced beside what is reported as SVG text; `how` as for `printed_pairs.draw`."""
    from lagesbild.charts import printed_pairs

    return printed_pairs.draw(felt, reported, **how)


def question_dots_svg(frame: pd.DataFrame, *, unit: str, title: str, source: str, sub: str = "", **size: Any) -> str:
    """A survey wave's questions as SVG text; frame as for `interactive.question_dots`; size: width in inches."""
    from lagesbild.charts import printed_questions

    return printed_questions.draw(frame, unit=unit, title=title, source=source, sub=sub, **size)


def profile_dots_svg(frame: pd.DataFrame, *, unit: str, title: str, source: str, sub: str = "", **size: Any) -> str:
    """One area's indicators against the rest as SVG text; frame as for `interactive.profile_dots`; size: width in inches."""
    from lagesbild.charts import printed_profile

    return printed_profile.draw(frame, unit=unit, title=title, source=source, sub=sub, **size)


def changes_svg(rows: Sequence[dict[str, Any]], **how: Any) -> str:
    """What is reported over the years, a row for each crime type, as SVG text; rows and `how` as for `printed_changes.draw`."""
    from lagesbild.charts import printed_changes

    return printed_changes.draw(rows, **how)


def funnel_svg(
    frame: pd.DataFrame,
    limits: pd.DataFrame,
    *,
    mean: float,
    unit: str,
    title: str,
    source: str,
    selected: str | None = None,
    sub: str = "",
) -> str:
    """The areas' rates against their people as SVG text; frame, limits and mean as for `interactive.funnel`."""
    from lagesbild.charts import printed_funnel

    return printed_funnel.draw(frame, limits, mean=mean, unit=unit, title=title, source=source, selected=selected, sub=sub)


def effect_svg(frame: pd.DataFrame, *, neutral: bool, title: str, source: str, sub: str = "") -> str:
    """The change here, there and their difference as SVG text; frame as for `interactive.effect`."""
    from lagesbild.charts import printed_effect

    return printed_effect.draw(frame, neutral=neutral, title=title, source=source, sub=sub)

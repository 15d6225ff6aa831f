"""The interactive charts that pages draw with: judged frames in, plotly figures out."""

from __future__ import annotations

import json

import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.control_spark import control_spark_svg
from lagesbild.charts.interactive_control import control_chart
from lagesbild.charts.interactive_dots import area_dots, profile_dots
from lagesbild.charts.interactive_effect import effect
from lagesbild.charts.interactive_funnel import funnel
from lagesbild.charts.interactive_goal import goal_trend, pace_bar
from lagesbild.charts.interactive_map import area_map, class_words, picked_area
from lagesbild.charts.interactive_profile import time_profile
from lagesbild.charts.interactive_questions import question_dots
from lagesbild.charts.interactive_template import CONFIG
from lagesbild.charts.interactive_trend import small_trend, trend
from lagesbild.charts.interactive_year_to_date import year_to_date
from lagesbild.charts.sparkline import sparkline_svg

__all__ = [
    "CONFIG",
    "area_dots",
    "area_map",
    "class_words",
    "control_chart",
    "control_spark_svg",
    "effect",
    "for_dark",
    "funnel",
    "goal_trend",
    "pace_bar",
    "picked_area",
    "profile_dots",
    "question_dots",
    "small_trend",
    "sparkline_svg",
    "time_profile",
    "trend",
    "year_to_date",
]


def for_dark(drawn: go.Figure) -> go.Figure:
    """The same figure in the dark theme's colours: every token swapped for its counterpart."""
    return go.Figure(json.loads(theme.darken(drawn.to_json() or "{}")), skip_invalid=False)

"""A control chart shows chance's band, rings what is outside it, names the latest signal, and judges nothing that police work finds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest

from lagesbild.charts import printed, theme
from lagesbild.charts.interactive import control_chart, control_spark_svg
from lagesbild.charts.signal_marks import limit_words, runs_of, shown_runs
from lagesbild.stats.watch import control
from tests.charts.frames import monthly

BASE = [20.0, 23, 18, 25, 21, 19, 24, 22, 20, 23, 19, 22] * 3
BANDS = [(date(2016, 1, 1), date(2017, 12, 31), "Förra"), (date(2018, 1, 1), date(2019, 12, 31), "Överenskommelsen 2018–2019")]


def judged(values: list[float], breaks: list[date] | None = None, tone: str = "bad", preliminary: int = 0) -> pd.DataFrame:
    """Months from January 2016 with limits; the last ones may be preliminary."""
    rows = monthly(len(values)).assign(value=values)
    rows.loc[len(rows) - preliminary :, "preliminary"] = True
    found = control(rows, breaks or [])
    return found.assign(tone=[tone if rule else "neutral" for rule in found["rule"]])


def trace(drawn: Any, name: str) -> Any:
    return next((item for item in drawn.data if item.name == name), None)


def said(drawn: Any) -> str:
    return " ".join(note.text for note in drawn.layout.annotations)


def test_limits_stand_in_words_at_the_right_edge() -> None:
    drawn = control_chart(judged([*BASE, 21, 20, 60]))
    words = [note.text for note in drawn.layout.annotations if note.xref == "paper"]
    assert [word.split()[-1] for word in words] == ["nedre", "medel", "övre"]
    heights = [note.y for note in drawn.layout.annotations if note.xref == "paper"]
    assert heights == sorted(heights)


def test_words_of_limits_are_counts_within_them_and_few_events_have_no_lower_one() -> None:
    few = judged([0.0, 1, 0, 2, 0, 0, 1, 0, 0, 1, 0] * 3)
    assert [word for _, word in limit_words(few)] == ["0,5 medel", "4 övre"]  # P(X > 3) is 0.0018 where the mean is 0.5


def test_a_month_outside_is_ringed_and_named_in_the_colour_of_its_polarity() -> None:
    drawn = control_chart(judged([*BASE, 21, 20, 60]))
    ring = trace(drawn, "signal_outside")
    assert list(ring.y) == [60] and ring.marker.symbol == "circle-open" and list(ring.marker.color) == [theme.WORSE]
    assert "60 i mars" in said(drawn) and "över gränsen" in said(drawn)


def test_nothing_is_joined_or_limited_across_a_break() -> None:
    drawn = control_chart(judged(BASE + [value + 40 for value in BASE], [date(2019, 1, 1)]), [date(2019, 1, 1)])
    line, band = trace(drawn, "measure"), trace(drawn, "limits")
    assert line.y[36] is None and None in band.x and line.connectgaps is False
    assert trace(drawn, "signal_outside") is None
    assert [shape.line.dash for shape in drawn.layout.shapes if shape.type == "line"] == ["dot"]


def test_a_preliminary_month_is_hollow_alone_and_outside_the_limits() -> None:
    drawn = control_chart(judged([*BASE, 21, 20, 22, 99], preliminary=1))
    assert list(trace(drawn, "hollow").y) == [99] and 99 not in trace(drawn, "measure").y
    assert trace(drawn, "signal_outside") is None and "99 prel." in said(drawn)
    assert max(day for day in trace(drawn, "limits").x if day) < trace(drawn, "hollow").x[0]


def test_agreements_are_fields_behind_and_named_once() -> None:
    drawn = control_chart(judged([*BASE, 21, 20, 22]), bands=BANDS)
    assert len([shape for shape in drawn.layout.shapes if shape.type == "rect"]) == 2
    assert said(drawn).count("Överenskommelsen") == 1


@pytest.mark.parametrize("make", ["interactive", "printed", "spark"])
def test_police_work_is_drawn_without_judgement(make: str) -> None:
    rows = judged([*BASE, 21, 20, 60], tone="neutral")
    if make == "interactive":
        drawing = control_chart(rows, neutral=True).to_json() or ""
    elif make == "printed":
        drawing = printed.control_svg(rows, title="Narkotikabrotten", source="Källa", neutral=True)
    else:
        drawing = spark(rows[rows["stretch"] == 0])
    for colour in (theme.BETTER, theme.WORSE, theme.BETTER_TEXT, theme.WORSE_TEXT):
        assert colour.lower() not in drawing.lower(), colour


def spark(rows: pd.DataFrame, patterns: list[Any] | None = None) -> str:
    return unquote(control_spark_svg(rows, patterns or [], neutral=True).split("svg+xml,")[1].split('"')[0])


def test_paper_shows_the_same_signal_limits_and_agreement() -> None:
    rows = judged([*BASE, 21, 20, 60])
    drawing = printed.control_svg(rows, [date(2017, 1, 1)], title="Titel", source="Källa", bands=BANDS)
    assert theme.WORSE.lower() in drawing and theme.BAND.lower() in drawing and theme.HIGHLIGHT.lower() in drawing
    assert drawing == printed.control_svg(rows, [date(2017, 1, 1)], title="Titel", source="Källa", bands=BANDS)
    assert not re.search(r"\bnan\b", drawing.lower())


def test_runs_are_points_of_one_rule_and_side() -> None:
    rows = judged([*BASE, 21, 60, 20])
    assert [(run.rule, run.side, len(run.points), run.month) for run in runs_of(rows)] == [("outside", "above", 1, "februari")]


RISEN = [24.0, 32, 23, 32, 32, 24, 23, 24]  # a firmer rule, two of three, takes the second, fourth and fifth


def test_a_signal_of_several_months_is_marked_in_each_of_them_also_where_a_firmer_rule_took_the_point() -> None:
    rows = judged([*BASE, *RISEN])
    rows["period_start"] = pd.to_datetime(rows["period_start"])
    rules = rows["rule"].tolist()[-8:]
    assert rules.count("shift") < 8 and len(set(rules)) > 1, "otherwise nothing is tried"
    last = rows.iloc[-1]
    pattern = (last["pattern_since"], last["period_start"], "above")
    since = int(rows.index[rows["period_start"] == last["pattern_since"]][0])
    assert spark(rows[rows["stretch"] == 0], [pattern]).count("r='4.4'") == len(rows) - since
    runs = shown_runs(rows, recent=4)
    assert {i for run in runs for i in run.points} >= set(range(since, len(rows)))


def test_an_empty_series_draws_nothing() -> None:
    drawn = control_chart(judged([]))
    assert trace(drawn, "measure") is None and "NaN" not in (drawn.to_json() or "")


def test_the_payload_is_small() -> None:
    assert len(control_chart(judged(BASE * 2)).to_json() or "") <= 15_000

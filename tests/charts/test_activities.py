"""Activities under a series: lanes, bars on the same time axis, the plot's own height kept, and the same words on paper."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pandas as pd
import pytest

from lagesbild.charts import interactive, printed
from lagesbild.charts.lanes import in_lanes, marks_words
from lagesbild.exhibits import activity_marks
from lagesbild.exhibits.activity_marks import judge, table
from lagesbild.store import Reader
from tests.charts.frames import monthly, yearly

FIRST, LAST, TODAY = date(2016, 1, 1), date(2025, 12, 31), date(2026, 11, 22)


def marks(*rows: tuple[str, str | None, str | None, str], today: date = TODAY) -> pd.DataFrame:
    told = [
        {"activity": f"a{n}", "plan": "p", "title": title, "owner": "Polisen", "area_name": "", "status": status,
         "starts_on": pd.Timestamp(start) if start else pd.NaT, "ends_on": pd.Timestamp(end) if end else pd.NaT}
        for n, (title, start, end, status) in enumerate(rows)
    ]  # fmt: skip
    return judge(pd.DataFrame(told), FIRST, LAST, today)


SOME = [
    ("Belysning", "2018-03-01", "2018-11-15", "done"), ("Fältgrupp", "2018-06-01", None, "ongoing"),
    ("Kontroller", "2022-01-01", "2022-12-31", "planned"),
]  # fmt: skip


def test_only_what_goes_on_within_the_series_is_marked_and_numbered() -> None:
    found = marks(
        ("Före", "2014-01-01", "2015-12-31", "done"), *SOME, ("Inställd", "2019-01-01", "2019-02-01", "cancelled"),
        ("Efter", "2026-01-01", "2026-02-01", "planned"), ("Utan dag", None, "2020-01-01", "planned"),
    )  # fmt: skip
    assert found[["number", "title"]].values.tolist() == [[1, "Belysning"], [2, "Fältgrupp"], [3, "Kontroller"]]
    assert found["status"].tolist() == ["done", "ongoing", "late"] and found["when"][1] == "2018-06-01 och tills vidare"
    assert marks(*SOME, today=date(2022, 12, 31))["status"].tolist()[2] == "planned"  # the last day is not late


def test_a_mark_is_late_on_the_day_of_the_page_and_in_an_edition_on_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"activity": "a", "plan": "p", "title": "Belysning", "owner": "", "area": "", "area_name": "", "status": "ongoing"}
    rows = pd.DataFrame([told | {"starts_on": pd.Timestamp(2024, 1, 1), "ends_on": pd.Timestamp(2024, 11, 20)}])
    tables = {"concerning_activities": rows, "build_info": pd.DataFrame({"made_for": [pd.Timestamp(2024, 11, 19)]})}
    monkeypatch.setattr(activity_marks, "read", lambda _, name, **__: tables[name])
    series, reader = yearly([10.0] * 9), cast("Reader", None)
    on_the_page = activity_marks.of_crime(reader, "brott", "9999", "municipality", series, date(2024, 11, 22))
    assert on_the_page["status"].tolist() == ["late"], "the build is older than the page's day"
    assert activity_marks.of_crime(reader, "brott", "9999", "municipality", series)["status"].tolist() == ["ongoing"]


def test_bars_that_would_touch_lie_in_lanes_of_their_own() -> None:
    lanes = in_lanes(marks(*SOME), (FIRST, LAST))
    assert lanes["lane"].tolist() == [0, 1, 0] and lanes["high"][1] == LAST
    later = in_lanes(marks(*SOME), (date(2020, 1, 1), LAST))  # an axis that begins later: the first is over, the second is cut
    assert later["title"].tolist() == ["Fältgrupp", "Kontroller"] and later["low"][0] == date(2020, 1, 1)


@pytest.mark.parametrize("kind", ["trend", "goal", "control"])
def test_the_picture_grows_below_the_years_and_keeps_its_plot(kind: str) -> None:
    frame: Any = yearly([10.0, 12, 11, 9, 8, 9, 10, 11, 10, 9])
    months = monthly(36).assign(stretch=0, mean=20.0, limit_lower=5.0, limit_upper=40.0, rule="", side="", tone="neutral")
    bands = [(date(2020, 1, 1), date(2023, 12, 31), "2020–2023")]
    draw = {
        "trend": lambda told: interactive.trend(frame, unit="per_1000", bands=bands, marks=told),
        "goal": lambda told: interactive.goal_trend(frame, unit="per_1000", waves=False, bands=bands, marks=told),
        "control": lambda told: interactive.control_chart(months, bands=bands, marks=told),
    }[kind]
    plain, drawn = draw(None), draw(marks(*SOME))
    bars = [trace for trace in drawn.data if trace.name == "activity"]
    assert len(bars) == (3 if kind != "control" else 2) and all(bar.yaxis == "y2" for bar in bars)
    assert bars[0].x[0] == "2018-03-01" and bars[0].x[-1] == "2018-11-15" and "Belysning" in bars[0].text
    room = [(f.layout.height - f.layout.margin.t - f.layout.margin.b) for f in (plain, drawn)]
    low, high = drawn.layout.yaxis.domain
    assert (high - low) * room[1] == pytest.approx(room[0]) and high == 1
    assert not [shape for shape in drawn.layout.shapes if shape.yref == "paper"]  # nothing of the plot runs into the strip
    assert [note.text for note in drawn.layout.annotations if note.yref == "y2"] == [str(n + 1) for n in range(len(bars))]
    assert draw(marks(("Före", "2001-01-01", "2002-01-01", "done"))).to_json() == plain.to_json()


def test_paper_and_text_alternative_name_every_number() -> None:
    found = marks(*SOME)
    said = "1 Belysning (2018-03-01–2018-11-15), 2 Fältgrupp (2018-06-01 och tills vidare)"
    assert said in marks_words(found) and marks_words(marks()) == ""
    assert table(found).iloc[0].tolist() == [1, "Belysning", "hela kommunen", "Polisen", "2018-03-01–2018-11-15", "klar"]
    frame = yearly([10.0, 12, 11, 9, 8, 9, 10, 11, 10, 9])
    with_bars, plain = (printed.trend_svg(frame, unit="per_1000", title="T", source="S", marks=told) for told in (found, marks()))
    assert with_bars.count("<path") > plain.count("<path") and _height(with_bars) > _height(plain)


def _height(svg: str) -> float:
    return float(svg.split('height="', 1)[1].split("pt", 1)[0])

"""What is written down about one area: open problems, activities and promises as they are written now, and a way to add one."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode

import pandas as pd

from lagesbild import show, show_address
from lagesbild.charts.icons import promise_icon
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.show_page import Page
from lagesbild.store import Reader
from lagesbild.texts import day, text


def area_work(page: Page, area: str, today: date) -> None:
    """Three short lists side by side; an empty one says so."""
    show.rule()
    show.finding(text("area_work.heading"), text("area_work.sub_frozen") if page.frozen else text("area_work.sub", day=day(today)))
    whole = {text("area_work.promises"): (text("area_work.whole"), _whole(page.reader))}
    show.fact_columns(_lists(page.reader, area, today), under=whole)
    open_problem("omraden", area)


@kept
def _lists(reader: Reader, area: str, today: date) -> dict[str, list[show.Fact]]:
    problems, activities, promises = read(reader, "problems"), read(reader, "activities", day=today), read(reader, "promises")
    problems = problems[(problems["area"] == area) & (problems["state"] == "open")]
    activities = activities[(activities["area"] == area) & activities["status"].isin(("planned", "ongoing"))]
    promises = promises[promises["area"] == area]
    lists = {
        "problems": [show.Fact("signal", row.title, row.place, f"plan?problem={quote(row.problem)}") for row in problems.itertuples()],
        "activities": [
            show.Fact("late" if row.late else "on_track", row.title, ", ".join(part for part in (row.owner, _until(row.ends_on)) if part))
            for row in activities.itertuples()
        ],
        "promises": _promises(promises),
    }
    nothing = {name: [show.Fact("information", text(f"area_work.no_{name}"))] for name in lists}
    return {text(f"area_work.{name}"): facts or nothing[name] for name, facts in lists.items()}


@kept
def _whole(reader: Reader) -> list[show.Fact]:
    """The promises that hold everywhere in the municipality, and so here too."""
    promises = read(reader, "promises")
    return _promises(promises[(promises["area"] == "") & (promises["place"] == "")])


def _promises(rows: pd.DataFrame) -> list[show.Fact]:
    return [show.Fact(promise_icon(row.status), row.promise_text, text(f"work.words.status.{row.status}")) for row in rows.itertuples()]


def open_problem(address: str, area: str = "") -> None:
    """A link that opens a problem with this view, as it stands in the address, as its evidence."""
    here = f"{address}?" + urlencode(show_address.told())
    plan = f"plan?belagg={quote(here)}" + (f"&plats={quote(area)}" if area else "")
    show.fact_list([show.Fact("information", text("area_work.open"), text("area_work.open_note"), plan)])


def _until(ends: date | None) -> str:
    return "" if ends is None or ends != ends else text("area_work.until", day=day(ends))

"""Områden: every reported crime type of one area, its latest whole year against an earlier one, judged as one family."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from lagesbild import sentences
from lagesbild.exhibits.breaks import QUERIES as BREAKS
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.over_years import over_years
from lagesbild.exhibits.situation import breaks_in, compared, rate_or_count
from lagesbild.exhibits.trend import Place, indicators
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import text

LEAST = 5  # reports of a crime type that is told of though nothing about it is certain


@kept
def area_change(reader: Reader, place: Place, since: int | None = None, until: int | None = None) -> Exhibit:
    """One judged row per crime type of an area or a council, as Läget judges the whole municipality."""
    rows = read(reader, "area_years", area=place.area, area_version=place.area_version)
    if rows.empty:
        return compared(rows, {}, since, until)
    breaks = breaks_in(reader, rows)
    borders = read(reader, "area_breaks", area=place.area, area_version=place.area_version)
    drawn = [(row.break_date.date(), row.reason) for row in borders.itertuples()]
    breaks = {slug: sorted([*breaks.get(slug, []), *drawn]) for slug in rows["indicator"].unique()}
    found = compared(rate_or_count(rows), breaks, since, until)
    if not found.facts["rows"]:
        return found
    heading = text("exhibits.area_change.heading", name=place.name, finding=sentences.small(found.heading))
    facts = found.facts | {"finding": found.heading}
    return replace(found, slug="area_change", place=place.name, heading=heading, queries=("area_years", *BREAKS), facts=facts)


def through_the_years(reader: Reader, row: dict[str, Any]) -> str:
    """The sentence on a judged row's trend over the years since its last break, as Trender has it; empty where there are too few."""
    days = pd.DataFrame({"break_date": pd.to_datetime([day for day, _ in row["cuts"]])})
    return over_years(row["series"], indicators(reader).loc[row["indicator"]], days, "year")

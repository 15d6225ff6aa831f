"""Områden: every reported crime type of one area, its latest whole year against an earlier one, one family with the other areas."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

import pandas as pd

from lagesbild import sentences
from lagesbild.exhibits.breaks import QUERIES as BREAKS
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.over_years import over_years
from lagesbild.exhibits.situation import UNTESTED, Breaks, breaks_in, judge, pairs, rate_or_count, told
from lagesbild.exhibits.trend import Place, indicators
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import number, text

LEAST = 5  # reports of a crime type that is told of though nothing about it is certain


@kept
def area_change(reader: Reader, place: Place, since: int | None = None, until: int | None = None) -> Exhibit:
    """One judged row per crime type of an area or a council, from the family of all areas of its kind: as on the public pages."""
    everywhere = family(reader, place.area_version, place.level, since, until)
    rows, judged = everywhere.get(place.area, (pd.DataFrame(), []))
    tested = sum(row["verdict"] not in UNTESTED for _, here in everywhere.values() for row in here)
    declared = text("exhibits.area_change.family", n=number(tested))
    found = told(rows, judged, declared)
    if not judged:
        return found
    heading = text("exhibits.area_change.heading", name=place.name, finding=sentences.small(found.heading))
    return replace(
        found,
        slug="area_change",
        place=place.name,
        heading=heading,
        queries=("area_years", *BREAKS),
        definition=text("exhibits.area_change.definition"),
        facts=found.facts | {"finding": found.heading, "family": declared},
    )


@kept
def family(reader: Reader, version: str, level: str, since: int | None, until: int | None) -> dict[str, tuple[pd.DataFrame, list[dict]]]:
    """The yearly rows of every area of one kind and their judged pairs: all areas x crime types are one family.

    Who looks at one area can look at the next, so that testing each area for itself would give a false finding in every
    few areas. The public pages test all areas that they show together for the same reason.
    """
    every = read(reader, "area_years", area_version=version, area_level=level)
    reported = breaks_in(reader, every)
    rows = {str(area): rate_or_count(mine) for area, mine in every.groupby("area")}
    unjudged = {area: pairs(mine, _breaks(reader, area, version, mine, reported), since, until) for area, mine in rows.items()}
    judged = iter(judge([row for here in unjudged.values() for row in here]))
    return {area: (rows[area], list(islice(judged, len(here)))) for area, here in unjudged.items()}


def _breaks(reader: Reader, area: str, version: str, rows: pd.DataFrame, reported: dict[str, Breaks]) -> dict[str, Breaks]:
    """The breaks of each indicator together with the days on which the area's borders were drawn anew."""
    borders = read(reader, "area_breaks", area=area, area_version=version)
    drawn = [(row.break_date.date(), row.reason) for row in borders.itertuples()]
    return {slug: sorted([*reported.get(slug, []), *drawn]) for slug in rows["indicator"].unique()}


def through_the_years(reader: Reader, row: dict[str, Any], both: str = "") -> str:
    """The sentence on a judged row's trend over the years since its last break, as Trender has it; empty where there are too few.

    both: why the trend and the row's own verdict can be true at once, said where they differ.
    """
    days = pd.DataFrame({"break_date": pd.to_datetime([day for day, _ in row["cuts"]])})
    return over_years(row["series"], indicators(reader).loc[row["indicator"]], days, "year", row["verdict"], both)

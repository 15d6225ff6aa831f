"""Where an area's figures pass into newly drawn borders: the breaks this makes, and the series that go on across them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lagesbild.build.area_sets import PLACE, set_table
from lagesbild.build.crosswalk import COLUMNS, crosswalk, moved
from lagesbild.build.geometry import bordered
from lagesbild.build.register import Delivery
from lagesbild.model import AreaSet, Municipality
from lagesbild.texts import number, text

NOT_AREAS = ("municipality", "unplaced")
CHANGE = [*PLACE, "version_before", "version_after", "break_date"]


@dataclass(frozen=True)
class Borders:
    """What is known of a municipality's borders over time: its named sets, and the tables `crosswalk` and `area_break`."""

    sets: Sequence[AreaSet] = ()
    links: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=COLUMNS))
    breaks: pd.DataFrame = field(default_factory=pd.DataFrame)


def over_time(accepted: Sequence[Delivery], found: pd.DataFrame, place: Municipality, sets: Sequence[AreaSet]) -> Borders:
    """The borders of a municipality's deliveries over time. found: all estimates, the population among them."""
    people = found[found["indicator"] == "population"] if len(found) else pd.DataFrame(columns=["period_start", "value", *PLACE])
    people = people.assign(year=people["period_start"].dt.year, persons=people["value"]) if len(people) else people
    links = crosswalk(bordered(accepted), people, place)
    return Borders(sets, links, area_breaks(found, sets, links))


def area_breaks(rows: pd.DataFrame, sets: Sequence[AreaSet] = (), links: pd.DataFrame | None = None) -> pd.DataFrame:
    """The table `area_break`: where counts pass from one version of the borders to the next, for areas and for sets of them.

    rows: estimates. A change by which nobody comes into another area is none, and has no row.
    """
    known = pd.DataFrame(columns=COLUMNS) if links is None else links
    members = set_table(sets)
    found = []
    for change in pd.concat([_of_sets(rows), _of_areas(rows, known)], ignore_index=True).to_dict("records"):
        versions = change["version_before"], change["version_after"]
        before, after = (_surface(change["area"], version, members, known) for version in versions)
        share, of = moved(known, before, after, versions)
        if share != 0:
            reason = _reason(change, share, of, known if not before else known.iloc[:0])
            found.append(change | {"moved": share, "weighted_by": of or None, "reason": reason})
    return pd.DataFrame(found)


def continued(rows: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """The rows, where an area that kept its code goes on: what was told of it in the older borders belongs to the newer version.

    rows: indicator, area, area_version and period_start. Only periods before the first of the newer version are taken over.
    """
    same = links[links["area_before"] == links["area_after"]]
    for (before, after), kept in same.groupby(["version_before", "version_after"], sort=True):
        newer = rows[rows["area_version"] == after].groupby(["indicator", "area"])["period_start"].min()
        older = (rows["area_version"] == before) & rows["area"].isin(kept["area_after"])
        begins = pd.MultiIndex.from_frame(rows[["indicator", "area"]]).map(newer.to_dict())
        goes_on = older & (rows["period_start"] < pd.to_datetime(pd.Series(begins, index=rows.index)))
        rows = rows.assign(area_version=rows["area_version"].mask(goes_on, after))
    return rows


def _of_sets(rows: pd.DataFrame) -> pd.DataFrame:
    """The first year in which most of a set's events lie in newer borders of its members."""
    if "member_version" not in rows:
        return pd.DataFrame(columns=CHANGE)
    years = rows[(rows["period_kind"] == "year") & rows["member_version"].notna() & (rows["unit"] == "count")]
    first = years.sort_values("period_start").groupby([*PLACE, "member_version"], sort=True)["period_start"].min().reset_index()
    first["version_before"] = first.groupby(PLACE)["member_version"].shift()
    return first.dropna(subset="version_before").rename(columns={"member_version": "version_after", "period_start": "break_date"})[CHANGE]


def _of_areas(rows: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """The first period that is counted in an area of newer borders, where the older ones have been counted too."""
    if rows.empty:
        return pd.DataFrame(columns=CHANGE)
    counted = rows[(rows["unit"] == "count") & rows["period_kind"].isin(("month", "year")) & ~rows["area_level"].isin(NOT_AREAS)]
    first = counted.groupby(PLACE, as_index=False)["period_start"].min().rename(columns={"period_start": "break_date"})
    pairs = links[["version_before", "version_after"]].drop_duplicates()
    pairs = pairs[pairs["version_before"].isin(counted["area_version"])]
    found = first.merge(pairs, left_on="area_version", right_on="version_after")
    return found[found["area"].isin(links["area_after"])][CHANGE]


def _surface(area: str, version: str, members: pd.DataFrame, links: pd.DataFrame) -> Collection[str]:
    """The areas of a version that an area or a set of that name is made of; none where the version does not have it."""
    if len(members) and (members["area"] == area).any():
        return members.loc[(members["area"] == area) & (members["member_version"] == version), "member"].tolist()
    known = {*links.loc[links["version_before"] == version, "area_before"], *links.loc[links["version_after"] == version, "area_after"]}
    return [area] if area in known else []


def _reason(change: dict, share: float, of: str, made_of: pd.DataFrame) -> str:
    """What happened, in a sentence that stands beside the series. made_of: the crosswalk, where the area is new."""
    told = {"before": change["version_before"], "after": change["version_after"]}
    if np.isnan(share):
        return text("build.new_borders", **told)
    parts = " och ".join(_origins(made_of[made_of["area_after"] == change["area"]]))
    if parts:
        return text(f"build.new_area_{of}", parts=parts, **told)
    percent = number(100 * share, 0 if share >= 0.01 else 1)
    return text(f"build.new_borders_{of}", share=percent, **told)


def _origins(pieces: pd.DataFrame) -> Iterator[str]:
    """ "83 % i 9999A0010", the largest part first."""
    for piece in pieces.sort_values("share_after", ascending=False).itertuples():
        where = piece.area_before or text("build.outside_older")
        yield text("build.part_of", share=number(100 * piece.share_after, 0), area=where)

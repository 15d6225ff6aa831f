"""Which areas certainly have more reports than the rest, and of what: one line per area for the start page."""

from __future__ import annotations

from dataclasses import dataclass

from lagesbild.exhibits.areas import area_periods, default_period, family, period_label
from lagesbild.kept import kept
from lagesbild.store import Reader

MOST = 6


@dataclass(frozen=True)
class StandingOut:
    """Areas in alphabetical order with the crime types that are clearly higher there; police-dependent crime left out."""

    period: str
    key: str
    areas: tuple[tuple[str, str, tuple[str, ...]], ...]  # code, name, crime types
    indicators: tuple[str, ...]  # of every certain difference, up or down


@kept
def standing_out(reader: Reader) -> StandingOut | None:
    """From the same family as the map of the newest year with rates; None where areas have no rates."""
    wanted = default_period(reader)
    period = next((p for p in area_periods(reader) if p.key == wanted), None)
    if period is None:
        return None
    rows = family(reader, period)
    high = rows[(rows["verdict"] == "clearly_higher") & ~rows["policing_dependent"]]
    found = tuple((code, group["name"].iloc[0], tuple(group["short_title"])) for code, group in high.groupby("area", sort=False))
    order = {name: place for place, name in enumerate(rows["name"].drop_duplicates())}
    certain = rows[rows["verdict"].isin(("clearly_higher", "clearly_lower")) & ~rows["policing_dependent"]]
    ordered = tuple(sorted(found, key=lambda item: order[item[1]]))
    return StandingOut(period_label(period), period.key, ordered, tuple(certain["indicator"]))

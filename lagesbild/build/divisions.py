"""On which days reports are placed in which division of the municipality: only there is an area without reports a zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from lagesbild.build.editions import Stretch, stretches
from lagesbild.build.events import event_series
from lagesbild.build.events import groups as event_groups
from lagesbild.build.ingest import EARLIER, crime_groups
from lagesbild.build.periods import QUIET_DAYS, QUIET_DAYS_OF_MONTH, Span, joined
from lagesbild.build.register import Delivery
from lagesbild.catalog import Catalog
from lagesbild.read import query
from lagesbild.store import Writer

Division = tuple[str, str]  # level and version
Used = dict[str, dict[Division, Span]]  # receipt -> the first and the last report that the delivery places in a division


def divide(vault: Writer, deliveries: Sequence[Delivery], catalog: Catalog) -> None:
    """Fill the tables `division` of a vault whose areas are known, now and one delivery ago."""
    rows = vault.frame(query("tally", "divisions"))
    used: Used = {}
    for row in rows.itertuples(index=False):
        used.setdefault(row.receipt, {})[row.area_level, row.area_version] = Span(row.first_day.date(), row.last_day.date())
    by_kind = {"incident": crime_groups(catalog), "event": event_groups(event_series(deliveries, catalog))}
    for kind, groups in by_kind.items():
        mine = [d for d in deliveries if d.kind == kind]
        for slug, group in groups.items():
            told = stretches(group, mine)
            for writer, edition in ((vault, -1), (vault.within(EARLIER), -2)):
                writer.append("division", _typed(slug, placed(told, used, edition)))


def placed(told: Sequence[Stretch], used: Mapping[str, Mapping[Division, Span]], edition: int = -1) -> dict[Division, list[Span]]:
    """For each division the spans of days whose reports are placed in it, gaps of up to a week closed.

    told: the stretches of an indicator. edition: -1 for what counts, -2 for what counted one delivery ago. A day counts only if
    every delivery that tells something of it places its reports in the division.
    """
    if not told:
        return {}
    first, last = min(s.start for s in told), max(s.end for s in told)
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    known = [(s, used.get(s.told[edition:][0].receipt, {})) for s in told]
    found = {}
    for one in sorted({division for _, own in known for division in own}):
        here, elsewhere = np.zeros(len(days), dtype=bool), np.zeros(len(days), dtype=bool)
        for stretch, own in known:
            within = _between(days, stretch.start, stretch.end)
            mine = within & _alone(days, one, own) if one in own else np.zeros(len(days), dtype=bool)
            here |= mine
            elsewhere |= within & ~mine
        if spans := list(_runs(days, here & ~elsewhere)):
            found[one] = joined(spans)
    return found


def _alone(days: np.ndarray, one: Division, own: Mapping[Division, Span]) -> np.ndarray:
    """The days on which a delivery places its reports in one division and in no other of its level.

    Before its first and after its last report a division goes on until another one is used; a day between the last report of one
    and the first of the next belongs to both, for nothing was reported on it.
    """
    mine, alone = own[one], np.ones(len(days), dtype=bool)
    for other, span in own.items():
        if other[0] == one[0] and other != one:
            start = date.min if span.start < mine.start else span.start
            end = date.max if span.end > mine.end else span.end
            alone &= ~_between(days, start, end)
    return alone


def wholly_placed(rows: pd.DataFrame, days: str) -> pd.Series:
    """Which rows are counted on all days of their period, but for a few quiet ones; those whose `days` is null always are.

    rows: period_start, period_end, period_kind where it is not a year, and the column `days` names.
    """
    length = (rows["period_end"] - rows["period_start"]).dt.days + 1
    monthly = rows["period_kind"] == "month" if "period_kind" in rows else False
    quiet = np.where(monthly, QUIET_DAYS_OF_MONTH, QUIET_DAYS)
    placed_on = rows[days].astype(float).fillna(length)
    return (placed_on >= length - quiet) & (placed_on * 2 > length)


def _between(days: np.ndarray, start: date, end: date) -> np.ndarray:
    return (days >= np.datetime64(start, "D")) & (days <= np.datetime64(end, "D"))


def _runs(days: np.ndarray, true: np.ndarray) -> Iterator[Span]:
    """The unbroken spans of true days."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], true, [False]]).astype(int)))
    for start, after in zip(edges[::2], edges[1::2], strict=True):
        yield Span(days[start].item(), days[after - 1].item())


def _typed(slug: str, found: Mapping[Division, Iterable[Span]]) -> pd.DataFrame:
    rows = [(slug, *division, span.start, span.end) for division, spans in found.items() for span in spans]
    frame = pd.DataFrame(rows, columns=["indicator", "area_level", "area_version", "first_day", "last_day"])
    days = {name: pd.to_datetime(frame[name]).astype("datetime64[s]") for name in ("first_day", "last_day")}
    return frame.assign(**days)

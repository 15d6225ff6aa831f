"""What a publication changes for those outside: new, changed, withheld and gone figures, how far the data reach, what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import day

KEY = ["area", "area_version", "indicator", "period_kind", "period_start", "subgroup"]
SHOWN = ("value", "zero")
HIDDEN = "suppressed"
CLOSE = 1e-9  # relative; another version of a library may move the last binary digits
WRITTEN = ("promise", "activity")  # tables of what people write


@dataclass(frozen=True)
class Publication:
    """A publication held against the one before it; without one, all of it is new."""

    new: int  # shown now, not shown before
    changed: int
    same: int
    gone: int  # shown before, and now neither shown nor withheld
    withheld: int  # of all figures
    newly_withheld: int  # withheld now, shown before
    sources: tuple[tuple[str, str, str], ...]  # title, data until now, data until before ("" where there were none), those that moved
    until: str  # the newest day of any source's data
    written: dict[str, tuple[int, int]]  # table -> rows now and before

    def to_json(self) -> dict[str, Any]:
        """As it is kept in the receipt of the publication."""
        return asdict(self)


def publication(after: Reader, before: Reader | None, written: Mapping[str, int], wrote: Mapping[str, int]) -> Publication:
    """Hold the public file of a build against the one that everybody sees; before: None where nothing is published.

    written, wrote: how many rows each table holds in the one and in the other.
    """
    rows = _paired(read(after, "public_figures"), read(before, "public_figures") if before else None)
    now, then = rows["state"].isin(SHOWN), rows["state_before"].isin(SHOWN)
    alike = np.isclose(rows["value"], rows["value_before"], rtol=CLOSE, atol=0, equal_nan=True)
    hidden = rows["state"] == HIDDEN
    dates, earlier = _dates(after), _dates(before) if before else {}
    return Publication(
        new=int((now & ~then).sum()),
        changed=int((now & then & ~alike).sum()),
        same=int((now & then & alike).sum()),
        gone=int((then & ~now & ~hidden).sum()),
        withheld=int(hidden.sum()),
        newly_withheld=int((hidden & then).sum()),
        sources=tuple((title, until, earlier.get(title, "")) for title, until in dates.items() if earlier.get(title, "") != until),
        until=max(dates.values(), default=""),
        written={name: (written.get(name, 0), wrote.get(name, 0)) for name in WRITTEN},
    )


def _paired(after: pd.DataFrame, before: pd.DataFrame | None) -> pd.DataFrame:
    """Every figure of either, with the state and value of both."""
    if before is None:
        return after.assign(state_before="", value_before=np.nan)
    return after.merge(before, how="outer", on=KEY, suffixes=("", "_before"))


def _dates(reader: Reader) -> dict[str, str]:
    """{source's title: the last day of its data}, those with a day."""
    rows = read(reader, "sources").dropna(subset=["data_date"])
    return {str(title): day(until) for title, until in rows.groupby("title", sort=True)["data_date"].max().items()}

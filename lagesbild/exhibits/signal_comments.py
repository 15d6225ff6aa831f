"""What people think that signals are: which signal a comment belongs to after rebuilds, and which comments no signal has any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from lagesbild.exhibits.happenings import Inside, same_happening
from lagesbild.read import read
from lagesbild.store import Reader

SERIES = ("indicator", "area", "area_version", "side")


@dataclass(frozen=True)
class Comment:
    """One comment: the judgement, and the signal as it was when it was written."""

    identity: str
    indicator: str
    area: str  # the municipality's code where it is of the whole
    area_version: str
    rule: str
    side: str
    since: date  # first day of the pattern's first month
    until: date  # last day of its last month then
    value: float | None  # of that month, with what chance gave
    limit_lower: float | None
    limit_upper: float | None
    judgement: str
    comment: str
    commented_on: date
    owner: str  # whose judgement it is, by name
    who: str = ""  # who wrote it last; a build does not tell
    version: int = 0

    @property
    def months(self) -> int:
        """How many months the pattern spanned."""
        return 12 * (self.until.year - self.since.year) + self.until.month - self.since.month + 1


Comments = tuple[Comment, ...]


@dataclass(frozen=True)
class Answers:
    """The comments of each signal, by its key and newest first, and those whose signal is gone."""

    of: Mapping[str, Comments]
    earlier: Comments

    def to(self, row: Mapping[str, Any]) -> Comments:
        """The comments on a signal, and on the same happening in a place that holds it or lies in it."""
        return self.of.get(signal_key(row), ())


def signal_key(row: Mapping[str, Any]) -> str:
    """What tells a signal from every other in a build: "vandalism_count.N04.2024.shift.above.2026-03"."""
    return ".".join(str(row[name]) for name in ("indicator", "area", "area_version", "rule", "side")) + f".{row['since']:%Y-%m}"


def comment_of(row: Mapping[str, Any], code: str, **more: Any) -> Comment:
    """A stored comment, from the work store or from a build; code: the municipality's."""
    told = {name: row[name] for name in ("indicator", "area_version", "rule", "side", "judgement", "comment")}
    figures = {name: None if pd.isna(row[name]) else float(row[name]) for name in ("value", "limit_lower", "limit_upper")}
    days = {"since": row["period_from"], "until": row["period_to"], "commented_on": row["commented_on"]}
    dated = {name: pd.Timestamp(day).date() for name, day in days.items()}
    return Comment(**told, **figures, **dated, area=row["area"] or code, **more)


@lru_cache(maxsize=8)
def of_build(reader: Reader) -> Comments:
    """The comments as they were written when the build was made."""
    code = str(read(reader, "municipality").iloc[0]["municipality"])
    rows = read(reader, "signal_comments").to_dict("records")
    return tuple(comment_of(row, code, identity=row["signal_comment"], owner=row["owner"]) for row in rows)


def answer(rows: pd.DataFrame, comments: Iterable[Comment], inside: Inside) -> Answers:
    """Give each comment to its signal. rows: signals, the firmest first; inside: the members of every named set of areas.

    A comment belongs to a signal of its series and side whose months meet those that it was written about: a pattern that has grown, or
    that another rule finds by now, keeps it. Where several are such, its own rule's comes first, then the firmest.
    """
    signals = rows.to_dict("records")
    own: dict[int, list[Comment]] = {}
    earlier = []
    for one in sorted(comments, key=lambda comment: (comment.commented_on, comment.identity), reverse=True):
        at = _signal_of(one, signals)
        earlier.append(one) if at is None else own.setdefault(at, []).append(one)
    found: dict[str, list[Comment]] = {}
    for at, signal in enumerate(signals):
        near = [i for i in own if i == at or same_happening(signals[i], signal, inside)]
        if near:
            told = [one for i in near for one in own[i]]
            found[signal_key(signal)] = sorted(told, key=lambda comment: (comment.commented_on, comment.identity), reverse=True)
    return Answers({key: tuple(told) for key, told in found.items()}, tuple(earlier))


def _signal_of(one: Comment, signals: Sequence[Mapping[str, Any]]) -> int | None:
    alike = [at for at, row in enumerate(signals) if all(row[name] == getattr(one, name) for name in SERIES) and _meet(one, row)]
    return next((at for at in alike if signals[at]["rule"] == one.rule), next(iter(alike), None))


def _meet(one: Comment, row: Mapping[str, Any]) -> bool:
    return row["since"].date() <= one.until and one.since <= row["period_start"].date()


def about(row: Mapping[str, Any], build: str) -> dict[str, Any]:
    """What a new comment on a signal stores of it, beside what people write."""
    return {name: row[name] for name in ("indicator", "area_version", "rule", "side", "value", "limit_lower", "limit_upper")} | {
        "area": "" if row["area_level"] == "municipality" else row["area"], "build": build, "period_from": row["since"].date(),
        "period_to": (row["period_start"] + pd.offsets.MonthEnd()).date(),
    }  # fmt: skip

"""The page Händelselogg in pieces: whether the log is whole, the filters, and the events as Swedish rows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from lagesbild import show
from lagesbild.access import ROLES, STEWARDS, User
from lagesbild.audit import COMMAND_LINE, EVENTS, events, verify
from lagesbild.show_access import SWEDEN
from lagesbild.show_page import choice
from lagesbild.texts import number, text

EVERY = "alla"
MOST = 200  # rows shown at once
HASH_SHOWN = 16  # characters of a hash that people compare
COLUMNS = ("time", "what", "who", "role", "municipality", "about")

Told = dict[str, Any]


def log_heading(home: Path) -> None:
    """The finding: the chain holds, or the first line where it does not."""
    found = verify(home)
    eyebrow = text("access.event_log.eyebrow")
    if found.fault:
        words = text("access.event_log.broken", line=found.line)
        show.heading(eyebrow, words, text(f"access.fault.{found.fault}", line=found.line))
    elif not found.lines:
        show.heading(eyebrow, text("access.event_log.none"), text("access.event_log.none_lede"))
    else:
        lede = text("access.event_log.lede", n=number(found.lines), hash=found.hash[:HASH_SHOWN])
        show.heading(eyebrow, text("access.event_log.whole", events=_counted(found.lines)), lede)


def seen_by(user: User, home: Path) -> list[Told]:
    """The events that a steward may see, the latest first: of their own municipalities, or all."""
    mine = user.within(STEWARDS)
    return [told for told in reversed(events(home)) if mine is None or told.get("municipality") in mine]


def filtered(told: list[Told], left: Any, right: Any) -> list[Told]:
    """Those of one kind and one day, chosen in boxes that stand in the address."""
    kinds = [kind for kind in EVENTS if any(one.get("event") == kind for one in told)]
    days = list(dict.fromkeys(_day(one) for one in told))
    with left:
        every = {EVERY: text("access.event_log.every_kind")}
        kind = choice(text("access.event_log.kind"), "handelse", every | {kind: _kind(kind) for kind in kinds})
    with right:
        day = choice(text("access.event_log.day"), "dag", {EVERY: text("access.event_log.every_day")} | {day: day for day in days})
    return [one for one in told if kind in (EVERY, one.get("event")) and day in (EVERY, _day(one))]


def event_table(chosen: list[Told]) -> None:
    """The events as a table, at most the latest so many."""
    if not chosen:
        show.note(text("access.event_log.nothing"))
        return
    rows = [
        [_time(t), _kind(t.get("event", "")), t.get("who", "–"), _role(t), t.get("municipality", "–"), _about(t)] for t in chosen[:MOST]
    ]
    heads = [text(f"access.event_log.{name}") for name in COLUMNS]
    show.data_table(pd.DataFrame(rows, columns=heads), caption=text("access.event_log.caption"), wide_only=heads[3:5], whole=True)
    show.source_line(text("access.event_log.shown", shown=number(len(rows)), events=_counted(len(chosen))))


def _counted(n: int) -> str:
    return text("access.event_log.one") if n == 1 else text("access.event_log.many", n=number(n))


def _kind(event: str) -> str:
    return text(f"access.event.{event}") if event in EVENTS else event


def _moment(told: Told) -> datetime | None:
    try:
        return datetime.fromisoformat(str(told.get("at"))).astimezone(SWEDEN)
    except ValueError:
        return None


def _time(told: Told) -> str:
    moment = _moment(told)
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else "–"


def _day(told: Told) -> str:
    moment = _moment(told)
    return f"{moment:%Y-%m-%d}" if moment else "–"


def _role(told: Told) -> str:
    """The roles in Swedish: "analytiker för 2580"."""
    said = []
    for word in str(told.get("role", "")).split():
        role, _, code = word.partition(":")
        known = text(f"access.role.{role}") if role in (*ROLES, COMMAND_LINE) else role
        said.append(text("access.role.for_code", role=known, place=code) if code else known)
    return ", ".join(said) or "–"


def _about(told: Told) -> str:
    parts = [str(told.get("what", ""))]
    parts += [text(f"access.event.told_{key}", **{key: told[key]}) for key in ("build", "receipt") if told.get(key)]
    return " · ".join(part for part in parts if part) or "–"

"""The page Händelselogg in pieces: whether the log is whole, the filters, and the events as Swedish rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from lagesbild import show
from lagesbild.access import ROLES, STEWARDS, User
from lagesbild.audit import COMMAND_LINE, EVENTS, events, verify
from lagesbild.catalog import load_catalog
from lagesbild.settings import EXAMPLE_CODE, today
from lagesbild.show_access import SWEDEN
from lagesbild.show_page import choice
from lagesbild.texts import long_day, number, text, texts

EVERY = "alla"
MOST = 200  # rows shown at once
HASH_SHOWN = 16  # characters of a hash that people compare
COLUMNS = ("time", "what", "who", "about", "role", "municipality", "account")

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


def event_table(chosen: list[Told], home: Path) -> None:
    """The events as a table, at most the latest so many."""
    if not chosen:
        show.note(text("access.event_log.nothing"))
        return
    places = {code: place.name for code, place in load_catalog(home).municipalities.items()}
    rows = [_row(told, places) for told in chosen[:MOST]]
    heads = [text(f"access.event_log.{name}") for name in COLUMNS]
    show.data_table(pd.DataFrame(rows, columns=heads), caption=text("access.event_log.caption"), whole=True)
    example = any(told.get("municipality") == EXAMPLE_CODE for told in chosen[:MOST])
    clock = text("access.event_log.example", place=places.get(EXAMPLE_CODE, ""), day=long_day(today(example=True))) if example else ""
    show.source_line(f"{text('access.event_log.shown', shown=number(len(rows)), events=_counted(len(chosen)))} {clock}".strip())


def _counted(n: int) -> str:
    return text("access.event_log.one") if n == 1 else text("access.event_log.many", n=number(n))


def _row(told: Told, places: Mapping[str, str]) -> list[str]:
    name, _, account = str(told.get("who", "–")).partition(" (")
    code = str(told.get("municipality", "–"))
    return [_time(told), _kind(told.get("event", "")), name, _about(told), _role(told), places.get(code, code), account.rstrip(")") or "–"]


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
    """A page by its title, an outcome in Swedish, a file by its name; then the build or receipt."""
    what, known = str(told.get("what", "")), texts()
    outcome, _, file = what.partition(" ")
    if file and (words := known.get(f"access.about.{outcome}")):
        what = f"{file}, {words}"
    parts = [known.get(f"web.pages.internal.{what}.title") or known.get(f"access.about.{what}") or what]
    parts += [text(f"access.event.told_{key}", **{key: told[key]}) for key in ("build", "receipt") if told.get(key)]
    return " · ".join(part for part in parts if part) or "–"

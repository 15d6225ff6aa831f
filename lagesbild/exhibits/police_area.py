"""A local police area: its municipalities side by side, each held against its own agreement and never against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lagesbild import sentences_agreement as worded
from lagesbild import sentences_goals as said
from lagesbild.exhibits import agreements
from lagesbild.exhibits.goal_figures import judged_goals, numbered
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import number, text

GROUPS = {
    "good": said.GOOD, "bad": said.BAD, "open": said.OPEN, "too_early": ("too_early",), "activities": ("followed_by_activities",),
    "not_measured": ("not_measured",),
}  # fmt: skip


def police_areas(readers: Mapping[str, Reader]) -> dict[str, list[str]]:
    """The municipalities of this installation by local police area: {name: [code]}."""
    found: dict[str, list[str]] = {}
    for code, reader in readers.items():
        found.setdefault(read(reader, "municipality").iloc[0]["police_area"], []).append(code)
    return found


def side_by_side(readers: Mapping[str, Reader], today: Callable[[bool], date]) -> list[dict[str, Any]]:
    """One row per municipality: its agreement, the state today, and how many of its goals have which kind of status.

    `today` tells the day, for an invented municipality (True) its own.
    """
    return [_row(reader, today) for reader in readers.values()]


def goals_of(reader: Reader, today: Callable[[bool], date]) -> tuple[str, list[dict[str, Any]]]:
    """A municipality's name and its judged goals today."""
    place = read(reader, "municipality").iloc[0]
    now = agreements.now(reader, today(bool(place["example"])))
    return place["name"], numbered(judged_goals(reader, now)) if now else []


def _row(reader: Reader, today: Callable[[bool], date]) -> dict[str, Any]:
    place = read(reader, "municipality").iloc[0]
    now = agreements.now(reader, today(bool(place["example"])))
    rows = numbered(judged_goals(reader, now)) if now else []
    statuses = [row["status"] for row in rows]
    counts = {text(f"goals.police_area.{key}"): number(sum(s in group for s in statuses)) for key, group in GROUPS.items()}
    return {
        text("goals.police_area.municipality"): place["name"],
        text("goals.police_area.agreement"): now.agreement.title if now else text("goals.none_title"),
        text("goals.police_area.state"): worded.state_word(now).capitalize() if now else "–",
        text("goals.police_area.goals"): said.headline(statuses) if statuses else text("goals.police_area.none"),
    } | counts  # fmt: skip

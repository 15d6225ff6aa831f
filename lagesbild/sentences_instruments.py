"""Two instruments in sentences: confirms, differs or not comparable; a direction is named only where both changes are certain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from lagesbild.sentences import capital
from lagesbild.sentences_survey import figure, in_words, listed, unit
from lagesbild.texts import text


def instruments_heading(rows: Sequence[dict[str, Any]], other: str) -> str:
    """How many questions the other survey confirms and where it differs."""
    names = {verdict: [row["own_short_title"].lower() for row in rows if row["verdict"] == verdict] for verdict in ("confirms", "differs")}
    if not rows:
        return text("instruments.heading.none_shared", other=other)
    if not names["confirms"] and not names["differs"]:
        return text("instruments.heading.nothing", other=other)
    key = "both" if names["confirms"] and names["differs"] else "confirms" if names["confirms"] else "differs"
    told = {"n": in_words(len(names["confirms"])), "all": in_words(len(rows)), "differs": listed(names["differs"])}
    return capital(text(f"instruments.heading.{key}", other=other, **told))


def instrument_sentence(row: dict[str, Any], since: str) -> str:
    """One question: the verdict, then both figures."""
    told = text(f"instruments.sentence.{row['verdict']}", name=row["own_short_title"])
    return f"{told} {both_sides(row, since)}"


def both_sides(row: dict[str, Any], since: str) -> str:
    """Both figures side by side, each with its earlier one where there is one."""
    return " ".join(_side(row, side, since) for side in ("own", "other"))


def _side(row: dict[str, Any], side: str, since: str) -> str:
    measured, now, then = row[f"{side}_unit"], row[f"{side}_value"], row[f"{side}_then_value"]
    who = text(f"instruments.side.{side}")
    if not math.isfinite(now):
        return text("instruments.side.absent", who=who)
    key = "moved" if since and math.isfinite(then) else "now"
    return text(
        f"instruments.side.{key}", who=who, now=figure(now, measured), then=figure(then, measured), unit=unit(measured), since=since
    )

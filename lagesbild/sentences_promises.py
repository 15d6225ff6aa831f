"""Medborgarlöften in Swedish: how many of those that have ended were kept."""

from __future__ import annotations

from collections.abc import Sequence

from lagesbild.texts import text


def finding(statuses: Sequence[str]) -> tuple[str, str]:
    """Heading and the line under it; the latter is empty while no promise has ended."""
    ended = len(statuses) - statuses.count("ongoing")
    if not ended:
        return text("promises.finding_ongoing"), ""
    counts = {"partly": statuses.count("partly_kept"), "not_kept": statuses.count("not_kept"), "ongoing": statuses.count("ongoing")}
    return text("promises.finding", kept=statuses.count("kept"), n=ended), text("promises.lede", **counts)

"""The year's work as the tables that are read beside the figures: a build takes them once, and the internal pages as they are now."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lagesbild.work.snapshot import Snapshot

TABLES = (
    "plan", "problem", "cause", "activity", "follow_up", "direction", "promise", "dialogue", "dialogue_theme", "walk", "walk_observation",
    "council", "meeting", "report", "signal_comment",
)  # fmt: skip
OWNED = ("activity", "promise", "walk_observation", "signal_comment")
REFERENCES = ("problem", "plan", "direction", "owner", "council", "frozen")  # one that points nowhere is an empty text


def work_tables(taken: Snapshot, municipality: str) -> dict[str, pd.DataFrame]:
    """One frame per table of queries/schema that holds work; who owns something is told by name."""
    parties = {row["id"]: row for row in taken["party"]}
    return {kind: _frame(kind, taken[kind], municipality, parties) for kind in TABLES}


def _frame(kind: str, rows: list[dict[str, Any]], municipality: str, parties: dict[str, dict[str, Any]]) -> pd.DataFrame:
    told = [row | {name: row[name] or "" for name in REFERENCES if name in row} for row in rows]
    frame = pd.DataFrame(told).rename(columns={"id": kind, "text": "promise_text"})
    if frame.empty:
        return frame
    frame.insert(0, "municipality", municipality)
    if kind in OWNED:
        frame["owner_kind"] = [parties[owner]["party_kind"] if owner in parties else "" for owner in frame["owner"]]
        frame["owner"] = [parties[owner]["name"] if owner in parties else "" for owner in frame["owner"]]
    if kind in ("council", "meeting"):
        key = "parties" if kind == "council" else "present"
        frame[key] = [";".join(sorted(parties[p]["name"] for p in told if p in parties)) for told in frame[key]]
    if kind == "council":
        frame["areas"] = frame["areas"].map(";".join)
    for name in frame.columns:
        if name.endswith(("_on", "_from", "_to")):
            frame[name] = pd.to_datetime(frame[name])
    return frame

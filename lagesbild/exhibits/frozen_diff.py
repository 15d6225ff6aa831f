"""What differs between two lägesbilder: values that were revised, certain changes that have come, and goals with another status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences_frozen as said
from lagesbild import sentences_revision
from lagesbild.exhibits import agreements, goals, revision
from lagesbild.exhibits.exhibit import Exhibit, swedish_table
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import number, text

SIDED = ["value", "numerator", "state", "preliminary", "vintage"]
CLOSE = 1e-9  # relative; another version of a library may move the last binary digits
CERTAIN = {"what": "measure", "change": "verdict", "first": "base_period", "before": "base_value", "last": "period", "after": "value",
           "unit": "unit"}  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One of the two: its figures, the day that its goals are judged on, and what it is called in a sentence."""

    reader: Reader
    day: date
    name: str
    code_version: str = ""


@lru_cache(maxsize=8)
def revised(older: Reader, newer: Reader) -> pd.DataFrame:
    """Figures that both hold for the same indicator, area, group and whole period, with different values; judged and worded.

    Columns as those of `revision.changes`, in the same order of what matters; a period that only one of them knows is no revision.
    """
    cells = _differing(older, newer)
    before, after = (read(one, "figures_by_cell", cells=cells) for one in (older, newer))
    rows = after.merge(before[["cell", *SIDED]], on="cell", suffixes=("_new", "_old"))
    rows = rows.rename(columns={f"{name}_{side}": f"{side}_{name}" for name in SIDED for side in ("old", "new")})
    rows["reason"] = np.select(
        [
            rows["new_value"].isna(), rows["old_value"].isna(), rows["old_preliminary"] & ~rows["new_preliminary"],
            rows["new_numerator"] > rows["old_numerator"],
        ],
        ["withdrawn", "added", "final_replaces_preliminary", "late_registration"], "corrected",
    )  # fmt: skip
    told = revision.worded(revision.judged(rows))
    return told.assign(why=[text(f"frozen.diff.why.{reason}") for reason in told["reason"]])


def _differing(older: Reader, newer: Reader) -> list[int]:
    """The cells that both hold with another value or another state."""
    rows = read(newer, "figure_cells").merge(read(older, "figure_cells"), on="cell", suffixes=("", "_old"))
    same = np.isclose(rows["value"], rows["value_old"], rtol=CLOSE, atol=0, equal_nan=True) & (rows["state"] == rows["state_old"])
    return rows.loc[~same, "cell"].tolist()


def values(older: Side, newer: Side) -> Exhibit:
    """The revised values, the most noteworthy first."""
    rows = revised(older.reader, newer.reader)
    another = older.code_version != newer.code_version
    return Exhibit(
        slug="frozen_values",
        heading=sentences_revision.headline(rows) if len(rows) else text("frozen.diff.no_values"),
        sub=text("frozen.diff.values_sub", older=older.name, newer=newer.name),
        sentence=sentences_revision.largest(rows) if len(rows) else text("frozen.diff.no_values_why"),
        source_line=revision.sources(rows),
        frame=rows,
        table=pd.DataFrame({text(f"revision.column.{key}"): rows[name].to_numpy() for name, key in revision.TABLE.items()}),
        queries=("figure_cells", "figures_by_cell"),
        definition=text("frozen.diff.values_definition", small=number(revision.SMALL_COUNT)),
        caveat=text("frozen.diff.another_program") if another else "",
    )


def certain(older: Side, newer: Side, code: str) -> Exhibit:
    """Changes that are certain in the newer and were not told by the older; only what has been tested."""
    known = {_change(row) for row in _told(older, code)}
    rows = [row | {"change": text(f"sentences.change.{row['verdict']}")} for row in _told(newer, code) if _change(row) not in known]
    frame = pd.DataFrame(rows)
    return Exhibit(
        slug="frozen_certain",
        heading=said.certain_headline(len(rows)),
        sub=text("frozen.diff.certain_sub", older=older.name),
        sentence=said.certain_headline(len(rows)),
        source_line="",
        frame=frame,
        table=swedish_table(frame, CERTAIN) if rows else frame,
        queries=("survey_series", "years", "breaks"),
        definition=text("frozen.diff.certain_definition"),
        facts={"rows": rows},
    )


def _told(side: Side, code: str) -> list[dict[str, Any]]:
    """What the page Läget says has certainly changed: since the baseline of the agreement's goals, else since the wave or year before."""
    rows = list(_goals(side).values())
    return goals.certain_changes(side.reader, code, goals.baseline_of(rows))[0]


def _change(row: dict[str, Any]) -> tuple[str, ...]:
    return row["href"], row["verdict"], row["first"]


def goal_changes(older: Side, newer: Side) -> Exhibit:
    """Goals that are new, have ended, or have another status; a goal belongs to its agreement, so a status never crosses two."""
    before, after = _goals(older), _goals(newer)
    rows = [_moved("ended", before[key], before[key]["status"], "") for key in before if key not in after]
    rows += [_moved("new", row, "", row["status"]) for key, row in after.items() if key not in before]
    shared = [(before[key], row) for key, row in after.items() if key in before]
    rows += [_moved("status", row, then["status"], row["status"]) for then, row in shared if then["status"] != row["status"]]
    heads = {"goal": "goal", "kind_word": "kind", "before_word": "before", "after_word": "after"}
    frame = pd.DataFrame(rows)
    return Exhibit(
        slug="frozen_goals",
        heading=said.goals_headline([row["kind"] for row in rows]),
        sub=text("frozen.diff.goals_sub", older=older.name, newer=newer.name),
        sentence=said.goals_headline([row["kind"] for row in rows]),
        source_line="",
        frame=frame,
        table=pd.DataFrame({text(f"frozen.diff.column.{key}"): frame[name] for name, key in heads.items()}) if rows else frame,
        queries=("goals", "goal_measures", "goal_series", "goal_breaks"),
        definition=text("frozen.diff.goals_definition"),
        facts={"rows": rows},
    )


def _goals(side: Side) -> dict[tuple[str, str], dict[str, Any]]:
    now = agreements.now(side.reader, side.day)
    if now is None:
        return {}
    return {(now.agreement.slug, row["goal"]): row for row in goals.goal_list(side.reader, now).facts["rows"]}


def _moved(kind: str, row: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    return {
        "kind": kind, "kind_word": text(f"frozen.diff.kind.{kind}"), "goal": said.goal_name(row), "before": before, "after": after,
        "before_word": said.status(before), "after_word": said.status(after),
    }  # fmt: skip

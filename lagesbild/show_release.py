"""The release report on Datastatus, for the steward: what the public does not see, why, what that costs, and how the attack went."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.texts import number, percent, text

FILE = "release.json"  # beside the build's public file
MOST = 8  # kinds of crime that are named
WHOLE = "municipality"


def release_part(folder: Path, titles: Mapping[str, str]) -> None:
    """Show the report of the build in `folder`; nothing where it has none. `titles` name the indicators."""
    path = folder / FILE
    if not path.is_file():
        return
    told = json.loads(path.read_text(encoding="utf-8"))
    with st.expander(outcome(told)):
        for sentence in (cost(told), attack(told)):
            show.note(sentence)
        found = tables(told, titles)
        if "figures" in found:  # nothing that may be published, nothing to tell of it
            _table("figures", found.pop("figures"))
        for column, (name, frame) in zip(st.columns(2, gap="large"), found.items(), strict=False):
            with column:
                _table(name, frame)
        show.note(text("release.page.secret"))


def _table(name: str, frame: pd.DataFrame) -> None:
    show.data_table(frame, caption=text(f"release.page.{name}"), numeric=list(frame.columns[1:]), show_caption=True)


def outcome_of(path: Path) -> tuple[bool, str]:
    """Whether the attack on a build's public file found anything, and the sentence on it; nothing said where there is no report."""
    if not path.is_file():
        return False, ""
    told = json.loads(path.read_text(encoding="utf-8"))
    return bool(told["narrow"]), outcome(told)


def outcome(told: Mapping[str, Any]) -> str:
    """The report in one line: how the attack on the finished public file went."""
    if not told["attacked"]:
        return text("release.page.outcome_none")
    return text("release.page.outcome", broken=number(len(told["narrow"])), count=number(told["attacked"]))


def attack(told: Mapping[str, Any]) -> str:
    """What was attacked, how long it took, and what the same attack finds where only small counts are hidden."""
    together = text("release.page.together" if told["earlier"] else "release.page.alone", build=told["earlier"])
    found = text("release.page.attack", seconds=number(told["seconds"], 1))
    drawn = told.get("controlled", told["attacked"])  # a report from before the sample attacked all
    return " ".join([found, together, text("release.control", count=number(told["without_gate"]), drawn=number(drawn))])


def cost(told: Mapping[str, Any]) -> str:
    """How many figures of areas the public does not see, and what fills the page instead."""
    years = {row["period_kind"]: row for row in told["figures"] if row["level"] != WHOLE}
    if "year" not in years:
        return text("release.page.no_areas")
    shown = {kind: percent(row["shown"] / row["figures"]) for kind, row in years.items()}
    least = told["thresholds"]
    rule = text("release.page.rule", largest=least["smallest_count"] - 1, largest_sensitive=least["smallest_count_sensitive"] - 1,
                base=least["smallest_survey_base"])  # fmt: skip
    pooled = {kind: shown.get(kind, "–") for kind in ("pool3", "pool5")}
    return f"{rule} {text('release.page.cost', year=shown['year'], **pooled)}"


def tables(told: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """What is shown by level and period, why the rest is hidden, and which crimes lose most: {name: frame of words}."""
    column = {name: text(f"release.page.column_{name}") for name in ("figures", "shown", "hidden", "share", "reason", "crime")}
    figures = [
        {
            column["figures"]: f"{text('release.level_' + row['level'])}, {text('release.kind_' + row['period_kind'])}",
            column["shown"]: number(row["shown"]),
            column["hidden"]: number(row["figures"] - row["shown"]),
            column["share"]: percent(row["shown"] / row["figures"]),
        }
        for row in told["figures"]
    ]
    reasons = sorted(told["reasons"].items(), key=lambda item: -item[1])
    why = [{column["reason"]: text(f"release.page.reason_{reason}"), column["hidden"]: number(count)} for reason, count in reasons]
    most = Counter(titles.get(series, series) for _, series, _, _ in told["hidden"]).most_common(MOST)
    crimes = [{column["crime"]: title, column["hidden"]: number(count)} for title, count in most]
    return {name: pd.DataFrame(rows) for name, rows in (("figures", figures), ("reasons", why), ("crimes", crimes)) if rows}

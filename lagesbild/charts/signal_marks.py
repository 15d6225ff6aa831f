"""Signals as marks and words, the same for both renderers: runs of marked months, their colour, the limits beside the plot."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pandas as pd

from lagesbild.charts import theme
from lagesbild.texts import month_name, number, text


@dataclass(frozen=True)
class Run:
    """One signal on the chart: its rule and side, good, bad or neutral, the row numbers of its points, its last month's name."""

    rule: str
    side: str
    tone: str
    points: tuple[int, ...]
    month: str


def runs_of(rows: pd.DataFrame) -> list[Run]:
    """The signals of judged monthly rows in order of time: neighbouring points of one rule and side are one."""
    parts: list[list[int]] = []
    marked = [(i, rule, side) for i, (rule, side) in enumerate(zip(rows["rule"], rows["side"], strict=True)) if rule]
    for i, rule, side in marked:
        before = parts[-1][-1] if parts else -9
        same = i - before <= (2 if rule == "two_of_three" else 1) and (rows["rule"].iloc[before], rows["side"].iloc[before]) == (rule, side)
        parts[-1].append(i) if same else parts.append([i])
    return [_run(rows, part) for part in parts]


def shown_runs(rows: pd.DataFrame, recent: int) -> list[Run]:
    """The signals to draw: those outside the limits, those that end in the last `recent` rows, and the rest of the latter's patterns.

    rows: as from `stats.watch.control`. A firmer rule takes points within a longer pattern; they are drawn as its points too, so that
    "seven months in a row" are seven marks.
    """
    found = runs_of(rows)
    late = [run for run in found if run.points[-1] >= len(rows) - recent]
    spans = [(run.side, rows["pattern_since"].iloc[run.points[-1]], run.points[-1]) for run in late]
    days = pd.to_datetime(rows["period_start"]).tolist()
    earlier = []
    for run in (run for run in found if run not in late and run.rule != "outside"):
        mine = tuple(i for i in run.points if any(side == run.side and since <= days[i] and i <= last for side, since, last in spans))
        earlier += [replace(run, points=mine)] if mine else []
    return [*(run for run in found if run.rule == "outside" and run not in late), *earlier, *late]


def _run(rows: pd.DataFrame, part: list[int]) -> Run:
    last = rows.iloc[part[-1]]
    return Run(last["rule"], last["side"], last["tone"], tuple(part), month_name(last["period_start"]))


def signal_colour(tone: str, *, words: bool = False) -> str:
    """The colour of a signal: judged only with polarity, else ink."""
    judged = {"good": theme.BETTER_TEXT if words else theme.BETTER, "bad": theme.WORSE_TEXT if words else theme.WORSE}
    return judged.get(tone, theme.INK)


def limit_words(rows: pd.DataFrame) -> list[tuple[float, str]]:
    """(height, words) of the latest final month's limits from below: "24 nedre", "35 medel", "47 övre"; no lower limit, no words."""
    judged = rows[rows["stretch"] >= 0]
    if judged.empty:
        return []
    last = judged.iloc[-1]
    ends = [("lower", last["limit_lower"]), ("mean", last["mean"]), ("upper", last["limit_upper"])]
    whole = {"lower": math.ceil, "upper": math.floor, "mean": lambda at: round(at, 1 if at < 10 else 0)}  # counts within the limits
    said = [(float(at), key, number(whole[key](at), 1 if key == "mean" and at < 10 else 0)) for key, at in ends if key != "lower" or at > 0]
    return [(at, text(f"control.limit.{key}", value=value)) for at, key, value in said]


def edge_words(rows: pd.DataFrame) -> list[tuple[float, str]]:
    """`limit_words` and, where the last month is hollow, its value as "29 prel.", from below."""
    told, last = limit_words(rows), rows.iloc[-1] if len(rows) else None
    if last is not None and (last["preliminary"] or not last["complete"]) and not pd.isna(last["value"]):
        key = "preliminary_short" if last["complete"] else "incomplete_short"
        told.append((float(last["value"]), text(f"charts.trend.{key}", value=number(last["value"]))))
    return sorted(told)

"""Can the next survey show it? What a goal that is being written is held against, from the latest figures."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild import sentences_goals as said
from lagesbild.exhibits.goal_figures import detectable
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import interval, text

Answer = Literal["can", "cannot", "direction", "already", "wrong_way", "unknown"]


def options(reader: Reader) -> dict[str, pd.DataFrame]:
    """The indicators that a goal can be measured by, each with the figures it could start from, oldest first."""
    rows = read(reader, "goal_options")
    return {str(slug): group.reset_index(drop=True) for slug, group in rows.groupby("indicator", sort=False)}


def names(found: dict[str, pd.DataFrame]) -> dict[str, str]:
    """The indicators' Swedish names by identity."""
    return {slug: rows["title"].iloc[0] for slug, rows in found.items()}


def held_against(rows: pd.DataFrame, baseline: str, target: float | None, deadline_year: int) -> dict[str, Any]:
    """What the draft is worth: an answer, and the figures behind it, on the value's own scale.

    `target` is None for a goal that only says a direction.
    """
    now, base = rows.iloc[-1].to_dict(), rows[rows["baseline"] == baseline].iloc[0].to_dict()
    least = detectable(now | {"latest": now})
    wanted = least["least_decrease"] if now["better"] == "lower" else least["least_increase"]
    step = None if target is None else target - base["value"]
    years = deadline_year - int(base["period_start"].year)
    return least | {
        "now": now, "base": base, "target": target, "step": step, "wanted": wanted, "answer": _answer(now, base, target, wanted),
        "pace": None if step is None or years <= 0 else step / years,
    }  # fmt: skip


def _answer(now: dict[Any, Any], base: dict[Any, Any], target: float | None, wanted: float) -> Answer:
    if not np.isfinite(wanted):
        return "unknown"
    if target is None:
        return "direction"
    lower = now["better"] == "lower"
    if (target >= base["value"]) if lower else (target <= base["value"]):
        return "wrong_way"
    if (now["upper"] <= target) if lower else (now["lower"] >= target):
        return "already"
    return "can" if abs(target - base["value"]) >= wanted else "cannot"


def sentence(found: dict[str, Any]) -> str:
    """The answer in full."""
    return text(f"draft_goal.sentence.{found['answer']}", **_words(found))


def verdict(found: dict[str, Any]) -> str:
    """The answer as a heading."""
    return text(f"draft_goal.verdict.{found['answer']}", **_words(found))


def _words(found: dict[str, Any]) -> dict[str, str]:
    now = found["now"]
    return {
        "step": _size(found["step"], now), "least": _size(found["wanted"], now), "points": said.points(now),
        "better": text(f"draft_goal.sentence.{now['better']}"),
    }  # fmt: skip


def _size(amount: float | None, row: dict[Any, Any]) -> str:
    return "–" if amount is None else said.change(abs(amount), row["unit"]).lstrip("+")


def facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    """The figures behind the answer: (label, words)."""
    now, base = found["now"], found["base"]
    factor = 100 if now["unit"] == "share" else 1
    between = interval(now["lower"] * factor, now["upper"] * factor, 1)
    told = {
        "value": sentences.value(now["value"], now["unit"]),
        "unit": sentences.measured_in(now),
        "interval": between,
        "period": now["baseline"],
    }
    rows = [("now", text("draft_goal.now_value", **told))]
    rows.append(("base", f"{sentences.value(base['value'], now['unit'])} ({base['baseline']})"))
    if found["target"] is not None:
        rows.append(("target", said.plain_target(found["target"], now["unit"])))
        rows.append(("step", f"{_size(found['step'], now)} {said.points(now)}"))
    ends = {"down": _size(found["least_decrease"], now), "up": _size(found["least_increase"], now), "points": said.points(now)}
    known = np.isfinite(found["least_increase"])
    rows.append(("least", text("draft_goal.facts_least_value", **ends) if known else text("draft_goal.facts_least_none")))
    if found["pace"] is not None:
        rows.append(("pace", text("draft_goal.per_year", value=said.change(found["pace"], now["unit"]), points=said.points(now))))
    return [(text(f"draft_goal.facts_{key}"), words) for key, words in rows]

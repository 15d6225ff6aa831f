"""What a picture of a survey wave's questions is made of, for the screen and for paper alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lagesbild.charts.marks import ABSENT_STATES, CHANGED, decimals, present, scale
from lagesbild.texts import signed, text


@dataclass(frozen=True)
class Question:
    """One row: its figure now and then, in stored units."""

    key: str
    name: str
    value: float
    lower: float
    upper: float
    then: float
    difference: float
    verdict: str
    polarity: str
    absent: str  # why there is no figure, or ""

    @property
    def sure(self) -> bool:
        """Whether the change from the earlier wave is certain."""
        return self.verdict in CHANGED and not self.absent


def questions(frame: pd.DataFrame) -> list[Question]:
    """The rows of a judged frame, the highest figure first, those without a figure last."""
    rows = [_question(record) for record in frame.to_dict("records")]
    return sorted(rows, key=lambda row: (not present(row.value), -row.value if present(row.value) else 0.0, row.name))


def change_text(row: Question, unit: str) -> str:
    """The change in the last column: "+6,1" where it is certain, else why no number stands there."""
    if row.sure:
        return signed(row.difference * scale(unit), decimals(unit, share=1))
    return text(f"charts.question.{row.verdict}")


def _question(record: dict[str, Any]) -> Question:
    names = ("value", "lower", "upper", "difference", "then_value")
    numbers = {name.removesuffix("_value"): float("nan") if record.get(name) is None else float(record[name]) for name in names}
    state = str(record.get("state") or "value")
    absent = state if state in ABSENT_STATES else "" if present(numbers["value"]) else "missing"
    verdict, polarity = str(record["verdict"]), str(record["polarity"])
    return Question(str(record["indicator"]), str(record["short_title"]), **numbers, verdict=verdict, polarity=polarity, absent=absent)

"""A probability into Swedish: the number, never closer than its basis allows, and a word from five fixed steps."""

from __future__ import annotations

import math
from typing import Literal

from lagesbild.texts import number, text

LIKELY, VERY_LIKELY = 0.8, 0.95
UNLIKELY, VERY_UNLIKELY = 0.2, 0.05


def chance(probability: float, *, few: bool = False, words: Literal["plain", "about"] = "plain") -> str:
    """A probability as a number: "82 %", "under 1 %"; from the pace between two of few figures never closer than 5 or 95 per cent.

    words: "about" inside a sentence, "omkring 82 %".
    """
    if not math.isfinite(probability):
        return "–"
    outermost = 0.05 if few else 0.01
    if not outermost <= probability <= 1 - outermost:
        return text(f"goals.chance.{'least' if probability < 0.5 else 'most'}{'_few' if few else ''}")
    return text(f"goals.chance.{words}", n=number(100 * probability))


def chance_word(probability: float) -> str:
    """A probability in words, from five fixed steps."""
    if probability >= LIKELY:
        return text(f"goals.chance.{'very_likely' if probability >= VERY_LIKELY else 'likely'}")
    if probability <= UNLIKELY:
        return text(f"goals.chance.{'very_unlikely' if probability <= VERY_UNLIKELY else 'unlikely'}")
    return text("goals.chance.uncertain")

"""What differs between two lägesbilder in Swedish sentences: how many certain changes have come, and what has happened to the goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from lagesbild.sentences import capital, counted
from lagesbild.sentences_goals import in_words, status_word
from lagesbild.texts import text


def certain_headline(n: int) -> str:
    """How many certain changes the newer lägesbild tells that the older did not."""
    if n == 0:
        return text("frozen.diff.certain.none")
    return capital(text("frozen.diff.certain.some", n=counted(n, *(text(f"frozen.diff.certain.{form}") for form in ("one", "many")))))


def goals_headline(kinds: Sequence[str]) -> str:
    """How many goals have another status, are new or have ended."""
    found = Counter(kinds)
    told = [
        text(f"frozen.diff.goals.{kind}_{'one' if found[kind] == 1 else 'many'}", n=in_words(found[kind]))
        for kind in ("status", "new", "ended")
        if found[kind]
    ]
    return capital(", ".join(told)) if told else text("frozen.diff.goals.none")


def goal_name(row: Mapping[str, Any]) -> str:
    """A goal with its number, where it has one."""
    return f"{row['number']}. {row['title']}" if row["number"] else str(row["title"])


def status(word: str) -> str:
    """A status as people read it; a dash where there was no goal."""
    return status_word(word) if word else "–"

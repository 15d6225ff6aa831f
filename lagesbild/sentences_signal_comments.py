"""Comments on signals in Swedish sentences: always as somebody's judgement, with the figure that it was written about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lagesbild import sentences_control
from lagesbild.sentences import capital, unit_words
from lagesbild.texts import day, number, text


def judged(comment: Any) -> str:
    """ "Bedömning: känd händelse"."""
    return text("signal_comments.judged", judgement=text(f"work.words.judgement.{comment.judgement}"))


def told(comment: Any, row: Mapping[str, Any], place: str = "") -> str:
    """What stands beside a signal: the words, whose they are, and the figure then where it is another now.

    row: the signal that it stands beside; place: the comment's own, where that is another.
    """
    return " ".join(part for part in (where(comment, row, place), words(comment), signed(comment), then(comment, row)) if part)


def words(comment: Any) -> str:
    """The comment on one line, as a finished sentence."""
    said = " ".join(comment.comment.split())
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def where(comment: Any, row: Mapping[str, Any], place: str) -> str:
    """ "Om Norrstrand:" where the comment was written about another place of the same happening."""
    same = (comment.area, comment.area_version) == (row["area"], row["area_version"])
    return "" if same or not place else text("signal_comments.about", place=place)


def signed(comment: Any) -> str:
    """Whose judgement it is, who wrote it where that is told, and when."""
    writer = "" if comment.who == text("work_pages.local_writer") else comment.who  # nobody has logged in: that is no name
    both = text("signal_comments.by", owner=comment.owner, who=writer) if comment.owner and writer else ""
    who = both or comment.owner or writer
    return text("signal_comments.signed" if who else "signal_comments.signed_day", who=capital(who), day=day(comment.commented_on))


def then(comment: Any, row: Mapping[str, Any]) -> str:
    """The figure that the comment was written about, where it is not the signal's own any more."""
    if comment.value is None or (comment.area, comment.area_version) != (row["area"], row["area_version"]):
        return ""
    same_month = (comment.until.year, comment.until.month) == (row["period_start"].year, row["period_start"].month)
    if same_month and comment.value == row["value"]:
        return ""
    return text("signal_comments.then", value=number(comment.value), month=sentences_control.month(comment.until))


def signal_then(comment: Any) -> str:
    """What a signal that is gone was: its rule, its months' last figure, and what chance gave."""
    rule = sentences_control.rule_words(comment.rule, comment.side, comment.months)
    if comment.value is None:
        return text("signal_comments.was_unknown", rule=rule, month=sentences_control.month(comment.until))
    if comment.limit_lower is None or comment.limit_upper is None:
        figure = text("signal_comments.figure", value=number(comment.value))
    else:
        figure = sentences_control.chance_sentence(comment.value, comment.limit_lower, comment.limit_upper, unit_words("count"))
    return text("signal_comments.was", rule=rule, month=sentences_control.month(comment.until), figure=figure)


def past(comment: Any) -> str:
    """A comment whose signal is gone: the words, whose they are, and what the signal was."""
    return " ".join((words(comment), signed(comment), signal_then(comment)))


def waiting(uncommented: int, signals: int) -> str:
    """How many signals nobody has answered."""
    if not signals:
        return ""
    key = "none" if uncommented == 0 else "all" if uncommented == signals else "one" if uncommented == 1 else "some"
    return text(f"signal_comments.waiting.{key}", n=sentences_control.in_words(uncommented).capitalize())

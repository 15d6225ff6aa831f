"""What people think that a signal is: a judgement in one word and in their own, with the figure that they saw."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from lagesbild.model import SignalJudgement, SignalRule, SignalSide
from lagesbild.work.base import Record, amount, area, choice, day, line, long, refers


class SignalComment(Record):
    """A comment on a signal. A rebuild makes signals anew, so it names the series, the rule and the months that it was written about."""

    __tablename__ = "signal_comment"
    judgement: Mapped[str] = choice(SignalJudgement, required=True)
    comment: Mapped[str] = long(required=True, longest=600)
    owner: Mapped[Any] = refers("party")  # whose judgement it is
    commented_on: Mapped[date | None] = day(required=True)
    indicator: Mapped[str] = line(required=True)
    area: Mapped[str] = area()
    area_version: Mapped[str] = line()
    rule: Mapped[str] = choice(SignalRule, required=True)
    side: Mapped[str] = choice(SignalSide, required=True)
    period_from: Mapped[date | None] = day(required=True)  # first day of the pattern's first month
    period_to: Mapped[date | None] = day(required=True)  # last day of its last month, as it was then
    value: Mapped[float | None] = amount()  # of that last month, as it was then, with what chance gave
    limit_lower: Mapped[float | None] = amount()
    limit_upper: Mapped[float | None] = amount()
    build: Mapped[str] = line()  # the build that showed it

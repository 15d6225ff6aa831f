"""An agreement's state into Swedish: the word, the sentence, and what is said when nobody has checked the facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lagesbild.agreement_state import Standing
from lagesbild.agreement_wheel import Due
from lagesbild.model_agreement import Agreement, KnownDate
from lagesbild.sentences import capital
from lagesbild.texts import day, month_name, number, text

OLD_DAYS = 365  # a check of the facts that is older than this is told so


def state_word(told: Standing) -> str:
    """The state in a word or two: "gäller", "löper ut om 3 månader", "förlängd tills vidare"."""
    if told.state == "expiring":
        return text(f"goals.state.expiring_{_left(told)}", n=number(told.months_left))
    if told.unverified and told.state in ("revision_overdue", "ended"):
        return text(f"goals.state.{told.state}_unverified")
    return text(f"goals.state.{told.state}")


def state_sentence(told: Standing) -> str:
    """The state in a sentence with its dates; a municipality is called late only when somebody has checked."""
    item = told.agreement
    words = {
        "last": _last(told),
        "to": day(told.in_force_to) if told.in_force_to else "",
        "verified": day(item.verified_on) if item.verified_on else "",
    }
    key: str = told.state
    if told.state == "in_force":
        key += "_open" if told.last_day is None else "_revise" if item.renewal == "revise_by" else ""
    elif told.state == "extended" and told.last_day is None:
        key += "_open"
    elif told.state == "expiring":
        key += {"revise_by": "_revise", "extended_until_replaced": "_extended"}.get(item.renewal, "_ends")
        words["left"] = text(f"goals.state_sentence.left_{_left(told)}", n=number(told.months_left))
    elif told.unverified and told.state in ("revision_overdue", "ended"):
        key += "_unverified"
    return text(f"goals.state_sentence.{key}", **words)


def verified_sentence(item: Agreement, today: date) -> str:
    """When somebody last checked that the facts hold, and whether that was long ago."""
    if item.verified_on is None:
        return text("goals.strip.never_verified")
    old = (today - item.verified_on).days > OLD_DAYS
    return text("goals.strip.verified_old" if old else "goals.strip.verified", day=day(item.verified_on))


def year_line(told: Standing, *, kept: bool = False) -> str:
    """ "År 3 av 4, 404 dagar kvar"; days only where the last one is known and lies ahead.

    kept: for a page that is read long after it was made, which counts no days.
    """
    item = told.agreement
    if item.starts is None or item.ends is None or told.day > item.ends.last:
        return ""
    years = item.ends.last.year - item.starts.first.year + 1
    line = text("goals.strip.year_of", n=told.day.year - item.starts.first.year + 1, all=years)
    left = (item.ends.last - told.day).days
    if kept or item.ends.grain != "day":
        return line
    return f"{line}, {text('goals.strip.one_day') if left == 1 else text('goals.strip.days', n=number(left))}"


def signed_words(item: Agreement) -> str:
    """ "undertecknad 2024-01-18", as well as the date is known."""
    return text("goals.strip.signed", day=known(item.signed)) if item.signed else text("goals.strip.unsigned")


def parties_line(item: Agreement) -> str:
    """Who signed it and when, in one sentence."""
    *head, last = item.parties or (text("goals.facts.unknown"),)
    parties = text("goals.strip.and", head=", ".join(head), last=last) if head else last
    return text("goals.strip.parties", parties=parties, signed=signed_words(item))


def known(when: KnownDate | None) -> str:
    """A date as well as it is known: "2024-01-18", "december 2008", "2024"."""
    if when is None:
        return text("goals.facts.unknown")
    if when.grain == "day":
        return day(when.first)
    return f"{month_name(when.first)} {when.first.year}" if when.grain == "month" else str(when.first.year)


def due_words(due: Due, item: Agreement) -> tuple[str, str]:
    """A line of the calendar: what, and by when and for whom."""
    revise = item.renewal == "revise_by"
    if due.kind == "warning":
        what = text("goals.calendar.revise" if revise else "goals.calendar.end")
        return text("goals.calendar.warning_one" if due.months == 1 else "goals.calendar.warning", n=number(due.months), what=what), day(
            due.by
        )
    if due.kind == "last_day" or due.duty is None:
        return text(f"goals.calendar.last_{'revise' if revise else 'ends'}"), day(due.by)
    duty = due.duty
    title = text("goals.calendar.revision", title=duty.title) if due.kind == "revision_of_plan" else duty.title
    by = text("goals.calendar.month", month=month_name(due.by), year=due.by.year)
    who = [duty.responsible, text("goals.calendar.decided", who=duty.decided_by) if duty.decided_by else "",
           text("goals.calendar.to", recipient=duty.recipient) if duty.recipient else ""]  # fmt: skip
    return title, capital(", ".join(part for part in (by, *who) if part))


def _left(told: Standing) -> str:
    if told.last_day == told.day:
        return "today"
    return {0: "soon", 1: "one"}.get(told.months_left or 0, "many")


def _last(told: Standing) -> str:
    """The day that the state counts towards, as well as it is known."""
    item = told.agreement
    if told.last_day is None:
        return ""
    if item.revise_by is None and item.ends is not None and item.ends.grain == "year":
        return str(item.ends.last.year)
    return day(told.last_day)


def fields_line(bands: Sequence[tuple[date, date, str]], first: date, last: date) -> str:
    """What the fields behind a series from one day to another mean; the last of the bands is the current agreement."""
    drawn = [start < last and end > first for start, end, _ in bands]
    told = {"current": any(drawn[-1:]), "earlier": any(drawn[:-1])}
    return " ".join(text(f"exhibits.fields.{name}") for name, is_drawn in told.items() if is_drawn)

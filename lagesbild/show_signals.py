"""The page Signaler: the signals in two groups, those that hold when all series count first, and every series with its limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lagesbild import sentences_control, sentences_signals, show
from lagesbild.charts.icons import change_icon
from lagesbild.exhibits import signals
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.sentences import small, unit_words
from lagesbild.sentences_activities import signal_words
from lagesbild.show_page import Page
from lagesbild.texts import number, text


def signal_rows(found: Exhibit, under: Callable[[dict[str, Any]], None]) -> None:
    """The list; the expected number of false ones stands over the group that holds them. under: draws what belongs under a signal."""
    firm = found.frame["stands_out"].astype(bool)
    if len(found.frame) > 1:
        show.note(text("signals.order"))
    sure, other = found.frame[firm].to_dict("records"), found.frame[~firm].to_dict("records")
    if sure:
        _group(sure, text("signals.firm_title"), under)
    elif len(found.frame):
        show.note(text("signals.firm_none", series=number(found.facts["series"])))
    if other:
        _group(other, text("signals.other_title"), under)
        show.note(text("signals.other_sub", n=sentences_signals.rounded(found.facts["expected"])))
    if found.frame["policing_dependent"].any():
        show.note(text("exhibits.profile.policing"))


def signal_list(firm: Sequence[dict[str, Any]], every: int) -> None:
    """The signals that hold when every watched series counts, and how many of all those are, with the way to all of them."""
    facts = [show.Fact(icon(row), *signal_words(row), "signaler") for row in firm]
    if every:
        which = text("goals.signals.shown", n=number(len(firm)), all=number(every)) if firm else text("goals.signals.none_firm")
        facts.append(show.Fact("information", text("goals.signals.all", n=number(every)), which, "signaler"))
    quiet = show.Fact("current", text("goals.signals.none"), text("goals.signals.none_note"))
    show.fact_list(facts or [quiet], title=text("goals.signals.title"))


def wider(rows: Sequence[dict[str, Any]], place: str) -> None:
    """The signals of the councils that an area belongs to: they are of the whole council, and the list of the area has none of them."""
    facts = [
        show.Fact(icon(row), f"{row['title']}: {small(row['rule_words'])}", row["why"], f"signaler?omrade={row['area']}") for row in rows
    ]
    if facts:
        show.fact_list(facts, title=text("signals.wider", place=place))


def _group(rows: list[dict[str, Any]], title: str, under: Callable[[dict[str, Any]], None]) -> None:
    drawn = [_signal(row) for row in rows]
    head = text("signals.value_head", months=sentences_signals.months([row["period_start"] for row in rows]))
    show.verdict_rows(drawn, title=title, value=head, under=lambda at: under(rows[at]))


def _signal(row: dict[str, Any]) -> show.VerdictRow:
    return show.VerdictRow(
        icon=icon(row),
        word=row["rule_words"],
        title=row["title"] + (" *" if row["policing_dependent"] else ""),
        why=row["why"],
        spark=row["spark"],
        value=number(row["value"]),
        note=row["last_label"],
        href=address(row),
        label=row["label"],
        said=row["said"],
    )


def icon(row: dict[str, Any]) -> str:
    """The icon of a signal: up or down, coloured only where it has polarity."""
    return change_icon("increase" if row["side"] == "above" else "decrease", row["tone"])


def address(row: dict[str, Any]) -> str:
    """Where Trender shows the series by month."""
    area = row["area"] if not row["area_version"] else f"{row['area']}.{row['area_version']}"
    return f"trender?brott={row['indicator'].removesuffix('_count')}&omrade={area}&period=month"


def series_rows(page: Page, wish: signals.Wish, crime: str, place: str) -> None:
    """Every series that the choices leave, with its limits: one area's crime types, or one crime type's areas."""
    rows = signals.charts(page.reader, page.code, wish)
    if not rows:
        return
    what = text("signals.series_crime", crime=crime) if crime and wish.area == signals.ANY else place
    show.finding(text("signals.series_title", what=what), text("signals.series_sub"))
    first, last = min(row["first"] for row in rows), max(row["period_start"] for row in rows).year
    by_area = wish.crime != signals.ANY and wish.area == signals.ANY
    show.verdict_rows(
        [_series(row, by_area=by_area) for row in rows],
        title="",
        series=text("signals.series_spark", first=first, last=last),
        value=text("signals.series_value", month=sentences_control.month(max(row["period_start"] for row in rows))),
    )


def _series(row: dict[str, Any], *, by_area: bool) -> show.VerdictRow:
    marked = row["rule"] != ""
    words = sentences_signals.series_limits(row["limit_lower"], row["limit_upper"])
    return show.VerdictRow(
        icon=icon(row) if marked else "no_clear_change",
        word=text(f"control.point.{row['rule']}_{row['side']}").capitalize() if marked else text("signals.series_none"),
        title=(row["place"] if by_area else row["short_title"]) + (" *" if row["policing_dependent"] else ""),
        why=words,
        spark=row["spark"],
        value=number(row["value"]),
        note=unit_words("count"),
        href=address(row),
    )

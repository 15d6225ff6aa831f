"""What a briefing says first: its finding, at most eight sentences that follow the verdicts, and two or three figures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lagesbild import sentences, sentences_survey
from lagesbild import sentences_goals as said
from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Block, KeyFigure, KeyFigures, Section
from lagesbild.briefing.numbers import area_mark, change_mark
from lagesbild.briefing.part_area_reports import changes_in, judged
from lagesbild.briefing.part_areas import clearest, problem_words, sides, standing_out
from lagesbild.briefing.part_crime import signal_table, told_rows
from lagesbild.briefing.part_goals import goal_mark, goal_picture
from lagesbild.briefing.part_survey import survey_exhibit
from lagesbild.briefing.part_work import current_promises, promise_words
from lagesbild.exhibits import goals
from lagesbild.exhibits.survey_figures import changes
from lagesbild.sentences_uncertainty import span
from lagesbild.texts import number, text

MOST = 8  # sentences
LEAD_HEIGHT = 1.6  # inches: the first page holds the goals too
CHANGES = 2  # certain changes told of each kind, for worse and for better
Told = tuple[str, str]  # a sentence, and the part whose verdict it repeats


def title(ctx: Context) -> str:
    """The finding that the whole briefing stands under."""
    if ctx.subject.kind in ("area", "council"):
        answers, crimes = sides(ctx)
        if answers and crimes:
            return sentences_survey.profile_heading(answers.frame.to_dict("records"), crimes.frame.to_dict("records"), ctx.subject.name)
        return next((side.heading for side in (answers, crimes) if side), ctx.subject.name)
    if ctx.standing and ctx.goals:
        if ctx.subject.kind == "goal" and ctx.goals[0]["lead"]:
            return goals.measure_exhibit(ctx.reader, ctx.name, ctx.standing, ctx.goals[0]["lead"]).heading
        return said.headline([row["status"] for row in ctx.goals], label=ctx.standing.agreement.label, over=not ctx.standing.counts)
    return next((found.heading for found in (survey_exhibit(ctx), ctx.crimes) if found), text("briefing.nothing"))


def summary(ctx: Context) -> list[Told]:
    """The sentences, each with the part that it repeats the verdict of."""
    if ctx.subject.kind in ("area", "council"):
        return list(islice(_of_area(ctx), MOST))
    return list(islice(_of_municipality(ctx), MOST))


def _of_municipality(ctx: Context) -> Iterator[Told]:
    if ctx.goals and ctx.subject.kind == "goal":
        yield from ((words, "goals") for words in _goal_words(ctx))
    elif ctx.goals:
        lede = said.lede([row["status"] for row in ctx.goals])
        yield from ((words, "goals") for words in _split(lede))
    if ctx.wave and ctx.earlier_wave and ctx.subject.kind == "municipality":
        rows = changes(ctx.reader, ctx.wave, ctx.earlier_wave, ctx.code).to_dict("records")
        yield from ((words, "questions") for words in _changed(rows, ctx.earlier_wave.wave))
    found = ctx.crimes
    if found and ctx.subject.kind == "municipality":
        yield _full(found.heading), "crime_table"
    if ctx.subject.kind == "municipality" and (part := standing_out(ctx)) is not None:
        yield _full(part.title), "standing_out"
    yield from _work_words(ctx)


def _of_area(ctx: Context) -> Iterator[Told]:
    crimes = sides(ctx)[1]
    opinions = judged(ctx, crimes) if crimes else {}
    for row in clearest(ctx):
        yield problem_words(row), "profile"
        if row["kind"] != "answer" and row["indicator"] in opinions:
            yield opinions.pop(row["indicator"]), "profile"
    yield from ((words, "profile") for words in opinions.values())
    if ctx.wave and ctx.earlier_wave:
        rows = changes(ctx.reader, ctx.wave, ctx.earlier_wave, ctx.subject.code)
        told = rows[rows["measure"] == "share"].to_dict("records")
        certain = list(_changed(told, ctx.earlier_wave.wave))
        none = text("briefing.summary.unchanged", name=ctx.subject.name, since=ctx.earlier_wave.wave)
        yield from ((words, "since_before") for words in certain or ([none] if told else []))
    if (reported := changes_in(ctx)) is not None:
        yield _full(reported.facts["finding"]), "profile"
    yield from _work_words(ctx)


def _work_words(ctx: Context) -> Iterator[Told]:
    part = signal_table(ctx)
    if part is not None:
        yield _full(part.title), "signals"
    rows = current_promises(ctx)
    if len(rows):
        yield _full(promise_words(rows)), "promises"


def _goal_words(ctx: Context) -> list[str]:
    lead = ctx.goals[0]["lead"]
    return _split(said.explanation(lead)) if lead else [said.goal_why(ctx.goals[0])]


def _changed(rows: list[dict[Any, Any]], since: str) -> Iterator[str]:
    """The certain changes, those for the worse first, then how many answers show none."""
    for polarity in ("bad", "good"):
        sure = [row for row in rows if row["verdict"] in ("increase", "decrease") and row["polarity"] == polarity]
        yield from (sentences_survey.change_sentence(row, since) for row in sure[:CHANGES])


def _split(words: str) -> list[str]:
    return [_full(part) for part in words.rstrip(".").split(". ") if part]


def _full(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def brief(ctx: Context) -> Section | None:
    """Two or three figures, and the first goal's series."""
    figures = _area_figures(ctx) if ctx.subject.kind in ("area", "council") else _figures(ctx)
    blocks: list[Block] = [KeyFigures(tuple(figures))] if figures else []
    if ctx.subject.kind not in ("area", "council") and (lead := next((row["lead"] for row in ctx.goals if row["lead"]), None)):
        picture = goal_picture(ctx, lead, height=LEAD_HEIGHT, marks=None) if len(lead["series"]) else None
        blocks += [picture] if picture else []
    return Section("brief", "", tuple(blocks)) if blocks else None


def _figures(ctx: Context) -> list[KeyFigure]:
    """A goal on the right way, one that is not, and the promises; a crime type that has certainly changed where goals are few."""
    known = [row for row in ctx.goals if row["lead"] and row["lead"]["latest"] and row["lead"]["base"]]
    picked = [next((row for row in known if row["status"] in kinds), None) for kinds in (said.GOOD, said.BAD)]
    told = list({row["goal"]: row for row in (*(row for row in picked if row), *known)}.values())[:2]
    found = [_goal_figure(row) for row in told]
    crimes = [row for row in told_rows(ctx) if row["verdict"] in ("increase", "decrease") and row["latest_count"] is not None]
    found += [_crime_figure(row) for row in crimes[: 2 - len(found)]]
    return [*found, *_promise_figure(ctx)]


def _goal_figure(row: dict[str, Any]) -> KeyFigure:
    lead = row["lead"]
    words = text(
        "briefing.key.goal", what=lead["sentence_name"], unit=sentences.measured_in(lead), span=span(lead) or "–",
        before=sentences.value(lead["base"]["value"], lead["unit"]), baseline=lead["baseline"],
    )  # fmt: skip
    return KeyFigure(said.latest(lead)[0], sentences.capital(words), goal_mark(row["status"]))


def _crime_figure(row: dict[str, Any]) -> KeyFigure:
    words = text(
        "briefing.key.crime",
        what=row["sentence_name"],
        latest=row["latest_label"],
        before=number(row["base_count"]),
        since=row["base_label"],
    )
    return KeyFigure(number(row["latest_count"]), sentences.capital(words), change_mark(row))


def _promise_figure(ctx: Context) -> list[KeyFigure]:
    rows = current_promises(ctx)
    ended = rows[rows["status"] != "ongoing"] if len(rows) else rows
    if ended.empty:
        return []
    kept = int((ended["status"] == "kept").sum())
    running = len(rows) - len(ended)
    words = text(
        "briefing.key.promises_running" if running else "briefing.key.promises",
        n=sentences.NUMBER_WORDS[running] if running < 13 else running,
    )
    return [KeyFigure(text("briefing.key.of", n=number(kept), all=number(len(ended))), words)]


def _area_figures(ctx: Context) -> list[KeyFigure]:
    """The area's clearest problem of each kind, or its first answer, against the rest."""
    answers, _ = sides(ctx)
    rows = clearest(ctx)
    if not rows and answers is not None:
        rows = [answers.frame.iloc[0].to_dict() | {"kind": "answer"}]
    return [_area_figure(row) for row in rows[:2]] + _promise_figure(ctx)


def _area_figure(row: dict[str, Any]) -> KeyFigure:
    unit = row["unit"]
    value = sentences.value(row["value"], unit) + ("\u00a0%" if unit == "share" else "")
    words = text(
        "briefing.key.area", what=row["short_title"], unit=sentences.unit_words(unit), rest=sentences.value(row["rest_value"], unit)
    )
    return KeyFigure(value, words, area_mark(row))

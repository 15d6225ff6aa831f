"""Parts on the agreement and its goals: the table with every status, a goal's series, and what was signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from lagesbild import sentences, sentences_agreement
from lagesbild import sentences_goals as said
from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Beside, Block, Cell, Column, Mark, Picture, Points, Said, Section, Table
from lagesbild.briefing.numbers import trend_data
from lagesbild.briefing.pictures import picture_of
from lagesbild.exhibits import agreements, goals
from lagesbild.sentences_agreement import fields_line
from lagesbild.texts import text

MOST_SERIES = 4


def goal_mark(status: str) -> Mark:
    """A goal's status as icon and word."""
    return Mark("activities" if status == "followed_by_activities" else status, said.status_word(status))


def goal_table(ctx: Context) -> Section | None:
    """Every goal with its starting point, its latest figure and its status."""
    if ctx.standing is None:
        return _without_agreement()
    found = goals.goal_list(ctx.reader, ctx.standing)
    if not ctx.goals:
        return Section("goals", text("goals.no_goals_title"), (Said(text("goals.no_goals_why")),))
    columns = (
        Column(text("briefing.goals.goal"), share=4.3), Column(text("briefing.goals.base"), number=True, share=1.1),
        Column(text("briefing.goals.latest"), number=True, share=1.6), Column(text("briefing.goals.status"), share=2.6),
    )  # fmt: skip
    rows = tuple(_row(row) for row in ctx.goals)
    label = ctx.standing.agreement.label or ctx.standing.agreement.title
    blocks: list[Block] = [Table(columns, rows, text("briefing.goals.caption", label=label)), Said(found.source_line, "note")]
    return Section("goals", text("briefing.goals.title", label=label), tuple(blocks))


def _without_agreement() -> Section:
    return Section("goals", text("goals.none_title"), (Said(text("briefing.goals.none")),))


def _row(row: dict[str, Any]) -> tuple[Cell, ...]:
    title = f"{row['number']}. {row['title']}" if row["number"] else row["title"]
    lead = row["lead"]
    if lead is None:
        told = row["summary"]
        done = text("goals.activities.done_of", done=told["done"], all=told["all"]) if told["all"] else "–"
        return (f"{title}\n{said.goal_why(row)}", "–", done, goal_mark(row["status"]))
    value, half = said.latest(lead)
    base = said.plain_figure(lead["base"], lead["unit"]) if lead["base"] else "–"
    measured = text("briefing.goals.measured", what=sentences.small(lead["title"]), unit=sentences.measured_in(lead))
    return (f"{title}\n{measured} {said.goal_why(row)}", base, " ".join(filter(None, (value, half))) or "–", goal_mark(row["status"]))


def goal_series(ctx: Context) -> Section | None:
    """The first measures of the goals as series, each with its status under it; a single goal gets all of its measures, large."""
    if ctx.standing is None:
        return None
    single = ctx.subject.kind == "goal"
    rows = [one for row in ctx.goals for one in (row["measures"] if single else row["measures"][:1]) if len(one["series"])]
    pictures = [picture for row in rows[:MOST_SERIES] if (picture := goal_picture(ctx, row))]
    if not pictures:
        return None
    blocks: tuple[Block, ...] = tuple(pictures) if single else tuple(pairs(pictures))
    words = (Said(goals.measure_exhibit(ctx.reader, ctx.name, ctx.standing, rows[0]).sentence),) if single else ()
    days = [(row["series"]["period_start"].min().date(), row["series"]["period_end"].max().date()) for row in rows[:MOST_SERIES]]
    fields = fields_line(_bands(ctx), min(first for first, _ in days), max(last for _, last in days))
    note = (Said(fields, "note"),) if fields else ()
    return Section("goal_series", text("briefing.goals.series"), (*words, *blocks, *note))


def _bands(ctx: Context) -> list[tuple[date, date, str]]:
    """The agreements that had begun by the last day told of."""
    return [band for band in agreements.bands(ctx.reader) if band[0] <= ctx.until]


def goal_picture(ctx: Context, row: dict[str, Any], **more: Any) -> Picture | None:
    """One measure of a goal over all its years, with the status under the agreement; more: as for `picture_of`."""
    assert ctx.standing is not None, "a goal has an agreement"
    found = goals.measure_exhibit(ctx.reader, ctx.name, ctx.standing, row)
    bands = _bands(ctx)
    data = trend_data(found.frame, row["unit"], name=row["short_title"], cuts=row["cuts"], bands=bands,
                      neutral=bool(row["policing_dependent"]), base=row["baseline_start"])  # fmt: skip
    status = goal_mark(row["progress"].status) if row["in_agreement"] else None
    return picture_of(found, data, sub=f"{row['title']}, {sentences.measured_in(row)}.", mark=status, bands=bands, **more)


def pairs(pictures: list[Picture]) -> list[Block]:
    """Pictures two and two beside each other; a last single one at full width."""
    told: list[Block] = [Beside((left,), (right,)) for left, right in zip(pictures[::2], pictures[1::2], strict=False)]
    return [*told, *pictures[len(pictures) - len(pictures) % 2 :]]


def agreement(ctx: Context) -> Section | None:
    """What was signed, by whom, for how long and what follows when it ends."""
    if ctx.standing is None:
        return _without_agreement()
    item = ctx.standing.agreement
    facts = [
        (text("goals.facts.parties"), ", ".join(item.parties)),
        (text("goals.facts.signed"), sentences_agreement.known(item.signed)),
        (text("goals.facts.document"), item.document),
        (text("goals.facts.reference"), item.reference),
        (text("goals.facts.prepared_by"), item.prepared_by),
        (text("goals.facts.method"), item.method),
    ]
    rows = tuple((label, words) for label, words in facts if words and words != "–")
    columns = (Column(text("briefing.agreement.what"), share=1), Column(text("briefing.agreement.known"), share=3))
    state = sentences_agreement.state_sentence(ctx.standing)
    return Section("agreement", item.title, (Said(state), Table(columns, rows, text("briefing.agreement.caption", title=item.title))))


def duties(ctx: Context) -> Section | None:
    """What the agreement says shall be done again and again, and what comes next."""
    if ctx.standing is None or not ctx.standing.agreement.duties:
        return None
    items = tuple(
        text("briefing.agreement.duty", title=duty.title, cadence=text(f"work.words.cadence.{duty.cadence}"),
             who=duty.responsible or duty.decided_by or text("briefing.nobody"))
        for duty in ctx.standing.agreement.duties
    )  # fmt: skip
    return Section("duties", text("briefing.agreement.duties"), (Points(items),))

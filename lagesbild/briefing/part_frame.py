"""Parts around the figures: one's own words, what the figures cannot say, where they come from and how they were computed."""

from __future__ import annotations

from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Block, Column, Points, Said, Section, Table
from lagesbild.briefing.part_survey import survey_exhibit
from lagesbild.read import read
from lagesbild.texts import day, number, text


def comments(ctx: Context) -> Section | None:
    """The writer's own words."""
    if not ctx.request.comments:
        return None
    return Section("comments", text("briefing.comments.title"), tuple(Said(words) for words in ctx.request.comments))


def decisions(ctx: Context) -> Section | None:
    """What is proposed to be decided, numbered."""
    if not ctx.request.decisions:
        return None
    return Section("decisions", text("briefing.decisions.title"), (Points(ctx.request.decisions, numbered=True),))


def limits(ctx: Context) -> Section | None:
    """What the figures do not say."""
    told = [text("briefing.limits.cause"), text("briefing.limits.reported")]
    found = survey_exhibit(ctx)
    told += [found.facts["detectable"]] if found and found.facts["detectable"] else []
    told += [text("briefing.limits.areas")] if ctx.area_codes else []
    told += [text("briefing.limits.withheld")] if ctx.zone == "public" else []
    return Section("limits", text("briefing.limits.title"), (Points(tuple(told)),))


def sources(ctx: Context) -> Section | None:
    """Every source with how far it reaches and when it was taken in; then how the figures were computed."""
    rows = read(ctx.reader, "sources")
    newest = rows[rows["data_date"].notna()].drop_duplicates(["kind", "source", "title"])
    columns = (
        Column(text("briefing.sources.what"), share=2.6), Column(text("briefing.sources.source"), share=2),
        Column(text("briefing.sources.reach"), share=1.2), Column(text("briefing.sources.received"), share=1.2),
        Column(text("briefing.sources.rows"), number=True, share=1.1),
    )  # fmt: skip
    cells = tuple(
        (str(row.title), str(row.source), day(row.data_date), day(row.received_on), number(row.rows_stored)) for row in newest.itertuples()
    )
    if ctx.zone == "public":  # the public file does not tell how many rows a delivery held
        columns, cells = columns[:-1], tuple(row[:-1] for row in cells)
    blocks: list[Block] = [Table(columns, cells, text("briefing.sources.caption"))] if cells else []
    blocks.append(Points(tuple(text(f"briefing.method.{key}") for key in ("interval", "test", "rest", "goal", "small"))))
    return Section("sources", text("briefing.sources.title"), tuple(blocks))

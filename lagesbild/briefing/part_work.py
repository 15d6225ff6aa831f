"""Parts on what is done: promises, activities, the chain from problem to result, the quarter's direction, dialogues and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from lagesbild import sentences
from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Block, Cell, Column, Heading, Mark, Points, Said, Section, Table
from lagesbild.charts.icons import promise_icon
from lagesbild.exhibits.goal_activities import summary
from lagesbild.read import read
from lagesbild.sentences_activities import counts_words
from lagesbild.sentences_goals import in_words
from lagesbild.sentences_promises import came_of, rule
from lagesbild.texts import day, number, period_name, text

ACTIVITIES = {"done": "current", "ongoing": "activities", "planned": "too_early", "late": "late"}
MOST = 12
AREA_LINES = 3


def as_day(value: Any) -> date | None:
    """A stored day, or None."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def current_promises(ctx: Context) -> pd.DataFrame:
    """The promises that had begun by the last day told of, newest first, as the page Löften counts them."""
    rows = ctx.work("promises")
    return rows[rows["period_from"] <= pd.Timestamp(ctx.until)].reset_index(drop=True)


def promises(ctx: Context) -> Section | None:
    """What was promised, whether it was kept, and what came of it."""
    rows = current_promises(ctx)
    if rows.empty:
        here = "briefing.promises.none" if ctx.subject.kind == "municipality" else "briefing.promises.none_here"
        return Section("promises", text(here), (Said(text("briefing.promises.none_why")),))
    columns = (
        Column(text("briefing.promises.status"), share=1.3), Column(text("briefing.promises.promise"), share=3),
        Column(text("briefing.promises.result"), share=3), Column(text("briefing.promises.owner"), share=1.2),
    )  # fmt: skip
    table = Table(columns, tuple(_promise(row) for row in rows.to_dict("records")), text("briefing.promises.caption"))
    return Section("promises", promise_words(rows), (table, Said(f"{rule()} {text('promises.source')}", "note")))


def promise_words(rows: pd.DataFrame) -> str:
    """How many of the promises that have ended were kept."""
    ended = rows[rows["status"] != "ongoing"]
    if ended.empty:
        return text("promises.finding_ongoing")
    kept = int((ended["status"] == "kept").sum())
    if len(ended) == 1:
        return text(f"briefing.promises.one_{ended['status'].iloc[0]}")
    return sentences.capital(text("promises.finding", kept=in_words(kept), n=in_words(len(ended))))


def _promise(row: dict[Any, Any]) -> tuple[Cell, ...]:
    where = row["place"] or row["area_name"]
    until = as_day(row["period_to"])
    result = came_of(row) or (text("briefing.promises.until", day=day(until)) if until else "–")
    mark = Mark(promise_icon(row["status"]), text(f"work.words.status.{row['status']}").capitalize())
    return (mark, row["promise_text"] + (f"\n{where}" if where else ""), result, row["owner"] or text("briefing.nobody"))


def area_activities(ctx: Context) -> list[str]:
    """What is being done in the subject's areas, a line each, the most at hand first."""
    rows = ctx.work("activities", day=ctx.until)
    rows = rows[rows["status"].isin(("ongoing", "planned"))].sort_values(["late", "ends_on"], ascending=[False, True])
    return [
        text("briefing.profile.activity_late" if row["late"] else "briefing.profile.activity", title=row["title"],
             who=row["owner"] or text("briefing.nobody"))
        for row in rows.head(AREA_LINES).to_dict("records")
    ] + _more(len(rows))  # fmt: skip


def area_problems(ctx: Context) -> list[str]:
    """The open problems of the subject's areas in one line: the newest by name, and how many there are."""
    rows = ctx.work("problems")
    rows = rows[rows["state"] == "open"].sort_values("opened_on", ascending=False, kind="stable")
    if rows.empty:
        return []
    title = rows["title"].iloc[0]
    one = len(rows) == 1
    return [text("briefing.profile.problem", title=title) if one else text("briefing.profile.problems", n=in_words(len(rows)), title=title)]


def area_promises(ctx: Context) -> list[str]:
    """The promises to the subject's areas, a line each, with whether they were kept."""
    rows = current_promises(ctx)
    return [
        text("briefing.profile.promise", status=text(f"work.words.status.{row['status']}").capitalize(), promise=row["promise_text"])
        for row in rows.head(AREA_LINES).to_dict("records")
    ] + _more(len(rows))


def whole_promises(ctx: Context) -> str:
    """The running promises that hold everywhere in the municipality, and so here too; the one by name. Empty where there are none."""
    rows = read(ctx.reader, "promises")
    begun = rows[(rows["period_from"] <= pd.Timestamp(ctx.until)) & (rows["status"] == "ongoing")]
    told = begun.loc[(begun["area"] == "") & (begun["place"] == ""), "promise_text"]
    if len(told) == 1:
        return text("briefing.profile.whole_promise", promise=told.iloc[0])
    return text("briefing.profile.whole_promises", n=sentences.capital(in_words(len(told)))) if len(told) else ""


def _more(n: int) -> list[str]:
    """How many lines there are besides the first."""
    return [text("briefing.profile.more", n=in_words(n - AREA_LINES))] if n > AREA_LINES else []


def activities(ctx: Context) -> Section | None:
    """What is done, how far it has come, and what is late; a bar of time is never a cause."""
    rows = ctx.work("activities", day=ctx.until)
    rows = rows[rows["status"] != "cancelled"]
    if rows.empty:
        here = "briefing.activities.none" if ctx.subject.kind == "municipality" else "briefing.activities.none_here"
        return Section("activities", text(here), (Said(text("goals.activities.empty_why")),))
    told = summary([{str(k): v for k, v in row.items()} for row in rows.to_dict("records")])
    counts = counts_words(told)
    open_ones = rows[rows["status"].isin(("ongoing", "planned"))].sort_values(["late", "ends_on"], ascending=[False, True])
    columns = (
        Column(text("briefing.activities.status"), share=1.3), Column(text("briefing.activities.activity"), share=3.4),
        Column(text("briefing.activities.owner"), share=2.1), Column(text("briefing.activities.until"), share=1.2),
    )  # fmt: skip
    cells = tuple(_activity(row) for row in open_ones.to_dict("records"))
    blocks: list[Block] = [Said(counts)]
    blocks += [Table(columns, cells, text("briefing.activities.caption"))] if cells else []
    made = read(ctx.reader, "build_info").iloc[0]["made_for"].date()
    now = ctx.reader.written != ""
    as_of = text("briefing.activities.as_now" if now else "briefing.activities.as_of", day=day(ctx.request.day if now else made))
    blocks.append(Said(f"{as_of} {text('goals.activities.no_effect')}", "note"))
    late = sentences.capital(sentences.counted(told["late"], "aktivitet", "aktiviteter"))
    key = "late" if told["late"] else "on_time"
    return Section("activities", text(f"briefing.activities.{key}", n=late, all=len(rows)), tuple(blocks))


def _activity(row: dict[Any, Any]) -> tuple[Cell, ...]:
    key = "late" if row["late"] else row["status"]
    until = as_day(row["ends_on"])
    where = row["place"] or row["area_name"]
    mark = Mark(ACTIVITIES[key], text(f"goals.activities.status_{key}").capitalize())
    return (mark, row["title"] + (f"\n{where}" if where else ""), row["owner"] or text("briefing.nobody"), day(until) if until else "–")


def chain(ctx: Context) -> Section | None:
    """From problem to result: what is thought to cause it, what is done, and what came of it; a gap is told in words."""
    rows = ctx.work("problems")
    rows = rows[rows["state"] == "open"]
    if rows.empty:
        return None
    causes, done = read(ctx.reader, "causes"), read(ctx.reader, "activities", day=ctx.until)
    cells = tuple(_chain(row, causes, done) for row in rows.to_dict("records"))
    columns = (
        Column(text("briefing.chain.problem"), share=2), Column(text("briefing.chain.cause"), share=2),
        Column(text("briefing.chain.activity"), share=2), Column(text("briefing.chain.result"), share=2),
    )  # fmt: skip
    gaps = sum(any(isinstance(cell, Mark) for cell in row) for row in cells)
    title = text("briefing.chain.gaps" if gaps else "briefing.chain.title", n=in_words(gaps), all=in_words(len(cells)))
    return Section("chain", sentences.capital(title), (Table(columns, cells, text("briefing.chain.caption")),))


def _chain(row: dict[Any, Any], causes: pd.DataFrame, done: pd.DataFrame) -> tuple[Cell, ...]:
    why = causes[causes["problem"] == row["problem"]].to_dict("records")
    mine = done[(done["problem"] == row["problem"]) & (done["status"] != "cancelled")]
    results = [words for words in mine["result"] if isinstance(words, str) and words]
    where = row["place"] or row["area_name"]
    cause: Cell = Mark("late", text("briefing.chain.no_cause"))
    if why:
        cause = f"{why[0]['hypothesis']} ({text('work.words.confidence.' + why[0]['confidence'])})"
    what: Cell = "; ".join(mine["title"].head(2)) if len(mine) else Mark("late", text("briefing.chain.no_activity"))
    result: Cell = results[-1] if results else text("briefing.chain.no_result")
    return (row["title"] + (f"\n{where}" if where else ""), cause, what, result)


def direction(ctx: Context) -> Section | None:
    """The quarter's inriktningsbeslut and the evaluation of the one before."""
    rows = read(ctx.reader, "directions")
    begun = rows[rows["period_from"] <= pd.Timestamp(ctx.until)].to_dict("records")
    if not begun:
        return Section("direction", text("briefing.direction.none"), (Said(text("briefing.direction.none_why")),))
    now, before = begun[0], begun[1] if len(begun) > 1 else None
    period = period_name(pd.Timestamp(now["period_from"]).date(), pd.Timestamp(now["period_to"]).date())
    decided = as_day(now["decided_on"])
    state = text(f"briefing.direction.{now['state']}", day=day(decided) if decided else "–")
    blocks: list[Block] = [Said(f"{now['title']}. {state}")]
    blocks += [Said(words) for words in (now["focus_text"], now["reason"]) if words]
    if before is not None:
        earlier = period_name(pd.Timestamp(before["period_from"]).date(), pd.Timestamp(before["period_to"]).date())
        told = before["evaluation"] or (
            text("briefing.direction.skipped", why=before["skipped_because"]) if before["skipped_because"] else ""
        )
        blocks += [Heading(text("briefing.direction.before", period=earlier)), Said(told or text("briefing.direction.not_evaluated"))]
    return Section("direction", text("briefing.direction.title", period=period), tuple(blocks))


def dialogues(ctx: Context) -> Section | None:
    """What people have said in dialogues, as coded themes, and how far the observations of walks have come."""
    told, walked = (_last_year(ctx, ctx.work(name)) for name in ("dialogues", "walks"))
    if told.empty and walked.empty:
        return Section("dialogues", text("briefing.dialogues.none"), (Said(text("briefing.dialogues.none_why")),))
    columns = (
        Column(text("briefing.dialogues.when"), share=1.1), Column(text("briefing.dialogues.what"), share=3),
        Column(text("briefing.dialogues.people"), number=True, share=1), Column(text("briefing.dialogues.themes"), share=3),
    )  # fmt: skip
    cells = tuple(_dialogue(row) for row in told.head(MOST).to_dict("records"))
    blocks: list[Block] = [Table(columns, cells, text("briefing.dialogues.caption"))] if cells else []
    blocks += [Points(tuple(_walk(row) for row in walked.head(MOST).to_dict("records")))] if len(walked) else []
    blocks.append(Said(text("briefing.dialogues.not_sample"), "note"))
    counts = {"n": sentences.counted(len(told), "dialog", "dialoger"), "walks": sentences.counted(len(walked), "vandring", "vandringar")}
    return Section("dialogues", sentences.capital(text("briefing.dialogues.title", **counts)), tuple(blocks))


def _last_year(ctx: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """What was held in the year up to the last day told of."""
    first = pd.Timestamp(ctx.until) - pd.DateOffset(years=1)
    return rows[(rows["held_on"] > first) & (rows["held_on"] <= pd.Timestamp(ctx.until))]


def _dialogue(row: dict[Any, Any]) -> tuple[Cell, ...]:
    kind = text(f"work.words.dialogue_kind.{row['dialogue_kind']}").capitalize()
    themes = ", ".join(row["themes"].split(";")) or "–"
    return (day(row["held_on"].date()), f"{row['title']}\n{kind}", number(row["participants"]), themes)


def _walk(row: dict[Any, Any]) -> str:
    counts = {"closed": number(row["closed"]), "all": number(row["observations"])}
    return text("briefing.dialogues.walk", title=row["title"], day=day(row["held_on"].date()), **counts)


def councils(ctx: Context) -> Section | None:
    """How the councils themselves have worked: meetings in the last year and who came."""
    rows = _last_year(ctx, read(ctx.reader, "meetings"))
    if rows.empty:
        return None
    columns = (
        Column(text("briefing.councils.council"), share=2), Column(text("briefing.councils.meetings"), number=True, share=1),
        Column(text("briefing.councils.attendance"), number=True, share=1.4), Column(text("briefing.councils.last"), share=1.2),
    )  # fmt: skip
    cells = tuple(_council(name, group) for name, group in rows.groupby("council_name", sort=True))
    return Section("councils", text("briefing.councils.title"), (Table(columns, cells, text("briefing.councils.caption")),))


def _council(name: Any, rows: pd.DataFrame) -> tuple[Cell, ...]:
    asked, came = (sum(len([one for one in told.split(";") if one]) for told in rows[key]) for key in ("parties", "present"))
    attendance = text("briefing.councils.came", came=number(came), asked=number(asked))
    return (str(name), number(len(rows)), attendance, day(rows["held_on"].max().date()))


def reports(ctx: Context) -> Section | None:
    """Which recipient was told what, and when."""
    rows = read(ctx.reader, "reports")
    rows = rows[rows["reported_on"] <= pd.Timestamp(ctx.until)].drop_duplicates("recipient")
    if rows.empty:
        return None
    items = tuple(
        text("briefing.reports.row", recipient=row["recipient"], title=row["title"], day=day(row["reported_on"].date()))
        for row in rows.sort_values("recipient").to_dict("records")
    )
    return Section("reports", text("briefing.reports.title"), (Points(items),))

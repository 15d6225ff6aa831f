"""Parts on reported crime: the clearest series, every crime type in a table, and what stands out month by month."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lagesbild import sentences
from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Block, Cell, Column, Mark, Picture, Said, Section, Table
from lagesbild.briefing.numbers import change_mark, trend_data
from lagesbild.briefing.part_goals import pairs
from lagesbild.briefing.pictures import picture_of
from lagesbild.exhibits import signals, trend
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.happenings import insides
from lagesbild.exhibits.signal_comments import answer
from lagesbild.read import read
from lagesbild.sentences_signals import why
from lagesbild.sentences_survey import listed
from lagesbild.texts import interval, number, text

MOST_SERIES = 4
MOST_SIGNALS = 6
SURE = ("increase", "decrease")


def told_rows(ctx: Context) -> list[dict[str, Any]]:
    """The judged crime types that concern the subject: those of its goals, else all."""
    found = ctx.crimes
    rows: list[dict[str, Any]] = found.facts["rows"] if found else []
    if ctx.subject.kind not in ("focus", "goal"):
        return rows
    wanted = {one["indicator"].removesuffix("_count") for row in ctx.goals for one in row["measures"]}
    return [row for row in rows if row["indicator"].removesuffix("_count") in wanted]


def crime_series(ctx: Context) -> Section | None:
    """At most four crime types over the years: those that have certainly changed, then those of the goals."""
    found, rows = ctx.crimes, told_rows(ctx)
    if found is None or not rows:
        return None
    of_goals = {one["indicator"].removesuffix("_count") for row in ctx.goals for one in row["measures"]}
    order = sorted(rows, key=lambda row: (row["verdict"] not in SURE, row["indicator"].removesuffix("_count") not in of_goals))
    pictures = [picture for row in order[:MOST_SERIES] if (picture := _series(ctx, row))]
    fields = trend.fields_of(ctx.reader, pd.concat([row["series"] for row in order[:MOST_SERIES]]))
    note = Said(f"{fields} {found.source_line}".strip(), "note")
    return Section("crime_series", found.heading, (*pairs(pictures), note), lede=found.sentence) if pictures else None


def _series(ctx: Context, row: dict[str, Any]) -> Picture | None:
    about = trend.indicators(ctx.reader)
    if ctx.whole is None or row["indicator"] not in about.index:
        return None
    indicator = about.loc[row["indicator"]]
    found = trend.trend(ctx.reader, indicator, ctx.whole, "year", trend.FIRST_YEAR)
    cuts, neutral = found.facts.get("cuts", ()), bool(row["policing_dependent"])
    bands = [band for band in trend.bands(ctx.reader) if band[0] <= ctx.until]
    how = {"name": row["short_title"], "cuts": cuts, "bands": bands, "neutral": neutral, "base": f"{row['base_label']}-01-01"}
    data = trend_data(found.frame, row["unit"], **how) if len(found.frame) else None
    sub = text("briefing.crime.policing" if neutral else "briefing.crime.series_sub", unit=sentences.unit_words(row["unit"]))
    return picture_of(found, data, title=row["short_title"] + (" *" if neutral else ""), sub=sub, source=sentences.change_why(row),
                      mark=change_mark(row))  # fmt: skip


def crime_table(ctx: Context) -> Section | None:
    """Every crime type with its counts, its rate with interval, and what is certain."""
    found, rows = ctx.crimes, told_rows(ctx)
    if found and not rows:  # a focus area or a goal that reports do not measure
        return None
    if found is None or not rows:
        return Section("crime_table", text("exhibits.situation.empty"), (Said(text("briefing.crime.none")),))
    since, latest = str(found.facts["since"]), str(found.facts["latest"])
    columns = (
        Column(text("exhibits.column.crime"), share=2.6), Column(text("briefing.crime.count", year=since), number=True, share=1.1),
        Column(text("briefing.crime.count", year=latest), number=True, share=1.1),
        Column(text("briefing.crime.rate", year=latest), number=True, share=2.5), Column(text("briefing.crime.verdict"), share=2.4),
    )  # fmt: skip
    table = Table(columns, tuple(_row(row) for row in rows), text("briefing.crime.caption", since=since, latest=latest))
    return Section(
        "crime_table", text("briefing.crime.title"), (table, Said(f"{found.caveat} {found.source_line}", "note")), lede=found.sub
    )


def _row(row: dict[str, Any]) -> tuple[Cell, ...]:
    name = row["short_title"] + (" *" if row["policing_dependent"] else "")
    counts = [number(row[f"{side}_count"]) for side in ("base", "latest")]
    rate = "–"
    if row["unit"] != "count" and (row["latest_count"] is None or row["latest_count"] >= sentences.SMALL_COUNT):
        places = sentences.decimals(row["unit"])
        span = interval(row["latest_lower"], row["latest_upper"], places)
        words = text(f"briefing.per.{row['unit']}")
        rate = f"{number(row['latest_value'], places)}{words}" + (f" ({span})" if span else "")
    return (name, *counts, rate, change_mark(row))


def signal_table(ctx: Context) -> Section | None:
    """The series that stand out month by month: those that hold when all series count first; with what chance would give anyway."""
    found = signals.signals(ctx.reader, ctx.name, signals.Wish())
    if not len(signals.watched(ctx.reader)):
        return None
    paper = _for_paper(ctx, signals.found(ctx.reader))
    answered = answer(paper, ctx.signal_comments, insides(ctx.reader))
    every = _of_subject(ctx, signals.found(ctx.reader))
    rows = signals.once(signals.with_comments(ctx.reader, _for_paper(ctx, every), answered))
    whole = [text("briefing.signals.whole", name=ctx.name, place=ctx.subject.name)] if ctx.area_codes else []
    told = (Said(" ".join([found.sub, found.sentence, *whole]), "note"), Said(found.source_line, "note"))
    if rows.empty:
        wider = paper[paper["area"].isin(_councils(ctx)["area"])]
        return _quiet(ctx, signals.once(signals.with_comments(ctx.reader, wider, answered)), told, len(signals.once(every)))
    return Section("signals", _heading(ctx, found, len(rows)), (*_shown(rows, len(signals.once(every))), *told))


def _of_subject(ctx: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """The signals of the briefing's areas, or of the crime types of its focus area or goal."""
    if ctx.area_codes:
        rows = rows[rows["area"].isin(ctx.area_codes)]
    if ctx.subject.kind in ("focus", "goal"):
        wanted = {row["indicator"].removesuffix("_count") for row in told_rows(ctx)}
        rows = rows[rows["indicator"].str.removesuffix("_count").isin(wanted)]
    return rows


def _quiet(ctx: Context, wider: pd.DataFrame, told: tuple[Block, ...], hidden: int = 0) -> Section:
    """No signals of the subject's own on paper; those of a council that an area belongs to, with what is said of them.

    hidden: how many the subject has that belong on no paper; then it is never said that there are none.
    """
    kept = (Said(text("briefing.signals.kept_off", n=_how_many(hidden))),) if hidden else ()
    if wider.empty:
        return Section("signals", _none(ctx, hidden), (*(kept or (Said(text("briefing.signals.none_why")),)), *told))
    names = listed([row["name"] for row in _councils(ctx).to_dict("records") if row["area"] in set(wider["area"])])
    key = "briefing.signals.wider_table" if hidden else "briefing.signals.wider_why"
    why_wider = Said(text(key, place=ctx.subject.name, wider=names))
    return Section("signals", _none(ctx, hidden), (*kept, why_wider, *_shown(wider, len(wider)), *told))


def _shown(rows: pd.DataFrame, every: int) -> tuple[Block, ...]:
    """The first signals as a table, and what is to be known of it; every: how many there are with those that belong on no paper."""
    shown = rows.head(MOST_SIGNALS).to_dict("records")
    missing = left_out(len(shown), len(rows), every)
    cut = (Said(missing, "note"),) if missing else ()
    policing = (Said(text("exhibits.profile.policing"), "note"),) if any(row["policing_dependent"] for row in shown) else ()
    opinions = (Said(text("briefing.signals.opinion_note"), "note"),) if any(row["label"] for row in shown) else ()
    return (_signals(shown), *cut, *opinions, *policing)


def _councils(ctx: Context) -> pd.DataFrame:
    """The councils and other sets that an area belongs to, a row each; none for any other subject."""
    sets = read(ctx.reader, "area_sets")
    return sets[sets["member"] == ctx.subject.code].drop_duplicates("area")


def _for_paper(ctx: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Without sensitive crimes in a named area: a few of them belong on no paper that is passed around, nor does what is said of them."""
    sensitive = rows["indicator"].map(trend.indicators(ctx.reader)["sensitive"]).fillna(False).astype(bool)
    return rows[~(sensitive & (rows["area_level"] != "municipality"))]


def left_out(shown: int, fit: int, every: int) -> str:
    """Why a table has fewer signals than the heading counts: the weakest are left out, and those that belong on no paper."""
    if shown == every:
        return ""
    weaker = [text("briefing.signals.weaker", n=_signals_in_words(fit - shown))] if fit > shown else []
    hidden = [text("briefing.signals.sensitive", n=_signals_in_words(every - fit))] if every > fit else []
    told = text("briefing.signals.shown", n=number(shown), all=_signals_in_words(every))
    return " ".join([told, *(sentences.capital(words) for words in weaker + hidden)])


def _how_many(n: int) -> str:
    return sentences.capital(_signals_in_words(n))


def _signals_in_words(n: int) -> str:
    return sentences.counted(n, "signal", "signaler")


def _none(ctx: Context, hidden: int = 0) -> str:
    """That there are no signals, or none on paper, of what, and how many there are for the council that an area belongs to."""
    key = "briefing.signals.none_on_paper" if hidden else "briefing.signals.none"
    if not ctx.area_codes:
        return text(key, n=_how_many(hidden))
    mine = _councils(ctx)
    rows = _for_paper(ctx, signals.found(ctx.reader))
    of = {row["name"]: signals.once(rows[rows["area"] == row["area"]]) for row in mine.to_dict("records")}
    told = [
        text("briefing.signals.wider", n=_signals_in_words(len(found)), place=place, crimes=_crimes(found))
        for place, found in of.items()
        if len(found)
    ]
    return text(f"{key}_here", n=_how_many(hidden), place=ctx.subject.name) + "".join(told)


def _crimes(rows: pd.DataFrame) -> str:
    return listed([sentences.small(name) for name in dict.fromkeys(rows["short_title"])])


def _signals(rows: list[dict[str, Any]]) -> Table:
    """The signals; where somebody has commented one, what they think stands beside what is measured, in a column of its own."""
    judged = any(row["label"] for row in rows)
    series, firm = Column(text("briefing.signals.series"), share=2.4), Column(text("briefing.signals.firm"), share=1.6)
    signal, meaning = Column(text("briefing.signals.signal"), share=2.1), Column(text("briefing.signals.meaning"), share=3.4)
    if not judged:
        cells = tuple((_crime(row), row["rule_words"], why(row), _firm(row)) for row in rows)
        return Table((series, signal, meaning, firm), cells, text("briefing.signals.caption"))
    opinion = Column(text("briefing.signals.opinion"), share=3.4)
    cells = tuple((_crime(row), f"{row['rule_words']}.\n{why(row)}", _firm(row), _opinion(row)) for row in rows)
    return Table((series, meaning, firm, opinion), cells, text("briefing.signals.caption_judged"))


def _crime(row: dict[str, Any]) -> str:
    return row["title"] + (" *" if row["policing_dependent"] else "")


def _opinion(row: dict[str, Any]) -> str:
    return f"{row['label']}.\n{row['said']}" if row["label"] else "–"


def _firm(row: dict[str, Any]) -> Mark | str:
    return Mark("signal", text("briefing.signals.holds")) if row["stands_out"] else text("briefing.signals.look")


def _heading(ctx: Context, found: Exhibit, shown: int) -> str:
    if ctx.area_codes or ctx.subject.kind in ("focus", "goal"):
        return text("briefing.signals.here", n=sentences.capital(sentences.counted(shown, "signal", "signaler")))
    return found.heading

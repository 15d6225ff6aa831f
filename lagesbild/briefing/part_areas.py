"""Parts on areas: what stands out in each of them, and one area or council against the rest of the municipality."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from lagesbild import sentences, sentences_survey
from lagesbild.briefing import part_area_reports as reports
from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Beside, Block, Column, Heading, Picture, Points, Said, Section, Table
from lagesbild.briefing.numbers import area_bars
from lagesbild.briefing.part_work import area_activities, area_problems, area_promises, whole_promises
from lagesbild.briefing.pictures import picture_of
from lagesbild.charts import printed
from lagesbild.charts.marks import swedish
from lagesbild.exhibits import area_answers, areas, trend
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.survey_figures import areas_against_rest, changes
from lagesbild.model import ALL
from lagesbild.read import read
from lagesbild.sentences_goals import in_words
from lagesbild.texts import number, text


def standing_out(ctx: Context) -> Section | None:
    """Every area in alphabetical order with what is certainly worse there than in the rest; no area is ranked."""
    answers, crimes = _worse_answers(ctx), _more_crime(ctx)
    if answers.empty and crimes.empty:
        return Section("standing_out", text("briefing.areas.title"), (Said(text("briefing.areas.none")),))
    names = pd.concat([part[["area", "name"]] for part in (answers, crimes) if len(part)]).drop_duplicates("area")
    rows = [
        (row["name"], _listed(answers, row["area"]), _listed(crimes, row["area"]))
        for row in sorted(names.to_dict("records"), key=lambda row: swedish(row["name"]))
    ]
    worse = [row for row in rows if row[1:] != ("–", "–")]
    how = Said(_how(ctx), "note")
    if not worse:
        return Section("standing_out", text("briefing.areas.nothing"), (how,))
    columns = (
        Column(text("exhibits.column.area"), share=1.2), Column(text("briefing.areas.answers"), share=2.2),
        Column(text("briefing.areas.crimes"), share=2.2),
    )  # fmt: skip
    table = Table(columns, tuple(worse), text("briefing.areas.caption"))
    others = [row[0] for row in rows if row not in worse]
    quiet = (Said(text("briefing.areas.quiet", areas=sentences_survey.listed(others))),) if others else ()
    title = sentences.capital(text("briefing.areas.found", n=in_words(len(worse)), all=in_words(len(rows))))
    return Section("standing_out", title, (table, *quiet, how))


def _how(ctx: Context) -> str:
    period = areas.period_label(ctx.area_period) if ctx.area_period else ""
    told = [text("briefing.areas.source_wave", wave=ctx.wave.wave)] if ctx.wave else []
    told += [text("briefing.areas.source_year", period=period)] if period else []
    return " ".join([*told, text("briefing.areas.family"), text("briefing.areas.order")])


def _worse_answers(ctx: Context) -> pd.DataFrame:
    if ctx.wave is None:
        return pd.DataFrame()
    rows = areas_against_rest(ctx.reader, ctx.wave)
    rows = rows[(rows["subgroup"] == ALL) & (rows["measure"] == "share")]
    return rows.assign(told=(rows["polarity"] == "bad") & rows["verdict"].isin(area_answers.SURE))


def _more_crime(ctx: Context) -> pd.DataFrame:
    if ctx.area_period is None:
        return pd.DataFrame()
    rows = areas.family(ctx.reader, ctx.area_period)
    return rows.assign(
        told=(rows["polarity"] == "bad") & rows["verdict"].isin(area_answers.SURE) & ~rows["policing_dependent"].astype(bool)
    )


def _listed(rows: pd.DataFrame, area: str) -> str:
    """What is certain for an area, in words; a dash where nothing is."""
    if rows.empty:
        return "–"
    found = list(rows.loc[(rows["area"] == area) & rows["told"], "short_title"])
    return sentences.capital(", ".join(found).lower()) if found else "–"


def sides(ctx: Context) -> tuple[Exhibit | None, Exhibit | None]:
    """What people answer and what is reported in the subject's area or council, against the rest."""
    answers = area_answers.area_answers(ctx.reader, ctx.wave, ctx.subject.code) if ctx.wave else None
    crimes = areas.profile(ctx.reader, ctx.subject.code, ctx.area_period) if ctx.area_period else None
    return (answers if answers is not None and len(answers.frame) else None), (crimes if crimes is not None and len(crimes.frame) else None)


def clearest(ctx: Context) -> list[dict[str, Any]]:
    """The area's clearest problems, at most three."""
    answers, crimes = (side.frame if side else areas.NOTHING for side in sides(ctx))
    return area_answers.clearest(ctx.reader, ctx.wave, answers, crimes)


def problem_words(row: dict[str, Any]) -> str:
    """A problem in a line: what, here and in the rest, with its verdict."""
    if row["kind"] == "answer":
        return f"{row['short_title']}: {sentences_survey.against_rest(row)}"
    unit = row["unit"]
    told = {"unit": sentences.measured_in(row), "verdict": text(f"sentences.area_verdict.{row['verdict']}")}
    here, rest = (sentences.value(row[key], unit) for key in ("value", "rest_value"))
    return text("briefing.summary.crime", what=row["short_title"], here=here, rest=rest, **told)


def profile(ctx: Context) -> Section | None:
    """One area or council: its answers and its reports against the rest, its reports over the years, and what is done there."""
    answers, crimes = sides(ctx)
    if answers is None and crimes is None:
        return Section("profile", text("briefing.profile.empty", name=ctx.subject.name), (Said(text("briefing.profile.none")),))
    asked = _answers(answers) if answers else None
    reported = tuple(reports.pictures(ctx, crimes)) if crimes else ()
    written: tuple[Block, ...] = (
        Heading(text("briefing.profile.done")), _written(area_problems(ctx) + area_activities(ctx), "briefing.profile.nothing_done"),
        Heading(text("briefing.profile.kept")), _promised(ctx),
    )  # fmt: skip
    left: tuple[Block, ...] = (*((asked,) if asked else ()), Said(text("briefing.profile.reading"), "note"), *written)
    return Section("profile", "", (Beside(left, reported),) if reported else left)


def _written(items: list[str], empty: str) -> Block:
    return Points(tuple(items)) if items else Said(text(empty))


def _promised(ctx: Context) -> Block:
    """The promises to the area alone, and those that hold in the whole municipality."""
    here, everywhere = area_promises(ctx), whole_promises(ctx)
    if not here:
        return Said(f"{text('briefing.profile.no_promises')} {everywhere}".strip())
    return Points((*here, *([everywhere] if everywhere else [])))


def _answers(side: Exhibit) -> Picture | None:
    data = area_bars(side.frame.to_dict("records"), "share", name="short_title", words=text("briefing.profile.rest"))
    return picture_of(side, data, title=text("areas.answers"))


def locator(ctx: Context) -> Picture | None:
    """Where the area lies; a council has no borders of its own."""
    if ctx.subject.kind != "area":
        return None
    version = next((place.area_version for place in trend.places(ctx.reader) if place.area == ctx.subject.code), "")
    boundary = read(ctx.reader, "boundary", area_version=version)
    if ctx.subject.code not in set(boundary["area"].astype(str)):
        return None
    draw = partial(_at, boundary, ctx.subject.code, ctx.subject.name)
    told = {"name": ctx.subject.name, "place": ctx.name}
    return Picture("", text("briefing.profile.here", **told), "", text("briefing.profile.where", **told), draw)


def _at(boundary: pd.DataFrame, code: str, name: str, width: float) -> str:
    return printed.locator_svg(boundary, {code: name}, code, width=width)


def since_before(ctx: Context) -> Section | None:
    """What has certainly changed in the area itself since the agreement's starting point."""
    if ctx.wave is None or ctx.earlier_wave is None:
        return None
    rows = changes(ctx.reader, ctx.wave, ctx.earlier_wave, ctx.subject.code)
    rows = rows[rows["measure"] == "share"]
    if rows.empty:
        return None
    sure = rows[rows["verdict"].isin(("increase", "decrease"))].to_dict("records")
    named = [sentences_survey.change_sentence(row, ctx.earlier_wave.wave) for row in sure]
    tested = int(rows["verdict"].isin(("increase", "decrease", "no_clear_change")).sum())
    title = text("briefing.profile.changed" if named else "briefing.profile.unchanged", since=ctx.earlier_wave.wave)
    needed = text("briefing.profile.tested", n=number(tested), least=_least(rows))
    return Section("since_before", title, ((Points(tuple(named)),) if named else ()) + (Said(needed, "note"),))


def _least(rows: pd.DataFrame) -> str:
    needed = rows[["least_decrease", "least_increase"]].max(axis=1).dropna()
    return sentences_survey.points(float(needed.median())) if len(needed) else "–"

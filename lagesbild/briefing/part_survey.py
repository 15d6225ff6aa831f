"""Parts on what people answer: every question against the agreement's starting point, and the leading question by area."""

from __future__ import annotations

from functools import partial

from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Beside, Block, Picture, Said, Section
from lagesbild.briefing.numbers import area_bars, question_bars
from lagesbild.briefing.pictures import drawn, picture_of
from lagesbild.charts import printed
from lagesbild.charts.marks import swedish
from lagesbild.exhibits import area_answers, survey
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.survey_figures import areas_against_rest
from lagesbild.texts import text

MAIN_CONCEPT = "unsafe_evening"  # the question that residents are asked about first
MAP_SHARE = 0.46


def survey_exhibit(ctx: Context) -> Exhibit | None:
    """Every question of the newest wave in the whole municipality, as on the page Trygghetsmätning."""
    return None if ctx.wave is None else survey.wave_changes(ctx.reader, ctx.code, ctx.name, ctx.wave, ctx.earlier_wave)


def questions(ctx: Context) -> Section | None:
    """All questions with what has certainly changed since the agreement's starting point."""
    found = survey_exhibit(ctx)
    if found is None:
        return Section("questions", text("survey.empty"), (Said(text("briefing.survey.none")),))
    unit = found.frame["unit"].iloc[0] if len(found.frame) else "share"
    since = ctx.earlier_wave.wave if ctx.earlier_wave else ""
    picture = picture_of(found, question_bars(found.frame.to_dict("records"), unit, since), title="", sub=found.sub)
    blocks: list[Block] = [picture] if picture else []
    blocks += [Said(words, "note") for words in (found.facts["detectable"], *found.facts["reasons"]) if words]
    return Section("questions", found.heading, tuple(blocks))


def main_question(ctx: Context) -> str | None:
    """The question to show by area: the subject's first goal measured by the survey, else the main one, else the first."""
    if ctx.wave is None:
        return None
    rows = areas_against_rest(ctx.reader, ctx.wave)
    rows = rows[(rows["measure"] == "share") & rows["value"].notna()]
    asked = [row["lead"]["indicator"] for row in ctx.goals if row["lead"]] if ctx.subject.kind in ("focus", "goal") else []
    asked += list(rows.loc[rows["concept"] == MAIN_CONCEPT, "indicator"])
    return next((slug for slug in [*asked, *rows["indicator"]] if slug in set(rows["indicator"])), None)


def area_question(ctx: Context) -> Section | None:
    """The leading question as a map and an alphabetical list, each area against the rest."""
    slug = main_question(ctx)
    if slug is None or ctx.wave is None:
        return None
    found = area_answers.question_map(ctx.reader, ctx.name, ctx.wave, slug, ctx.subject.code if ctx.subject.kind == "area" else None)
    bars = area_picture(found)
    chart = picture_of(found, title="", sub="", source="")
    row = found.frame.iloc[0]
    words = Said(text("briefing.areas.how", what=row["title"], wave=ctx.wave.wave), "lede")
    told: tuple[Block, ...] = (Beside((chart,), (bars,), MAP_SHARE),) if chart else (bars,)
    return Section(
        "area_question", found.heading, (words, *told, Said(found.source_line, "note"), Said(text("briefing.areas.order"), "note"))
    )


def area_picture(found: Exhibit) -> Picture:
    """The list beside a map: areas in alphabetical order, each with its interval, against the whole municipality."""
    rows = sorted(found.frame.to_dict("records"), key=lambda row: swedish(str(row["name"])))
    unit, level = found.frame["unit"].iloc[0], found.facts["whole"]
    data = area_bars(rows, unit, name="name", reference=level, words=text("briefing.areas.whole"))
    draw = partial(printed.area_dots_svg, found.frame, rest_value=level, unit=unit)
    return Picture("", "", "", f"{found.heading}. {found.sentence}", drawn(draw), data)

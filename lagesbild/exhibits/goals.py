"""Mål: every goal of an agreement with its status and why, one goal with all its measures, and what has certainly changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd

from lagesbild import sentences
from lagesbild import sentences_goals as said
from lagesbild.agreement_state import Standing
from lagesbild.charts import interactive, printed
from lagesbild.exhibits import activity_marks, agreements, situation, survey_figures
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.exhibits.goal_figures import judged_goals, numbered
from lagesbild.kept import kept
from lagesbild.sentences_agreement import fields_line
from lagesbild.sentences_chance import chance
from lagesbild.store import Reader
from lagesbild.texts import day, number, text

COLUMNS = {
    "number": "number", "title": "goal", "status_word": "status", "why": "why", "measure": "measure", "baseline": "base_period",
    "base_value": "base_value", "label": "period", "value": "value", "lower": "lower", "upper": "upper", "unit_name": "unit",
    "base": "base", "target": "target", "chance": "chance", "rule": "test", "source": "source", "data_date": "data_date",
    "vintage": "vintage",
}  # fmt: skip
SERIES = {
    "label": "period",
    "value": "value",
    "lower": "lower",
    "upper": "upper",
    "numerator": "count",
    "base": "base",
    "unit_name": "unit",
    "vintage": "vintage",
}


@kept
def goal_list(reader: Reader, of: Standing) -> Exhibit:
    """One row per goal of an agreement, with the headline that counts them."""
    goals = judged_goals(reader, of)
    rows = numbered(goals)
    statuses = [row["status"] for row in rows]
    over = not of.counts
    measures = [measure for row in goals for measure in row["measures"]]
    frame = pd.DataFrame([_flat(row) for row in rows])
    return Exhibit(
        slug="goals",
        heading=said.headline(statuses, label=of.agreement.label, over=over) if rows else text("goals.no_goals_title"),
        sub="",
        sentence=said.lede(statuses),
        source_line=_overview_source(measures),
        frame=frame,
        table=swedish_table(frame, COLUMNS) if len(frame) else frame,
        queries=("goals", "goal_measures", "goal_series", "goal_breaks"),
        definition=text("goals.definition"),
        caveat=text("goals.caveat"),
        facts={"rows": rows, "goals": goals},
    )


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A goal as one row of the table to download."""
    lead = row["lead"]
    plain = {
        "number": row["number"],
        "title": row["title"],
        "status": row["status"],
        "status_word": said.status_word(row["status"]),
        "why": said.goal_why(row),
    }
    if lead is None:
        return (
            plain
            | dict.fromkeys(("measure", "baseline", "label", "unit_name", "chance", "rule", "data_date"), "")
            | dict.fromkeys(("base_value", "value", "lower", "upper", "base", "target", "vintage"))
            | {"source": text("exhibits.own_source")}
        )
    factor = 100 if lead["unit"] == "share" else 1
    now = lead["latest"] or {}
    figures = {name: now[name] * factor if name in now else None for name in ("value", "lower", "upper")}
    ahead = lead["progress"].forecast
    told = {
        "target": None if lead["target"] is None else lead["target"] * factor,
        "chance": chance(ahead.probability, few=ahead.method == "pace") if ahead else "",
    }
    told |= {
        "base_value": lead["base"]["value"] * factor if lead["base"] else None, "label": sentences.label(now) if now else "",
        "base": now.get("base"), "rule": text(f"goals.rule.{lead['progress'].rule}"), "vintage": now.get("vintage"),
        "source": now.get("source") or text("exhibits.own_source"), "data_date": day(now["data_date"]) if now else "",
    }  # fmt: skip
    return plain | figures | told | {"measure": lead["title"], "baseline": lead["baseline"], "unit_name": sentences.measured_in(lead)}


def _overview_source(measures: Sequence[Mapping[str, Any]]) -> str:
    """How far the data behind the goals reach, and how many tests were made together."""
    series = [row["series"] for row in measures if len(row["series"])]
    if not series:
        return ""
    newest = pd.concat(series)
    tested = measures[0]["tested"]
    family = text("goals.family_one") if tested == 1 else text("goals.family", n=number(tested)) if tested else ""
    told = text("goals.overview_source", data_date=day(newest["data_date"].max()), vintage=newest["vintage"].max())
    return " ".join(part for part in (told, family) if part)


@kept
def measure_exhibit(reader: Reader, place: str, of: Standing, row: dict[str, Any]) -> Exhibit:
    """One measure of a goal over all its years; its status is the agreement's own, the series crosses the periods."""
    rows = row["series"].assign(
        label=[sentences.label(one) for _, one in row["series"].iterrows()], unit_name=sentences.measured_in(row),
    )  # fmt: skip
    progress = row["progress"]
    heading, waves = said.finding(row), row["period_kind"] == "wave"
    line = source_line(rows, "" if row["in_agreement"] else text("goals.not_in_agreement"), key="exhibits.source")
    known = bool(rows["value"].notna().any())
    ends = [band for band in agreements.bands(reader) if band[0] <= (of.agreement.starts.first if of.agreement.starts else date.max)]
    due = _day_of(progress.forecast.at) if progress.forecast else row["deadline"]
    aims = {
        "target": row["target"], "target_words": sentences.capital(said.aim(row)), "due": due, "bands": ends,
        "baseline": row["baseline_start"].date(), "neutral": bool(row["policing_dependent"]),
    }  # fmt: skip
    marks = activity_marks.of_goal(reader, row["goal"], of, rows, ends)
    draw = {"frame": rows, "breaks": row["cuts"], "unit": row["unit"], "waves": waves, "marks": marks}
    factor = 100 if row["unit"] == "share" else 1
    shown = rows.assign(**{name: rows[name] * factor for name in ("value", "lower", "upper")})
    return Exhibit(
        slug=f"goal_{row['measure_order']}",
        heading=heading,
        sub=_sub(row, rows, place, ends),
        sentence=said.explanation(row),
        source_line=line,
        frame=rows,
        table=swedish_table(shown, SERIES),
        queries=("goal_measures", "goal_series", "goal_breaks", "agreement_periods"),
        definition=_joined(row["definition"], text("goals.definition")),
        caveat=_joined(row["caveat"], text("goals.caveat")),
        figure=partial(interactive.goal_trend, **draw, **aims) if known else None,
        picture=partial(printed.trend_svg, **draw, title=heading, source=line) if known else None,
        facts={"row": row, "method": said.method(row), "power": said.power(row)},
        marks=marks,
    )  # fmt: skip


def _sub(row: dict[str, Any], rows: pd.DataFrame, place: str, bands: Sequence[tuple[date, date, str]]) -> str:
    """What is measured, and what each line and field of the picture is."""
    first = rows["period_start"].min().date() if len(rows) else date.max
    last = max([rows["period_end"].max().date() if len(rows) else date.min, *(end for _, end, _ in bands[-1:])])
    aim = [text("goals.target_line")] if row["target"] is not None else []
    aim += [text("goals.pace_line")] if aim and row["base"] else []
    told = text("goals.goal_sub", title=row["title"], unit=sentences.measured_in(row), place=place)
    return " ".join(filter(None, (told, fields_line(bands, first, last), *aim)))


def _joined(own: Any, common: str) -> str:
    """The indicator's own words, where the build has the indicator, and those that all goals share."""
    return f"{own} {common}" if isinstance(own, str) and own else common


def _day_of(at: float) -> date:
    """A decimal year as a day."""
    return date(int(at), 1, 1) + timedelta(days=round((at - int(at)) * 365.25) - 1)


@kept
def certain_changes(reader: Reader, code: str, since: str = "") -> tuple[list[dict[str, Any]], str]:
    """What has certainly changed, survey answers first, and since when.

    `since` is a wave's or a year's name; without it, or where a source lacks it, the one before the latest counts:
    that is the lägesbild before this one. Questions are one family of tests, crime types another.
    """
    rows: list[dict[str, Any]] = []
    used = ""
    for wave in survey_figures.waves(reader, "own")[:1]:
        earlier = survey_figures.earlier(reader, wave)
        before = next((one for one in earlier if one.wave == since), earlier[0] if earlier else None)
        used = before.wave if before else ""
        if before:
            rows += [
                _from_survey(row, before.wave, wave.wave) for row in survey_figures.changes(reader, wave, before, code).to_dict("records")
            ]
    years = situation.years(reader)
    if len(years) > 1:
        asked = int(since) if since.isdigit() and int(since) in years[1:] else years[1]
        rows += [_from_crime(row) for row in situation.situation(reader, asked).facts["rows"]]
        used = used or str(asked)
    return [row for row in rows if row["verdict"] in ("increase", "decrease")], used


def _from_survey(row: dict[Any, Any], before: str, now: str) -> dict[str, Any]:
    shown = {"before": sentences.value(row["then_value"], row["unit"]), "after": sentences.value(row["value"], row["unit"])}
    return {
        "what": row["short_title"], "verdict": row["verdict"], "polarity": row["polarity"], "first": before, "last": now,
        "unit": sentences.unit_words(row["unit"]), "href": f"fragor?fraga={row['indicator']}",
    } | shown  # fmt: skip


def _from_crime(row: dict[str, Any]) -> dict[str, Any]:
    shown = {"before": sentences.value(row["base_value"], row["unit"]), "after": sentences.value(row["latest_value"], row["unit"])}
    return {
        "what": row["short_title"], "verdict": row["verdict"], "polarity": row["polarity"], "first": row["base_label"],
        "last": row["latest_label"], "unit": row["unit_name"], "href": f"trender?brott={row['indicator'].removesuffix('_count')}",
    } | shown  # fmt: skip


def baseline_of(rows: Sequence[dict[str, Any]]) -> str:
    """The baseline that most measured goals have; empty where none is measured."""
    told = [row["lead"]["baseline"] for row in rows if row["lead"]]
    return max(told, key=told.count) if told else ""

"""Is it getting safer? The answer of the municipality's own survey on the start page: the whole, every area, and how certain."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lagesbild.build.site_answer import listed, numeral
from lagesbild.build.site_area import MAIN_CONCEPT, Areas
from lagesbild.build.site_area_change import compared_with
from lagesbild.build.site_area_page import CHANGE_SYMBOL, TONE_OF
from lagesbild.build.site_area_sentences import hundred, sure_change
from lagesbild.build.site_data import SHOWN, SiteData
from lagesbild.build.site_map import area_map, legend
from lagesbild.charts import fluid, fluid_change
from lagesbild.charts.fluid_change import Figured
from lagesbild.exhibits import survey_figures
from lagesbild.exhibits.survey_figures import Wave
from lagesbild.model import ALL
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import long_day, number, percent, text

WHOLE = "municipality"
JUDGED = ("increase", "decrease", "no_clear_change")
STEP = 0.2  # of the areas' common scale


@dataclass(frozen=True)
class Safety:
    """What the municipality's own survey says about safety in the evening."""

    whole: pd.Series  # the whole municipality's figure with its change since the earlier wave, judged among all questions
    since: int | None  # the earlier wave's year
    wave: Wave
    waves: pd.DataFrame  # one row per wave: year, value, lower, upper in per cent; NaN where nothing is shown
    areas: pd.DataFrame  # one row per area: the same question, judged as one family


def safety(reader: Reader, data: SiteData, around: Areas) -> Safety | None:
    """Read the question about safety; None where no own survey asks it or the municipality's figure is not shown."""
    wave = next(iter(survey_figures.waves(reader, "own")), None)
    if wave is None:
        return None
    before = compared_with(reader, wave)
    found = survey_figures.changes(reader, wave, before, data.code, ALL)
    found = found[(found["concept"] == MAIN_CONCEPT) & (found["unit"] == "share") & found["state"].isin(SHOWN)]
    if found.empty:
        return None
    whole = found.iloc[0]
    rows = read(reader, "site_areas")
    rows = rows[(rows["area_level"] == WHOLE) & (rows["indicator"] == whole["indicator"]) & (rows["period_kind"] == "wave")]
    shown = rows["state"].isin(SHOWN)
    waves = pd.DataFrame({"year": rows["period_start"].dt.year} | {k: 100 * rows[k].where(shown) for k in ("value", "lower", "upper")})
    areas = around.survey[around.survey["indicator"] == whole["indicator"]] if len(around.survey) else around.survey
    compared = before is not None and whole["then_state"] in SHOWN
    return Safety(whole, before.field_from.year if compared and before else None, wave, waves.sort_values("year"), areas)


def safety_screen(found: Safety, data: SiteData, crime: str) -> dict[str, Any]:
    """The first screen: question, answer, figure, certainty, the "but" and the chart; `crime` is what reported crime says."""
    row, since = found.whole, found.since
    year = found.wave.field_from.year
    verdict = str(row["verdict"]) if since and row["verdict"] in JUDGED else "plain"
    up, down = (_changed(found, verdict) for verdict in ("increase", "decrease"))
    told_then = [text("site.hero.then", year=since, value=text("site.safety.of", n=hundred(row["then_value"])))] if since else []
    heading = text(f"site.safety.finding_{verdict}", since=since or "")
    told = text("site.safety.chart_told", finding=heading, year=year, here=hundred(row["value"]))
    return {
        "question": text("site.safety.question", name=data.name),
        "headline": _headline(found, verdict, bool(up), bool(down)),
        "value": hundred(row["value"]),
        "unit": text("site.safety.unit"),
        "comparison": " ".join([text("site.safety.what", year=year), *told_then]),
        "tone": TONE_OF[row["polarity"]] if verdict in ("increase", "decrease") else "ink" if verdict == "no_clear_change" else "muted",
        "word": text(f"site.word.{row['verdict']}") if since else text("site.safety.once"),
        "symbol": fluid_change.symbol(CHANGE_SYMBOL.get(str(row["verdict"]), "unsure")),
        "but": [
            *(_but(up, down) if since else []),  # asked once nothing can have changed
            *([text("site.safety.crime", finding=crime[:1].lower() + crime[1:])] if crime else []),
        ],
        "finding": heading,
        "sub": text("site.safety.sub"),
        "chart": fluid.trend(found.waves, told=told, base=since, latest=year, decimals=0, shade=data.shade()),
        "large": False,
        "notes": " ".join(_notes(found, year)),
    }


def _changed(found: Safety, verdict: str) -> list[str]:
    """The names of the areas that have certainly changed this way."""
    return list(found.areas.loc[found.areas["since_verdict"] == verdict, "name"]) if len(found.areas) else []


def _headline(found: Safety, kind: str, up: bool, down: bool) -> tuple[str, ...]:
    """Two short sentences; `kind` is a verdict that says something, or plain."""
    other = {"decrease": up, "increase": down, "no_clear_change": up or down}
    key = f"{kind}{'_but' if other[kind] else ''}" if kind in other else "not_compared" if found.since else "once"
    return tuple(text(f"site.safety.headline_{key}").split("|"))


def _but(up: list[str], down: list[str]) -> list[str]:
    told = [text(f"site.safety.{key}", areas=listed(names)) for key, names in (("up", up), ("down", down)) if names]
    return told or [text("site.safety.no_area")]


def _notes(found: Safety, year: int) -> list[str]:
    row = found.whole
    one = int(found.waves["value"].notna().sum()) < 2 if len(found.waves) else False
    told = [text(f"site.chart.{'stroke' if one else 'shadow'}", year=year, lower=hundred(row["lower"]), upper=hundred(row["upper"]))]
    told += [text("site.chart.level", base=found.since)] if fluid.has_level(found.waves, found.since, year) else []
    told += [sure_change(row, found.since)] if found.since and row["verdict"] in JUDGED else []
    return [*told, text("site.chart.why"), text("site.chart.source", source=found.wave.source, day=long_day(found.wave.field_to))]


def safety_areas(found: Safety, around: Areas) -> dict[str, Any] | None:
    """Every neighbourhood's answer and change, as list and map, in alphabetical order; None without neighbourhoods."""
    if found.areas.empty:
        return None
    rows = {row["area"]: row for row in found.areas.to_dict("records")}
    shown = [row for row in rows.values() if row["state"] in SHOWN]
    highest = max([STEP, *(row["upper"] for row in shown), *(row["then_upper"] for row in shown if row["then_state"] in SHOWN)])
    top = min(1.0, STEP * math.ceil(highest / STEP - 1e-9))
    year, since = found.wave.field_from.year, found.since
    up, down = (len(_changed(found, verdict)) for verdict in ("increase", "decrease"))
    lines = [_line(rows[area], around, top, since is not None) for area in around.names if area in rows]
    told = {"year": year, "since": since} if since else {"year": year}
    plain = "" if since else "_plain"  # asked once: there is nothing to compare with
    notes = [text(f"site.safety.areas_note{plain}", **told, top=percent(top))]
    notes += [text("site.list.note_hidden")] if len(shown) < len(rows) else []
    signs = {line["area"]: line["sign"] for line in lines if line["sure"]}
    tones = {line["area"]: line["map"] for line in lines}
    return {
        "finding": _areas_finding(up, down, compared=since is not None),
        "sub": text(f"site.safety.areas_sub{plain}", **told),
        "latest": year,
        "since": text("site.list.head_since", base=since) if since else text("site.safety.head_level"),
        "scale": fluid_change.level_scale(round(top / STEP), (percent(0), percent(top))),
        "rows": lines,
        "notes": " ".join(notes),
        "map": area_map(around.ground, tones=tones, signs=signs),
        "legend": legend((line["map"], line["sign"], line["word"]) for line in lines if line["sign"]),
    }


def _areas_finding(up: int, down: int, *, compared: bool) -> str:
    if not compared:
        return text("site.safety.areas_plain")
    key = {(True, True): "both", (True, False): "up", (False, True): "down", (False, False): "none"}[bool(up), bool(down)]
    named = {name: text(f"site.safety.areas_{'one' if n == 1 else 'many'}", n=numeral(n)) for name, n in (("up", up), ("down", down))}
    return text(f"site.safety.areas_{key}", **named)


def _line(row: dict[str, Any], around: Areas, top: float, compared: bool) -> dict[str, Any]:
    """One area: its figure on the common scale beside what it was then, and the word for the change."""
    shown, verdict = row["state"] in SHOWN, str(row["since_verdict"])
    sure = shown and verdict in ("increase", "decrease")
    tone = (
        TONE_OF[row["since_polarity"]]
        if sure
        else "plain"
        if shown and not compared
        else "ink"
        if shown and verdict == "no_clear_change"
        else "unsure"
    )
    now = Figured(row["value"], row["lower"], row["upper"])
    then = Figured(*(row[f"then_{key}"] if row["then_state"] in SHOWN else math.nan for key in ("value", "lower", "upper")))
    return {
        "area": row["area"],
        "number": around.number(row["area"]),
        "name": around.names[row["area"]],
        "page": around.page(row["area"]),
        "value": percent(row["value"]) if shown else "–",
        "sure": sure,
        "picture": fluid_change.level(now, then, top, tone) if shown else "",
    } | _said(row, shown, verdict, tone, sure, compared)


def _between(row: dict[str, Any], then: str) -> str:
    return text("site.area.between", **{end: number(100 * row[f"{then}{end}"]) for end in ("lower", "upper")})


def _then(row: dict[str, Any]) -> list[str]:
    """The earlier figure in words, for those who do not see the stroke and its foot."""
    if row["then_state"] not in SHOWN:
        return []
    return [text("site.safety.then", since=int(row["since_year"]), value=percent(row["then_value"]), between=_between(row, "then_"))]


def _said(row: dict[str, Any], shown: bool, verdict: str, tone: str, sure: bool, compared: bool) -> dict[str, Any]:
    """The words and signs of an area: its change, or where the question was asked once how sure its level is."""
    between = _between(row, "") if shown else ""
    if shown and not compared:
        return {"word": between, "told": "", "sign": "", "symbol": "", "tone": "", "map": "none"}
    sign = CHANGE_SYMBOL.get(verdict, "unsure") if shown else "hidden"
    return {
        "word": text(f"site.word.{verdict}") if shown else text("site.word.hidden"),
        "told": ". ".join([between, *_then(row)]) if shown else "",
        "sign": sign,
        "symbol": fluid_change.symbol(sign),
        "tone": tone if shown else "muted",
        "map": (tone if sure else "none" if verdict == "no_clear_change" else "unsure") if shown else "hidden",
    }

"""Upplevt och anmält: what people experience beside the reported crime that it is about, area by area."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import pandas as pd

from lagesbild import sentences_experienced as said
from lagesbild.charts import interactive, printed
from lagesbild.charts.marks import swedish
from lagesbild.exhibits import areas
from lagesbild.exhibits.areas import AreaPeriod, area_periods, period_label
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.exhibits.question import whole
from lagesbild.exhibits.survey_figures import Wave, areas_against_rest
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.stats.accord import accord_verdicts, count_ratio, share_ratio
from lagesbild.store import Reader
from lagesbild.texts import number, text

CRIME = ("value", "lower", "upper", "numerator", "base", "rest_events", "rest_base", "rest_value", "whole_value", "verdict", "polarity",
         "verdict_word", "state", "source", "vintage", "data_date")  # fmt: skip
COLUMNS = {
    "name": "area", "value_shown": "felt", "lower_shown": "felt_lower", "upper_shown": "felt_upper", "base": "answers",
    "rest_shown": "felt_rest", "verdict_word": "felt_against", "crime_value": "reported", "crime_lower": "reported_lower",
    "crime_upper": "reported_upper", "crime_numerator": "count", "crime_rest_value": "reported_rest",
    "crime_verdict_word": "reported_against", "accord_word": "accord",
}  # fmt: skip
TONES = {
    "both_lower": "better",
    "more_felt": "neutral",
    "more_reported": "neutral",
    "no_clear_difference": "unsure",
    "too_uncertain": "few",
}


@kept
def pairs(reader: Reader, wave: Wave) -> pd.DataFrame:
    """The wave's questions that are about a reported crime, one row per question and crime, by key for the address."""
    rows = read(reader, "counterparts", survey=wave.survey, wave=wave.wave)
    rows["key"] = rows["indicator"] + "." + rows["reported"]
    names = zip(rows["short_title"], rows["reported_title"].str.lower(), strict=True)
    rows["name"] = [text("experienced.pair_name", question=question, reported=reported) for question, reported in names]
    return rows.set_index("key", drop=False)


@kept
def default_period(reader: Reader, wave: Wave) -> str | None:
    """The newest whole year with rates that ended before the wave did; its key."""
    over = (p for p in area_periods(reader) if p.period_kind == "year" and p.period_start.year < wave.field_to.year)
    return next((p.key for p in over if areas.family(reader, p)["value"].notna().any()), None)


@lru_cache(maxsize=16)
def family(reader: Reader, wave: Wave, period: AreaPeriod) -> pd.DataFrame:
    """All pairs x areas: each side against the rest as on its own page, and whether the two part ways, as one family."""
    felt = areas_against_rest(reader, wave)
    felt = felt[felt["measure"] == "share"]
    crime = areas.family(reader, period)
    if felt.empty or crime.empty:
        return felt.iloc[:0]
    crime = crime[["indicator", "area", *CRIME]].rename(columns={"indicator": "reported"} | {name: f"crime_{name}" for name in CRIME})
    known = pairs(reader, wave)[["key", "indicator", "reported", "reported_title", "policing_dependent"]]
    felt = felt[felt["area_version"] == period.area_version].drop(columns="policing_dependent", errors="ignore")
    rows = known.merge(felt, on="indicator").merge(crime, on=["reported", "area"], how="left")
    rows["crime_verdict"] = rows["crime_verdict"].fillna("too_uncertain")
    return rows.assign(accord=_accord(rows)).assign(accord_word=lambda judged: [said.accord_word(word) for word in judged["accord"]])


def _accord(rows: pd.DataFrame) -> list[Any]:
    if rows.empty:
        return []
    felt = share_ratio(rows["value"], (rows["lower"], rows["upper"]), rows["rest_value"], (rows["rest_lower"], rows["rest_upper"]))
    reported = count_ratio(rows["crime_numerator"], rows["crime_base"], rows["crime_rest_events"], rows["crime_rest_base"])
    return list(accord_verdicts(list(rows["verdict"]), list(rows["crime_verdict"]), felt, reported))


@kept
def experienced(reader: Reader, wave: Wave, period: AreaPeriod, pair: pd.Series) -> Exhibit:
    """One question beside its crime in every area, in alphabetical order, with both uncertainties."""
    everything = family(reader, wave, period)
    rows = everything[everything["key"] == pair["key"]] if len(everything) else everything
    if rows.empty:
        return Exhibit("experienced", text("experienced.empty"), "", text("experienced.other_areas"), "", rows, rows, ("counterparts",))
    rows = rows.reset_index(drop=True)
    judged = rows.to_dict("records")
    told = {"question": pair["short_title"], "reported": pair["reported_title"].lower()}
    crime = _crime_side(rows)
    heading, line = said.pair_heading(judged, pair["short_title"]), _source(rows, crime, everything)
    sub = text("experienced.sub", wave=wave.wave, period=period_label(period), **told)
    parted = frozenset(rows.loc[rows["accord"].isin(said.PARTED), "area"])
    lines = {"felt": whole(reader, wave, pair["indicator"]), "reported": _whole(crime)}
    draw = {"marked": parted, "felt_line": lines["felt"], "reported_line": lines["reported"]}
    felt = rows.drop(columns="policing_dependent")  # the crime is found by police work, not what people experience
    titles = {"felt_title": text("experienced.felt", **told), "reported_title": text("experienced.reported", **told)}
    return Exhibit(
        slug="experienced", heading=heading, sub=sub, sentence=said.pair_sentence(judged), source_line=line, frame=rows, table=_table(rows),
        queries=("survey_figures", "survey_questions", "survey_contrasts", "areas_in_period", "counterparts"),
        definition=text("experienced.definition", felt=pair["definition"], reported=pair["reported_definition"]),
        caveat=" ".join(filter(None, (text("experienced.caveat"), pair["caveat"], pair["reported_caveat"]))),
        figure=partial(interactive.area_dots, felt, rest_value=lines["felt"], unit="share", marked=parted),
        picture=partial(printed.pair_dots_svg, rows, crime, **draw, **titles, title=heading, source=line, sub=sub),
        facts={"reported": partial(interactive.area_dots, crime, rest_value=lines["reported"], unit="per_1000", marked=parted),
               "lines": lines, "policing": bool(pair["policing_dependent"]), "titles": titles},
    )  # fmt: skip


def _crime_side(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows seen from the reports: their figure, interval and verdict under the plain names; police work stays neutral."""
    side = rows[["area", "name", "policing_dependent", *(f"crime_{name}" for name in CRIME)]]
    side = side.rename(columns=lambda name: name.removeprefix("crime_"))
    return side.assign(state=side["state"].fillna("missing"), polarity=side["polarity"].fillna("neutral"), unit="per_1000")


def _whole(crime: pd.DataFrame) -> float | None:
    """The rate of all areas together; None where no area has reports."""
    known = crime.dropna(subset=["whole_value"])
    return areas.whole_rate(known) if len(known) else None


def _source(rows: pd.DataFrame, crime: pd.DataFrame, everything: pd.DataFrame) -> str:
    """Both sources with their dates, and the declared family."""
    known = crime.dropna(subset=["data_date"])
    told = text("experienced.source", felt=source_line(rows), reported=source_line(known) if len(known) else "–")
    tested = int((everything["accord"] != "too_uncertain").sum())
    return " ".join([told, text("experienced.family", n=number(tested))])


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    shown = {"value": "value", "lower": "lower", "upper": "upper", "rest": "rest_value"}
    return swedish_table(rows.assign(**{f"{key}_shown": 100 * rows[name] for key, name in shown.items()}), COLUMNS)


@kept
def overview(reader: Reader, wave: Wave, period: AreaPeriod) -> Exhibit:
    """Every pair in every area, as a table of words: where to look."""
    rows = family(reader, wave, period)
    if rows.empty:
        return Exhibit("experienced_all", text("experienced.overview.untested"), "", "", "", rows, rows, ("counterparts",))
    judged = rows.assign(
        pair=[text("experienced.pair_name", question=row.short_title, reported=row.reported_title.lower()) for row in rows.itertuples()],
        tone=[_tone(row) for row in rows.itertuples()],
        cell=[text(f"experienced.short.{row.accord}") for row in rows.itertuples()],
        title=[_title(row) for row in rows.itertuples()],
    ).sort_values("name", key=lambda names: names.map(swedish), kind="stable")
    parted = int(rows["accord"].isin(said.PARTED).sum())
    return Exhibit(
        slug="experienced_all", heading=said.overview_heading(judged.to_dict("records")), sub=text("experienced.all_sub"), sentence="",
        source_line=text("experienced.all_foot", sure=number(parted), all=number(int((rows["accord"] != "too_uncertain").sum()))),
        frame=judged.assign(short_title=judged["pair"]),
        table=_table(judged).assign(**{text("experienced.pair"): judged["pair"].to_numpy()}),
        queries=("survey_contrasts", "areas_in_period", "counterparts"),
        definition=text("experienced.read_ratio"), caveat=text("experienced.caveat"),
    )  # fmt: skip


def _tone(row: Any) -> str:
    if row.accord == "both_higher":
        return "neutral" if row.policing_dependent else "worse"
    return "neutral" if row.accord == "both_lower" and row.policing_dependent else TONES[row.accord]


def _title(row: Any) -> str:
    crime = row.crime_verdict_word if isinstance(row.crime_verdict_word, str) else text("sentences.area_verdict.too_uncertain").rstrip(".")
    told = {"area": row.name, "question": row.short_title, "reported": row.reported_title.lower(), "accord": row.accord_word}
    return text("experienced.cell", felt=row.verdict_word, crime=crime, **told)

"""Signaler: what has happened since last time in every monthly series, and how much of it chance would give anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, get_args

import pandas as pd

from lagesbild import sentences_signal_comments, sentences_signals
from lagesbild.charts import interactive
from lagesbild.charts.control_spark import SHOWN
from lagesbild.exhibits.control import tone
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.exhibits.happenings import counted_under, insides
from lagesbild.exhibits.signal_comments import Answers, Comment, Comments, answer, signal_key
from lagesbild.kept import kept
from lagesbild.model import AreaSetKind
from lagesbild.read import read
from lagesbild.stats import false_alarms
from lagesbild.store import Reader
from lagesbild.texts import text

COLUMNS = {
    "short_title": "crime", "place": "area", "rule_words": "signal", "since_label": "since", "last_label": "latest", "value": "value",
    "mean": "mean", "limit_lower": "limit_lower", "limit_upper": "limit_upper", "per_month": "false_alarm", "firm": "firm",
    "under": "counted_under", "judgement": "judgement", "comment": "comment", "commented": "commented",
}  # fmt: skip
SERIES = ["indicator", "area", "area_version"]
ANY, WITHOUT, WITH = "alla", "utan", "med"


@dataclass(frozen=True)
class Wish:
    """What the reader wants to see; ANY does not narrow."""

    crime: str = ANY  # indicator without "_count"
    area: str = ANY  # area code
    side: str = ANY  # above, below
    comments: str = ANY  # WITHOUT, WITH
    also: str = ""  # the key of a signal that is shown whether it has comments or not


@lru_cache(maxsize=8)
def watched(reader: Reader) -> pd.DataFrame:
    """Every series under watch with its names, limits and measured false-alarm rate."""
    return _named(read(reader, "controls"))


@lru_cache(maxsize=8)
def found(reader: Reader) -> pd.DataFrame:
    """Every signal with its words, the firmest first; `lead` is the number of the signal that it is counted under."""
    rows = _named(read(reader, "signals"))
    rows = rows.sort_values(["stands_out", "chance"], ascending=[False, True], kind="stable").reset_index(drop=True)
    rows["lead"] = counted_under(rows, insides(reader))
    rows["tone"] = [tone(row["rule"], row["side"], row) for _, row in rows.iterrows()]
    for column, words in sentences_signals.columns(rows).items():
        rows[column] = words
    return rows


@kept
def found_in(reader: Reader, area: str) -> pd.DataFrame:
    """The signals of one area."""
    rows = found(reader)
    return rows[rows["area"] == area]


@kept
def of_sets(reader: Reader, wish: Wish) -> list[dict[str, Any]]:
    """The signals of the councils and other sets that hold the area of a wish, of its crime type and side; none without an area."""
    holding = {place[0] for place, members in insides(reader).items() if wish.area in {area for area, _ in members}}
    rows = narrowed(found(reader), replace(wish, area=ANY))
    return rows[rows["area"].isin(holding)].to_dict("records") if holding else []


def once(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with one signal of each happening: the firmest of those that are there."""
    return rows.drop_duplicates("lead").reset_index(drop=True)


@kept
def firm(reader: Reader) -> list[dict[str, Any]]:
    """The signals that hold when all series count, each happening once, the newest first."""
    rows = once(found(reader))
    return rows[rows["stands_out"].astype(bool)].sort_values("period_start", ascending=False, kind="stable").to_dict("records")


@lru_cache(maxsize=16)
def answered(reader: Reader, comments: Comments) -> Answers:
    """Which signal of the build each comment belongs to."""
    return answer(found(reader), comments, insides(reader))


@lru_cache(maxsize=64)
def signals(reader: Reader, name: str, wish: Wish, comments: Comments = ()) -> Exhibit:
    """The signal list of a municipality, narrowed by a wish; the family and the expected false ones are those of all series.

    The frame has each happening once; the table, which is also what is downloaded, has every signal and what it is counted under.
    Both have the newest comment in `judgement`, `comment` and `commented`, and the frame has all of them in `comments`.
    """
    series, every = watched(reader), narrowed(found(reader), wish)
    if series.empty:
        return _empty()
    every = with_comments(reader, every, answered(reader, comments))
    shown = once(every)
    commented = shown["comments"].map(bool).astype(bool)
    asked = (commented == (wish.comments == WITH)) | (_keys(shown) == wish.also)
    rows = shown if wish.comments == ANY else shown[asked].reset_index(drop=True)
    every = every[every["lead"].isin(set(rows["lead"]))].reset_index(drop=True)
    family = {"series": len(series), "all": len(once(found(reader))), "expected": float(series["listed"].sum())}
    family |= _counted(series)
    newest = series.loc[series["period_start"].idxmax()]
    family |= {"first": newest["watched_from"], "last": newest["period_start"]}
    return Exhibit(
        slug="signals",
        heading=sentences_signals.heading(rows, family) if len(rows) or shown.empty else text(f"signal_comments.none_{wish.comments}"),
        sub=sentences_signals.family(family),
        sentence=sentences_signals.expected(family),
        source_line=source_line(series, text("signals.measured", **_measured())),
        frame=_with_months(reader, rows),
        table=swedish_table(every.assign(per_month=every["per_month"] * 100), COLUMNS),
        queries=("signals", "controls", "area_sets"),
        definition=text("control.definition") + " " + text("signals.definition"),
        caveat=text("control.no_cause"),
        facts=family | {"named": name, "commented": int(commented.sum()), "uncommented": int((~commented).sum())},
    )


def _counted(series: pd.DataFrame) -> dict[str, Any]:
    """What the number of series is made of: crime types, places of each kind, and how many series that could have been."""
    sets = series["area_version"].where(series["area_version"].isin(get_args(AreaSetKind)), "areas")
    kinds = sets.mask(series["area_level"] == "municipality", "whole")
    places = series.groupby(kinds, sort=False)["area"].nunique().to_dict()
    crimes = series["indicator"].nunique()
    return {"crimes": crimes, "places": places, "possible": crimes * sum(places.values())}


def with_comments(reader: Reader, rows: pd.DataFrame, answers: Answers) -> pd.DataFrame:
    """Signals with all their comments in `comments`, and the newest one in words: `label` and `said` beside it, the rest for tables."""
    told = rows.to_dict("records")
    each = [answers.to(row) for row in told]
    newest = [(mine[0], row) if mine else None for mine, row in zip(each, told, strict=True)]
    words = {
        "label": lambda one, row: sentences_signal_comments.judged(one),
        "said": lambda one, row: sentences_signal_comments.told(one, row, place_name(reader, one)),
        "judgement": lambda one, row: text(f"work.words.judgement.{one.judgement}"),
        "comment": lambda one, row: sentences_signal_comments.words(one),
        "commented": lambda one, row: sentences_signal_comments.signed(one),
    }
    found = {name: [say(*pair) if pair else "" for pair in newest] for name, say in words.items()}
    return rows.assign(**found, comments=pd.Series(each, index=rows.index, dtype=object))


def _keys(rows: pd.DataFrame) -> pd.Series:
    return pd.Series([signal_key(row) for row in rows.to_dict("records")], index=rows.index, dtype=object)


def series_title(reader: Reader, one: Comment) -> str:
    """What the series of a comment is called, also where it is not watched any more."""
    return text("signals.what", crime=_titles(reader).get(one.indicator, one.indicator), place=place_name(reader, one))


def place_name(reader: Reader, one: Comment) -> str:
    """What the place of a comment is called."""
    return _places(reader).get((one.area, one.area_version)) or _places(reader).get((one.area, "")) or one.area


@lru_cache(maxsize=8)
def _titles(reader: Reader) -> dict[str, str]:
    rows = read(reader, "indicators")
    return dict(zip(rows["indicator"], rows["short_title"], strict=True))


@lru_cache(maxsize=8)
def _places(reader: Reader) -> dict[tuple[str, str], str]:
    """The names of areas by code and version, and by code alone for a version that is gone."""
    known, series = read(reader, "areas"), watched(reader)
    names = {(area, ""): name for area, name in zip(known["area"], known["name"], strict=True)}
    return names | {(row["area"], row["area_version"]): row["place"] for row in series.to_dict("records")}


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """The municipality's own rows say that they are of the whole of it."""
    whole = rows["area_level"] == "municipality"
    rows.loc[whole, "place"] = [text("signals.whole", place=place) for place in rows.loc[whole, "place"]]
    return rows


def _with_months(reader: Reader, rows: pd.DataFrame) -> pd.DataFrame:
    """The signals with the small picture of their series."""
    told = []
    for row in rows.to_dict("records"):
        months = read(reader, "control_months", indicator=row["indicator"], area=row["area"])
        told.append(_spark(months[months["area_version"] == row["area_version"]].reset_index(drop=True), row, [row]))
    return rows.assign(spark=pd.Series(told, index=rows.index, dtype=object))


def _spark(months: pd.DataFrame, row: dict[str, Any], marked: Sequence[dict[str, Any]]) -> str:
    """The small picture of a series with the months of some of its signals marked."""
    tones = [tone(rule, side, row) for rule, side in zip(months["rule"], months["side"], strict=True)]
    patterns = [(one["since"], one["period_start"], one["side"]) for one in marked]
    return interactive.control_spark_svg(months.assign(tone=tones), patterns, neutral=row["policing_dependent"])


def _measured() -> dict[str, str]:
    return sentences_signals.measured(false_alarms.measured())


def narrowed(rows: pd.DataFrame, wish: Wish) -> pd.DataFrame:
    """The rows that a wish asks for."""
    asked: dict[str, str] = {"indicator": f"{wish.crime}_count" if wish.crime != ANY else ANY, "area": wish.area, "side": wish.side}
    for column, value in asked.items():
        if value != ANY and column in rows:
            rows = rows[rows[column] == value]
    return rows.reset_index(drop=True)


@lru_cache(maxsize=64)
def charts(reader: Reader, code: str, wish: Wish) -> list[dict[str, Any]]:
    """The series that the page draws, each with its picture: those of one area, or of one crime type; else the municipality's.

    `rule`, `side` and `tone` are those of the latest final month, `first` the year that the picture begins with.
    """
    whole = wish.crime == ANY and wish.area == ANY
    series = narrowed(watched(reader), Wish(wish.crime, code if whole else wish.area))
    if series.empty:
        return []
    months = read(reader, "control_months", indicator=_only(series, "indicator"), area=_only(series, "area"))
    of = dict(list(months.groupby(SERIES)))
    marked = {key: rows.to_dict("records") for key, rows in found(reader).groupby(SERIES)}
    told = []
    for row in series.to_dict("records"):
        key = row["indicator"], row["area"], row["area_version"]
        months = of[key].reset_index(drop=True)
        last = months.iloc[-1]
        mark = {"rule": last["rule"], "side": last["side"], "tone": tone(last["rule"], last["side"], row)}
        told.append(
            row | mark | {"spark": _spark(months, row, marked.get(key, ())), "first": months["period_start"].tail(SHOWN).iloc[0].year}
        )
    return told


def _only(rows: pd.DataFrame, column: str) -> str:
    """The one value of a column, or an empty text where there are several."""
    values = rows[column].unique()
    return values[0] if len(values) == 1 else ""


def _empty() -> Exhibit:
    nothing = pd.DataFrame()
    return Exhibit("signals", text("signals.empty"), "", text("signals.empty_why"), "", nothing, nothing, ("signals", "controls"))

"""Trender, this year so far: the same days of earlier years, what chance gives, and one sentence."""

from __future__ import annotations

from functools import cache, lru_cache, partial

import pandas as pd

from lagesbild import sentences, sentences_control
from lagesbild.charts import interactive
from lagesbild.exhibits.breaks import QUERIES as BREAKS
from lagesbild.exhibits.breaks import breaks as breaks_of
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.trend import Place, indicators
from lagesbild.read import read
from lagesbild.stats.change import polarity
from lagesbild.stats.year_to_date import MOST_YEARS, YearToDate, year_to_date
from lagesbild.store import Reader
from lagesbild.texts import MONTHS, number, text

REGISTERED = 0.995  # from this share on a month counts as registered


def exhibit(reader: Reader, indicator: pd.Series, place: Place) -> Exhibit | None:
    """This year's events so far for an indicator (a count) in one place; None where the file has none."""
    return _exhibit(reader, str(indicator["indicator"]), place)


@lru_cache(maxsize=128)
def _exhibit(reader: Reader, slug: str, place: Place) -> Exhibit | None:
    indicator = indicators(reader).loc[slug]
    rows = read(reader, "year_to_date", indicator=slug, area=place.area, area_version=place.area_version)
    if rows.empty:
        return None
    now, earlier, cut = _years(rows, breaks_of(reader, slug, place.area, place.area_version)["break_date"])
    alike = bool(earlier["registered_days"].notna().all() and pd.notna(now["registered_days"]))
    found = None if cut else _judged(now, earlier, alike=alike)
    sentence = text("control.year_to_date.few_years", n=0 if cut else len(earlier))
    facts = {"events": now["events"], "found": found, "title": _title(now), "polarity": "neutral"}
    figure = None
    if found is not None:
        years = f"{earlier['period_start'].dt.year.min()}–{earlier['period_start'].dt.year.max()}"
        adjusted = alike and round(found.expected) != round(now["days"] * earlier["events"].sum() / earlier["days"].sum())
        sentence = sentences_control.year_to_date_sentence(found.verdict, now["events"], found.expected, years, adjusted=adjusted)
        judged = "neutral" if indicator["policing_dependent"] else polarity(found.verdict, indicator["better"])
        facts["polarity"] = judged
        figure = cache(
            partial(interactive.year_to_date, rows=pd.concat([earlier, rows.tail(1)]), low=found.low, high=found.high, tone=judged)
        )
    return Exhibit(
        slug="year_to_date",
        place=place.name,
        origin=str(indicator["source"]),
        heading=_title(now),
        sub=sentences.measured_in(indicator),
        sentence=sentence,
        source_line=_late(reader, indicator, place, now["period_end"], alike=alike),
        frame=rows,
        table=_table(rows),
        queries=("year_to_date", "registration", *BREAKS),
        definition=text("control.year_to_date.definition"),
        caveat=indicator["caveat"],
        figure=figure,
        facts=facts,
    )


def _title(now: pd.Series) -> str:
    last = now["period_end"]
    return text("control.year_to_date.title", first=f"1 {MONTHS[0]}", last=f"{last.day} {MONTHS[last.month - 1]}")


def _years(rows: pd.DataFrame, breaks: pd.Series) -> tuple[pd.Series, pd.DataFrame, bool]:
    """This year, the years before it since the last break, and whether the break lies within this year."""
    now, last_break = rows.iloc[-1], breaks[breaks <= rows["period_end"].iloc[-1]].max()
    earlier = rows.iloc[:-1]
    earlier = earlier if pd.isna(last_break) else earlier[earlier["period_start"] >= last_break]
    return now, earlier.tail(MOST_YEARS), bool(pd.notna(last_break) and last_break > now["period_start"])


def _judged(now: pd.Series, earlier: pd.DataFrame, *, alike: bool) -> YearToDate | None:
    """This year against the earlier ones; where earlier extracts tell how much is registered, every day counts as much as that."""
    days = "registered_days" if alike else "days"
    spread = 0.0
    if alike and len(earlier):
        weights = earlier["registered_days"] / earlier["registered_days"].sum()
        spread = float(now["registered_error"] + (earlier["registered_error"] * weights).sum())  # as if they erred the same way
    return year_to_date(now["events"], now[days], list(earlier["events"]), list(earlier[days]), spread)


def _late(reader: Reader, indicator: pd.Series, place: Place, until: pd.Timestamp, *, alike: bool) -> str:
    """How much of the latest months is registered, and which of them are told but not counted because late reports are to come."""
    slug = indicator["indicator"]
    shares = {row["period_start"]: row for row in read(reader, "registration", indicator=slug).to_dict("records")}
    where = {"indicator": slug, "area": place.area, "area_version": place.area_version, "period_kind": "month"}
    rows = read(reader, "series", **where, since=until.date())
    told = [sentences_control.preliminary_month(day, shares.get(day)) for day in rows["period_start"]]
    last = shares.get(until.replace(day=1))
    if not alike:
        told.append(text("control.year_to_date.lag_unknown"))
    elif last is not None and last["share_lower"] < REGISTERED:
        told.append(sentences_control.registered_month(last["period_start"], last))
    return " ".join(told)


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    heads = {name: text(f"control.year_to_date.table_{name}") for name in ("year", "from", "to", "days", "registered", "events")}
    return pd.DataFrame({
        heads["year"]: [str(day.year) for day in rows["period_start"]], heads["from"]: rows["period_start"].dt.strftime("%Y-%m-%d"),
        heads["to"]: rows["period_end"].dt.strftime("%Y-%m-%d"), heads["days"]: rows["days"],
        heads["registered"]: rows["registered_days"].round(1), heads["events"]: rows["events"],
    })  # fmt: skip


def big_number(found: Exhibit) -> str:
    """This year's count as it stands alone."""
    return number(found.facts["events"])

"""The public page Löften, and what is done in a neighbourhood: only what is marked public, as the public file has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from lagesbild.build.site_written import Told, in_swedish, said, translations
from lagesbild.charts import fluid_change
from lagesbild.model_promise import HALF, NEARLY_ALL
from lagesbild.read import read
from lagesbild.sentences_promises import counted, finding
from lagesbild.store import Reader
from lagesbild.texts import day, text

# The fixed table from a promise's status to its symbol on the public pages: never coloured, the shape tells.
SHOWN = {"kept": "check", "partly_kept": "half", "not_kept": "cross", "ongoing": "clock"}
# Who stands behind a promise, by the kind of party that answers for it; every other kind is "other".
GIVER = {"police": "police"} | dict.fromkeys(("municipality", "school", "leisure", "social_services"), "municipality")
LATEST = 730  # days: what ended earlier is not told as something that is done here


@dataclass(frozen=True)
class Written:
    """What people have written that residents may read: read once for all pages and languages."""

    activities: pd.DataFrame
    promises: pd.DataFrame
    today: date
    told: Told  # the translations of what is written


def written(reader: Reader, today: date) -> Written:
    """The public activities and promises of the file."""
    return Written(read(reader, "activities", day=today), read(reader, "promises"), today, translations(reader))


def promises_page(here: Written) -> dict[str, Any] | None:
    """What the page shows, the newest period first, or None where no promise is public."""
    rows = here.promises
    if rows.empty:
        return None
    heading, lede = finding(rows["status"].tolist())
    lede = " ".join([*_by_giver(rows), lede]).strip()
    told = [_promise(row, here) for row in rows.to_dict("records")]
    years = list(dict.fromkeys(one["year"] for one in told))
    return {
        "page": "promises",
        "heading": heading,
        "lede": lede,
        "swedish": in_swedish(_texts(told)),
        "rule": text("site_promises.rule", nearly=NEARLY_ALL, half=HALF) if any(one["figure"] for one in told) else "",
        "years": [(year, [one for one in told if one["year"] == year]) for year in years],
        "words": [
            (_symbol(status), "ink", _word(status), text(f"site_promises.meaning.{status}"))
            for status in SHOWN
            if status in set(rows["status"])
        ],
    }


def _by_giver(rows: pd.DataFrame) -> list[str]:
    """How many of those that have ended each giver kept, where several have given any."""
    ended = rows[rows["status"] != "ongoing"]
    givers = ended["owner_kind"].map(GIVER).fillna("other")
    if givers.nunique() < 2:
        return []
    kept = ended["status"].eq("kept").groupby(givers).agg(["sum", "size"])
    found = [(giver, kept.loc[giver]) for giver in ("municipality", "police", "other") if giver in kept.index]
    return [text("site_promises.kept_of", giver=text(f"site_promises.giver.{giver}"), kept=n["sum"], n=n["size"]) for giver, n in found]


def _given(row: dict[str, Any], owner: str) -> str:
    """Who promised: the police or the municipality by that name, and the part of it that answers where it is called something else."""
    answers = text("site_promises.responsible", owner=owner or text("site_promises.no_owner"))
    if row["owner_kind"] not in GIVER:
        return answers
    giver = text(f"site_promises.giver.{GIVER[row['owner_kind']]}")
    promised = text("site_promises.promised", giver=giver)
    return promised if owner == giver else answers if owner.startswith(giver) else f"{promised} {answers}"


def deeds(here: Written, area: str) -> dict[str, Any]:
    """The public activities and promises of one neighbourhood, and the promises that hold everywhere: lists that may be empty."""
    activities, promises = here.activities, here.promises
    anywhere = len(activities) + len(promises) > 0
    activities = activities[(activities["area"] == area) & (activities["status"] != "cancelled")]
    kept = activities[~((activities["status"] == "done") & _long_ago(activities["ends_on"], here.today))]
    done = [_activity(row, here.told) for row in kept.to_dict("records")]
    promised = [_promise(row, here) for row in promises[promises["area"] == area].to_dict("records")]
    whole = promises[(promises["area"] == "") & (promises["place"] == "") & ~_long_ago(promises["period_to"], here.today)]
    everywhere = [_promise(row, here) for row in whole.to_dict("records")]
    return {
        "swedish": in_swedish([*_texts([*promised, *everywhere]), *(part for one in done for part in one.values())]),
        "told": anywhere,  # with nothing public anywhere there is nothing to say about one area
        "activities": done,
        "promises": promised,
        "everywhere": everywhere,
    }


def _long_ago(ends: pd.Series, today: date) -> pd.Series:
    """Which of some last days lie so far back that what ended then is not told any more."""
    return pd.to_datetime(ends) < pd.Timestamp(today) - pd.Timedelta(days=LATEST)


def _activity(row: dict[str, Any], told: Told) -> dict[str, str]:
    key = "late" if row["late"] else row["status"]
    starts, ends = (None if pd.isna(row[name]) else day(row[name]) for name in ("starts_on", "ends_on"))
    when = (
        text("site_promises.from_to", start=starts, end=ends)
        if starts and ends
        else text("site_promises.from", start=starts)
        if starts
        else ""
    )
    return {
        "title": said(row["title"], told),
        "owner": said(row["owner"], told),
        "place": row["place"],
        "when": when,
        "word": text(f"site_promises.activity.{key}"),
    }


def _texts(promises: list[dict[str, Any]]) -> list[object]:
    """Everything in some promises that people have written."""
    return [part for one in promises for part in (one["text"], one["result"], one["owner"], *(one["figure"] or ()))]


def _promise(row: dict[str, Any], here: Written) -> dict[str, Any]:
    waiting, figure = row["status"] == "ongoing" and row["period_to"].date() < here.today, counted(row)
    owner = said(row["owner"], here.told)
    where = ", ".join(dict.fromkeys(part for part in (row["area_name"], row["place"]) if part))
    return {
        "text": said(row["promise_text"], here.told),
        "where": where or text("site_promises.somewhere" if row["area"] else "site_promises.everywhere"),
        "when": text("site_promises.from_to", start=day(row["period_from"]), end=day(row["period_to"])),
        "year": row["period_from"].year,
        "owner": owner,
        "given": _given(row, owner),
        "word": _word(row["status"]),
        "symbol": _symbol(row["status"]),
        "tone": "ink",
        "figure": figure and (figure[0], said(figure[1], here.told) if row["counted"] else figure[1], figure[2]),
        "result": said(row["result"], here.told) or (text("site_promises.waiting") if waiting else ""),
    }


def _symbol(status: str) -> Markup:
    return Markup(fluid_change.symbol(SHOWN[status]))


def _word(status: str) -> str:
    return text(f"site_promises.word.{status}")

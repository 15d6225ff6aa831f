"""What is reported in one area or council: its crime types against the rest of the municipality, and over the years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from textwrap import shorten
from typing import Any

import pandas as pd

from lagesbild import sentences, sentences_signal_comments
from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Picture, SeriesData, SeriesRow
from lagesbild.briefing.numbers import area_bars, area_mark, change_mark, trend_data
from lagesbild.briefing.pictures import picture_of
from lagesbild.charts import printed
from lagesbild.charts.marks import CHANGED, SURE
from lagesbild.exhibits import trend
from lagesbild.exhibits.area_change import LEAST, area_change, through_the_years
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.texts import count, number, text

MOST, LEADS = 8, 3  # crime types on the sheet; those whose series are told of first
NOT_CRIME = ("registration", "police_work")  # judgements that a figure has moved for another reason than the crimes themselves
JUDGED_LETTERS = 120  # of such a judgement


def changes_in(ctx: Context) -> Exhibit | None:
    """Every crime type of the subject, the latest whole year against the one before the agreement, one family with the other areas."""
    version = ctx.area_period.area_version if ctx.area_period else None
    here = [place for place in trend.places(ctx.reader) if place.area == ctx.subject.code]
    place = next((place for place in here if place.area_version == version), next(iter(here), None))
    if place is None or not ctx.years:
        return None
    found = area_change(ctx.reader, place, ctx.since, ctx.years[0])
    return found if found.facts["rows"] else None


def pictures(ctx: Context, side: Exhibit) -> Iterator[Picture]:
    """The crime types that there is something to tell of, against the rest and then over the years."""
    rows, left_out = _told(ctx, side.frame)
    words = sentences.capital(", ".join(left_out).lower())
    judged = [row for row in side.frame.to_dict("records") if sentences.comparable(row)]
    counted = text("briefing.profile.counted", n=len(judged), all=len(side.frame)) if judged else ""
    source = " ".join(filter(None, (side.source_line, text("briefing.profile.left_out", names=words) if left_out else "", counted)))
    data = area_bars(rows.to_dict("records"), "per_1000", name="short_title", words=text("briefing.profile.rest"))
    shown = replace(side, picture=partial(printed.profile_dots_svg, rows, unit="per_1000") if rows["value"].notna().any() else None)
    sub = f"{text('areas.reported_sub', period=side.frame['label'].iloc[0])} {text('exhibits.areas.rest')}"
    against = picture_of(shown, data, title=text("areas.reported"), sub=sub, source=source)
    changes = changes_in(ctx)
    over = _over_years(ctx, changes, rows) if changes else None
    yield from (picture for picture in (against, over) if picture)


def judged(ctx: Context, side: Exhibit) -> dict[str, str]:
    """What somebody thinks a figure on the sheet has moved by, where that is not the crimes: the newest judgement of each crime type."""
    if ctx.area_period is None:
        return {}
    rows, _ = _told(ctx, side.frame)
    names = dict(zip(rows["indicator"], rows["short_title"], strict=True))
    shown = ctx.area_period.period_start.year
    found: dict[str, str] = {}
    for one in sorted(ctx.signal_comments, key=lambda one: (one.commented_on, one.identity), reverse=True):
        crime = one.indicator.removesuffix("_count")
        in_time = one.since <= date(shown, 12, 31) and one.until >= date(ctx.since or shown, 1, 1)
        if one.area == ctx.subject.code and one.judgement in NOT_CRIME and crime in names and crime not in found and in_time:
            found[crime] = text(
                "briefing.summary.judged", what=names[crime], judgement=text(f"work.words.judgement.{one.judgement}"),
                words=shorten(sentences_signal_comments.words(one), JUDGED_LETTERS, placeholder="…"),
                signed=sentences_signal_comments.signed(one),
            )  # fmt: skip
    return found


def _told(ctx: Context, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows for a sheet that is passed around, and the names of the others: too few, or too sensitive for a part of a municipality."""
    sensitive = rows["indicator"].map(trend.indicators(ctx.reader)["sensitive"]).fillna(False).astype(bool)
    sure = rows["verdict"].isin(SURE)
    fits = (sure | (rows["numerator"] >= LEAST)) & ~sensitive
    first = rows[fits].assign(sure=sure).sort_values(["sure", "numerator"], ascending=False, kind="stable").head(MOST).index
    kept = rows.index.isin(first)
    return rows[kept].reset_index(drop=True), list(rows.loc[~kept, "short_title"])


def _over_years(ctx: Context, changes: Exhibit, against: pd.DataFrame) -> Picture | None:
    """The same crime types over the years: the counts then and now with the tested verdict."""
    rest = {row["indicator"]: row for row in against.to_dict("records")}
    rows = [row for row in changes.facts["rows"] if row["indicator"] in rest]
    if not rows:
        return None
    by_weight = sorted(rows, key=lambda row: (not _certain(row, rest[row["indicator"]]), -(row["latest_count"] or 0)))
    leads = [row["indicator"] for row in by_weight[:LEADS]]
    since, latest = changes.facts["since"], changes.facts["latest"]
    both = text("control.over_years.both_since", since=since, latest=latest)
    told = [_row(ctx, row, rest[row["indicator"]], row["indicator"] in leads) for row in rows]
    differ = any(through_the_years(ctx.reader, row, both).endswith(both) for row in rows if row["indicator"] in leads)
    first = min(row["series"]["period_start"].min().year for row in rows)
    through = [text("office.through", name=row.name, trend=sentences.small(row.through)) for row in told if row.lead and row.through]
    return Picture(
        title=text("briefing.profile.over_years"),
        sub=text("briefing.profile.over_years_sub", since=since, latest=latest, first=first, unit=sentences.unit_words(rows[0]["unit"])),
        source=" ".join([*([both] if differ else []), *through, changes.facts["family"]]),
        alt=f"{changes.heading}. {changes.sentence}",
        draw=lambda width: printed.changes_svg(rows, width=width),
        data=SeriesData(tuple(told), both if differ else ""),
    )


def _certain(change: dict[str, Any], rest: dict[str, Any]) -> bool:
    return change["verdict"] in CHANGED or rest["verdict"] in SURE


def _row(ctx: Context, row: dict[str, Any], rest: dict[str, Any], lead: bool) -> SeriesRow:
    how = {"name": row["short_title"], "cuts": row["cuts"], "neutral": bool(row["policing_dependent"])}
    bands = [band for band in trend.bands(ctx.reader) if band[0] <= ctx.until]
    series = row["series"].assign(label=row["series"]["period_start"].dt.year.astype(str))
    data = trend_data(series, row["unit"], bands=bands, base=f"{row['base_label']}-01-01", **how)
    against = text(
        "briefing.profile.against", here=sentences.value(rest["value"], rest["unit"]), unit=sentences.unit_words(rest["unit"]),
        rest=sentences.value(rest["rest_value"], rest["unit"]),
    )  # fmt: skip
    counts = text(
        "briefing.profile.counts", latest=row["latest_label"], since=row["base_label"], before=number(row["base_count"]),
        after=count(row["latest_count"], "anmäld", "anmälda"),
    )  # fmt: skip
    name = row["short_title"] + (" *" if row["policing_dependent"] else "")
    told = ((against, area_mark(rest)), (counts, change_mark(row)))
    return SeriesRow(name, data, told, through_the_years(ctx.reader, row) if lead else "", lead)

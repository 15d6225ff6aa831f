"""Läget: every reported crime type of the municipality, its latest whole year against an earlier one, judged as one family."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.stats.change import change_verdicts, lost_among, p_values, polarity
from lagesbild.store import Reader
from lagesbild.texts import text

UNTESTED = ("not_measured", "not_comparable")
YEARS_BACK = 2  # compared with two years before, until an agreement's own baseline is chosen
Breaks = list[tuple[date, str]]
FAMILIES = ("crime", "published")  # what a source publishes ready made stands in only where there are no reports of our own


@kept
def years(reader: Reader) -> list[int]:
    """The whole years with figures for the municipality, newest first."""
    rows = _years(reader)
    if rows.empty:
        return []
    return sorted(rows.loc[rows["complete"], "period_start"].dt.year.unique().tolist(), reverse=True)


@kept
def situation(reader: Reader, since: int | None = None, until: int | None = None) -> Exhibit:
    """One judged row per crime type; `since` is the year to compare with, `until` the latest to tell of."""
    rows = _years(reader)
    return compared(rows, breaks_in(reader, rows), since, until)


def compared(rows: pd.DataFrame, breaks: dict[str, Breaks], since: int | None, until: int | None) -> Exhibit:
    """The yearly rows of one place (columns as `queries/read/years.sql`) judged as one family, with words of the whole municipality."""
    judged = judge(pairs(rows, breaks, since, until))
    tested = sum(row["verdict"] not in UNTESTED for row in judged)
    return told(rows, judged, text("exhibits.situation.family", n=tested) if tested else text("exhibits.trend.published"))


def told(rows: pd.DataFrame, judged: list[dict[str, Any]], family: str) -> Exhibit:
    """The judged rows of one place in words; `family` is the sentence on what is tested together."""
    if not judged:
        return _empty()
    latest, since = (int(judged[0][name]) for name in ("latest_label", "base_label"))
    whole = rows[rows["complete"].astype(bool) & (rows["period_start"].dt.year <= latest)]
    table = [row | {"change": text(f"sentences.change.{row['verdict']}")} for row in judged]
    policing = text("exhibits.profile.policing") if any(row["policing_dependent"] for row in judged) else ""
    return Exhibit(
        slug="situation",
        heading=sentences.change_headline(judged, str(since)),
        sub=text("exhibits.situation.sub", latest=latest, since=since),
        sentence=sentences.change_lede(judged),
        source_line=source_line(whole, family, policing),
        frame=rows,
        table=swedish_table(pd.DataFrame(table), COLUMNS),
        queries=("years", "breaks"),
        definition=text("exhibits.situation.definition"),
        caveat=text("exhibits.reported_is_not_all"),
        facts={"rows": judged, "latest": latest, "since": since},
    )


COLUMNS = {
    "short_title": "crime", "base_label": "base_period", "base_value": "base_value", "latest_label": "period", "latest_value": "value",
    "latest_lower": "lower", "latest_upper": "upper", "latest_count": "count", "unit_name": "unit", "change": "verdict",
}  # fmt: skip


def pairs(rows: pd.DataFrame, breaks: dict[str, Breaks], since: int | None, until: int | None) -> list[dict[str, Any]]:
    """Every indicator of one place, its latest whole year beside an earlier one, not yet judged."""
    whole = rows[rows["complete"].astype(bool)]
    if until is not None:
        whole = whole[whole["period_start"].dt.year <= until]
    if whole.empty:
        return []
    known = whole["period_start"].dt.year
    latest = int(known.max())
    since = since if since is not None and since in set(known) and since < latest else max(int(known.min()), latest - YEARS_BACK)
    found = (_pair(slug, group, latest, since, breaks.get(slug, [])) for slug, group in whole.groupby("indicator", sort=False))
    return [row for row in found if row]


def judge(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Latest year against an earlier one for all pairs: exact test, one family, breaks and single years left out of it."""
    two_years = [row["latest_label"] != row["base_label"] for row in rows]
    counts = (
        [_number(row["base_count"]) if two else np.nan for row, two in zip(rows, two_years, strict=True)],
        [row["base_base"] for row in rows],
        [_number(row["latest_count"]) for row in rows],
        [row["latest_base"] for row in rows],
    )
    verdicts = change_verdicts(*counts, [bool(row["reason"]) and two for row, two in zip(rows, two_years, strict=True)])
    among = lost_among(p_values(*counts), verdicts, sum(verdict not in UNTESTED for verdict in verdicts)) if rows else []
    judged = zip(rows, verdicts, among, strict=True)
    return [row | {"verdict": verdict, "polarity": polarity(verdict, row["better"]), "among": n} for row, verdict, n in judged]


def _years(reader: Reader) -> pd.DataFrame:
    """Yearly rows of the whole municipality: its reports, else what is published ready made."""
    found = (read(reader, "years", family=family) for family in FAMILIES)
    rows = next((rows for rows in found if not rows.empty), pd.DataFrame())
    return rows.reindex(columns=["complete", "period_start", "indicator"]) if rows.empty else rate_or_count(rows)


def rate_or_count(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of each crime type's rate where people are known in every whole year, else those of its count."""
    rate = rows["measure"] == "rate"
    counted = set(rows.loc[~rate, "indicator"].str.removesuffix("_count"))
    lacking = set(rows.loc[rate & rows["complete"] & rows["value"].isna(), "indicator"])
    rated = set(rows.loc[rate, "indicator"]) - (lacking & counted)
    keep = rows[(rate & rows["indicator"].isin(rated)) | (~rate & ~rows["indicator"].str.removesuffix("_count").isin(rated))]
    return keep.reset_index(drop=True)


def breaks_in(reader: Reader, rows: pd.DataFrame) -> dict[str, Breaks]:
    """The breaks of the indicators of some rows: {indicator: (day, reason)}."""
    found = {slug: read(reader, "breaks", indicator=slug) for slug in rows["indicator"].unique()}
    return {slug: [(b.break_date.date(), b.reason) for b in frame.itertuples()] for slug, frame in found.items() if not frame.empty}


def _pair(slug: Any, rows: pd.DataFrame, latest: int, since: int, breaks: Breaks) -> dict[str, Any] | None:
    by_year = {row.period_start.year: row for row in rows.itertuples()}
    now, then = by_year.get(latest), by_year.get(since)
    if now is None:
        return None
    row: dict[str, Any] = {
        key: getattr(now, key)
        for key in ("short_title", "sentence_name", "plural", "better", "policing_dependent", "unit", "state", "vintage")
    }
    crossed = [reason for day, reason in breaks if date(since, 1, 1) < day <= date(latest, 12, 31)]
    if then is not None and now.preliminary != then.preliminary:
        crossed.append(text("exhibits.situation.preliminary"))
    row |= {"indicator": slug, "reason": " ".join(crossed), "unit_name": sentences.unit_words(now.unit), "series": rows, "cuts": breaks}
    for name, point, year in (("latest", now, latest), ("base", then, since)):
        for key, column in (("value", "value"), ("lower", "lower"), ("upper", "upper"), ("count", "numerator")):
            row[f"{name}_{key}"] = _absent(getattr(point, column, None))
        row[f"{name}_label"] = str(year)
        row[f"{name}_base"] = getattr(point, "base", np.nan) if now.unit.startswith("per_") else 1.0
    return row


def _absent(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _empty() -> Exhibit:
    nothing = pd.DataFrame()
    return Exhibit("situation", text("exhibits.situation.empty"), "", "", "", nothing, nothing, ("years",), facts={"rows": []})

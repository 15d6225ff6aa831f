"""Vad ändrades: which already shown figures a newer delivery has changed, why, and what each replaced delivery covered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lagesbild import sentences, sentences_revision
from lagesbild.exhibits.data_status import SERIES
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.question import group_name
from lagesbild.kept import kept
from lagesbild.model import ALL
from lagesbild.read import read
from lagesbild.sentences import SMALL_COUNT
from lagesbild.stats.rates import poisson_interval
from lagesbild.store import Reader
from lagesbild.texts import day, number, text

EVERY = "alla"  # a filter that leaves nothing out, as it stands in the address
PLACES = {"kommunen": "municipality", "omraden": "areas"}
STEPS = {"ar": ("year", "pool3", "pool5"), "kvartal": ("quarter",), "manad": ("month",), "matning": ("wave",)}
REASONS = {
    "slutligt": "final_replaces_preliminary",
    "sent": "late_registration",
    "rattat": "corrected",
    "borttaget": "withdrawn",
    "tillagt": "added",
}
COUNTED = ("count", "persons", "per_1000", "per_100000")  # units whose relative move a number of events carries
TABLE = {
    "what": "what", "where": "where", "group": "group", "period": "period", "unit_name": "unit", "old": "old", "new": "new",
    "lower_shown": "lower", "upper_shown": "upper", "difference_shown": "difference", "percent": "percent", "old_count": "old_count",
    "new_count": "new_count", "why": "why", "edition": "edition", "within_word": "within", "source": "source", "old_vintage": "old_vintage",
    "new_vintage": "new_vintage", "data_day": "data_date",
}  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """What of the changes is shown; the keys as they stand in the address."""

    place: str = EVERY
    step: str = EVERY
    reason: str = EVERY
    indicator: str = EVERY


@kept
def changes(reader: Reader) -> pd.DataFrame:
    """Every figure that the newest delivery has changed, judged."""
    return judged(read(reader, "revisions"))


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Changed figures, the most noteworthy first: gone or new, then by relative move, then small counts by their move.

    `difference` on the value's own scale; `relative` only where both sides rest on at least SMALL_COUNT events;
    `within`: whether the old value lies in the interval of the new one or, of counts, the new one in that of the old (from none to one
    event is chance, though the exact interval of one event leaves none out); None where there is no interval.
    """
    rows["difference"] = rows["new_value"] - rows["old_value"]
    least = rows[["old_numerator", "new_numerator"]].min(axis=1, skipna=False)
    firm = rows["unit"].isin(COUNTED) & (least >= SMALL_COUNT)
    rows["relative"] = (rows["difference"] / rows["old_value"]).where(firm)
    known = rows[["lower", "upper", "old_value"]].notna().all(axis=1)
    lower, upper = poisson_interval(rows["old_numerator"].astype(float))
    both = rows["unit"].isin(COUNTED) & rows["new_numerator"].astype(float).between(pd.Series(lower), pd.Series(upper))
    rows["within"] = (rows["old_value"].between(rows["lower"], rows["upper"]) | both).astype(object).where(known)
    size = rows["relative"].abs().fillna(rows["difference"].abs().where(~rows["unit"].isin(COUNTED)))
    rank = np.select([rows["difference"].isna(), size.notna()], [0, 1], 2)
    order = rows.assign(rank=rank, size=size.fillna(rows["difference"].abs()))
    return order.sort_values(["rank", "size"], ascending=[True, False], kind="stable").drop(columns=["rank", "size"]).reset_index(drop=True)


@kept
def options(rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What can be chosen among the changes: {filter: {key in the address: words}}, only what there is."""
    every = {EVERY: text("revision.filter.everything")}
    whole = rows["area_level"] == "municipality"
    here = {"kommunen": whole.any(), "omraden": (~whole).any()}
    said = rows[["indicator", "what"]].drop_duplicates("indicator").sort_values("what")
    return {
        "place": {EVERY: text("revision.filter.everywhere")} | {key: text(f"revision.filter.{key}") for key in PLACES if here[key]},
        "step": every | {key: text(f"revision.filter.{key}") for key, kinds in STEPS.items() if rows["period_kind"].isin(kinds).any()},
        "reason": every | {key: text(f"revision.reason.{reason}") for key, reason in REASONS.items() if (rows["reason"] == reason).any()},
        "indicator": every | dict(said.itertuples(index=False, name=None)),
    }


@kept
def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """The changes with the words that pages and files show."""
    told = rows.to_dict("records")
    scale = np.where(rows["unit"] == "share", 100.0, 1.0)
    counted = rows["unit"].isin(COUNTED)
    return rows.assign(
        what=rows["short_title"],
        where=rows["name"],
        group=["" if row["subgroup"] == ALL else group_name(row["subgroup"]) for row in told],
        period=[sentences.label(row) for row in told],
        unit_name=[sentences.measured_in(row) for row in told],
        old=rows["old_value"] * scale,
        new=rows["new_value"] * scale,
        lower_shown=rows["lower"] * scale,
        upper_shown=rows["upper"] * scale,
        difference_shown=rows["difference"] * scale,
        percent=100 * rows["relative"],
        old_count=rows["old_numerator"].where(counted),
        new_count=rows["new_numerator"].where(counted),
        why=[text(f"revision.reason.{row['reason']}") for row in told],
        edition=[sentences_revision.edition(row) for row in told],
        within_word=[text(f"revision.within.{bool(row['within'])}") if pd.notna(row["within"]) else "" for row in told],
        data_day=[None if pd.isna(row["data_date"]) else day(row["data_date"]) for row in told],
    )


def filtered(rows: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """The changes that a choice keeps, in their order."""
    wanted = pd.Series(True, index=rows.index)
    if chosen.place in PLACES:
        wanted &= (rows["area_level"] == "municipality") == (chosen.place == "kommunen")
    if chosen.step in STEPS:
        wanted &= rows["period_kind"].isin(STEPS[chosen.step])
    if chosen.reason in REASONS:
        wanted &= rows["reason"] == REASONS[chosen.reason]
    if chosen.indicator != EVERY:
        wanted &= rows["indicator"] == chosen.indicator
    return rows[wanted].reset_index(drop=True)


@kept
def what_changed(rows: pd.DataFrame, chosen: Chosen) -> Exhibit:
    """The changed figures of a choice; `rows` are the judged and worded changes of the whole municipality."""
    shown = filtered(rows, chosen)
    return Exhibit(
        slug="revision",
        heading=sentences_revision.headline(rows),
        sub=sentences_revision.reasons(rows),
        sentence=sentences_revision.largest(shown),
        source_line=sources(shown),
        frame=shown,
        table=pd.DataFrame({text(f"revision.column.{key}"): shown[name].to_numpy() for name, key in TABLE.items()}),
        queries=("revisions",),
        definition=text("revision.definition", small=number(SMALL_COUNT)),
        caveat=text("revision.caveat"),
    )


@kept
def replaced(reader: Reader) -> Exhibit:
    """Which delivery lies over which, over what days, and how many rows changed places."""
    rows = read(reader, "replacements")
    told = rows.to_dict("records")
    table = pd.DataFrame({
        text("revision.replaced.title"): rows["title"],
        text("revision.replaced.old"): rows["replaced_file"],
        text("revision.replaced.old_day"): [day(row["replaced_received_on"]) for row in told],
        text("revision.replaced.new"): rows["file"],
        text("revision.replaced.new_day"): [day(row["received_on"]) for row in told],
        text("revision.replaced.days"): [sentences_revision.days(row) for row in told],
        text("revision.replaced.before"): rows["rows_before"],
        text("revision.replaced.after"): rows["rows_after"],
        text("revision.replaced.state"): [text(f"revision.replaced.{'outdated' if row['outdated'] else 'counts'}") for row in told],
    })  # fmt: skip
    return Exhibit(
        slug="replaced",
        heading=sentences_revision.replaced_headline(rows),
        sub=text("revision.replaced.sub"),
        sentence=sentences_revision.replaced_headline(rows),
        source_line=text("revision.replaced.source"),
        frame=rows,
        table=table,
        queries=("replacements",),
        definition=text("revision.replaced.definition"),
    )


@kept
def reaches(reader: Reader) -> pd.DataFrame:
    """How far each source reaches with its newest file, and reached without it; only sources that have moved, the newest file first."""
    rows = read(reader, "sources").dropna(subset=["data_date"])
    told = []
    for _, mine in rows.groupby(SERIES, sort=False):
        newest, earlier = mine.iloc[0], mine["data_date"][mine["data_date"] < mine["data_date"].max()].max()
        if pd.notna(earlier):
            told.append((newest["title"], newest["file"], newest["received_on"], newest["data_date"], earlier))
    names = [text(f"revision.reach.{name}") for name in ("title", "file", "received_on", "until", "before")]
    found = pd.DataFrame(told, columns=names).sort_values([names[2], names[3]], ascending=False, kind="stable", ignore_index=True)
    return found.assign(**{name: found[name].map(day) for name in names[2:]})


def sources(rows: pd.DataFrame) -> str:
    """Each source of the shown figures with how far it reaches and the day of its newest delivery."""
    known = rows[rows["data_date"].notna()]
    return " ".join(
        text("exhibits.source", source=source, data_date=day(mine["data_date"].max()), vintage=mine["new_vintage"].max())
        for source, mine in known.groupby("source")
    )

"""Trender, when in time: months of the year, days of the week and hours of the day against an even spread."""

from __future__ import annotations

from functools import cache, lru_cache, partial

import pandas as pd

from lagesbild.charts import interactive
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.trend import Place, indicators
from lagesbild.read import read
from lagesbild.stats.rates import poisson_interval
from lagesbild.store import Reader
from lagesbild.texts import MONTHS, number, text

LEAST = 100  # events; with fewer an hour or a weekday is chance
CERTAIN = 0.01
PARTS = ("month", "weekday", "hour")


def exhibit(reader: Reader, indicator: pd.Series, place: Place) -> Exhibit | None:
    """The profile of an indicator (a count) in one place over up to five whole years; None where the file has none."""
    return _exhibit(reader, str(indicator["indicator"]), place)


@lru_cache(maxsize=128)
def _exhibit(reader: Reader, slug: str, place: Place) -> Exhibit | None:
    indicator = indicators(reader).loc[slug]
    rows = read(reader, "time_profile", indicator=slug, area=place.area, area_version=place.area_version)
    if rows.empty:
        return None
    judged = judge(rows)
    sums = judged.groupby("dimension")["events"].sum()
    first, last = judged["period_start"].min(), judged["period_end"].max()
    enough = {part for part in PARTS if sums.get(part, 0) >= LEAST}
    kept = judged[judged["dimension"].isin(enough)].reset_index(drop=True)
    told = {"first": first.year, "last": last.year, "all": number(sums["month"])}
    key = "control.profile.sub" if "hour" in sums else "control.profile.sub_no_hour"
    few = text("control.profile.few", n=number(sums["month"]), least=LEAST)
    return Exhibit(
        slug="time_profile",
        place=place.name,
        origin=str(indicator["source"]),
        heading=text("control.profile.title"),
        sub=text(key, **told, weekday=number(sums.get("weekday", 0)), hour=number(sums.get("hour", 0))) if enough else few,
        sentence=_sentence(kept) if "month" in enough else few,
        source_line="",
        frame=kept,
        table=_table(kept),
        queries=("time_profile",),
        definition=text("control.profile.definition"),
        caveat=indicator["caveat"],
        figure=cache(partial(interactive.time_profile, frame=kept)) if enough else None,
    )


def judge(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds `ratio` (events per day against the average of the part; 1 is even) with its exact 95 % interval `lower` and `upper`."""
    of = rows.groupby("dimension")
    even = of["events"].transform("sum") * rows["days"] / of["days"].transform("sum")
    lower, upper = poisson_interval(rows["events"])
    return rows.assign(ratio=rows["events"] / even, lower=lower / even, upper=upper / even)


def bucket_name(part: str, bucket: int) -> str:
    """ "juli", "fredagar", "22"."""
    if part == "month":
        return MONTHS[bucket - 1]
    return text("control.profile.weekdays").split(",")[bucket - 1] if part == "weekday" else f"{bucket:02d}–{(bucket + 1) % 24:02d}"


def _sentence(rows: pd.DataFrame) -> str:
    """Where the highest bar of each part stands, of those parts that are certainly uneven."""
    told = [(part, rows[rows["dimension"] == part]) for part in PARTS]
    sure = [(part, group.loc[group["ratio"].idxmax(), "bucket"]) for part, group in told if len(group) and uneven(group)]
    if not sure:
        return text("control.profile.even")
    words = [text(f"control.profile.most_{part}", bucket=bucket_name(part, int(bucket))) for part, bucket in sure]
    return text("control.profile.most", parts=listed(words))


def uneven(rows: pd.DataFrame) -> bool:
    """Whether the buckets of one part differ more than chance gives (chi-square against exposure in days)."""
    from scipy.stats import chisquare  # slow to load

    expected = rows["events"].sum() * rows["days"] / rows["days"].sum()
    return bool(chisquare(rows["events"], expected).pvalue < CERTAIN)


def listed(words: list[str]) -> str:
    """ "a, b och c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    heads = {name: text(f"control.profile.table_{name}") for name in ("dimension", "bucket", "events", "ratio")}
    pairs = list(zip(rows["dimension"], rows["bucket"], strict=True))
    return pd.DataFrame({
        heads["dimension"]: [text(f"control.profile.{part}") for part, _ in pairs],
        heads["bucket"]: [bucket_name(part, int(bucket)) for part, bucket in pairs],
        heads["events"]: rows["events"].to_numpy(), heads["ratio"]: rows["ratio"].to_numpy(),
    })  # fmt: skip

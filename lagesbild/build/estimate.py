"""Tallies into estimates: values, exact intervals and states, for every area, indicator and period."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import pandas as pd

from lagesbild.build.area_sets import with_sets
from lagesbild.build.divisions import wholly_placed
from lagesbild.build.events import event_series, origins
from lagesbild.build.events import indicators as event_indicators
from lagesbild.build.figures import figure_estimates
from lagesbild.build.register import Delivery
from lagesbild.catalog import Catalog, count_behind
from lagesbild.model import ALL, Indicator, Unit
from lagesbild.read import query
from lagesbild.stats.rates import poisson_interval, rate
from lagesbild.store import Writer
from lagesbild.texts import text

PER: dict[Unit, float] = {"per_1000": 1_000, "per_100000": 100_000}
PUBLISHED_ORDER = 900
YEARS = {"year": 1, "pool3": 3, "pool5": 5}


def estimates(vault: Writer, deliveries: Sequence[Delivery], catalog: Catalog, code: str) -> tuple[pd.DataFrame, list[Indicator]]:
    """All estimates of a municipality, in the columns of the table `estimate` and `receipt`, and the indicators that have any."""
    sets = catalog.area_sets.get(code, ())
    people = with_sets(vault.frame(query("tally", "person_years"), {"municipality": code}), sets, "persons")
    reported = _reported(vault, deliveries, catalog, people, code)
    published, published_indicators = _published(vault, catalog)
    figures, figure_indicators = figure_estimates(vault, deliveries, catalog)
    frames = [f for f in (reported, published, figures, _population(people, deliveries)) if not f.empty]
    if not frames:
        return pd.DataFrame(), []
    found = pd.concat(frames, ignore_index=True)
    found = stamped(found, deliveries)
    found.insert(0, "municipality", code)
    counted = event_indicators(event_series(deliveries, catalog))
    known = catalog.indicators | {i.slug: i for i in (*published_indicators, *figure_indicators, *counted)}
    return found, [known[slug] for slug in sorted(found["indicator"].unique())]


def stamped(rows: pd.DataFrame, deliveries: Sequence[Delivery]) -> pd.DataFrame:
    """The rows with `vintage` and `receipt` of the delivery that gave them, known by the order in which deliveries came.

    A rate is as new as the newer of its reports and its population. Rows without `arrival` keep the vintage they have.
    """
    known = {d.arrival: d for d in deliveries}
    arrivals = rows["arrival"].astype("Int64")
    vintage = arrivals.map({n: f"{d.received_on:%Y-%m-%d}" for n, d in known.items()})
    receipt = arrivals.map({n: d.receipt for n, d in known.items()}).fillna("")
    own = rows["vintage"] if "vintage" in rows else pd.Series(pd.NA, index=rows.index)
    return rows.drop(columns="arrival").assign(vintage=vintage.fillna(own), receipt=receipt)


def _reported(vault: Writer, deliveries: Sequence[Delivery], catalog: Catalog, people: pd.DataFrame, code: str) -> pd.DataFrame:
    tally = vault.frame(query("tally", "reported"), {"municipality": code})
    if tally.empty:
        return tally
    told = origins(tally["indicator"].unique(), deliveries, event_series(deliveries, catalog))
    tally = tally.merge(told, how="left", on="indicator").assign(subgroup=ALL)
    tally = with_sets(tally, catalog.area_sets.get(code, ()), "numerator")
    tally = tally[wholly_placed(tally, "days")].drop(columns="days").reset_index(drop=True)
    counts = _counts(tally)
    counts["indicator"] += "_count"
    return pd.concat([counts, _rates(tally, people, catalog)], ignore_index=True)


def _counts(tally: pd.DataFrame) -> pd.DataFrame:
    lower, upper = poisson_interval(tally["numerator"])
    state = np.where(tally["numerator"] == 0, "zero", "value")
    return tally.assign(value=tally["numerator"], lower=lower, upper=upper, base=np.nan, unit="count", state=state)


def _rates(tally: pd.DataFrame, people: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Rates for whole years where the area has people; without population the row says missing."""
    whole = tally[tally["complete"] & tally["period_kind"].isin(YEARS) & (tally["area_level"] != "unplaced")]
    frames = [_person_years(people, years).assign(period_kind=kind) for kind, years in YEARS.items()]
    base = pd.concat([frame for frame in frames if not frame.empty] or frames)
    base["period_start"] = base["period_start"].astype(whole["period_start"].dtype)
    rows = whole.merge(base, how="left", on=["area", "area_version", "period_kind", "period_start"])
    unit: Unit = "per_1000"
    value, lower, upper = rate(rows["numerator"], rows["base"], PER[unit])
    rows["arrival"] = rows[["arrival", "people_arrival"]].max(axis=1)
    rows = rows.drop(columns="people_arrival")
    state = np.where(np.isnan(value), "missing", np.where(rows["numerator"] == 0, "zero", "value"))
    return rows.assign(value=value, lower=lower, upper=upper, unit=unit, state=state)


def _person_years(people: pd.DataFrame, years: int) -> pd.DataFrame:
    """People summed over a number of years in a row; absent where one of the years is."""
    key = ["area", "area_version"]
    wide = people.pivot_table(index=key, columns="year", values="persons", aggfunc="first")
    came = people.pivot_table(index=key, columns="year", values="arrival", aggfunc="max").reindex_like(wide)
    rows = []
    for first in wide.columns:
        span = [first + i for i in range(years)]
        if set(span) <= set(wide.columns):
            summed = wide[span].sum(axis=1, min_count=years).rename("base").to_frame()
            summed = summed.assign(people_arrival=came[span].max(axis=1)).reset_index()
            rows.append(summed.assign(period_start=pd.Timestamp(int(first), 1, 1)))
    return pd.concat(rows) if rows else pd.DataFrame(columns=["area", "area_version", "base", "people_arrival", "period_start"])


def _population(people: pd.DataFrame, deliveries: Sequence[Delivery]) -> pd.DataFrame:
    """Population as estimates: one whole year each, a register count without interval."""
    if people.empty:
        return people
    newest = next(d for d in deliveries if d.kind == "population")
    day = pd.to_datetime(people["reference_date"])
    return people.assign(
        indicator="population",
        subgroup=ALL,
        period_kind="year",
        complete=True,
        preliminary=False,
        value=people["persons"],
        numerator=people["persons"],
        period_start=day,
        period_end=day,
        data_date=day,
        unit="persons",
        source=newest.told.source,
        state=np.select([people["persons"].isna(), people["persons"] == 0], ["missing", "zero"], "value"),
    ).drop(columns=["persons", "reference_date", "year"])


def _published(vault: Writer, catalog: Catalog) -> tuple[pd.DataFrame, list[Indicator]]:
    """Figures that a source publishes ready made: counts get exact intervals, rates without counts get none."""
    rows = vault.frame(query("tally", "published"))
    if rows.empty:
        return rows, []
    known = {
        (path, label): published_indicator(path, label, catalog)
        for path, label in rows[["path", "label"]].drop_duplicates().itertuples(index=False)
    }
    slugs = [known[key].slug for key in zip(rows["path"], rows["label"], strict=True)]
    counted = rows["measure"] == "count"
    rows["indicator"] = np.where(counted, [f"{slug}_count" for slug in slugs], slugs)
    lower, upper = poisson_interval(rows["value"].where(counted))
    rows = rows.assign(
        lower=lower,
        upper=upper,
        numerator=rows["value"].where(counted),
        base=np.nan,
        subgroup=ALL,
        complete=rows["period_end"] <= rows["data_date"],
    )
    indicators = [i for found in known.values() for i in (found, count_behind(found))]
    return rows.drop(columns=["receipt", "area_name", "path", "label", "measure"]), [
        i for i in indicators if i.slug in set(rows["indicator"])
    ]


def short_label(path: tuple[str, ...]) -> str:
    """A published row's name without paragraph numbers; one that only continues its parent's is put behind it."""
    plain = [re.sub(r"\s*\([^)]*§[^)]*\)", "", part).strip() for part in path]
    label = plain[-1].removeprefix(text("build.published_of_which") + " ")
    if len(plain) > 1 and label.split(" ")[0] in text("build.published_continues").split("|"):
        return f"{plain[-2].split(',')[0].split(' inkl.')[0]} {label[:1].lower()}{label[1:]}"
    return label[:1].upper() + label[1:]


def published_indicator(path: str, label: str, catalog: Catalog) -> Indicator:
    """The indicator of a published figure; its identity is the label in plain letters and a mark of its whole path."""
    plain = unicodedata.normalize("NFKD", label.lower()).encode("ascii", "ignore").decode()
    slug = f"bra_{re.sub('[^a-z0-9]+', '_', plain).strip('_')[:40]}_{hashlib.sha1(path.encode()).hexdigest()[:6]}"
    parts = tuple(path.split(" > "))
    group = next((g for g in catalog.crime_groups.values() if parts in g.bra_paths), None)
    dependent = group.policing_dependent if group else text("build.policing_dependent_law") in path
    return Indicator(
        slug=slug,
        title=label,
        short_title=short_label(parts),
        definition=text("build.published_definition", path=path),
        source="Brå",
        measure="rate",
        unit="per_100000",
        better="neither" if dependent or group is None else "lower",
        family="published",
        sentence_name=short_label(parts),
        caveat=text("build.published_caveat"),
        policing_dependent=dependent,
        sensitive=bool(group and group.sensitive),
        order=PUBLISHED_ORDER + (len(parts) > 1 or not label.startswith(text("build.published_total"))),
    )

"""What the public pages are made of: one reading of public.duckdb, without judgement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from lagesbild.catalog_new import official_name
from lagesbild.charts.fluid import Shade
from lagesbild.model import Licence
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import text

FAMILIES = ("crime", "published")
SHOWN = ("value", "zero")
POOLED = ("pool3", "pool5")  # the shorter first
NUMBERS = ["value", "lower", "upper", "numerator", "base"]


@dataclass(frozen=True)
class SiteData:
    """The public file of one municipality as the site needs it; every frame may be empty."""

    code: str
    name: str
    example: bool
    build: str
    years: pd.DataFrame  # one row per indicator and whole year: indicator, year, value, lower, upper, numerator, base, unit, state ...
    indicators: pd.DataFrame  # indexed by indicator: words, definition, measure, better, policing_dependent
    breaks: pd.DataFrame  # indicator, break_date, reason
    pooled: pd.DataFrame  # one row per indicator and stretch of three or five years together, of the whole municipality
    sources: pd.DataFrame  # one row per kind of delivery, with data dates
    agreement: tuple[date, date] | None  # the first and last day of the one in force
    licence: Licence = field(default_factory=Licence)  # of the open data

    @property
    def official(self) -> str:
        """What the municipality is called as an authority."""
        return official_name(self.name)

    @property
    def usual_licence(self) -> bool:
        """Whether the terms are those that our own words describe in every language."""
        return self.licence == Licence()

    def series(self, indicator: str) -> pd.DataFrame:
        """The whole years of one indicator in order."""
        return self.years[self.years["indicator"] == indicator]

    def shade(self) -> Shade | None:
        """The period of the agreement in force, to stand behind a chart."""
        return Shade(*self.agreement, text("site.chart.agreement")) if self.agreement else None

    def pooled_of(self, indicator: str) -> pd.Series | None:
        """The newest three years together, else five, as a rate where one is shown; None where neither is: an older stretch is old news."""
        name = indicator.removesuffix("_count")
        found = self.pooled[self.pooled["indicator"].isin([name, f"{name}_count"])]
        found = found[(found["period_end"] == found["period_end"].max()) & found["state"].isin(SHOWN)]
        order = found.assign(counted=found["indicator"] != name).sort_values(
            ["period_kind", "period_start", "counted"], ascending=[True, False, True], kind="stable"
        )
        return order.iloc[0] if len(order) else None

    def breaks_of(self, indicator: str) -> list[tuple[date, str]]:
        """The breaks of one indicator: first day of the new series, and why."""
        rows = self.breaks[self.breaks["indicator"] == indicator]
        return [(row.break_date.date(), row.reason) for row in rows.itertuples()]


def site_data(reader: Reader, licence: Licence | None = None) -> SiteData:
    """Read everything that the pages and downloads show; licence: the municipality's own, where it has another than the usual one."""
    place, about = read(reader, "municipality").iloc[0], read(reader, "build_info").iloc[0]
    years = pd.concat([read(reader, "years", family=family) for family in FAMILIES], ignore_index=True)
    years = years[years["complete"].astype(bool)].copy()
    years.loc[~years["state"].isin(SHOWN), NUMBERS] = float("nan")  # a hidden number is never drawn, whatever the file holds
    years["year"] = pd.to_datetime(years["period_start"]).dt.year
    return SiteData(
        code=str(place["municipality"]),
        name=str(place["name"]),
        example=bool(place["example"]),
        build=str(about["build"]),
        years=years.sort_values(["indicator", "year"], kind="stable", ignore_index=True),
        indicators=read(reader, "indicators").set_index("indicator"),
        breaks=read(reader, "site_breaks"),
        pooled=_pooled(reader),
        sources=read(reader, "site_sources"),
        agreement=_agreement(reader),
        licence=licence or Licence(),
    )


def _pooled(reader: Reader) -> pd.DataFrame:
    rows = read(reader, "site_areas")
    found = rows[(rows["area_level"] == "municipality") & rows["period_kind"].isin(POOLED)].copy()
    found.loc[~found["state"].isin(SHOWN), NUMBERS] = float("nan")
    return found


def _agreement(reader: Reader) -> tuple[date, date] | None:
    known = read(reader, "agreement_periods")
    known = known[known["is_current"].fillna(False).astype(bool)].dropna(subset=["period_end"])
    return (known["period_start"].iloc[-1].date(), known["period_end"].iloc[-1].date()) if len(known) else None

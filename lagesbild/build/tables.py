"""The tables that both zones share: made from queries/schema, filled in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from lagesbild.build.register import Delivery
from lagesbild.model import ALL, Indicator, Municipality
from lagesbild.read import queries
from lagesbild.store import Writer

SORTED = {
    "estimate": ["period_kind", "indicator", "area", "period_start"],
    "area": ["area", "area_version"],
    "indicator": ["indicator"],
} | {name: ["area", "indicator"] for name in ("control", "control_month", "signal", "year_to_date", "time_profile")}


def write_tables(database: Writer, tables: dict[str, pd.DataFrame]) -> None:
    """Create every table of the schema and fill those that are given; rows lie sorted by place and date."""
    for name, statement in queries("schema").items():
        database.run(statement)
        rows = tables.get(name, pd.DataFrame())
        if name in SORTED and not rows.empty:
            rows = rows.sort_values(SORTED[name], kind="stable")
        database.append(name, rows)


def describe(place: Municipality, indicators: Iterable[Indicator], accepted: Sequence[Delivery]) -> dict[str, pd.DataFrame]:
    """The tables that say what the numbers are: municipality, indicators, breaks and sources."""
    found = list(indicators)
    return {
        "municipality": pd.DataFrame(
            [
                {
                    "municipality": place.code,
                    "name": place.name,
                    "genitive": place.genitive,
                    "police_area": place.police_area,
                    "example": place.example,
                }
            ]
        ),
        "indicator": pd.DataFrame([_indicator(i) for i in found]),
        "counterpart": pd.DataFrame([{"indicator": i.slug, "reported": crime} for i in found for crime in i.reported_as]),
        "series_break": pd.DataFrame(
            [
                {"indicator": i.slug, "break_date": pd.Timestamp(b.date), "reason": b.reason}
                for i in found
                for b in i.breaks
                if b.municipality in (ALL, place.code)
            ]
        ),
        "source": pd.DataFrame([_source(d) for d in accepted]),
        "rejection": pd.DataFrame(
            [
                {"receipt": d.receipt, "file": d.told.file, "line": r.line, "column": r.column, "reason": r.reason}
                for d in accepted
                for r in d.told.rejections
            ]
        ),
    }


def _indicator(i: Indicator) -> dict:
    return {
        "indicator": i.slug,
        "title": i.title,
        "short_title": i.short_title,
        "sentence_name": i.sentence_name or i.short_title.lower(),
        "plural": i.plural,
        "definition": i.definition,
        "source": i.source,
        "concept": i.concept,
        "family": i.family,
        "measure": i.measure,
        "unit": i.unit,
        "unit_words": i.unit_words,
        "better": i.better,
        "policing_dependent": i.policing_dependent,
        "sensitive": i.sensitive,
        "caveat": i.caveat,
        "sort_order": i.order,
    }


def _source(delivery: Delivery) -> dict:
    told = delivery.told
    days = {key: pd.to_datetime(getattr(told, key)) for key in ("data_from", "data_date", "received_on", "preliminary_from")}
    if days["data_date"] is not None:
        days["data_date"] = min(days["data_date"], days["received_on"])  # a survey called by its year comes before that year ends
    plain = (
        "receipt",
        "source",
        "format",
        "kind",
        "file",
        "cadence",
        "rows_read",
        "rows_stored",
        "rows_rejected",
        "rows_outside",
        "rows_unplaced",
    )
    return {key: getattr(told, key) for key in plain} | days | {"title": delivery.title}

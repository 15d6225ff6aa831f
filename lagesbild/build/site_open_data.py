"""Open data beside the pages: every public estimate in the export contract, indicator by indicator too, and a catalogue of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.build.site_data import NUMBERS, SHOWN, SiteData
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import day, text

DATES = ("period_start", "period_end", "data_date")
CSV, JSON, CATALOGUE = "data/estimates.csv", "data/estimates.json", "data/catalogue.json"


def open_data(reader: Reader, data: SiteData, today: date) -> dict[str, bytes]:
    """{address: content}; the addresses of an indicator's file and of the whole do not change from build to build."""
    rows = read(reader, "export").assign(build=reader.build)
    rows.loc[~rows["state"].isin(SHOWN), [*NUMBERS, "effective_base"]] = float(
        "nan"
    )  # a hidden number never leaves, whatever the file holds
    for name in DATES:
        rows[name] = pd.to_datetime(rows[name]).dt.strftime("%Y-%m-%d")
    files = {CSV: _csv(rows), JSON: rows.to_json(orient="records", force_ascii=False).encode()}
    files |= {address(str(slug)): _csv(own) for slug, own in rows.groupby("indicator", sort=True)}
    return files | {CATALOGUE: _catalogue(data, [str(slug) for slug in sorted(set(rows["indicator"]))], today)}


def address(indicator: str) -> str:
    """Where the figures of one indicator lie."""
    return f"data/{indicator}.csv"


def _csv(rows: pd.DataFrame) -> bytes:
    return rows.to_csv(index=False, lineterminator="\n", float_format="%.10g").encode()


def _catalogue(data: SiteData, slugs: list[str], today: date) -> bytes:
    """The data sets with DCAT's words: title, description, publisher, licence, dates and where the files lie."""
    whole = _dataset(text("site.file.whole_title", name=data.name), text("site.file.whole_about", name=data.name), data, today)
    whole["dcat:distribution"] = [_file(CSV, "text/csv"), _file(JSON, "application/json")]
    sets = [whole]
    for slug in slugs:
        if slug in data.indicators.index:
            words = data.indicators.loc[slug]
            one = _dataset(str(words["title"]), str(words["definition"]), data, today)
            sets.append(
                one | {"dct:identifier": slug, "dct:source": str(words["source"]), "dcat:distribution": [_file(address(slug), "text/csv")]}
            )
    told = {
        "@type": "dcat:Catalog",
        "dct:title": text("site.file.catalogue_title", name=data.name),
        "dct:language": "sv",
        "dcat:dataset": sets,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def _dataset(title: str, about: str, data: SiteData, today: date) -> dict[str, Any]:
    dates = data.sources["data_date"].dropna()
    return {
        "@type": "dcat:Dataset",
        "dct:title": title,
        "dct:description": about,
        "dct:publisher": text("site.frame.owner", official=data.official),
        "dct:license": data.licence.address,
        "dct:issued": day(today),
        "dct:temporal": day(dates.max()) if len(dates) else None,
        "dct:bibliographicCitation": text("site.file.cite", name=data.name, build=data.build, day=day(today)),
    }


def _file(where: str, kind: str) -> dict[str, str]:
    return {"@type": "dcat:Distribution", "dcat:downloadURL": where.removeprefix("data/"), "dcat:mediaType": kind}

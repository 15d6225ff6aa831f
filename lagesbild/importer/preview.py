"""The first rows of a file as the product has understood them, in words; of a survey the questions instead of the persons."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lagesbild.catalog import Catalog
from lagesbild.intake import Receipt
from lagesbild.intake.register import named_areas
from lagesbild.model import NATION, UNPLACED
from lagesbild.texts import number, period_name, text, texts

FIRST = 20
NEWEST = {"aggregate": "period_end", "population": "reference_date"}  # the day by which rows of ready figures are told, newest first
KOLADA = r"[NU]\d{5}"
CLOSED = {"sex": "sex", "age": "age", "area_level": "level"}  # column -> the texts of its words
COLUMNS = {
    "incident": ("reported_on", "hour", "area", "crime_code", "events"),
    "event": ("reported_on", "hour", "area", "type", "events"),
    "aggregate": ("label", "area", "period", "subgroup", "value"),
    "population": ("area", "reference_date", "sex", "age", "persons"),
    "area": ("area", "name", "area_level"),
    "definition": ("title", "unit", "definition"),
}


def preview(facts: pa.Table, receipt: Receipt, home: Path, catalog: Catalog) -> dict[str, Any]:
    """{"columns": Swedish headings, "rows": rows of words}. Answers are told by question: no single person is shown."""
    if receipt.kind == "answer":
        return _questions(facts, catalog)
    newest = receipt.kind in NEWEST and len(pc.unique(facts[NEWEST[receipt.kind]])) > 1
    if newest:  # what is new stands last in a file that holds every year
        facts = facts.take(_newest_first(facts[NEWEST[receipt.kind]]))
    rows = facts.slice(0, FIRST).to_pandas(date_as_object=True)
    names = area_names(home, receipt.municipality, catalog)
    if "area" in rows and receipt.kind != "area":
        rows["area"] = rows["area"].map(lambda code: names.get(code, code))
    if receipt.kind == "event":
        rows["type"] = rows["crime_code"].map(lambda code: receipt.type_names.get(code, code))
    if receipt.kind == "aggregate":
        rows["period"] = [period_name(first, last) for first, last in zip(rows["period_start"], rows["period_end"], strict=True)]
        rows["label"] = rows["label"].where(rows["label"].notna(), rows["indicator"])
        rows["value"] = [_figure(value, unit) for value, unit in zip(rows["value"], rows["unit"], strict=True)]
        rows["subgroup"] = rows["subgroup"].map(_group)
        kolada = rows["label"].astype(str).str.fullmatch(KOLADA)
        rows.loc[kolada, "label"] = rows.loc[kolada, "label"].map(lambda code: _kolada_title(code, catalog))
    for name, words in CLOSED.items():
        if name in rows:
            rows[name] = rows[name].map(lambda word, words=words: texts().get(f"desk.{words}.{word}", word))
    columns = [name for name in COLUMNS.get(receipt.kind, ()) if name in rows and rows[name].map(_word).any()]
    return {
        "columns": [text(f"desk.column.{name}") for name in columns],
        "rows": [[_word(value) for value in row] for row in rows[columns].itertuples(index=False, name=None)],
        "newest": newest,
    }


def _newest_first(days: pa.ChunkedArray) -> np.ndarray:
    """The rows' places with the newest period first, as the file has them within a period."""
    return np.argsort(-days.cast(pa.int32()).to_numpy(), kind="stable")


def _kolada_title(code: str, catalog: Catalog) -> str:
    """What Kolada's code of a key figure measures, with the code; the code alone where the catalogue does not hold it."""
    known = catalog.indicators.get(f"kolada_{code.lower()}")
    return f"{known.title} ({code})" if known else code


def area_names(home: Path, code: str, catalog: Catalog) -> dict[str, str]:
    """Area code -> name, of the loaded areas and the municipality itself."""
    names = {area: name for _, _, area, name in named_areas(home, code) if name}
    place = catalog.municipalities.get(code)
    nation = {NATION: text("compare.nation_name")}
    return names | nation | ({code: place.name} if place else {}) | {UNPLACED: text("desk.unplaced")}


def _questions(facts: pa.Table, catalog: Catalog) -> dict[str, Any]:
    """One row per question: how many answered, how many did not, and which answers there are."""
    rows = facts.select(["survey", "question", "respondent", "answer"]).to_pandas()
    survey = catalog.surveys.get(str(rows["survey"].iloc[0])) if len(rows) else None
    titles = {key: q.text for q in survey.questions for key in (q.indicator, q.code)} if survey else {}
    found = rows.groupby("question", sort=False)["answer"].agg(["size", "count", "nunique"])
    told = [
        [titles.get(str(question), str(question)), number(row["count"]), number(row["size"] - row["count"]), number(row["nunique"])]
        for question, row in found.iterrows()
    ]
    return {"columns": [text(f"desk.column.{name}") for name in ("question", "answered", "unanswered", "alternatives")], "rows": told}


def _figure(value: Any, unit: str) -> str:
    return f"{number(100 * value, 1)} %" if unit == "share" and value == value else _word(value)


def _group(told: str | None) -> str:
    """A subgroup in words: "kön K, årskurs 5"; empty for all."""
    parts = [part.partition("=") for part in (told or "").split(";") if "=" in part]
    return ", ".join(f"{text(f'proposal.role.{key}')} {value}" for key, _, value in parts)


def _word(value: Any) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, float):
        return number(value) if value.is_integer() else number(value, 2)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value) if abs(value) > 9_999 else str(value)
    return value.isoformat() if isinstance(value, date) else str(value)

"""What a delivered figure is called: the catalogue's words, else the definition that came with it, else its code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from lagesbild.build.register import Delivery
from lagesbild.build.survey import with_breaks
from lagesbild.catalog import Catalog
from lagesbild.intake.convert_kolada import PREFIX
from lagesbild.model import Indicator
from lagesbild.texts import text

ORDER = {"kolada": 700, "figures": 800}


def indicators_of(rows: pd.DataFrame, deliveries: Sequence[Delivery], catalog: Catalog) -> dict[str, Indicator]:
    """The indicator of every figure by identity; what the catalogue lacks is made from the delivered definition."""
    told = definitions(deliveries)
    first = rows.drop_duplicates("indicator", keep="last")
    surveys = catalog.surveys.values()
    return {
        slug: with_breaks(catalog.indicators[slug], surveys) if slug in catalog.indicators else made(row, told.get(slug))
        for slug, row in ((row["indicator"], row) for row in first.to_dict("records"))
    }


def definitions(deliveries: Sequence[Delivery]) -> dict[str, dict[str, Any]]:
    """The delivered definitions by indicator, from the most believed delivery that has one."""
    frames = [pd.read_parquet(d.facts) for d in deliveries if d.kind == "definition"]
    if not frames:
        return {}
    found = pd.concat(frames, ignore_index=True).drop_duplicates("indicator")
    return found.set_index("indicator").to_dict("index")


def made(row: dict[Any, Any], told: dict[str, Any] | None) -> Indicator:
    """An indicator without direction for a figure that the catalogue does not have; without a definition it says so."""
    family = "kolada" if row["indicator"].startswith(PREFIX) else "figures"
    code = row["label"] or row["indicator"]
    whole = told["title"] if told else code
    unit = told["unit"] if told else row["unit"]
    plain, tail = _parted(whole)
    return Indicator(
        slug=row["indicator"],
        title=plain,
        short_title=whole if unit == "number" else plain,  # the same thing is counted per pupil, per inhabitant, ...
        definition=text("build.figure_definition", title=whole, definition=told["definition"], code=code) if told else code,
        source=row["source"],
        measure=told["measure"] if told else row["measure"],
        unit=unit,
        unit_words=tail if unit == "number" else "",
        better="neither",
        family=family,
        sentence_name=text("build.figure_name", title=plain) if family == "figures" else plain,  # a label of a table is seldom a noun
        caveat=text(f"build.{_caveat(family, told)}", source=row["source"], code=code),
        order=ORDER[family],
    )


def _caveat(family: str, told: dict[str, Any] | None) -> str:
    if family == "figures":
        return "figure_own"
    return "figure_caveat" if told else "figure_no_definition"


def _parted(title: str) -> tuple[str, str]:
    """A title without the unit at its end, and that unit: "Personalkostnader, kr/inv" is "Personalkostnader" and "kr/inv"."""
    match = re.search(text("build.figure_unit_tail"), title)
    return (title[: match.start()].strip(), match["unit"].strip()) if match else (title.strip(), "")

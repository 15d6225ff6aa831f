"""What the cells of a table of figures say: numbers with a state, shares on their scale, and whose figures they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lagesbild.intake.survey_values import number_of
from lagesbild.model import ALL, Measure, Unit

PERCENT = re.compile(r"\s*%$")
SEXES = {"K": "sex=K", "M": "sex=M"}
VALUES: dict[str, tuple[Measure, Unit]] = {  # roles of columns that hold the figure itself
    "share": ("share", "share"),
    "mean": ("mean", "number"),
    "count": ("count", "count"),
    "per_1000": ("rate", "per_1000"),
    "per_100000": ("rate", "per_100000"),
    "value": ("mean", "number"),
}


@dataclass(frozen=True)
class Cell:
    """A number with its state, or what is wrong with it."""

    number: float = np.nan
    state: str = "missing"
    fault: str = ""
    raw: str = ""


def read_cell(raw: str, symbols: Mapping[str, str]) -> Cell:
    """The number of a cell, or the state that the source's symbol stands for; never zero for what is absent."""
    if raw in symbols:
        return Cell(0.0 if symbols[raw] == "zero" else np.nan, symbols[raw], raw=raw)
    number = number_of(PERCENT.sub("", raw))
    if np.isnan(number):
        return Cell(fault="row.not_number", raw=raw)
    return Cell(number, "zero" if number == 0 else "value", raw=raw)


def subgroup(told: Mapping[str, str], spec: Mapping[str, Any]) -> str | None:
    """ "all", or "sex=K;age=16-29;grade=9" of what the group columns say; None where a text is no group that the format knows.

    spec: a format's [subgroups]: everybody = words for all; sex = {text = "K" or "M"}; other columns keep their text as it stands.
    """
    everybody = {word.casefold() for word in spec.get("everybody", ())}
    sexes = {word.casefold(): code for word, code in spec.get("sex", {}).items()}
    parts = []
    for name, raw in told.items():
        if raw.casefold() in everybody:
            continue
        if name == "sex":
            code = sexes.get(raw.casefold(), "")
            if code not in SEXES:
                return None
            parts.append(SEXES[code])
        else:
            parts.append(f"{name}={_plain(raw, spec.get('plain', ()))}")
    return ";".join(parts) or ALL


def _plain(raw: str, words: Any) -> str:
    """A group's text without the words around it: "Åk 9" is 9, "16–29 år" is 16-29."""
    for word in words:
        raw = re.sub(rf"\b{re.escape(word)}\b\.?", "", raw, flags=re.IGNORECASE)
    return raw.strip().replace("–", "-").replace(";", ",").replace("=", " ")

"""Looks at the columns of an unknown table: what each one's heading is called elsewhere, and what its contents can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lagesbild.intake.area_codes import describe
from lagesbild.intake.area_names import Gazetteer
from lagesbild.intake.days import read_days
from lagesbild.intake.figure_cells import PERCENT
from lagesbild.intake.periods_said import period
from lagesbild.intake.survey_sheet import Sheet
from lagesbild.intake.survey_values import number_of
from lagesbild.intake.values import folded, hours

MOST = 0.9  # a column is of a kind when so large a share of its filled rows is
SEVERAL = 3  # examples that are shown of a column
SAMPLE = 20_000  # rows that a column is judged by


@dataclass(frozen=True)
class Evidence:
    """What one column holds: shares are of its filled rows, 0 to 1."""

    index: int
    heading: str
    filled: float
    distinct: int
    rows: int
    longest: int
    samples: tuple[str, ...]
    days: float
    day_order: str
    serials: float
    hours: float
    periods: float
    numbers: float
    whole: float
    low: float
    high: float
    codes: float  # codes of loaded areas, or of SCB's divisions
    names: float  # names of loaded areas
    elsewhere: float  # codes of other municipalities' areas
    roles: tuple[str, ...] = field(default_factory=tuple)  # what columns with this heading are in known formats

    @property
    def areas(self) -> float:
        """The share that is a known area, by code or name."""
        return self.codes + self.names

    @property
    def is_text(self) -> bool:
        """Whether the column holds words: neither numbers nor days nor periods."""
        return max(self.numbers, self.days, self.periods) < 0.5 and self.filled > 0


def evidence(read: Sheet, spellings: Mapping[str, list[str]], symbols: Mapping[str, str], gazetteer: Gazetteer | None) -> list[Evidence]:
    """What each column of a table holds, in the order of the file.

    spellings: {role: headings that known formats have for it}. symbols: texts that stand for an absent number.
    """
    by_heading: dict[str, list[str]] = {}
    for role, headings in spellings.items():
        for heading in headings:
            by_heading.setdefault(folded(heading), []).append(role)
    return [
        _column(read, index, tuple(by_heading.get(folded(read.headings[index]), ())), symbols, gazetteer)
        for index in range(len(read.columns))
    ]


def _column(read: Sheet, index: int, roles: tuple[str, ...], symbols: Mapping[str, str], gazetteer: Gazetteer | None) -> Evidence:
    whole = read.columns[index].rows().head(SAMPLE).astype("str").str.strip()
    counts = whole[whole != ""].value_counts(sort=False)
    texts, weights = pd.Series(counts.index, dtype="str"), counts.to_numpy(dtype=float)
    total = weights.sum()
    part = (lambda mask: float(weights[mask].sum() / total)) if total else (lambda mask: 0.0)
    days = read_days(texts)
    known = read_days(texts, "dmy") if days.order in ("unsure", "mixed") else days
    serial = texts.str.fullmatch(r"[345]\d{4}(?:\.\d+)?").to_numpy(dtype=bool)
    dated = known.day.notna().to_numpy() & ~serial
    amounts = np.array([number_of(PERCENT.sub("", text)) for text in texts], dtype=float)
    absent = texts.isin([symbol for symbol in symbols if symbol]).to_numpy()
    numeric = ~np.isnan(amounts)
    codes, names, elsewhere = _areas(texts, gazetteer)
    counted = part(~absent) or 1.0
    return Evidence(
        index=index,
        heading=read.headings[index],
        filled=float(total / len(whole)) if len(whole) else 0.0,
        distinct=len(texts),
        rows=len(whole),
        longest=int(texts.str.len().max()) if len(texts) else 0,
        samples=tuple(texts.head(SEVERAL)),
        days=part(dated),
        day_order=days.order,
        serials=part(serial),
        hours=part(hours(texts).notna().to_numpy() & texts.str.contains(r"[:.]").to_numpy(dtype=bool)),
        periods=part(np.array([period(text) is not None for text in texts], dtype=bool)),
        numbers=part(numeric) / counted,
        whole=part(numeric & (amounts % 1 == 0)) / counted,
        low=float(np.nanmin(amounts)) if numeric.any() else np.nan,
        high=float(np.nanmax(amounts)) if numeric.any() else np.nan,
        codes=part(codes),
        names=part(names),
        elsewhere=part(elsewhere),
        roles=roles,
    )


def _areas(texts: pd.Series, gazetteer: Gazetteer | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which texts are codes of our areas, names of our areas, and codes of other municipalities' areas."""
    told = [describe(text) for text in texts]
    if gazetteer is None:
        coded = np.array([bool(item.level) for item in told], dtype=bool)
        return coded, np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool)
    found = [gazetteer.find(text) for text in texts]
    ours = [item.match == "found" and item.place is not None for item in found]
    by_code = [ok and item.place is not None and item.place.code == said.code for ok, item, said in zip(ours, found, told, strict=True)]
    by_name = [(ok and not code) or item.match in ("ambiguous", "whole") for ok, code, item in zip(ours, by_code, found, strict=True)]
    elsewhere = [item.match == "elsewhere" for item in found]
    return np.array(by_code, dtype=bool), np.array(by_name, dtype=bool), np.array(elsewhere, dtype=bool)

"""Finds personal identity numbers, so that a file holding one is refused before anything of it is stored."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from lagesbild.personal_number import holds_person

LIKELY = r"\p{Nd}{2}-?\p{Nd}{2}-?\p{Nd}{2}.?\p{Nd}{4}"  # every personal_number.NUMBER and more, in Arrow's dialect
SHORTEST = 10  # bytes


def personal_columns(columns: Iterable[tuple[str, list[str]]]) -> list[str]:
    """The names of the columns that hold a personal identity or coordination number in any of their texts."""
    return [name for name, values in columns if holds_person(values)]


def likely(texts: pa.Array) -> list[str]:
    """The distinct texts that could hold a number, found by Arrow so that `holds_person` need not read the others."""
    long = texts.filter(pc.greater_equal(pc.binary_length(texts), SHORTEST))  # type: ignore[attr-defined]
    return long.filter(pc.match_substring_regex(long, LIKELY)).unique().to_pylist()  # type: ignore[attr-defined]

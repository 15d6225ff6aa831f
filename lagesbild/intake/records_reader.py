"""Reads files that hold one object per row, parquet and JSON, as a table of text; nested answers are laid out flat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lagesbild.intake.encoding import decode
from lagesbild.intake.fast_reader import LONGEST
from lagesbild.intake.guard import MEGABYTE, MOST_CELLS
from lagesbild.intake.refusal import Refusal, listed
from lagesbild.intake.text_table import ArrowTable, Table
from lagesbild.settings import settings
from lagesbild.texts import number

ROWS_UNDER = ("values", "results")  # where an answer from an API keeps its rows


@dataclass(frozen=True)
class Records:
    """The rows of a file and what it says beside them; `continues` where the source has more pages of the same answer."""

    table: Table
    loose_texts: list[str] = field(default_factory=list)
    continues: bool = False


def parquet_records(path: Path) -> Records:
    """Every row of a plain parquet file with every cell as text; nested or binary columns are refused by name."""
    try:
        with pq.ParquetFile(path) as plain:
            schema = plain.schema_arrow
            _check_parquet(plain.metadata, schema)
            texts = [name for name, kind in zip(schema.names, schema.types, strict=True) if _is_text(kind)]
        with pq.ParquetFile(path, read_dictionary=texts) as coded:
            read = coded.read()
        arrays = [_coded(column) for column in read.columns]
    except (pa.ArrowException, OSError) as fault:
        raise Refusal("records.broken_parquet") from fault
    return Records(_table(schema.names, arrays), [str(schema.metadata or "")])


def parsed_json(path: Path) -> Any:
    """A JSON file's content; what is no JSON, or nested deeper than any answer is, is refused."""
    try:
        return json.loads(decode(path.read_bytes()), parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise Refusal("records.not_json", line=number(getattr(fault, "lineno", 1)), column=number(getattr(fault, "colno", 1))) from fault


def json_records(whole: Any) -> Records:
    """One row per object; a list of objects inside an object gives one row each, with the outer object's fields repeated."""
    answer = whole if isinstance(whole, dict) else {ROWS_UNDER[0]: whole}
    under = next((name for name in ROWS_UNDER if isinstance(answer.get(name), list)), "")
    items = answer.pop(under, [])
    if not under or not all(isinstance(item, dict) for item in items):
        raise Refusal("records.not_rows", known=listed([f'"{name}"' for name in ROWS_UNDER]))
    rows: list[dict[str, str]] = []
    names: dict[str, None] = {}
    for row in (row for item in items for row in _flat(item)):
        names.update(dict.fromkeys(row))
        rows.append(row)
        _check_extent(len(rows), len(names))
    arrays = [pa.array([row.get(name, "") for row in rows], type=pa.string()).dictionary_encode() for name in names]
    more = any(key.startswith("next") and told for key, told in answer.items())
    return Records(_table(list(names), arrays), [_text(told) for told in answer.values()], more)


def _table(names: list[str], arrays: list[pa.Array]) -> Table:
    headings = [name.strip() for name in names]
    if not arrays or not len(arrays[0]):
        raise Refusal("records.no_rows")
    if len(set(headings)) < len(headings):
        raise Refusal("records.duplicate_name", columns=listed(sorted({name for name in headings if headings.count(name) > 1})))
    long = [name for name, array in zip(headings, arrays, strict=True) if _longest(array.dictionary) > LONGEST]
    if long:
        raise Refusal("records.too_long", columns=listed(long), limit=number(LONGEST))
    return ArrowTable(headings, arrays, np.arange(1, len(arrays[0]) + 1))


def _longest(texts: pa.Array) -> int:
    return pc.max(pc.binary_length(texts)).as_py() or 0  # type: ignore[attr-defined]


def _check_extent(rows: int, columns: int) -> None:
    if columns > settings().max_columns:
        raise Refusal("csv.too_many_columns", columns=number(columns), limit=number(settings().max_columns))
    if rows * columns > MOST_CELLS:
        raise Refusal("records.too_many_cells", rows=number(rows), columns=number(columns), limit=number(MOST_CELLS))


def _check_parquet(told: Any, schema: pa.Schema) -> None:
    """Refuse what would swell when it is read, and columns that are no cells."""
    _check_extent(told.num_rows, len(schema.names))
    swollen = sum(told.row_group(index).total_byte_size for index in range(told.num_row_groups))
    if swollen > settings().max_unzipped_mb * MEGABYTE:
        raise Refusal("file.zip_bomb", size=number(swollen / MEGABYTE), limit=number(settings().max_unzipped_mb))
    odd = [name for name, kind in zip(schema.names, schema.types, strict=True) if pa.types.is_nested(kind) or pa.types.is_binary(kind)]
    if odd:
        raise Refusal("records.nested", columns=listed(odd))


def _coded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column as the places of its texts among its distinct texts; an absent cell is an empty text, 23.0 is 23."""
    if pa.types.is_dictionary(column.type) and _is_text(column.type.value_type):
        found = column.unify_dictionaries().combine_chunks()
    else:
        plain = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        if pa.types.is_floating(plain.type):
            plain = pc.if_else(pc.is_finite(plain), plain, None)  # type: ignore[attr-defined]
        found = plain.cast(pa.string()).dictionary_encode().combine_chunks()
    found = found.chunk(0) if isinstance(found, pa.ChunkedArray) else found
    texts = pa.concat_arrays([found.dictionary.cast(pa.string()), pa.array([""], type=pa.string())])
    return pa.DictionaryArray.from_arrays(found.indices.cast(pa.int32()).fill_null(len(found.dictionary)), texts)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def _flat(item: dict[str, Any]) -> Iterator[dict[str, str]]:
    inner = [name for name, told in item.items() if isinstance(told, list) and told and all(isinstance(part, dict) for part in told)]
    if len(inner) > 1:
        raise Refusal("records.nested", columns=listed(inner))
    own = {name: _text(told) for name, told in item.items() if name not in inner}
    if not inner:
        yield own
    for part in item[inner[0]] if inner else ():
        yield own | {f"{inner[0]}_{name}" if name in own else name: _text(told) for name, told in part.items()}


def _text(told: Any) -> str:
    """A value as text: nothing is empty, 23.0 is 23, a list of texts is their enumeration."""
    if told is None:
        return ""
    if isinstance(told, str):
        return told
    if isinstance(told, float) and told.is_integer():
        return str(int(told))
    if isinstance(told, list) and all(isinstance(part, str) for part in told):
        return ", ".join(told)
    return json.dumps(told, ensure_ascii=False)


def _no_number(word: str) -> None:
    """NaN and the infinities are no JSON, and no figure: they are absent."""

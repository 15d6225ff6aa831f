"""The canonical facts on disk: one fixed set of typed columns per kind, and the hash by which the same cells are known again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from pandas.util import hash_pandas_object

from lagesbild.intake.parsed import Parsed
from lagesbild.model import FactKind

TEXT, DAY, WHOLE, REAL = pa.string(), pa.date32(), pa.int64(), pa.float64()
EVENTS = pa.schema(
    [
        *((name, TEXT) for name in ("municipality", "area", "area_version", "crime_code")),
        *(("reported_on", DAY), ("occurred_on", DAY), ("hour", WHOLE), ("events", WHOLE), ("lon", REAL), ("lat", REAL), ("line", WHOLE)),
    ]
)
SCHEMAS: dict[FactKind, pa.Schema] = {
    "incident": EVENTS,
    "event": EVENTS,
    "aggregate": pa.schema(
        [
            *((name, TEXT) for name in ("municipality", "area", "area_name", "area_level", "area_version", "path", "label")),
            *(("period_start", DAY), ("period_end", DAY), ("period_kind", TEXT), ("measure", TEXT), ("unit", TEXT)),
            *(("indicator", TEXT), ("subgroup", TEXT)),
            *(("value", REAL), ("lower", REAL), ("upper", REAL), ("numerator", REAL), ("base", REAL)),
            *(("state", TEXT), ("preliminary", pa.bool_()), ("line", WHOLE), ("column", TEXT)),
        ]
    ),
    "definition": pa.schema(
        [(name, TEXT) for name in ("municipality", "indicator", "title", "definition", "unit", "measure")] + [("line", WHOLE)]
    ),
    "population": pa.schema(
        [
            *((name, TEXT) for name in ("municipality", "area", "area_level", "area_version")),
            *(("reference_date", DAY), ("sex", TEXT), ("age", TEXT), ("persons", REAL), ("state", TEXT), ("line", WHOLE)),
        ]
    ),
    "answer": pa.schema(
        [
            *((name, TEXT) for name in ("municipality", "survey", "wave")),
            ("respondent", WHOLE),
            *((name, TEXT) for name in ("area", "area_version", "stratum")),
            ("weight", REAL),
            *((name, TEXT) for name in ("sex", "age", "question")),
            *(("answer", REAL), ("state", TEXT), ("line", WHOLE), ("column", TEXT)),
        ]
    ),
    "area": pa.schema(
        [
            *((name, TEXT) for name in ("municipality", "area", "name", "area_level", "area_version")),
            *(("geometry_wkb", pa.binary()), ("line", WHOLE)),
        ]
    ),
}
POSITION = ("line", "column")  # where a cell stood says nothing about what it says


def table(rows: pd.DataFrame, kind: FactKind) -> pa.Table:
    """The rows as an Arrow table with exactly the columns and types of their kind."""
    return _arrow(rows, SCHEMAS[kind]).cast(SCHEMAS[kind])


def _arrow(rows: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    """The rows in the types of a schema, except that texts which repeat stay dictionaries."""
    shared = [name for name in schema.names if isinstance(rows[name].dtype, pd.CategoricalDtype)]
    fields = [pa.field(f.name, pa.dictionary(pa.int32(), f.type)) if f.name in shared else f for f in schema]
    return pa.Table.from_pandas(rows[schema.names], schema=pa.schema(fields), preserve_index=False, safe=False)


def cells_sha256(rows: pd.DataFrame, kind: FactKind, parsed: Parsed) -> str:
    """A hash of what a delivery says, whatever the order of its rows, its container and its encoding.

    What the file covers belongs to it: one more month without a crime is news. Each row has a hash of 64 bits of its typed values
    (each distinct text is hashed once); the sorted hashes of all rows, equal ones included, are hashed together.
    """
    said = pa.schema([field for field in SCHEMAS[kind] if field.name not in POSITION])
    frame = _arrow(rows, said).to_pandas(strings_to_categorical=kind != "area", date_as_object=False)
    if kind == "area":
        frame["geometry_wkb"] = [_rounded(border) for border in frame["geometry_wkb"]]
    hashes = hash_pandas_object(frame, index=False).to_numpy()
    covers: list[Any] = [kind, str(parsed.data_from), str(parsed.data_date), str(parsed.preliminary_from), list(parsed.coverage_codes)]
    digest = hashlib.sha256(json.dumps(covers, ensure_ascii=False).encode())
    digest.update(np.sort(hashes).tobytes())
    return digest.hexdigest()


def _rounded(border: bytes | None) -> str:
    """A border to about a centimetre and in one order, so that another writer's decimals make no other border."""
    if border is None:  # known by name only
        return ""
    shape = shapely.transform(shapely.from_wkb(border), lambda points: np.round(points, 7))
    return shapely.to_wkb(shapely.normalize(shape), hex=True)

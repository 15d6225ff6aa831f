"""Plants strings in what must stay inside, and looks for them in what goes out.

A planted string names its table and column, so that a leak says where it came from. It is planted in every text column of
every table that is never published, in every text column that the allow-lists leave out, and in whole rows that are not
public: activities and promises kept inside, an unpublished division with its area, border and figures, indicators of families
without public figures, months, and every column of the microdata.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from lagesbild import store
from lagesbild.build.public import write_public
from lagesbild.build.publishable import Earlier
from lagesbild.catalog import load_catalog
from lagesbild.read import queries
from tests.browser.running import TODAY

CODE = "9999"
MARK = "kanarie4e1c"
FOUND = re.compile(rb"kanarie4e1c[a-z_0-9]*")
DROPPED = {"activity": ("strategy", "problem", "plan", "direction", "description"), "source": ("receipt", "file")}
INSIDE = {
    "activity": "NOT public",
    "promise": "NOT public",
    "area": "area_level = 'unplaced'",
    "indicator": "family = 'figures'",
    "estimate": "period_kind IN ('month', 'quarter')",
}
FREE = {
    "activity": ("activity", "title", "goal", "library", "focus", "owner", "area", "place"),
    "promise": ("promise", "promise_text", "area", "place", "owner", "goal", "result"),
    "area": ("name",),
    "indicator": ("title", "short_title", "sentence_name", "definition", "source", "caveat"),
    "estimate": ("vintage", "source"),
}
SECRET_AREA = f"{MARK}_area"


def mark(table: str, column: str) -> str:
    """What is planted in a column."""
    return f"{MARK}_{table}_{column}"


def planted_home(built: Path, target: Path) -> Path:
    """A home whose internal file and microdata hold planted strings, published from there the way a build publishes."""
    told = store.pointer(built, CODE, "internal") or {}
    source, folder = built / "build" / CODE / told["build"], target / "build" / CODE / told["build"]
    folder.mkdir(parents=True)
    for name in ("internal.duckdb", "vault.duckdb"):
        shutil.copy2(source / name, folder / name)
    _plant(folder / "internal.duckdb")
    _overwrite(folder / "vault.duckdb")
    catalog = load_catalog(target)
    rows = write_public(folder, catalog.municipalities[CODE], catalog.crime_groups, Earlier())
    for zone, more in (("internal", {"public_rows": rows}), ("public", {"published_on": TODAY, "site": f"{told['build']}/site"})):
        file = folder / f"{zone}.duckdb"
        found = {"build": told["build"], "file": f"{told['build']}/{file.name}", "sha256": store.file_sha256(file), "rows": rows} | more
        store.write_atomically(target / "build" / CODE / f"{zone}.json", json.dumps(found))
    return target


def _plant(path: Path) -> None:
    """Fill the internal file: what is not published at all, what is left out of what is, and rows that are not public."""
    with store.write(path) as file:
        kept = file.frame("SELECT * FROM promise LIMIT 1").assign(public=False)
        file.append("promise", kept)
        unpublished = file.frame("SELECT * FROM area WHERE area = 'hamnradet'").assign(area=SECRET_AREA, name=mark("area", "secret"))
        file.append("area", unpublished)
        for table in ("boundary", "estimate"):
            area = "N01" if table == "boundary" else "hamnradet"
            copy = file.frame(f"SELECT * FROM {table} WHERE area = '{area}'")
            file.append(table, copy.assign(area=SECRET_AREA, area_version="council"))
        for table, columns in _texts(file).items():
            if table not in queries("publish"):
                _set(file, table, columns, "true")
            _set(file, table, DROPPED.get(table, ()), "true")
            if table in INSIDE:
                _set(file, table, FREE[table], INSIDE[table])


def _overwrite(path: Path) -> None:
    with store.write(path) as file:
        for table in ("answer_delivered", "incident_delivered", "population_delivered"):
            _set(file, table, tuple(_texts(file)[table]), "true")


def _texts(file: store.Writer) -> dict[str, list[str]]:
    columns = file.frame(
        "SELECT table_name, column_name FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (schema_name, table_name)"
        " WHERE data_type = 'VARCHAR' AND schema_name = 'main'"
    )
    return {str(table): list(rows["column_name"]) for table, rows in columns.groupby("table_name")}


def _set(file: store.Writer, table: str, columns: tuple[str, ...] | list[str], where: str) -> None:
    if columns:
        changes = ", ".join(f"\"{column}\" = '{mark(table, column)}'" for column in columns)
        file.run(f'UPDATE "{table}" SET {changes} WHERE {where}')


def planted(path: Path) -> set[str]:
    """Every planted string that a database file really holds."""
    return {word.decode() for word in FOUND.findall(values(path))}


def values(path: Path) -> bytes:
    """Every text of a database file, table by table, and its raw bytes: compressed blocks hide a string from a plain search."""
    reader = store.Reader(path)
    tables = list(reader.frame("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'")["table_name"])
    frames = [reader.frame(f'SELECT * FROM "{table}"') for table in tables]
    reader.close()
    told = [
        value
        for frame in frames
        for name in frame.select_dtypes(exclude=["number", "datetime", "bool"])
        for value in set(frame[name].map(str))
    ]
    return "\n".join(told).encode() + path.read_bytes()


def leaks(payload: bytes) -> set[str]:
    """Which planted strings are in something that went out."""
    return {word.decode() for word in FOUND.findall(payload)}

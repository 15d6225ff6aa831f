"""Reads one SPSS file in a process of its own: the library is C code that a damaged file can bring down.

Run by path, so that nothing else of the product is loaded: python -I sav_child.py FILE FOLDER COLUMNS CELLS. It leaves rows.arrow and
told.json in FOLDER and ends with 0, or with one of the codes below; any other end means that the file could not be read.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

TOO_MANY_COLUMNS, TOO_MANY_ROWS, NO_ROWS = 3, 4, 5
MEMORY = 3 << 30  # bytes of address space, most of which the libraries only reserve
SECONDS = 20


def read(path: str, folder: Path, most_columns: int, most_cells: int) -> int:
    """Write the values and what the file says about them into a folder; returns the code to end with."""
    import pyarrow as pa
    import pyreadstat

    frame: Any
    told: Any
    frame, told = pyreadstat.read_sav(path, metadataonly=True)
    names = list(told.column_names)
    if len(names) > most_columns:
        return TOO_MANY_COLUMNS
    most = most_cells // max(len(names), 1)
    frame, told = pyreadstat.read_sav(path, user_missing=True, disable_datetime_conversion=True, row_limit=most + 1)
    if frame.empty or len(frame) > most:
        return TOO_MANY_ROWS if len(frame) > most else NO_ROWS
    rows = pa.Table.from_pandas(frame, preserve_index=False)
    with pa.OSFile(str(folder / "rows.arrow"), "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(rows)
    about = {
        "labels": {name: list(labels.items()) for name, labels in told.variable_value_labels.items()},
        "missing": told.missing_ranges,
        "titles": told.column_names_to_labels,
        "texts": [told.file_label, *(told.notes or [])],
    }
    (folder / "told.json").write_text(json.dumps(about), encoding="utf-8")
    return 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(read(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))

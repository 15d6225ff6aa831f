"""The measure for the import: DuckDB's own COPY of the same file into a typed table, and one process's peak memory."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import duckdb

TABLE = (
    "CREATE TABLE rows (number INTEGER, id BIGINT, code VARCHAR, wording VARCHAR, reported_on DATE, occurred_on DATE, municipality VARCHAR,"
    " county VARCHAR, area VARCHAR, events INTEGER, clock VARCHAR)"
)
DAY = date(2026, 11, 22)


def raw_copy(path: Path, folder: Path, encoding: str = "utf-8") -> int:
    """Rows of a file in a new database file, checkpointed and closed; other encodings are written as UTF-8 first."""
    target = folder / "raw.duckdb"
    target.unlink(missing_ok=True)
    if encoding != "utf-8":
        text = path.read_bytes().decode(encoding)
        path = folder / "as_utf8.csv"
        path.write_bytes(text.encode())
    connection = duckdb.connect(str(target))
    connection.execute(TABLE)
    connection.execute(f"COPY rows FROM '{path}' (FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', IGNORE_ERRORS)")  # slips are left out
    connection.execute("CHECKPOINT")
    (found,) = connection.execute("SELECT count(*) FROM rows").fetchone() or (0,)
    connection.close()
    return int(found)


def imported(path: Path, home: Path) -> int:
    """Rows of a file received into an empty home."""
    from lagesbild.intake import receive

    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    receipt = receive(path, home, None, None, DAY)
    assert receipt.outcome == "accepted", receipt.message
    return receipt.rows_stored


def peak_memory() -> float:
    """The most megabytes that this process has held at once; not ru_maxrss, which a process inherits from the one that starts it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main(side: str, path: Path, folder: Path) -> None:
    """Print the megabytes that one side took above those of the interpreter and its imports."""
    import lagesbild.intake  # both sides start from the same imports

    assert lagesbild.intake
    before = peak_memory()
    if side == "raw":
        raw_copy(path, folder)
    else:
        imported(path, folder / "home")
    print(peak_memory() - before)


if __name__ == "__main__":
    os.environ["LAGESBILD_MAX_FILE_MB"] = "100000"
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

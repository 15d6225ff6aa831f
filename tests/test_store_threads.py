"""1,000 interleaved queries of two zones: every answer is its own; a connection that threads share is wrong, or the test proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier

import duckdb
import pandas as pd
import pytest

from lagesbild import store
from lagesbild.store import Reader, write

QUERIES, WORKERS, ROWS = 1000, 8, 300
QUESTION = "SELECT zone, n, n * $by AS made FROM fact WHERE n % 7 = $by % 7 ORDER BY n"
Ask = Callable[[str, int], pd.DataFrame]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two files with the same table, each of whose rows says where it comes from."""
    found = {}
    for zone in ("internal", "public"):
        found[zone] = tmp_path_factory.mktemp(zone) / f"{zone}.duckdb"
        with write(found[zone]) as file:
            file.run("CREATE TABLE fact (zone VARCHAR, n INTEGER)")
            file.append("fact", pd.DataFrame({"zone": zone, "n": range(ROWS)}))
    return found


def wrong(ask: Ask) -> int:
    """How many of the answers are not the ones that were asked for."""

    def one(number: int) -> bool:
        zone = ("internal", "public")[number % 2]
        try:
            found = ask(zone, number)
        except Exception:
            return True
        n = [n for n in range(ROWS) if n % 7 == number % 7]
        return (
            found is None
            or list(found.columns) != ["zone", "n", "made"]
            or set(found["zone"]) != {zone}
            or list(found["n"]) != n
            or list(found["made"]) != [value * number for value in n]
        )

    with ThreadPoolExecutor(WORKERS) as pool:
        return sum(pool.map(one, range(QUERIES)))


def test_no_answer_holds_a_row_of_another_question(files: dict[str, Path]) -> None:
    readers = {zone: Reader(path) for zone, path in files.items()}
    assert wrong(lambda zone, number: readers[zone].frame(QUESTION, {"by": number})) == 0
    for reader in readers.values():
        reader.close()


def test_a_connection_that_threads_share_is_caught_by_the_same_eyes(files: dict[str, Path]) -> None:
    shared = {zone: duckdb.connect(str(path), read_only=True) for zone, path in files.items()}

    def ask(zone: str, number: int) -> pd.DataFrame:
        shared[zone].execute(QUESTION, {"by": number})
        return shared[zone].df()

    assert any(wrong(ask) for _ in range(5))


def opened_at_once(path: Path) -> int:
    """How many of eight that open the file at the same moment are refused."""
    together = Barrier(WORKERS)

    def one(_: int) -> Reader | None:
        together.wait()
        try:
            return Reader(path)
        except duckdb.Error:
            return None

    with ThreadPoolExecutor(WORKERS) as pool:
        readers = list(pool.map(one, range(WORKERS)))
    for reader in filter(None, readers):
        reader.close()
    return readers.count(None)


def test_visitors_who_come_first_at_the_same_moment_all_get_the_file(files: dict[str, Path]) -> None:
    assert sum(opened_at_once(files["public"]) for _ in range(20)) == 0


def test_without_the_lock_some_would_be_refused(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_SEALING", nullcontext())
    assert any(opened_at_once(files["public"]) for _ in range(200))

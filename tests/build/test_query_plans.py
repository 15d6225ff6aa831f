"""The build's queries join on equal keys: a join of every row with every row takes minutes where there are many areas and years."""

import re
from pathlib import Path

import pytest

from lagesbild.store import Reader, pointer

QUERIES = Path(__file__).parents[2] / "queries" / "tally"
EVERY_ROW_WITH_EVERY_ROW = {"BLOCKWISE_NL_JOIN", "NESTED_LOOP_JOIN"}


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.sql")), ids=lambda path: path.stem)
def test_a_tally_joins_on_equal_keys(path: Path, small_home: Path) -> None:
    found = pointer(small_home, "9999", "internal")
    assert found is not None
    query = re.sub(r"\$\w+", "NULL", path.read_text(encoding="utf-8"))
    with Reader(small_home / "build" / "9999" / found["build"] / "vault.duckdb", found["build"]) as vault:
        plan = vault.frame(f"EXPLAIN {query}")["explain_value"].str.cat()
    assert "SCAN" in plan or "EMPTY_RESULT" in plan, "a small town has no survey"
    assert not EVERY_ROW_WITH_EVERY_ROW & set(re.findall(r"[A-Z_]+", plan))

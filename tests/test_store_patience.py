"""A question in front of which somebody waits is ended when it takes too long; one that a build asks is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.store import Reader, write
from lagesbild.store_patience import unhurried

ROWS = 20_000
LONG = "SELECT sum(a.n * b.n) AS total FROM fact a, fact b"


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody waits longer than a millisecond."""
    monkeypatch.setenv("LAGESBILD_QUERY_SECONDS", "0.001")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    with write(tmp_path / "file.duckdb") as file:
        file.run("CREATE TABLE fact (n BIGINT)")
        file.append("fact", pd.DataFrame({"n": range(ROWS)}))
    return Reader(tmp_path / "file.duckdb")


def test_a_slow_question_is_ended_with_a_cure_unless_nobody_waits(reader: Reader, hurry: None) -> None:
    with pytest.raises(LagesbildError, match="Välj en kortare period"):
        reader.frame(LONG)
    with unhurried():
        assert reader.frame(LONG)["total"].tolist() == [sum(range(ROWS)) ** 2]
    with pytest.raises(LagesbildError, match="Välj en kortare period"):
        reader.frame(LONG)

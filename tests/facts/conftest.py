"""A lake of the tests' own: a fresh catalogue in their PostgreSQL and a folder for its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lagesbild import store_lake
from lagesbild.facts.shared import InLake, make_tables
from lagesbild.settings import settings
from tests.work.postgres import Postgres


@pytest.fixture(scope="session")
def made(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The address and the folder of a lake with its tables; all tests share it, each with deliveries of its own."""
    url, files = postgres.new_database(), tmp_path_factory.mktemp("lake")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAGESBILD_LAKE_FILES", str(files))
        settings.cache_clear()
        make_tables(url)
    settings.cache_clear()
    return url, files


@pytest.fixture
def lake(made: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[InLake]:
    """The settings of an installation whose facts lie in the lake."""
    url, files = made
    monkeypatch.setenv("LAGESBILD_LAKE", url)
    monkeypatch.setenv("LAGESBILD_LAKE_FILES", str(files))
    settings.cache_clear()
    yield InLake(url)
    settings.cache_clear()


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """For tests that lose their lake: nobody goes on with its connection."""
    yield
    store_lake._opened.cache_clear()

"""A lake of the tests' own: a fresh catalogue in their PostgreSQL and a folder for its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild.facts.shared import InLake, make_tables
from lagesbild.settings import settings
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import take
from tests.build.test_build import FULL
from tests.facts.many import in_lake
from tests.work.postgres import Postgres


def handed_in(folder: Path) -> Path:
    """A home that has taken in areas, people and reports of Norrhamn."""
    home = folder / "home"
    take(home, squares(folder / "o.geojson"))
    take(home, people(folder / "f.xlsx", {2025: (1000, 2000)}))
    take(home, reports(folder / "b.csv", FULL))
    return home


@pytest.fixture(scope="session")
def made(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The address and the folder of a lake with its tables; all tests share it, each with deliveries of its own."""
    url, files = postgres.new_database(), tmp_path_factory.mktemp("lake")
    with pytest.MonkeyPatch.context() as patch:
        in_lake(patch, url, files)
        make_tables(url)
    settings.cache_clear()
    return url, files


@pytest.fixture(scope="session")
def taken_in(made: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose three files went into the lake, built."""
    url, files = made
    folder = tmp_path_factory.mktemp("in-lake")
    with pytest.MonkeyPatch.context() as patch:
        in_lake(patch, url, files)
        home = handed_in(folder)
        builds.build(home, "9999", DAY)
    settings.cache_clear()
    return home


@pytest.fixture
def lake(made: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[InLake]:
    """The settings of an installation whose facts lie in the lake."""
    url, files = made
    in_lake(monkeypatch, url, files)
    yield InLake(url)
    settings.cache_clear()

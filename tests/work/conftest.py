"""A work store on each database that the product supports: SQLite, and a PostgreSQL of the tests' own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lagesbild.work import WorkStore, open_work

CODE = "9999"
DATABASES = ("sqlite", "postgresql")
NewAddress = Callable[[str], str]


@pytest.fixture
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> NewAddress:
    """Makes the address of an empty database of a kind."""
    numbers = itertools.count()

    def make(database: str) -> str:
        if database == "sqlite":
            return f"sqlite:///{tmp_path / f'work{next(numbers)}.sqlite'}"
        return request.getfixturevalue("postgres").new_database()

    return make


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, new_address: NewAddress) -> str:
    """The address of an empty database, once per kind."""
    return new_address(request.param)


@pytest.fixture
def store(address: str) -> Iterator[WorkStore]:
    """An empty work store on each database."""
    opened = open_work(address)
    yield opened
    opened.close()
    open_work.cache_clear()

"""Small builds that several tests of pages look at; each is made once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import pytest

from lagesbild import build as builds
from lagesbild.intake import receive
from lagesbild.work import WorkStore, default_url, open_work
from tests.build.conftest import DAY, people, reports, squares

REPORTS = [("N01", "1210 2023-01-02", 40), ("N02", "1210 2024-06-01", 9), ("", "1210 2024-07-01", 3), ("N01", "1210 2025-12-30", 90)]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """A whole small build, with areas and people, and one of reports only."""
    return {complete: _built(tmp_path_factory.mktemp("small"), complete) for complete in (True, False)}


def _built(folder: Path, complete: bool) -> Path:
    files = [reports(folder / "brott.csv", REPORTS)]
    if complete:
        files = [squares(folder / "o.geojson"), people(folder / "f.xlsx", dict.fromkeys((2023, 2024, 2025), (1000, 2000))), *files]
    for delivered in files:
        assert receive(delivered, folder / "home", "9999", None, DAY).outcome == "accepted"
    builds.build(folder / "home", "9999", DAY)
    builds.publish(folder / "home", "9999", DAY)
    return folder / "home"


@contextmanager
def changeable(home: Path, folder: Path) -> Iterator[WorkStore]:
    """The work store of a copy of a home, which a test may change."""
    copytree(home, folder, dirs_exist_ok=True)
    store = open_work(default_url(folder))
    yield store
    store.close()
    open_work.cache_clear()


@pytest.fixture
def work(watched_home: Path, tmp_path: Path) -> Iterator[WorkStore]:
    """The work store of a watched municipality."""
    with changeable(watched_home, tmp_path) as store:
        yield store

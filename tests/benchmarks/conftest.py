"""The files and homes that benches share, and the table at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild.example import make_example
from lagesbild.intake import receive
from lagesbild.settings import settings
from tests.benchmarks.large import ROWS, large_file
from tests.benchmarks.measure import Line, table
from tests.benchmarks.raw import DAY
from tests.browser.running import made_example

TOLD = pytest.StashKey[list[Line]]()
EXAMPLE = "9999"
READY = "LAGESBILD_TEST_HOME"  # a home with Norrhamn that is already built, for quick repetition


def pytest_configure(config: pytest.Config) -> None:
    """An empty table, and no limit to the size of a file."""
    config.stash[TOLD] = []
    os.environ["LAGESBILD_MAX_FILE_MB"] = "100000"
    settings.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A bench takes the time that its rows take."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Goal and figure side by side."""
    terminalreporter.write_sep("=", f"{ROWS} rows, {os.cpu_count()} processors")
    terminalreporter.write_line(table(config.stash[TOLD]))


@pytest.fixture
def told(request: pytest.FixtureRequest) -> list[Line]:
    """Where a bench writes its figures."""
    return request.config.stash[TOLD]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A temporary folder for what is large; its files go away at the end."""
    found = tmp_path_factory.mktemp("bench")
    yield found
    for path in sorted(found.rglob("*"), reverse=True):
        path.unlink() if path.is_file() or path.is_symlink() else path.rmdir()


@pytest.fixture(scope="session")
def extract(folder: Path) -> Path:
    """The large extract in UTF-8."""
    return large_file(folder)


@pytest.fixture(scope="session")
def example(folder: Path) -> Path:
    """Norrhamn whole, as the command makes it: with earlier deliveries, what it is compared with, and what people wrote."""
    if os.environ.get(READY):
        return Path(os.environ[READY])
    return made_example(folder / "norrhamn")


@pytest.fixture(scope="session")
def grown(folder: Path, extract: Path) -> Path:
    """Norrhamn built with the large extract instead of its own: a municipality with that many reports."""
    home = folder / "grown"
    files = [path for path in make_example(folder / "files") if not path.name.startswith("anmalda_brott")]
    for path in (*files, extract):
        assert receive(path, home, EXAMPLE, None, DAY).outcome == "accepted"
    builds.build(home, EXAMPLE, DAY)
    return home

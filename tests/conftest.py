"""What all tests share: those that need the real files beside the repository are skipped, with a reason, where these are absent."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lagesbild.settings import ROOT, settings

if TYPE_CHECKING:
    from tests.work.postgres import Postgres

os.environ.setdefault("LAGESBILD_WITHOUT_LOGIN", "true")  # tests that are not about the login meet a zone that is open on this machine
os.environ.setdefault("LAGESBILD_SANDBOX", "false")  # a process per file takes a second: tests that are about it ask for it
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True, scope="session")
def installed_packages_read_once() -> Iterator[None]:
    """Streamlit's page tests look through every installed package on every run; what is installed does not change meanwhile."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lru_cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def settings_of_their_own() -> Iterator[None]:
    """No test inherits the settings that another one read from its own environment."""
    yield
    settings.cache_clear()


@pytest.fixture(autouse=True)
def main_of_its_own() -> Iterator[None]:
    """A page test leaves its page as the main module, and a process that a later test starts would begin by running that page."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small municipality that is built, published and frozen once: to be copied, not changed. A newer delivery lies beside it."""
    from tests.soak.small import frozen_too, installed

    return frozen_too(installed(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for all tests of this process, with empty databases for the asking."""
    from tests.work.postgres import start_postgres

    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def watched_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two areas, built once, where fires stand out in N01 in the last final month: to be copied, not changed."""
    from lagesbild import build as builds
    from lagesbild.intake import receive
    from tests.build.conftest import DAY, people, reports, squares
    from tests.build.test_watching import rows

    folder = tmp_path_factory.mktemp("watched")
    files = [squares(folder / "o.geojson"), people(folder / "f.xlsx", dict.fromkeys((2022, 2023, 2024, 2025), (1000, 2000)))]
    for path in [*files, reports(folder / "brott.csv", rows(19))]:
        assert receive(path, folder / "home", "9999", None, DAY).outcome == "accepted"
    builds.build(folder / "home", "9999", DAY)
    return folder / "home"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes unless it is asked for by its mark; skip what is `shared` on a machine without those files."""
    if "acceptance" not in str(config.getoption("markexpr")):
        long = [item for item in items if item.get_closest_marker("acceptance")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="needs the real files in ../shared"))

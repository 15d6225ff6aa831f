"""One built Norrhamn, one server per zone and one browser for all browser tests."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.running import Server, Watch, copy_project, made_example, open_browser, serving

READY = "LAGESBILD_TEST_HOME"  # a home that is already built, for quick repetition
expect.set_options(timeout=20_000)  # milliseconds until what a page must show is there: how fast it comes is measured by `make bench`


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with Norrhamn built and published, of this test process alone; where several run at once, the first makes it for all."""
    if os.environ.get(READY):
        return Path(os.environ[READY])
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return made_example(tmp_path_factory.mktemp("norrhamn"))
    shared = tmp_path_factory.getbasetemp().parent / "norrhamn"
    with (shared.parent / "norrhamn.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.is_dir():
            made_example(shared.with_name("making")).rename(shared)
    return copytree(shared, tmp_path_factory.mktemp("own") / "norrhamn")


@pytest.fixture(scope="session")
def internal(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The internal zone."""
    with serving("internal", home, tmp_path_factory.mktemp("log") / "internal.log") as server:
        yield server


@pytest.fixture(scope="session")
def public(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The public zone."""
    with serving("public", home, tmp_path_factory.mktemp("log") / "public.log") as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium."""
    with sync_playwright() as playwright:
        found = open_browser(playwright)
        yield found
        found.close()


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    """A fresh browser profile whose doings are noted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Watch(context)
    context.close()


@pytest.fixture
def project(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Makes a copy of the product in which some pages are replaced: {"internal/situation.py": source}."""

    def make(pages: dict[str, str]) -> Path:
        root = copy_project(tmp_path / "project")
        for name, source in pages.items():
            (root / "pages" / name).parent.mkdir(exist_ok=True)
            (root / "pages" / name).write_text(source, encoding="utf-8")
        return root

    return make

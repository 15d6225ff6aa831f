"""No internal page runs in the public zone, however it is asked for, and a flat layout would be caught by the same test."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg

from lagesbild.settings import ROOT
from lagesbild.web.menu_pages import pages_of
from tests.browser.running import Server, Watch, copy_project, free_port, serving, visit, wait_until_open
from tests.browser.stream import exchange, kind, run_page

CANARY = "kanarie-7d1f"
PAGE = f'import streamlit as st\nst.write("{CANARY}")\n'
STEMS = [page.file.stem for page in pages_of("internal")]
NAMES = ["situation", "areas", "pages/internal/situation", "internal/areas", "trender"]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product with a canary in every internal page, and none of the pages' own guards."""
    root = copy_project(tmp_path_factory.mktemp("planted") / "project")
    for stem in STEMS:
        (root / "pages" / "internal" / f"{stem}.py").write_text(PAGE, encoding="utf-8")
    return root


@contextmanager
def cold(planted: Path, home: Path, tmp_path: Path, zone: str = "public") -> Iterator[Server]:
    """A zone that nobody has asked anything but its health."""
    with serving("public" if zone == "public" else "internal", home, tmp_path / "log", root=planted) as server:
        yield server


@pytest.mark.parametrize("name", NAMES)
def test_the_first_request_ever_by_websocket_runs_no_internal_page(planted: Path, home: Path, tmp_path: Path, name: str) -> None:
    with cold(planted, home, tmp_path) as server:
        frames = exchange(server.stream, run_page(name))
    assert "page_not_found" in [kind(frame) for frame in frames]
    assert CANARY.encode() not in b"".join(frames)


@pytest.mark.parametrize("name", NAMES[:4])
def test_the_first_request_ever_by_browser_runs_no_internal_page(
    planted: Path, home: Path, tmp_path: Path, watch: Watch, name: str
) -> None:
    with cold(planted, home, tmp_path) as server:
        page = watch.context.new_page()
        answer = page.goto(f"{server.url}/{name}")
        assert answer is not None
        assert answer.status == 404
        assert page.locator("h1").inner_text() == "Sidan finns inte"
        assert CANARY not in page.content()
        assert not watch.payload
        for name_ in STEMS:  # warm now: go through the client's own navigation as well
            assert CANARY.encode() not in b"".join(exchange(server.stream, run_page(name_)))


def test_the_canary_is_seen_where_it_may_be(planted: Path, home: Path, tmp_path: Path, watch: Watch) -> None:
    with cold(planted, home, tmp_path, "internal") as server:
        assert CANARY.encode() in b"".join(exchange(server.stream, run_page("omraden")))
        visit(watch.context.new_page(), f"{server.url}/trender", streamlit=True)
    assert CANARY.encode() in b"".join(watch.payload)


FLAT = 'import streamlit as st\n\napp = st.App("menu.py")\n'
FLAT_MENU = 'import streamlit as st\n\nst.navigation([st.Page("pages/explore.py", default=True)]).run()\n'


def test_a_flat_layout_leaks_and_the_harness_sees_it(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "pages").mkdir()
    for name, source in {"app.py": FLAT, "menu.py": FLAT_MENU, "pages/explore.py": "", "pages/situation.py": PAGE}.items():
        (tmp_path / name).write_text(source, encoding="utf-8")
    port = free_port()
    log = tmp_path / "log"
    with log.open("wb") as sink:
        command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port)]
        process = subprocess.Popen(command, cwd=tmp_path, stdout=sink, stderr=sink)
    try:
        server = Server("public", port, process, log)
        wait_until_open(server)
        assert CANARY.encode() in b"".join(exchange(server.stream, run_page("situation")))
    finally:
        process.terminate()
        process.wait(10)


def orders() -> dict[str, BackMsg]:
    """What a browser must not be able to make the server do."""
    found = {name: BackMsg() for name in ("git", "clear", "save", "shutdown", "skills", "nudge")}
    found["git"].load_git_info = True
    found["clear"].clear_cache = True
    found["save"].set_run_on_save = True
    found["shutdown"].debug_shutdown_runtime = True
    found["skills"].backend_operation_request.install_skills.SetInParent()
    found["nudge"].backend_operation_request.dismiss_skills_nudge.SetInParent()
    return found


@pytest.mark.parametrize("name", list(orders()))
def test_orders_that_no_reader_needs_are_dropped(public: Server, name: str) -> None:
    assert exchange(public.stream, orders()[name], first=0.7) == []


def test_a_session_tells_nothing_about_the_server(internal: Server, public: Server) -> None:
    for server in (internal, public):
        frames = b"".join(exchange(server.stream, run_page("")))
        told = [word for word in (str(ROOT), sys.prefix, sys.version.split()[0], "installation") if word.encode() in frames]
        assert not told


def test_a_foreign_page_cannot_open_the_stream(public: Server) -> None:
    began = time.monotonic()
    with pytest.raises(Exception, match=r"403|1008"):
        exchange(public.stream, run_page("utforska"), origin="http://example.org")
    assert time.monotonic() - began < 2, "nobody outside is asked for this server's address"
    assert exchange(public.stream, run_page("utforska"), origin=public.url)


def test_pages_of_the_copy_are_the_pages_of_the_product(project: Callable[[dict[str, str]], Path]) -> None:
    root = project({"internal/situation.py": PAGE})
    assert (root / "pages" / "internal" / "situation.py").read_text(encoding="utf-8") == PAGE
    assert (root / "pages" / "menu.py").read_bytes() == (ROOT / "pages" / "menu.py").read_bytes()

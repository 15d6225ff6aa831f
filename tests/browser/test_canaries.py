"""Nothing planted in the internal file or the microdata reaches the public file, the site, an answer, a frame or an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from lagesbild import store
from lagesbild.build.tables import write_tables
from lagesbild.web.menu_pages import pages_of
from tests.browser.canaries import CODE, MARK, SECRET_AREA, leaks, mark, planted, planted_home, values
from tests.browser.running import Server, Watch, addresses, serving, visit
from tests.browser.stream import exchange, kind, run_page
from tests.browser.test_pages import STREAMLIT

INSIDE = [page.address for page in pages_of("internal")] + [page.file.stem for page in pages_of("internal")]
QUERIES = ("", f"kommun={CODE}", "brott=vandalism&matt=vandalism_count", f"brott={SECRET_AREA}", f"kommun={MARK}", f"omrade={SECRET_AREA}")
TELLS = """import pathlib, streamlit as st
from lagesbild.settings import settings
from lagesbild.store import Reader
path = next((settings().home / "build" / "9999").glob("*/internal.duckdb"))
word = Reader(path).frame("SELECT title FROM problem")["title"][0]
"""


@pytest.fixture(scope="module")
def filled(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_home(home, tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def warm(filled: Path, tmp_path_factory: pytest.TempPathFactory):
    with serving("public", filled, tmp_path_factory.mktemp("log") / "log") as server:
        yield server


def folder(filled: Path) -> Path:
    return filled / "build" / CODE / (store.pointer(filled, CODE, "public") or {})["build"]


def test_what_must_stay_inside_is_planted_all_over(filled: Path) -> None:
    inside = planted(folder(filled) / "internal.duckdb")
    named = ("problem.description", "activity.title", "promise.promise_text", "area.secret", "indicator.title", "meeting.minutes",
             "dialogue.note", "source.file", "signal_comment.comment", "signal_comment.owner")  # fmt: skip
    wanted = {SECRET_AREA, *(mark(*name.split(".")) for name in named)}
    assert wanted <= inside and len(inside) > 100
    assert mark("answer_delivered", "question") in planted(folder(filled) / "vault.duckdb")


def test_the_public_file_and_the_site_hold_nothing_planted(filled: Path) -> None:
    assert leaks(values(folder(filled) / "public.duckdb")) == set()
    files = [path for path in (folder(filled) / "site").rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert leaks(path.read_bytes()) == set(), path.name


def test_a_public_file_that_keeps_what_is_not_public_is_seen(filled: Path, tmp_path: Path) -> None:
    internal = store.Reader(folder(filled) / "internal.duckdb")
    with store.write(tmp_path / "leaking.duckdb") as file:
        write_tables(file, {"activity": internal.frame("FROM activity")})
    internal.close()
    assert {mark("activity", "title"), mark("activity", "description")} <= leaks(values(tmp_path / "leaking.duckdb"))


@pytest.mark.parametrize("name", [page.address for page in pages_of("public")])
@pytest.mark.parametrize("way", ["websocket", "browser"])
def test_the_first_request_ever_for_a_public_page_tells_nothing(filled: Path, tmp_path: Path, watch: Watch, name: str, way: str) -> None:
    with serving("public", filled, tmp_path / "log") as server:
        if way == "websocket":
            frames = exchange(server.stream, run_page(name))
        else:
            visit(watch.context.new_page(), f"{server.url}/{name}", streamlit=True)
            frames = watch.payload
        assert len(frames) > 5 and leaks(b"".join(frames)) == set()
        assert leaks(server.written().encode()) == set()


def test_every_public_page_in_a_browser_tells_nothing(filled: Path, warm: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    bodies: list[bytes] = []
    page.on("requestfinished", lambda request: bodies.extend(answer.body() for answer in [request.response()] if answer))
    for address in addresses("public", filled):
        visit(page, warm.url + address, streamlit=address in STREAMLIT["public"])
        assert leaks(page.content().encode()) == set(), address
    assert len(bodies) > 20 and leaks(b"".join(bodies)) == set()
    assert watch.payload and leaks(b"".join(watch.payload)) == set()


def test_every_address_and_download_tells_nothing(filled: Path, warm: Server) -> None:
    site = folder(filled) / "site"
    named = [f"/{CODE}/{path.relative_to(site).as_posix()}" for path in site.rglob("*") if path.is_file()]
    also = [f"/{name}" for name in (*INSIDE, "halsa", "internal.json", f"{CODE}/internal.json", f"{CODE}/{SECRET_AREA}.html", "nowhere")]
    with httpx.Client(timeout=10) as client:
        for address in (*named, *also):
            answer = client.get(warm.url + address)
            assert leaks(answer.content + str(answer.headers).encode()) == set(), address
            assert answer.status_code == 200 or address not in named


@pytest.mark.parametrize("query", QUERIES)
def test_every_public_page_by_raw_websocket_tells_nothing(warm: Server, query: str) -> None:
    for page in pages_of("public"):
        frames = exchange(warm.stream, run_page(page.address, query))
        told = b"".join(frames)
        for word in {part.split("=")[1] for part in query.split("&") if MARK in part}:  # what a reader wrote in the address comes back
            told = told.replace(word.encode(), b"")
        assert kind(frames[-1]) == "script_finished" and leaks(told) == set()


def test_no_internal_page_answers_on_a_warm_server(warm: Server) -> None:
    for name in INSIDE:
        assert leaks(b"".join(exchange(warm.stream, run_page(name)))) == set(), name


def test_an_error_that_holds_something_planted_tells_a_code_only(
    filled: Path, project: Callable[[dict[str, str]], Path], tmp_path: Path
) -> None:
    root = project({"public/explore.py": TELLS + "raise ValueError(word)\n"})
    with serving("public", filled, tmp_path / "log", root=root) as server:
        frames = b"".join(exchange(server.stream, run_page("utforska")))
        assert b"felkod" in frames and leaks(frames) == set()
        assert mark("problem", "title") in server.written(), "the page did read it"


def test_a_page_that_tells_is_seen_by_the_same_eyes(
    filled: Path, project: Callable[[dict[str, str]], Path], tmp_path: Path, watch: Watch
) -> None:
    root = project({"public/explore.py": TELLS + "st.write(word)\n"})
    with serving("public", filled, tmp_path / "log", root=root) as server:
        assert leaks(b"".join(exchange(server.stream, run_page("utforska")))) == {mark("problem", "title")}
        page = watch.context.new_page()
        visit(page, f"{server.url}/utforska", streamlit=True)
        assert leaks(page.content().encode()) == leaks(b"".join(watch.payload)) == {mark("problem", "title")}

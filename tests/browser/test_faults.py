"""A page that fails tells its reader a code and nothing else; the log has the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lagesbild.model import Zone
from lagesbild.web.menu_pages import pages_of
from tests.browser.running import Server, Watch, serving
from tests.browser.stream import exchange, run_page

CANARY = "kanarie-93bc"
RAISES = f'raise ValueError("{CANARY}", __file__)\n'
FRAGMENT = f'import streamlit as st\n\n@st.fragment\ndef part():\n    raise KeyError("{CANARY}", __file__)\n\npart()\n'
CALLBACK = f'import streamlit as st\n\ndef fail():\n    raise RuntimeError("{CANARY}", __file__)\n\nst.button("Tryck", on_click=fail)\n'
BROKEN = f"# {CANARY}\nthis is not python {CANARY}\n"
MISSING = f"import {CANARY.replace('-', '_')}\n"
PAGES = {"internal/situation.py": RAISES, "internal/trends.py": FRAGMENT, "internal/areas.py": BROKEN, "internal/data_status.py": CALLBACK}


def leaks(payload: bytes, root: Path) -> list[str]:
    """Which of the things that must stay on the server are in it."""
    secrets = (CANARY, CANARY.replace("-", "_"), str(root), "Traceback", "ValueError", "KeyError", "RuntimeError", "site-packages", '.py"')
    return [word for word in secrets if word.encode() in payload]


def test_nothing_of_a_fault_reaches_the_reader(project: Callable[[dict[str, str]], Path], home: Path, tmp_path: Path, watch: Watch) -> None:
    root = project(PAGES)
    with serving("internal", home, tmp_path / "log", root=root) as server:
        for address in ("", "trender", "omraden", "datastatus"):
            page = watch.context.new_page()
            page.goto(f"{server.url}/{address}")
            if address == "datastatus":
                page.get_by_role("button", name="Tryck").click()
            box = page.get_by_text(re.compile(r"felkod [0-9A-F]{8}")).first
            box.wait_for(timeout=20_000)
            code = re.search(r"felkod ([0-9A-F]{8})", box.inner_text())
            assert code
            assert f"fault {code.group(1)}" in server.written()
            assert not leaks(page.content().encode(), root), address
        assert not leaks(b"".join(watch.payload), root)
        assert CANARY in server.written()


@pytest.mark.parametrize("source", [RAISES, BROKEN, MISSING])
def test_nothing_of_a_fault_reaches_the_public(project: Callable[[dict[str, str]], Path], home: Path, tmp_path: Path, source: str) -> None:
    root = project({"public/explore.py": source})
    with serving("public", home, tmp_path / "log", root=root) as server:
        frames = b"".join(exchange(server.stream, run_page("utforska")))
    assert b"felkod" in frames
    assert not leaks(frames, root)


@pytest.mark.parametrize("zone", ["internal", "public"])
def test_whichever_page_fails_its_reader_gets_a_code_only(
    project: Callable[[dict[str, str]], Path], home: Path, tmp_path: Path, zone: Zone
) -> None:
    pages = pages_of(zone)
    root = project({f"{zone}/{page.file.name}": RAISES for page in pages})
    with serving(zone, home, tmp_path / "log", root=root) as server:
        for page in pages:
            frames = b"".join(exchange(server.stream, run_page(page.address)))
            assert b"felkod" in frames and not leaks(frames, root), page.address
        assert server.written().count(CANARY) >= len(pages)


def test_a_menu_that_does_not_compile_tells_nothing(project: Callable[[dict[str, str]], Path], home: Path, tmp_path: Path) -> None:
    root = project({"menu.py": BROKEN})
    with serving("public", home, tmp_path / "log", root=root) as server:
        frames = b"".join(exchange(server.stream, run_page("utforska")))
    assert b"Sidan kunde inte startas" in frames
    assert not leaks(frames, root)


def test_a_frame_with_a_path_is_not_sent(project: Callable[[dict[str, str]], Path], home: Path, tmp_path: Path) -> None:
    writes = ('"före"', "__file__", '"efter" * 9000, __file__', '"slut"')
    root = project({"public/explore.py": "import streamlit as st\n" + "".join(f"st.write({what})\n" for what in writes)})
    with serving("public", home, tmp_path / "log", root=root) as server:
        frames = b"".join(exchange(server.stream, run_page("utforska")))
    assert b"slut" in frames
    assert not leaks(frames, root)


def test_a_route_that_fails_says_as_little(home: Path, tmp_path: Path, project: Callable[[dict[str, str]], Path]) -> None:
    import httpx

    root = project({})
    path = root / "lagesbild" / "web" / "routes.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "    home, zone =", f'    if "x" in _request.query_params:\n        {RAISES}    home, zone ='
        ),
        encoding="utf-8",
    )
    with serving("public", home, tmp_path / "log", root=root) as server:
        answer = httpx.get(f"{server.url}/halsa?x")
    assert answer.status_code == 500
    assert re.search(r"felkod [0-9A-F]{8}", answer.text)
    assert not leaks(answer.content, root)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert isinstance(server, Server)

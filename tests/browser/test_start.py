"""Starting and stopping: quick the second time, nothing left behind, no secret handed to the public zone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from lagesbild.model import LagesbildError
from lagesbild.serve import Start, check, environment
from lagesbild.settings import ROOT
from tests.browser.running import Server, Watch, addresses, free_port, serving, visit
from tests.browser.test_pages import STREAMLIT

BOTH = "import sys; from lagesbild import serve; sys.exit(serve.run([serve.Start('internal', {0}), serve.Start('public', {1})]))"


def running(port: int) -> list[int]:
    """The processes whose command line names the port."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if str(port).encode() in words and b"lagesbild.web.process" in words:
            found.append(int(folder.name))
    return found


def gone(port: int, seconds: float = 8) -> bool:
    """Whether nothing runs for a port any more, within some seconds."""
    end = time.monotonic() + seconds
    while running(port) and time.monotonic() < end:
        time.sleep(0.1)
    return not running(port)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopping_leaves_no_process(home: Path, tmp_path: Path, how: signal.Signals) -> None:
    first, second = free_port(), free_port()
    log = tmp_path / "log"
    with log.open("wb") as sink:
        environment_ = os.environ | {"LAGESBILD_HOME": str(home)}
        process = subprocess.Popen([sys.executable, "-c", BOTH.format(first, second)], cwd=ROOT, env=environment_, stdout=sink, stderr=sink)
    end = time.monotonic() + 60
    while b"Ctrl-C" not in log.read_bytes() and time.monotonic() < end:
        time.sleep(0.1)
    told = log.read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{first}" in told
    assert f"http://127.0.0.1:{second}" in told
    assert len(running(first)) == len(running(second)) == 1
    process.send_signal(how)
    code = process.wait(15)
    assert gone(first)
    assert gone(second)
    if how is not signal.SIGKILL:
        assert code == 0
        assert "Traceback" not in log.read_text(encoding="utf-8")


def test_one_zone_that_dies_takes_the_other_along(home: Path, tmp_path: Path) -> None:
    first, second = free_port(), free_port()
    log = tmp_path / "log"
    with log.open("wb") as sink:
        environment_ = os.environ | {"LAGESBILD_HOME": str(home)}
        process = subprocess.Popen([sys.executable, "-c", BOTH.format(first, second)], cwd=ROOT, env=environment_, stdout=sink, stderr=sink)
    end = time.monotonic() + 60
    while b"Ctrl-C" not in log.read_bytes() and time.monotonic() < end:
        time.sleep(0.1)
    os.kill(running(second)[0], signal.SIGKILL)
    assert process.wait(15) != 0
    assert gone(first)


def test_a_second_start_is_quick(public: Server, home: Path, tmp_path: Path, watch: Watch) -> None:
    assert public.started_in > 0
    began = time.monotonic()
    with serving("internal", home, tmp_path / "log") as server:
        page = watch.context.new_page()
        page.goto(server.url)
        page.wait_for_selector("h1", timeout=30_000)
        crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # ten seconds on a machine that has nothing else to do
        assert time.monotonic() - began < 10 * crowd


def test_the_internal_zone_stays_on_this_machine() -> None:
    for address in ("0.0.0.0", "192.0.2.1", "::"):
        with pytest.raises(LagesbildError, match="interna zonen"):
            check(Start("internal", free_port(), address))


def test_a_taken_port_is_told_in_one_sentence(public: Server) -> None:
    with pytest.raises(LagesbildError, match=f"Porten {public.port} är upptagen"):
        check(Start("public", public.port))


def test_the_public_process_is_told_only_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_WORK_URL", "postgresql://secret")
    monkeypatch.setenv("SOME_TOKEN", "secret")
    assert "secret" not in "".join(environment(Start("public", 1)).values())
    assert environment(Start("internal", 1))["LAGESBILD_WORK_URL"] == "postgresql://secret"
    assert environment(Start("public", 1))["LAGESBILD_ZONE"] == "public"


def test_the_public_process_opens_no_internal_file(public: Server, home: Path, watch: Watch) -> None:
    page = watch.context.new_page()
    for address in addresses("public", home):
        if address in STREAMLIT["public"]:
            visit(page, public.url + address, streamlit=True)
        else:  # a file of the site: what a browser does with it afterwards concerns no process of ours
            assert httpx.get(public.url + address).status_code == 200
    links = [link for process in running(public.port) for link in Path(f"/proc/{process}/fd").iterdir()]
    opened = [str(link.readlink()) for link in links if link.is_symlink()]
    assert opened
    assert not [name for name in opened if re.search(r"internal\.duckdb|vault\.duckdb|archive|register", name)]
    mapped = "".join(Path(f"/proc/{process}/maps").read_text(encoding="utf-8") for process in running(public.port))
    assert not re.search(r"internal\.duckdb|vault\.duckdb", mapped)

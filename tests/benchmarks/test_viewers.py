"""Many at once and the first time: fifty readers against one, a rerun as the browser shows it, and what a first visit weighs."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from websockets.sync.client import connect

from tests.benchmarks.measure import Line, at_most
from tests.browser.running import IDLE, Server, copy_project, open_browser, serving, visit
from tests.browser.stream import ended, run_page

CLIENTS = int(os.environ.get("LAGESBILD_BENCH_READERS", "50"))
THINK, TURNS = 2.0, 5  # seconds between an answer and the next question, questions of each reader
PAGES = ("", "trender", "omraden", "mal")  # what they look at, in turn
RERUNS = 9
EMPTY = 'import streamlit as st\n\nst.write("Hej")\n'
MEGABYTES = 3.0
# A rerun from the key press to the frame in which the page is drawn and nothing runs any more, in milliseconds. An empty page
# has run between two frames, so the changes of the state are listened to and not looked for.
RERUN = """() => new Promise(done => {
    const app = document.querySelector('[data-testid="stApp"]'), began = performance.now(); let ran = false;
    const ended = spent => { changes.disconnect(); clearTimeout(late); done(spent); };
    const changes = new MutationObserver(() => {
        const running = app.getAttribute('data-test-script-state') !== 'notRunning';
        if (ran && !running) requestAnimationFrame(() => ended(performance.now() - began));
        ran = ran || running;
    });
    const late = setTimeout(() => ended(null), 20000);
    changes.observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
    for (const press of ['keydown', 'keyup'])
        document.body.dispatchEvent(new KeyboardEvent(press, {key: 'r', code: 'KeyR', keyCode: 82, which: 82, bubbles: true}));
})"""


@pytest.fixture(scope="module")
def servers(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """The internal zone as it is run for many: a process for each core."""
    log = tmp_path_factory.mktemp("log")
    with ExitStack() as stack:
        yield [stack.enter_context(serving("internal", example, log / f"{n}.log")) for n in range(os.cpu_count() or 1)]


@pytest.fixture(scope="module")
def server(servers: list[Server]) -> Server:
    """One of its processes."""
    return servers[0]


@pytest.fixture(scope="module")
def empty(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same zone with a start page that says one word."""
    root = copy_project(tmp_path_factory.mktemp("empty") / "project")
    (root / "pages" / "internal" / "situation.py").write_text(EMPTY, encoding="utf-8")
    with serving("internal", example, tmp_path_factory.mktemp("log") / "empty.log", root) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = open_browser(playwright)
        yield found
        found.close()


def reader(server: Server, waits: float, turns: int, spent: list[float]) -> None:
    """One simulated reader: opens the zone, then asks for pages with a think time between, and notes how long each answer took."""
    with connect(server.stream, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        for turn in range(turns + 1):
            began = time.perf_counter()
            socket.send(run_page(PAGES[turn % len(PAGES)]).SerializeToString())
            while True:
                frame = socket.recv(timeout=120)
                if isinstance(frame, bytes) and ended(frame):
                    break
            if turn:  # the first answer is the opening, not a rerun
                spent.append(time.perf_counter() - began)
            time.sleep(waits)


def reruns(servers: list[Server], readers: int) -> list[float]:
    """Seconds of each rerun of so many readers, who sit evenly at the processes; the proxy seats newcomers at random."""
    spent: list[float] = []
    threads = [threading.Thread(target=reader, args=(servers[n % len(servers)], THINK, TURNS, spent)) for n in range(readers)]
    for thread in threads:
        thread.start()
        time.sleep(THINK / readers)
    for thread in threads:
        thread.join()
    assert len(spent) == readers * TURNS, "no reader was left without an answer"
    return spent


def test_fifty_readers_wait_at_most_five_times_as_long_as_one(servers: list[Server], told: list[Line]) -> None:
    alone: list[float] = []
    for server in servers:
        reader(server, 0.0, 2 * len(PAGES), [])
    reader(servers[0], 0.1, 20, alone)
    one, single, several = (quantiles(spent, n=20)[-1] for spent in (alone, reruns(servers[:1], CLIENTS), reruns(servers, CLIENTS)))
    asked = f"{CLIENTS} readers with {THINK:g} s of thought, p95 of a rerun against one reader's"
    told.append(Line(f"{asked}, one process", f"{single / one:.1f}x ({single:.2f} s against {one:.2f} s)"))
    note = f" ({several:.2f} s against {one:.2f} s; the readers are simulated on the same cores)"
    told.append(at_most(f"{asked}, {len(servers)} processes", several / one, 5, note=note))


def rerun(page: Page) -> float:
    """Milliseconds of one rerun in the browser."""
    spent = page.evaluate(RERUN)
    assert spent is not None, "the page did not run again"
    return spent


def test_a_rerun_in_the_browser_takes_at_most_three_times_an_empty_page(
    server: Server, empty: Server, browser: Browser, told: list[Line]
) -> None:
    pages = [browser.new_page(viewport={"width": 1440, "height": 900}) for _ in range(2)]
    for page, zone in zip(pages, (empty, server), strict=True):
        visit(page, f"{zone.url}/", streamlit=True)
        rerun(page)
    rounds = [[rerun(page) for page in pages] for _ in range(RERUNS)]
    nothing, ours = (median(side) for side in zip(*rounds, strict=True))
    told.append(at_most("rerun of the start page in the browser against an empty page", ours / nothing, 3, note=f" ({ours:.0f} ms)"))
    for page in pages:
        page.close()


def test_a_first_visit_weighs_at_most_three_megabytes(server: Server, browser: Browser, told: list[Line]) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page, came = context.new_page(), {"files": 0, "stream": 0}
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: came.update(files=came["files"] + int(event["encodedDataLength"])))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: came.update(stream=came["stream"] + len(frame))))
    page.goto(f"{server.url}/", wait_until="load")
    page.wait_for_selector(IDLE, timeout=60_000)
    page.wait_for_timeout(1_000)
    whole = sum(came.values()) / 1_000_000
    assert came["files"] > 0 and came["stream"] > 0
    told.append(
        at_most("first visit to the internal zone over the wire", whole, MEGABYTES, " MB", f" ({came['stream'] / 1000:.0f} kB stream)")
    )
    context.close()

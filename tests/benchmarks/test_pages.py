"""What pages cost: their queries against the smallest one, a rerun against an empty page, and the process's memory."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.sync.client import ClientConnection, connect

from lagesbild.read import queries
from lagesbild.settings import settings
from lagesbild.store import Reader, current
from lagesbild.web.menu_pages import pages_of
from tests.benchmarks.measure import Line, at_most, in_turns
from tests.browser.running import TODAY, Server, copy_project, serving
from tests.browser.stream import ended, run_page

EXAMPLE, ROUNDS, RERUNS = "9999", 30, 15
PAGES = pages_of("internal")
Asked = dict[tuple[str, str], tuple[str, dict[str, Any] | None]]


@pytest.fixture(scope="module", params=["example", "grown"])
def asked_of(request: pytest.FixtureRequest) -> Path:
    """Norrhamn as it is, and with the large extract: its file of estimates is what a page of one municipality reads."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def asked(asked_of: Path) -> Iterator[Asked]:
    """Every query with its parameters that the internal pages ask, by the query's name and the parameters as text."""
    names = {sql: name for name, sql in queries("read").items()}
    found: Asked = {}
    frame = Reader.frame

    def noted(self: Reader, sql: str, params: Any = None) -> Any:
        found[names.get(sql, "?"), repr(params)] = (sql, params)
        return frame(self, sql, params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "frame", noted)
        for name, value in {"HOME": str(asked_of), "ZONE": "internal", "TODAY": TODAY}.items():
            patch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        for page in PAGES:
            assert not AppTest.from_file(str(page.file), default_timeout=60).run().exception
        patch.undo()
        settings.cache_clear()
        yield found


def test_a_query_costs_few_times_the_smallest(asked_of: Path, asked: Asked, told: list[Line]) -> None:
    reader = current(asked_of, EXAMPLE, "internal")
    assert reader is not None and asked
    worst: dict[str, float] = {}
    for (name, _), (sql, params) in asked.items():
        smallest, ours = in_turns([lambda: reader.frame("SELECT 1"), lambda sql=sql, params=params: reader.frame(sql, params)], ROUNDS, 3)
        worst[name] = max(worst.get(name, 0), ours.processor / smallest.processor)
    for name, ratio in sorted(worst.items(), key=lambda item: -item[1]):
        told.append(at_most(f"{asked_of.name}: query {name} against SELECT 1", ratio, 15))


def _child(server: Server) -> int:
    (found,) = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return int(found)


def _spent(process: int) -> float:
    """The seconds of processor time that a process has used, all threads together."""
    return time.clock_gettime(~process << 3 | 2)


Held = set[str]  # hashes of what a browser keeps: it names them with every order, and what it holds already is not sent again


def _run(socket: ClientConnection, address: str, query: str = "", held: Held | None = None) -> Counter[str]:
    """Run a page on its connection as a browser does; the bytes that came back by what they were."""
    order = run_page(address, query)
    order.rerun_script.cached_message_hashes.extend(held or ())
    socket.send(order.SerializeToString())
    received: Counter[str] = Counter()
    while True:
        frame = socket.recv(timeout=30)
        frame = frame if isinstance(frame, bytes) else frame.encode()
        told = ForwardMsg.FromString(frame)
        element = told.delta.new_element
        name = element.plotly_chart.id if told.WhichOneof("type") == "delta" and element.WhichOneof("type") == "plotly_chart" else ""
        received[name] += len(frame)
        if held is not None and told.metadata.cacheable and told.hash:
            held.add(told.hash)
        if ended(frame):
            return received


@pytest.fixture(scope="module")
def server(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The internal zone."""
    with serving("internal", example, tmp_path_factory.mktemp("log") / "internal.log") as found:
        yield found


def test_a_rerun_is_light(example: Path, server: Server, tmp_path: Path, told: list[Line]) -> None:
    root = copy_project(tmp_path / "project")
    for page in PAGES:
        (root / "pages" / "internal" / page.file.name).write_text('"""Nothing."""\n', encoding="utf-8")
    with serving("internal", example, tmp_path / "empty.log", root) as empty:
        for page in PAGES:
            spent: dict[int, list[float]] = {_child(empty): [], _child(server): []}
            with (
                connect(empty.stream, subprotocols=["streamlit"], max_size=None) as nothing,  # type: ignore[list-item]
                connect(server.stream, subprotocols=["streamlit"], max_size=None) as ours,  # type: ignore[list-item]
            ):
                held: dict[ClientConnection, Held] = {nothing: set(), ours: set()}
                first = 0
                for socket in (nothing, ours):
                    first = _run(socket, page.address, held=held[socket]).total()
                    _run(socket, page.address, held=held[socket])
                size = 0
                for _ in range(RERUNS):
                    for socket, process in ((nothing, _child(empty)), (ours, _child(server))):
                        before = _spent(process)
                        size = _run(socket, page.address, held=held[socket]).total()
                        spent[process].append(_spent(process) - before)
            bare, full = (statistics.median(seconds) for seconds in spent.values())
            told.append(at_most(f"first visit to {page.file.stem}, sent", first / 1000, 80, " KB"))
            told.append(at_most(f"rerun of {page.file.stem}, sent anew", size / 1000, 30, " KB"))
            note = f" ({full * 1000:.0f} ms against {bare * 1000:.0f} ms)"
            told.append(at_most(f"rerun of {page.file.stem}, processor against an empty page", full / bare, 10, note=note))


def test_another_year_is_sent_without_the_map(server: Server, told: list[Line]) -> None:
    with connect(server.stream, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        held: Held = set()
        for year in (2025, 2025, 2024):
            sent = _run(socket, "omraden", f"brott=vandalism&period=year-{year}&omrade=N01&vy=karta&slag=crime", held)
    drawn = max(size for name, size in sent.items() if "map" in name)
    told.append(at_most("another year on Områden, sent anew without the map", (sent.total() - drawn) / 1000, 30, " KB"))
    told.append(Line("the map itself", f"{drawn / 1000:.1f} KB"))


def test_the_process_stays_small(server: Server, told: list[Line]) -> None:
    for page in PAGES:
        with connect(server.stream, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
            _run(socket, page.address)
    status = Path(f"/proc/{_child(server)}/status").read_text()
    resident = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
    told.append(Line(f"resident memory of the internal web process after {len(PAGES)} pages", f"{resident:.0f} MB"))

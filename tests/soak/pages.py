"""Thousands of page runs of the real internal zone over its websocket: memory and open files stay where they were."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from websockets.sync.client import connect

from tests.browser.running import Server, serving
from tests.browser.stream import ended, kind, run_page
from tests.soak.small import CODE

PAGES = ("", "trender", "omraden", "signaler", "datastatus", "mal", "plan")
RUNS_OF_A_VISITOR = 10  # then the connection is closed, and the next visitor comes
LIMIT = 1.0  # MB per 1,000 runs
WARM = 0.3  # of the runs: caches fill


@dataclass
class Runs:
    """What the server needed."""

    runs: int = 0
    seconds: float = 0.0
    growth: float = 0.0
    descriptors: int = 0
    faults: list[str] = field(default_factory=list)


def run_pages(home: Path, count: int, limit: float = LIMIT) -> Runs:
    """Visit pages so many times; memory is judged between the end of the warm part and the end."""
    found, samples = Runs(), []
    with serving("internal", home, home.parent / "server.log", settings={"LAGESBILD_MUNICIPALITY": CODE}) as server:
        process, began = _child(server), time.monotonic()
        while found.runs < count:
            found.faults += _visit(server, min(RUNS_OF_A_VISITOR, count - found.runs), found.runs)
            found.runs += RUNS_OF_A_VISITOR
            samples.append((found.runs, _resident(process), len(list(Path(f"/proc/{process}/fd").iterdir()))))
        found.seconds = time.monotonic() - began
        time.sleep(2)
        descriptors = len(list(Path(f"/proc/{process}/fd").iterdir()))
    warm = [sample for sample in samples if sample[0] > WARM * count]
    third = max(len(warm) // 3, 1)
    first, last = warm[:third], warm[-third:]
    runs = median(s[0] for s in last) - median(s[0] for s in first)
    found.growth = 1000 * (median(s[1] for s in last) - median(s[1] for s in first)) / runs if runs else 0.0
    found.descriptors = descriptors - min(s[2] for s in first)
    if found.growth >= limit:
        found.faults.append(f"memory grew by {found.growth:.2f} MB per 1,000 runs")
    if found.descriptors > 0:
        found.faults.append(f"{found.descriptors} descriptors more than before")
    return found


def _visit(server: Server, runs: int, first: int) -> list[str]:
    """One visitor: pages one after the other on one connection, each until its run is over."""
    faults = []
    with connect(server.stream, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[arg-type]
        for turn in range(runs):
            socket.send(run_page(PAGES[(first + turn) % len(PAGES)]).SerializeToString())
            over = False
            with suppress(TimeoutError):
                while not over:
                    frame = socket.recv(timeout=60)
                    over = isinstance(frame, bytes) and ended(frame)
                    if isinstance(frame, bytes) and kind(frame) == "delta" and b"felkod" in frame:
                        faults.append(f"a fault on {PAGES[(first + turn) % len(PAGES)]!r}")
            if not over:
                faults.append(f"no end of {PAGES[(first + turn) % len(PAGES)]!r}")
    return faults


def _child(server: Server) -> int:
    """The process that serves: the supervisor's only child."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="utf-8").split()
    return int(children[0])


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

"""Starts the web processes: one per zone, each with its own address, and stops them together.

A zone runs as `python -m lagesbild.web.process`. Its standard input is a pipe that this process holds: when this process
dies, however it dies, the pipe closes and the zone stops too.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from lagesbild.login import hosts, login
from lagesbild.model import LagesbildError, Zone
from lagesbild.settings import ROOT, settings
from lagesbild.texts import text
from lagesbild.web import beside
from lagesbild.web.gate import HEALTH
from lagesbild.web.headers import frame_origins

PORTS: dict[Zone, int] = {"internal": 8501, "public": 8502}
LOCAL = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 5
# The public process gets these and no other setting: neither a secret nor the address of the work store.
INHERITED = ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", "MPLCONFIGDIR")
PUBLIC_SETTINGS = tuple(f"LAGESBILD_{name}" for name in ("HOME", "TODAY", "MUNICIPALITY", "MEMORY_LIMIT", "QUERY_SECONDS", "EMBED_ORIGINS"))


@dataclass(frozen=True)
class Start:
    """One zone to serve, and where."""

    zone: Zone
    port: int
    address: str = LOCAL

    @property
    def url(self) -> str:
        """The address a person opens."""
        return f"http://{LOCAL if self.address in ('0.0.0.0', '::') else self.address}:{self.port}"


def serve(zone: Zone, port: int, address: str = LOCAL) -> int:
    """Serve one zone until Ctrl-C; returns the exit code."""
    return run([Start(zone, port, address)])


def serve_both() -> int:
    """Serve the internal and the public zone until Ctrl-C; returns the exit code."""
    return run([Start(zone, port) for zone, port in PORTS.items()], importer=True)


def run(starts: list[Start], *, importer: bool = False) -> int:
    """Start the zones, print their addresses, wait, and leave no process behind. Raises LagesbildError in Swedish."""
    for start in starts:
        check(start)
    stopping = signal.signal(signal.SIGTERM, _interrupt)
    running: list[tuple[Start, subprocess.Popen[bytes]]] = []
    helper: subprocess.Popen[bytes] | None = None
    try:
        helper = _importer() if importer else None
        running = [(start, _process(start)) for start in starts]
        for start, process in running:
            _wait_until_open(start, process)
        for start in starts:
            print(text(f"web.serve.opened_{start.zone}", address=start.url))
        print(text("web.serve.stop"), flush=True)
        with beside.told(settings().home, next((start.url for start in starts if start.zone == "public"), None)):
            while True:
                for start, process in running:
                    if process.poll() is not None:
                        raise LagesbildError(text("web.serve.died", zone=text(f"web.serve.zone_{start.zone}")))
                if helper and helper.poll() is not None:  # a file that ended it is tried once more and then told: the zones go on
                    helper = _importer()
                time.sleep(0.3)
    except KeyboardInterrupt:
        print(text("web.serve.stopped"), flush=True)
        return 0
    finally:
        _stop([process for _, process in running] + ([helper] if helper else []))
        signal.signal(signal.SIGTERM, stopping)


def check(start: Start) -> None:
    """Refuse a start that must not or cannot happen."""
    if start.zone == "internal":
        if start.address != LOCAL:  # a proxy on this machine speaks TLS to the others
            raise LagesbildError(text("web.serve.only_local", address=start.address))
        login()
        hosts(settings())
    frame_origins(start.zone)  # raises with the origin that is none
    with contextlib.closing(socket.socket(socket.AF_INET6 if ":" in start.address else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((start.address, start.port))
        except OSError as fault:
            raise LagesbildError(text("web.serve.busy", port=start.port)) from fault


def environment(start: Start) -> dict[str, str]:
    """What the zone's process may know: the public one only what it needs."""
    home = {"LAGESBILD_ZONE": start.zone, "LAGESBILD_HOME": str(settings().home.resolve()), "PYTHONUNBUFFERED": "1"}
    if start.zone == "internal":
        return dict(os.environ) | home
    return {name: os.environ[name] for name in (*INHERITED, *PUBLIC_SETTINGS) if name in os.environ} | home


def _process(start: Start) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "lagesbild.web.process", start.address, str(start.port)]
    # A session of its own: Ctrl-C in the terminal reaches this process only, which then stops the zones in order.
    return subprocess.Popen(command, cwd=ROOT, env=environment(start), stdin=subprocess.PIPE, start_new_session=True)


def _importer() -> subprocess.Popen[bytes]:
    """The process that takes the data desk's orders; it ends with this one as the zones do."""
    command = [sys.executable, "-m", "lagesbild", "importer", "--with-starter"]
    return subprocess.Popen(command, cwd=ROOT, env=environment(Start("internal", 0)), stdin=subprocess.PIPE, start_new_session=True)


def _wait_until_open(start: Start, process: subprocess.Popen[bytes]) -> None:
    zone = text(f"web.serve.zone_{start.zone}")
    for _ in _until(time.monotonic() + START_SECONDS):
        if process.poll() is not None:
            raise LagesbildError(text("web.serve.died", zone=zone))
        with contextlib.suppress(OSError), urllib.request.urlopen(start.url + HEALTH, timeout=2):
            return
    raise LagesbildError(text("web.serve.slow", zone=zone, seconds=START_SECONDS))


def _until(end: float) -> Iterator[None]:
    while time.monotonic() < end:
        yield
        time.sleep(0.1)


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt

"""Starts real zones and a real browser: for the browser tests and for the pictures of `make screens`."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, Response

from lagesbild.model import Zone
from lagesbild.settings import ROOT
from lagesbild.store import built, pointer
from lagesbild.web.menu_pages import pages_of

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
COPIED = ("app.py", "lagesbild", "pages", ".streamlit")
LINKED = ("data", "queries")
TODAY = "2026-11-22"
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def made_example(folder: Path) -> Path:
    """A home with Norrhamn and what it is compared with, made by the command as a newcomer makes it: built and published."""
    environment = os.environ | {"LAGESBILD_HOME": str(folder), "LAGESBILD_TODAY": TODAY}
    subprocess.run([sys.executable, "-m", "lagesbild", "example"], cwd=ROOT, env=environment, check=True, timeout=300)
    return folder


@dataclass
class Server:
    """A zone that runs: its address, its supervising process and what it wrote."""

    zone: Zone
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    started_in: float = 0.0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def stream(self) -> str:
        """Where its websocket is."""
        return f"ws://127.0.0.1:{self.port}/_stcore/stream"

    def written(self) -> str:
        """Everything it has printed and logged so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A port that nobody uses now."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(
    zone: Zone, home: Path, log: Path, root: Path = ROOT, settings: dict[str, str] | None = None, port: int = 0
) -> Iterator[Server]:
    """Serve a zone of a project folder the way the command line does, until the block ends; without login unless settings name one."""
    port, began = port or free_port(), time.monotonic()
    environment = os.environ | {"LAGESBILD_HOME": str(home), "LAGESBILD_TODAY": TODAY, "PYTHONPATH": str(root)}
    environment |= {"LAGESBILD_WITHOUT_LOGIN": "true"} if settings is None or "LAGESBILD_OIDC_ISSUER" not in settings else {}
    environment |= settings or {}
    command = [sys.executable, "-c", f"import sys; from lagesbild.serve import serve; sys.exit(serve({zone!r}, {port}))"]
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=sink, stderr=subprocess.STDOUT)
    server = Server(zone, port, process, log)
    try:
        wait_until_open(server)
        server.started_in = time.monotonic() - began
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def wait_until_open(server: Server, seconds: float = 60) -> None:
    """Wait for the health answer; a server that ends first is told with its log."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise RuntimeError(server.written())
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{server.url}/halsa", timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"no answer within {seconds} s: {server.written()}")


def copy_project(target: Path) -> Path:
    """The product's code in a folder of its own, where a test may change pages; data and queries are shared."""
    target.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / name)
    for name in LINKED:
        (target / name).symlink_to(ROOT / name)
    return target


def open_browser(playwright: Playwright) -> Browser:
    """Debian's chromium, which can reach this machine only."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@dataclass
class Watch:
    """What a browser did while somebody looked at pages."""

    context: BrowserContext
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    payload: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._request)
        self.context.on("response", self._response)
        self.context.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
        self.context.on("weberror", lambda e: self.complaints.append(f"exception: {e.error}"))
        self.context.on("page", lambda page: page.on("websocket", self._socket))
        # Violations are reported to the page itself; as console errors they reach `complaints`.
        self.context.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective, e.blockedURI, e.sourceFile))"
        )

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.foreign.append(request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.refused.append(f"{response.status} {response.url}")

    def _socket(self, socket_: object) -> None:
        if not getattr(socket_, "url", "").startswith("ws://127.0.0.1:"):
            self.foreign.append(str(getattr(socket_, "url", "")))
        socket_.on("framereceived", lambda frame: self.payload.append(frame if isinstance(frame, bytes) else str(frame).encode()))  # type: ignore[attr-defined]


def addresses(zone: Zone, home: Path) -> list[str]:
    """Every address a reader can go to in a zone: the Streamlit pages and, in public, every page of the published sites."""
    found = [f"/{page.address}" for page in pages_of(zone)]
    if zone == "public":
        for code in built(home, "public"):
            site = home / "build" / code / (pointer(home, code, "public") or {})["site"]
            pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
            found = ["/", *(f"/{code}/{page}" for page in pages), *found]
    return list(dict.fromkeys(found))


def visit(page: Page, url: str, streamlit: bool) -> None:
    """Open an address and wait until it is drawn: script finished, charts there, fonts loaded, nothing growing any more."""
    page.goto(url, wait_until="load")
    if streamlit:
        page.wait_for_selector(IDLE, timeout=60_000)
        page.wait_for_function("() => document.querySelectorAll('[data-testid=stSkeleton]').length === 0", timeout=30_000)
        page.wait_for_function(
            "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))", timeout=30_000
        )
    page.evaluate("() => document.fonts.ready")
    page.wait_for_function(
        """() => { const now = document.documentElement.innerHTML.length + ':' + document.documentElement.scrollHeight;
                   const same = now === window.lastSeen; window.lastSeen = now; return same; }""",
        polling=400,
        timeout=30_000,
    )

"""Several processes serve one internal zone: a reader stays with one, all see what is written, and a dead one's readers are moved."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lagesbild.work import open_work
from tests.browser.provider import CLIENT, SECRET
from tests.browser.proxying import INTERNAL, Proxy, proxying
from tests.browser.running import ARGUMENTS, CHROMIUM, IDLE, Server, free_port, serving
from tests.browser.signed_in import COOKIE_SECRET, USER, claims, cookie
from tests.browser.test_work_table import until
from tests.work.postgres import Postgres

SEAT, BOTH = "lb_seat", ("nginx-several.conf", "nginx.conf")
ADDRESS = f"https://{INTERNAL}"
LOGIN = {
    "LAGESBILD_WITHOUT_LOGIN": "false",
    "LAGESBILD_OIDC_ISSUER": "http://127.0.0.1:9",
    "LAGESBILD_OIDC_CLIENT_ID": CLIENT,
    "LAGESBILD_OIDC_CLIENT_SECRET": SECRET,
    "LAGESBILD_COOKIE_SECRET": COOKIE_SECRET,
    "LAGESBILD_INTERNAL_URL": ADDRESS,
}
PLAN = {"label": "Plan", "title": "Plan 2026", "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}


@pytest.fixture(scope="module")
def address(postgres: Postgres) -> str:
    """The work store, in PostgreSQL, with an empty plan."""
    url = postgres.new_database()
    store = open_work(url)
    store.add("plan", "9999", PLAN, "Eva")
    store.close()
    open_work.cache_clear()
    return url


@pytest.fixture(scope="module")
def zones(home: Path, address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two processes of the internal zone with the same settings."""
    log, told = tmp_path_factory.mktemp("log"), LOGIN | {"LAGESBILD_WORK_URL": address}
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        ways = [serving("internal", home, log / f"{n}.log", settings=told, port=free_port()) for n in (1, 2)]
        yield list(pool.map(stack.enter_context, ways))


@pytest.fixture(scope="module")
def proxy(zones: list[Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """nginx as it is shipped for several processes."""
    ports = {f":{theirs}": f":{zone.port}" for theirs, zone in zip((8501, 8511), zones, strict=True)}
    with proxying(tmp_path_factory.mktemp("nginx"), BOTH, ports) as found:
        yield found


@pytest.fixture(scope="module")
def at_home(browser: Browser, proxy: Proxy) -> Iterator[Browser]:
    """A browser that finds the zone's name at the proxy."""
    rule = f"--host-resolver-rules=MAP {INTERNAL}:443 127.0.0.1:{proxy.tls}, MAP * ~NOTFOUND"
    found = browser.browser_type.launch(executable_path=CHROMIUM, args=[*(a for a in ARGUMENTS if "resolver" not in a), rule])
    yield found
    found.close()


def reader(at_home: Browser, zones: list[Server], seat: str) -> tuple[BrowserContext, Page]:
    """Somebody who is logged in and has this seat, on the page of the plan."""
    context = at_home.new_context(ignore_https_errors=True)
    told = claims(zones[0], ["analyst"], origin=ADDRESS, sub=f"reader {seat}")
    context.add_cookies([{"name": name, "value": value, "url": ADDRESS} for name, value in ((USER, cookie(told)), (SEAT, seat))])
    page = context.new_page()
    page.goto(f"{ADDRESS}/plan?kommun=9999")
    page.wait_for_selector(IDLE, timeout=60_000)
    return context, page


def seat_of(context: BrowserContext) -> str:
    return next(one.get("value", "") for one in context.cookies() if one.get("name") == SEAT)


def killed(zone: Server) -> None:
    """The process that serves a zone dies, and so does the one that started it."""
    told = Path(f"/proc/{zone.process.pid}/task/{zone.process.pid}/children").read_text(encoding="utf-8")
    for process in (zone.process.pid, *map(int, told.split())):
        os.kill(process, signal.SIGKILL)
    zone.process.wait(10)


def connections(zone: Server) -> int:
    """The open connections of a process's port."""
    told = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(line.split()[1].endswith(f":{zone.port:04X}") and line.split()[3] == "01" for line in told)


class Named(BaseHTTPRequestHandler):
    """A process that tells its port."""

    def do_GET(self) -> None:
        """Tell the port."""
        told = str(self.connection.getsockname()[1]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_newcomers_are_shared_stay_and_are_moved_when_their_process_is_gone(tmp_path: Path) -> None:
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Named) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    ports = [str(server.server_port) for server in servers]

    def asked(seat: str = "") -> tuple[str, str]:
        """(port that answered, seat that it gave) for a browser with this seat."""
        headers = {"Cookie": f"{SEAT}={seat}"} if seat else {}
        with proxy.client(INTERNAL) as client:
            answer = client.get("/mal", headers=headers, extensions={"sni_hostname": INTERNAL})
        told = re.fullmatch(r"lb_seat=([12]); Path=/; Secure; HttpOnly; SameSite=Lax", answer.headers.get("set-cookie", ""))
        assert answer.status_code == 200 and (told or not answer.headers.get("set-cookie"))
        return answer.text, told[1] if told else ""

    with proxying(tmp_path, BOTH, {":8501": f":{ports[0]}", ":8511": f":{ports[1]}"}) as proxy:
        assert {asked() for _ in range(24)} == {(ports[0], "1"), (ports[1], "2")}
        assert asked("1") == (ports[0], "") and asked("2") == (ports[1], "")
        assert asked("7")[1] in ("1", "2"), "a seat that is not there any more is a newcomer's"
        assert "set-cookie" not in proxy.get(INTERNAL, "/_stcore/metrics").headers
        servers[0].shutdown()
        servers[0].server_close()
        assert asked("1") == (ports[1], "2") and asked("2") == (ports[1], "") and asked() == (ports[1], "2")
    servers[1].shutdown()
    servers[1].server_close()


@pytest.mark.acceptance
def test_what_one_writes_another_sees_and_a_dead_process_costs_a_reconnection(at_home: Browser, zones: list[Server], proxy: Proxy) -> None:
    (one, first), (two, second) = (reader(at_home, zones, seat) for seat in ("1", "2"))
    assert connections(zones[0]) >= 1 and connections(zones[1]) >= 1
    words = "Belysning vid stationen"
    first.get_by_label("Aktivitet (obligatoriskt)").locator("visible=true").first.fill(words)
    first.get_by_role("button", name="Lägg till").locator("visible=true").first.click()
    expect(first.get_by_text(words).first).to_be_visible(timeout=30_000)
    second.reload()
    expect(second.get_by_text(words).first).to_be_visible(timeout=30_000)
    assert (seat_of(one), seat_of(two)) == ("1", "2")
    answers: list[int] = []
    for page in (first, second):
        page.on("response", lambda response: answers.append(response.status))
    killed(zones[0])
    assert until(lambda: seat_of(one) == "2"), "the reader is moved and stays with the process that answered"
    first.get_by_role("link", name="Mål", exact=True).first.click()
    expect(first).to_have_url(re.compile(r"/mal\b"))
    expect(first.locator("h1").first).to_contain_text("mål")
    first.wait_for_selector(IDLE, timeout=60_000)
    first.go_back()
    expect(first.get_by_text(words).first).to_be_visible(timeout=30_000)
    assert first.get_by_role("dialog").count() == 0
    second.reload()
    expect(second.get_by_text(words).first).to_be_visible(timeout=30_000)
    assert not [status for status in answers if status >= 400] and seat_of(two) == "2"

"""Public pages inside another site's frame: shown to the sites of the setting, refused to all others, without menu and choices."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.running import IDLE, Server, Watch, free_port, serving, visit

FRAMED = "/utforska?embed=true&omrade=N02.2024&brott=vandalism"


@contextlib.contextmanager
def site_that_frames(address: str, port: int) -> Iterator[str]:
    """Another site, on a port of its own, whose only page shows an address in a frame."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'<!doctype html><title>En annan webbplats</title><iframe src="{address}" width="900" height="800"></iframe>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Not told."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def allowed() -> int:
    return free_port()


@pytest.fixture(scope="module")
def server(home: Path, allowed: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The public zone, which one other site may show."""
    origins = {"LAGESBILD_EMBED_ORIGINS": f"http://127.0.0.1:{allowed}"}
    with serving("public", home, tmp_path_factory.mktemp("log") / "public.log", settings=origins) as found:
        yield found


def frame_in(page: Page, site: str) -> Frame:
    """The frame of another site's page, when it has come or been refused."""
    page.goto(site, wait_until="load")
    return page.frames[1]


def test_the_site_of_the_setting_shows_the_page_and_another_is_refused(server: Server, allowed: int, watch: Watch) -> None:
    page = watch.context.new_page()
    with site_that_frames(server.url + FRAMED, allowed) as friend:
        frame = frame_in(page, friend)
        frame.wait_for_selector(IDLE, timeout=60_000)
        frame.wait_for_selector('[data-testid="stPlotlyChart"] .main-svg', timeout=30_000)
        assert "Centrum" in frame.inner_text("body") and watch.complaints == []
    with site_that_frames(server.url + FRAMED, free_port()) as stranger:
        refused = frame_in(page, stranger)
        page.wait_for_timeout(500)
        assert "chrome-error" in refused.url and any("frame-ancestors" in line for line in watch.complaints)
        assert "Centrum" not in refused.content()


def test_a_framed_page_has_no_menu_and_no_choices_but_its_source(server: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    seen = {}
    for address in (FRAMED, FRAMED.replace("embed=true&", "")):
        visit(page, server.url + address, streamlit=True)
        kinds = {"head": '[data-testid="stHeader"]', "choices": '[data-testid="stSelectbox"]', "views": ".lb-views"}
        seen[address] = {kind: page.locator(f"{where} >> visible=true").count() for kind, where in kinds.items()}
        assert "Källa: Polisen" in page.inner_text("body") and page.locator("h1").is_visible()
        assert page.get_by_text("Exempeldata").first.is_visible(), "invented figures are called so in a frame too"
    framed, whole = seen.values()
    assert set(framed.values()) == {0} and all(whole.values())
    visit(page, server.url + FRAMED, streamlit=True)
    link = page.get_by_role("link", name="Öppna i Lägesbild")
    assert link.get_attribute("target") == "_blank" and "embed" not in (link.get_attribute("href") or "embed")
    assert "omrade=N02.2024" in (link.get_attribute("href") or "")

"""Debian's nginx with the configuration of docs/deploy in front of both zones: TLS, limits, cache, and what is not passed on."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from lagesbild.store import pointer
from lagesbild.web.menu_pages import pages_of
from tests.browser.proxying import INTERNAL, PUBLIC, Proxy, proxying
from tests.browser.running import Server
from tests.browser.signed_in import with_login
from tests.browser.stream import ended, run_page


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty internal zone behind a login, as in production; it answers to the proxy's name for it too."""
    folder = tmp_path_factory.mktemp("locked")
    with with_login(folder / "home", folder / "log", LAGESBILD_INTERNAL_HOSTS=INTERNAL) as server:
        yield server


@pytest.fixture(scope="module")
def proxy(public: Server, locked: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The shipped configuration in front of both."""
    ports = {"127.0.0.1:8502": f"127.0.0.1:{public.port}", "127.0.0.1:8501": f"127.0.0.1:{locked.port}"}
    with proxying(tmp_path_factory.mktemp("nginx"), ("nginx-one.conf", "nginx.conf"), ports) as found:
        yield found


def test_plain_http_sends_people_to_tls(proxy: Proxy) -> None:
    answer = httpx.get(f"http://127.0.0.1:{proxy.plain}/omraden.html?a=1", headers={"Host": PUBLIC})
    assert (answer.status_code, answer.headers["location"]) == (308, f"https://{PUBLIC}/omraden.html?a=1")


def test_the_site_comes_from_the_cache_over_tls_with_hsts(proxy: Proxy) -> None:
    first, second = (proxy.get(PUBLIC, "/") for _ in range(2))
    assert first.status_code == 200 and "Norrhamn" in first.text
    assert second.headers["x-cache"] == "HIT" and second.text == first.text
    for answer in (first, second, proxy.get(INTERNAL, "/")):
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "x-cache" not in proxy.get(INTERNAL, "/").headers


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/upload_file/a/b", "/_stcore/agent", "/auth/login", "/oauth2callback"])
def test_what_the_public_does_not_need_is_not_there(proxy: Proxy, path: str) -> None:
    assert proxy.get(PUBLIC, path).status_code == 404
    assert proxy.get(PUBLIC, path, "PUT").status_code in (403, 404)
    if path != "/auth/login" and path != "/oauth2callback":
        assert proxy.get(INTERNAL, path).status_code == 404


def test_no_internal_page_is_reachable_under_the_public_name(proxy: Proxy, home: Path) -> None:
    site = home / "build" / "9999" / (pointer(home, "9999", "public") or {})["site"]
    inner = {page.address for page in pages_of("internal") if page.address} - {page.address for page in pages_of("public")}
    assert len(inner) > 10
    with proxy.client(PUBLIC) as client:
        for address in sorted(inner):
            answer = client.get(f"/{address}", extensions={"sni_hostname": PUBLIC})
            own = site / f"{address}.html"  # a page of the published site that bears the same name
            assert (answer.content == own.read_bytes()) if own.is_file() else answer.status_code == 404, address
            time.sleep(0.06)  # slower than the limit


def test_the_stream_goes_through(proxy: Proxy) -> None:
    trust = ssl.create_default_context(cafile=str(proxy.certificate))
    with connect(
        f"wss://{PUBLIC}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], ssl=trust, max_size=None,
        sock=socket.create_connection(("127.0.0.1", proxy.tls)), origin=Origin(f"https://{PUBLIC}"),
    ) as stream:  # fmt: skip
        stream.send(run_page("utforska").SerializeToString())
        while True:
            frame = stream.recv(timeout=30)
            if isinstance(frame, bytes) and ended(frame):
                break


def test_cookies_of_the_internal_zone_are_for_tls_only(proxy: Proxy) -> None:
    cookies = proxy.get(INTERNAL, "/_stcore/health").headers.get_list("set-cookie")
    assert cookies and all("secure" in cookie.lower() and "samesite" in cookie.lower() for cookie in cookies)
    assert [cookie.startswith("_streamlit_xsrf=") for cookie in cookies if "httponly" not in cookie.lower()] == [True], (
        "the page's script reads this cookie and sends it with the login: where it cannot, everybody is a visitor"
    )


def test_too_many_requests_are_answered_429(proxy: Proxy) -> None:
    with proxy.client(PUBLIC) as client:
        found = [client.get("/metod.html", extensions={"sni_hostname": PUBLIC}).status_code for _ in range(250)]
    assert found.count(429) > 0 and found[0] == 200 and set(found) == {200, 429}


def test_an_unknown_name_gets_no_answer(proxy: Proxy) -> None:
    with pytest.raises(httpx.ConnectError):
        proxy.get("annan.example", "/")

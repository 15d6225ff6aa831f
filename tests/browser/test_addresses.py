"""What each zone answers to over the wire: headers, language, compression, closed doors and no way out of the site's folder."""

from __future__ import annotations

import gzip
import json
import socket

import httpx
import pytest

from tests.browser.running import Server

CLOSED = [
    ("PUT", "/_stcore/upload_file/a/b"),
    ("DELETE", "/_stcore/upload_file/a/b"),
    ("OPTIONS", "/_stcore/upload_file/a/b"),
    ("GET", "/_stcore/metrics"),
    ("GET", "/_stcore/script-health-check"),
    ("GET", "/_stcore/agent/openapi.json"),
    ("POST", "/_stcore/agent/interact"),
    ("POST", "/_stcore/agent/mcp"),
    ("GET", "/_stcore/bidi-components/x"),
    ("GET", "/component/x/index.html"),
    ("GET", "/app/static/x"),
    ("GET", "/auth/login"),
    ("GET", "/oauth2callback"),
    ("POST", "/utforska"),
    ("GET", "/situation"),
    ("GET", "/trender"),
    ("GET", "/internal.json"),
    ("GET", "/public.json"),
]
OUTSIDE = [
    "/../public.json",
    "/9999/../public.json",
    "/9999/../../../register/x",
    "/9999/..%2f..%2fpublic.json",
    "/9999/%2e%2e/%2e%2e/public.json",
    "/9999/..\\..\\public.json",
    "/static/../../index.html",
    "/static/%2e%2e/index.html",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/9999/%00",
    "/..%252f..%252fpublic.json",
]


@pytest.fixture(scope="module")
def client() -> httpx.Client:
    return httpx.Client(timeout=10)


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_the_public_zone_has_closed_doors(public: Server, client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, public.url + path)
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text


def test_the_internal_zone_is_closed_but_for_its_own(internal: Server, client: httpx.Client) -> None:
    for method, path in CLOSED[3:13]:
        assert client.request(method, internal.url + path).status_code == 404
    assert client.get(internal.url + "/utforska").status_code == 404
    assert client.get(internal.url + "/_stcore/health").status_code == 200


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_address_leads_out_of_the_published_folder(public: Server, path: str) -> None:
    with socket.create_connection(("127.0.0.1", public.port), timeout=5) as wire:  # a client would tidy the path first
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{public.port}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    assert answer.split(b" ")[1] in (b"404", b"400")
    assert b"sha256" not in answer
    assert b"root:" not in answer


@pytest.mark.parametrize("path", ["/", "/utforska", "/halsa", "/nowhere", "/static/js/x.js"])
def test_every_answer_is_dressed(public: Server, internal: Server, client: httpx.Client, path: str) -> None:
    for server in (public, internal):
        headers = client.get(server.url + path).headers
        policy = headers["content-security-policy"]
        assert "unsafe-eval" not in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'self'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "cache-control" in headers
        assert "server" not in headers


def test_health_tells_the_zone_and_its_builds_only(public: Server, internal: Server, client: httpx.Client) -> None:
    for server in (public, internal):
        told = client.get(server.url + "/halsa").json()
        assert set(told) == {"zone", "builds"}
        assert told["zone"] == server.zone
        assert set(told["builds"]) == {"9999"}


def test_documents_are_swedish_before_any_script_runs(public: Server, internal: Server, client: httpx.Client) -> None:
    for url in (public.url + "/utforska", internal.url + "/", internal.url + "/omraden", public.url + "/", public.url + "/nowhere"):
        page = client.get(url).text
        assert '<html lang="sv"' in page
        assert "You need to enable JavaScript" not in page
        assert "<title>Streamlit" not in page


def test_the_site_is_served_at_the_root_and_under_its_code(public: Server, client: httpx.Client) -> None:
    root, own = client.get(public.url + "/"), client.get(public.url + "/9999/")
    assert root.status_code == own.status_code == 200
    assert root.text == own.text
    assert client.get(public.url + "/9999").headers["location"] == "/9999/"


def test_the_start_page_has_a_name_as_well(internal: Server, client: httpx.Client) -> None:
    assert client.get(internal.url + "/laget").headers["location"] == "/"


def test_what_a_browser_keeps_is_not_sent_again(public: Server, client: httpx.Client) -> None:
    first = client.get(public.url + "/")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(public.url + "/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_text_is_compressed_assets_too(public: Server, client: httpx.Client) -> None:
    script = client.get(public.url + "/utforska").text.split('href="./static/js/')[1].split('"')[0]
    plain = client.get(f"{public.url}/static/js/{script}", headers={"Accept-Encoding": "identity"})
    with client.stream("GET", f"{public.url}/static/js/{script}", headers={"Accept-Encoding": "gzip"}) as answer:
        squeezed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(squeezed) == plain.content
    assert len(squeezed) < 0.6 * len(plain.content)


def test_the_internal_zone_answers_to_its_own_name_only(internal: Server, client: httpx.Client) -> None:
    assert client.get(internal.url + "/halsa", headers={"Host": "evil.example"}).status_code == 400
    assert json.loads(client.get(internal.url + "/halsa", headers={"Host": f"localhost:{internal.port}"}).text)["zone"] == "internal"


def test_a_page_says_in_which_language_it_is_written(public: Server, client: httpx.Client) -> None:
    for path, language in (("/", "sv"), ("/en/", "en"), ("/9999/en/metod.html", "en"), ("/lattlast/", "sv"), ("/utforska", "sv")):
        answer = client.get(public.url + path)
        assert answer.status_code == 200 and answer.headers.get_list("content-language") == [language], path

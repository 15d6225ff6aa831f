"""The gate's list: what Streamlit may see of a request, and what a socket may come from."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from lagesbild.access import Role, User
from lagesbild.model import Zone
from lagesbild.web.gate import Addresses, same_origin
from lagesbild.web.menu_pages import pages_of
from lagesbild.web.served import FOREVER, Served, html


def addresses(zone: Zone, login: bool = False) -> Addresses:
    """A zone without site and assets."""
    return Addresses(zone, {f"/{page.address}": page.file.stem for page in pages_of(zone)}, html(b"shell"), {}, login=login)


@pytest.mark.parametrize(
    ("zone", "method", "path", "passes"),
    [
        ("public", "GET", "/halsa", True),
        ("public", "GET", "/_stcore/health", True),
        ("public", "GET", "/_stcore/host-config", True),
        ("public", "GET", "/media/a.csv", True),
        ("public", "POST", "/halsa", False),
        ("public", "GET", "/_stcore/health/", False),
        ("public", "PUT", "/_stcore/upload_file/a/b", False),
        ("internal", "PUT", "/_stcore/upload_file/a/b", True),
        ("internal", "GET", "/_stcore/upload_file/a/b", False),
        ("internal", "GET", "/_stcore/metrics", False),
        ("internal", "GET", "/utforska", False),
    ],
)
def test_only_listed_requests_pass(zone: Zone, method: str, path: str, passes: bool) -> None:
    assert addresses(zone).passes(method, path) is passes


@pytest.mark.parametrize(("role", "passes"), [("leadership", False), ("analyst", True), ("steward", True), ("", False)])
def test_only_who_may_write_may_send_a_file(role: Role, passes: bool) -> None:
    user = User("Lisa", frozenset({(role, "")})) if role else None
    assert addresses("internal", login=True).passes("PUT", "/_stcore/upload_file/a/b", user) is passes


@pytest.mark.parametrize("zone", ["internal", "public"])
def test_a_zone_shows_its_own_pages_only(zone: Zone) -> None:
    other: Zone = "public" if zone == "internal" else "internal"
    own = addresses(zone)
    assert all(own.answer("GET", f"/{page.address}", Headers({})).status_code == 200 for page in pages_of(zone))
    assert all(own.answer("GET", f"/{page.address}", Headers({})).status_code == 404 for page in pages_of(other) if page.address)
    assert own.answer("POST", f"/{pages_of(zone)[0].address}", Headers({})).status_code == 404


def test_every_menu_page_lies_in_its_zones_folder() -> None:
    for zone in ("internal", "public"):
        assert {page.file.parent.name for page in pages_of(zone)} == {zone}
        assert all(page.file.is_file() for page in pages_of(zone))
        written = sorted(path.name for path in pages_of(zone)[0].file.parent.glob("*.py"))
        assert written == sorted(page.file.name for page in pages_of(zone)), "a page and its entry in web.toml come together"


def test_a_socket_comes_from_our_own_pages_or_from_a_program() -> None:
    assert same_origin(Headers({"host": "a:1"}))
    assert same_origin(Headers({"host": "a:1", "origin": "https://a:1"}))
    assert not same_origin(Headers({"host": "a:1", "origin": "http://a:2"}))
    assert not same_origin(Headers({"host": "a:1", "origin": "null"}))


def test_small_and_packed_content_is_not_compressed() -> None:
    assert Served(b"x" * 100, "text/html").squeezed is None
    assert Served(b"x" * 10_000, "font/woff2", FOREVER).squeezed is None
    assert len(Served(b"x" * 10_000, "text/html").squeezed or b"") < 100

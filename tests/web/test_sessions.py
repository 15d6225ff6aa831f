"""Who a connection comes from, in the middleware alone: good, old, ended and forged logins; a zone that is open on this machine only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from lagesbild import logged_out
from lagesbild.audit import events
from lagesbild.settings import ROOT, settings
from lagesbild.web.sessions import COOKIE, USER, OnlyHere, Sessions

Claims = dict[str, Any]


def claims(**changed: Any) -> Claims:
    told = {"is_logged_in": True, "sub": "7", "name": "Åsa Ek", "email": "asa@k.se", "roles": ["analyst"], "iat": int(time.time())}
    return told | changed


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_HOME", str(tmp_path))
    settings.cache_clear()


async def inner(scope, receive, send) -> None:
    """Says who came, and logs in whoever comes back from the provider."""
    user = scope.get(USER, "open")
    answer = JSONResponse({"who": getattr(user, "who", user), "cookies": Request(scope).cookies})
    if scope["path"] == "/oauth2callback" and "good" in Request(scope).query_params:
        answer.set_cookie(COOKIE, "fresh", httponly=True, samesite="lax", max_age=2592000)
    await answer(scope, receive, send)


@pytest.fixture
def client(tmp_path: Path) -> Callable[..., TestClient]:
    def make(told: Claims, secure: bool = True) -> TestClient:
        read = lambda cookies: told if cookies.get(COOKIE) in ("signed", "fresh") else {}  # noqa: E731
        return TestClient(Sessions(inner, read, tmp_path, secure), cookies={COOKIE: "signed", f"{COOKIE}_tokens": "t", "other": "o"})

    return make


def test_a_good_login_is_told_on(client) -> None:
    found = client(claims()).get("/").json()
    assert found["who"] == "Åsa Ek (asa@k.se)" and set(found["cookies"]) == {COOKIE, f"{COOKIE}_tokens", "other"}


@pytest.mark.parametrize(
    "changed",
    [
        {"iat": time.time() - 9 * 3600},
        {"iat": time.time() - 8 * 3600 - 1},
        {"iat": time.time() + 3600},
        {"iat": None},
        {"iat": "igår"},
        {"iat": True},
        {"is_logged_in": False},
        {"is_logged_in": "yes"},
        {"name": "", "sub": "", "email": ""},
    ],
)
def test_a_login_that_is_not_good_is_taken_away(client, changed: Claims) -> None:
    found = client(claims(**changed)).get("/").json()
    assert found == {"who": None, "cookies": {"other": "o"}}


def test_nearly_eight_hours_is_not_yet_eight(client) -> None:
    assert client(claims(iat=time.time() - 8 * 3600 + 60)).get("/").json()["who"]


def test_a_copy_of_the_cookie_opens_nothing_after_logout(client, tmp_path: Path) -> None:
    told = claims()
    guest = client(told)
    assert guest.get("/auth/logout").status_code == 200
    assert client(told).get("/").json()["who"] is None
    assert [(e["event"], e["who"]) for e in events(tmp_path)] == [("logout", "Åsa Ek (asa@k.se)")]
    assert client(claims(iat=told["iat"] + 1)).get("/").json()["who"], "a new login is another one"


def test_what_one_process_ended_is_closed_in_a_new_one_and_forgotten_when_the_login_would_have_ended(client, tmp_path: Path) -> None:
    told = claims()
    client(told).get("/auth/logout")
    look = "import sys; from pathlib import Path; from lagesbild.logged_out import noted; sys.exit(noted(Path(sys.argv[1]), sys.argv[2:]))"
    for sub, found in (("7", 1), ("8", 0)):
        key = [str(tmp_path), "None", sub, str(told["iat"])]
        assert subprocess.run([sys.executable, "-c", look, *key], cwd=ROOT, check=False).returncode == found
    (noted,) = (tmp_path / logged_out.FOLDER).iterdir()
    assert noted.stat().st_mtime > told["iat"] + 8 * 3600 and noted.name != "7"
    os.utime(noted, (1, 1))
    client(claims(sub="9")).get("/auth/logout")
    (left,) = (tmp_path / logged_out.FOLDER).iterdir()
    assert left != noted


def test_another_site_logs_nobody_out(client, tmp_path: Path) -> None:
    guest = client(claims())
    assert guest.get("/auth/logout", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert guest.get("/").json()["who"] and events(tmp_path) == []


def test_what_came_of_a_login_is_noted_and_its_cookie_goes_over_tls_only(client, tmp_path: Path) -> None:
    told = client(claims()).get("/oauth2callback?good=1&state=s").headers["set-cookie"]
    assert "Secure" in told and "HttpOnly" in told
    assert "Secure" not in client(claims(), secure=False).get("/oauth2callback?good=1&state=s").headers["set-cookie"]
    client(claims()).get("/oauth2callback?state=s")
    client(claims()).get("/oauth2callback")  # back from the provider's logout
    assert [(e["event"], e.get("role")) for e in events(tmp_path)] == [("login", "analyst"), ("login", "analyst"), ("refused", None)]


@pytest.mark.parametrize(
    ("client_host", "server", "headers", "status"),
    [
        ("127.0.0.1", "127.0.0.1", {}, 200),
        ("::1", "::1", {}, 200),
        ("10.0.0.7", "127.0.0.1", {}, 403),
        ("127.0.0.1", "192.0.2.1", {}, 403),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", "127.0.0.1", {"Forwarded": "for=10.0.0.7"}, 403),
        ("127.0.0.1", "127.0.0.1", {"X-Real-IP": "10.0.0.7"}, 403),
    ],
)
def test_a_zone_without_login_answers_this_machine_only(client_host: str, server: str, headers: dict[str, str], status: int) -> None:
    guest = TestClient(OnlyHere(inner), base_url=f"http://{'[::1]' if server == '::1' else server}", client=(client_host, 5))
    answer = guest.get("/", headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert "bara den som sitter vid den här datorn" in answer.text


async def echoing(scope, receive, send) -> None:
    """Accepts a socket and says every word back until it is cut off."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})


def test_an_open_page_is_cut_off_when_its_login_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = claims()
    guest = TestClient(Sessions(echoing, lambda _: told, tmp_path, True), cookies={COOKIE: "signed"})
    with guest.websocket_connect("/") as socket:
        socket.send_text("a")
        assert socket.receive_text() == "a"
        later = time.time() + 8 * 3600 + 1
        monkeypatch.setattr(time, "time", lambda: later)
        socket.send_text("b")
        with pytest.raises(WebSocketDisconnect) as cut:
            socket.receive_text()
        assert cut.value.code == 1008

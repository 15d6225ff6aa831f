"""Comes to a zone with a login the way a browser does, without one: signs the very cookie that a login leaves, and opens the stream."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lagesbild.access import grants_of
from lagesbild.settings import ROOT
from tests.browser.provider import CLIENT, SECRET
from tests.browser.running import Server, free_port, serving
from tests.browser.stream import exchange

COOKIE_SECRET = "h7Vq-2mXw9Zr4Kt_bN6cJ1sYpD8fLgA3uE5oQ0iT"
USER, XSRF = "_streamlit_user", "_streamlit_xsrf"
ROLES = {"anonymous": None, "leadership": ["leadership"], "analyst": ["analyst"], "steward": ["steward"]}


@contextmanager
def with_login(home: Path, log: Path, root: Path = ROOT, issuer: str = "http://127.0.0.1:9", **more: str) -> Iterator[Server]:
    """The internal zone behind a login; its public address is the one it listens at."""
    port = free_port()
    told = {
        "LAGESBILD_WITHOUT_LOGIN": "false",
        "LAGESBILD_OIDC_ISSUER": issuer,
        "LAGESBILD_OIDC_CLIENT_ID": CLIENT,
        "LAGESBILD_OIDC_CLIENT_SECRET": SECRET,
        "LAGESBILD_COOKIE_SECRET": COOKIE_SECRET,
        "LAGESBILD_INTERNAL_URL": f"http://127.0.0.1:{port}",
    }
    with serving("internal", home, log, root=root, settings=told | more, port=port) as server:
        yield server


def claims(server: Server, roles: Any, **changed: Any) -> dict[str, Any]:
    """What the provider said about somebody, as Streamlit keeps it."""
    told = {"is_logged_in": True, "origin": server.url, "provider": "default", "iss": "x", "sub": "42", "iat": int(time.time())}
    return told | {"name": "Åsa Ek", "email": "asa.ek@norrhamn.se", "roles": roles} | changed


def cookie(told: dict[str, Any], secret: str = COOKIE_SECRET) -> str:
    """The signed cookie of a login."""
    return create_signed_value(secret, USER, json.dumps(told)).decode()


def cookies_of(server: Server, role: str) -> dict[str, str]:
    """The cookies of one of ROLES, or of roles as the claim has them, with comma between."""
    roles = ROLES[role] if role in ROLES else role.split(",")
    assert roles is None or grants_of(roles)
    return {} if roles is None else {USER: cookie(claims(server, roles))}


def xsrf(server: Server) -> str:
    """The token that the zone gives to every visitor."""
    return httpx.get(f"{server.url}/_stcore/health").cookies[XSRF]


def ask(server: Server, order: BackMsg, cookies: dict[str, str], token: str = "") -> list[bytes]:
    """Give one order over the stream with these cookies, from the zone's own page."""
    token = token or xsrf(server)
    line = "; ".join(f"{name}={value}" for name, value in (cookies | {XSRF: token}).items())
    return exchange(server.stream, order, origin=server.url, protocols=["streamlit", token], headers={"Cookie": line})

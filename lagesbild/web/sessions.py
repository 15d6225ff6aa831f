"""Who a connection comes from: a signed cookie that is still good, or nobody; and what the audit log is told about logging in and out.

Streamlit writes and reads the cookie; it lives thirty days and is the same in every tab until then. Here a login ends after its hours
(an open page is cut off too), and a logout ends it on the server, so that a copy of the cookie opens nothing.

The cookie goes back over TLS only, when the zone's public address is https. For TLS itself, and for Strict-Transport-Security, this
relies on the proxy in front, which must also pass Host on unchanged; proxy headers are believed from this machine only.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from lagesbild import access
from lagesbild.audit import Event, record
from lagesbild.login import CALLBACK, LOOPBACK
from lagesbild.texts import text
from lagesbild.web.documents import plain
from lagesbild.web.served import html

LOGIN, LOGOUT = "/auth/login", "/auth/logout"
AUTH = (LOGIN, LOGOUT, CALLBACK)
USER = "lagesbild.user"  # in a connection's scope: the access.User, or None
ASKED = "lagesbild_asked"  # the page that somebody wanted before the login; ten minutes
PAGE = re.compile(r"/[a-z0-9-]+(\?[\w=&.:%+-]*)?")  # of this zone, whatever anybody writes into the cookie
COOKIE = "_streamlit_user"  # and the same with an ending: its parts, and the tokens beside it
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

Claims = Mapping[str, Any]


@dataclass
class Sessions:
    """Tells the rest of the zone who comes; `read` takes cookies by name and returns what a good signature vouches for."""

    app: ASGIApp
    read: Callable[[Mapping[str, str]], Claims]
    home: Path
    secure: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at one connection and pass it on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        cookies = _cookies(Headers(scope=scope).get("cookie", ""))
        claims = self.read(cookies) if COOKIE in cookies else {}
        user = scope[USER] = access.user_of(claims)
        if user is None and any(name.startswith(COOKIE) for name in cookies):
            _drop(scope)
        if scope["type"] == "websocket":
            await self.app(scope, _until(receive, send, user), send)
        elif user is None and _wants_page(scope):
            await self.app(scope, receive, _remembering(scope, send))
        elif scope["path"] == LOGOUT:
            await self._logout(scope, receive, send, claims, user)
        else:
            await self.app(scope, receive, self._answering(scope, send))

    async def _logout(self, scope: Scope, receive: Receive, send: Send, claims: Claims, user: access.User | None) -> None:
        if Headers(scope=scope).get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            await Response(status_code=403)(scope, receive, send)  # another site may not log anybody out
            return
        if user is not None:
            access.end(claims)
            await self._note("logout", user)
        await self.app(scope, receive, self._answering(scope, send))

    def _answering(self, scope: Scope, send: Send) -> Send:
        """Note what came of a login, and let cookies of a zone behind TLS travel over TLS only, for as long as a login lasts."""

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                told = headers.getlist("set-cookie")
                if scope["path"] == CALLBACK and b"state=" in scope.get("query_string", b""):
                    user = access.user_of(self.read({name: value for line in told for name, value in _cookies(line).items()}))
                    await self._note("login" if user else "refused", user, "" if user else "login")
                    asked = unquote(_cookies(Headers(scope=scope).get("cookie", "")).get(ASKED, ""))
                    if user and PAGE.fullmatch(asked):
                        headers["location"] = asked
                if told and self.secure:
                    del headers["set-cookie"]
                    for line in told:
                        headers.append("set-cookie", line if "; secure" in line.lower() else f"{line}; Secure")
            await send(message)

        return answered

    async def _note(self, event: Event, user: access.User | None, what: str = "") -> None:
        who, role = (user.who, user.role) if user else ("", "")
        await to_thread.run_sync(lambda: record(self.home, event, who=who, role=role, what=what))


def _wants_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "") and scope["path"] not in AUTH and bool(PAGE.fullmatch(scope["path"]))


def _remembering(scope: Scope, send: Send) -> Send:
    """Keep the address of a page that exists until its reader has logged in."""
    query = scope.get("query_string", b"").decode("latin-1")
    asked = scope["path"] + (f"?{query}" if query else "")

    async def remembered(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200 and PAGE.fullmatch(asked):
            line = f"{ASKED}={quote(asked)}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax"
            MutableHeaders(scope=message).append("set-cookie", line)
        await send(message)

    return remembered


class OnlyHere:
    """Guards a zone that is open without login: whoever does not sit at this machine is sent away, a proxy's guests too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from this machine to this machine."""
        if scope["type"] not in ("http", "websocket") or _local(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            words = plain(text("web.fault.closed_title"), text("access.start.local_only"), {})
            await html(words, "no-store").response(Headers(), 403)(scope, receive, send)


def _local(scope: Scope) -> bool:
    ends = [scope.get("client"), scope.get("server")]
    headers = Headers(scope=scope)
    return all(end and end[0] in LOOPBACK for end in ends) and not any(name in headers for name in FORWARDED)


def _cookies(line: str) -> dict[str, str]:
    """The cookies of a Cookie header, or the one of a Set-Cookie line with its attributes; read as Streamlit reads them."""
    return cookie_parser(line)


def _drop(scope: Scope) -> None:
    """Take a login that is not good out of a connection: what comes after sees a visitor."""
    kept = [part for part in Headers(scope=scope).get("cookie", "").split("; ") if not part.startswith(COOKIE)]
    headers = MutableHeaders(scope=scope)
    headers["cookie"] = "; ".join(kept)
    scope["headers"] = headers.raw


def _until(receive: Receive, send: Send, user: access.User | None) -> Receive:
    """What a browser says over its socket while its login lasts; then the socket is closed, also in the middle of a page."""

    async def timed() -> Message:
        message = await receive()
        if user is None or time.time() < user.until or message["type"] != "websocket.receive":
            return message
        await send({"type": "websocket.close", "code": 1008})
        return {"type": "websocket.disconnect", "code": 1008}

    return timed

"""The list of addresses that exist. Whatever is not on it is answered 404, so nothing Streamlit adds is open by accident."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from lagesbild.access import READERS, WRITERS, User
from lagesbild.model import Zone
from lagesbild.settings import ROOT
from lagesbild.texts import text
from lagesbild.web.documents import FOLDER, plain
from lagesbild.web.served import FOREVER, REVALIDATE, Served, html, read_file
from lagesbild.web.sessions import AUTH, USER
from lagesbild.web.translation import translated

HEALTH = "/halsa"
STREAM = "/_stcore/stream"
READ = ("GET", "HEAD")
TECHNICAL = (HEALTH, "/_stcore/health", "/_stcore/host-config")
MEDIA = "/media/"
UPLOAD = "/_stcore/upload_file/"  # the internal zone only
FAVICON, FAVICON_ICO, START = "/favicon.svg", "/favicon.ico", "/start.js"


@dataclass
class Addresses:
    """What one zone answers to: Streamlit's shell at the page addresses, its assets, and the published site if any.

    With a login, a page that no role of the user opens is not found, and files are handed to nobody else's visitors.
    """

    zone: Zone
    pages: Mapping[str, str]  # address -> the page's stem
    shell: Served
    assets: Mapping[str, Path]
    moved: Mapping[str, str] = field(default_factory=dict)
    site: Callable[[str, Headers], Response | None] | None = None
    login: bool = False
    kept: dict[str, Served] = field(default_factory=dict)

    def __post_init__(self) -> None:
        icon = read_file(ROOT / "lagesbild" / "assets" / "logo.svg")
        self.kept |= {FAVICON: icon, FAVICON_ICO: icon, START: read_file(FOLDER / "start.js")}

    def passes(self, method: str, path: str, user: User | None = None) -> bool:
        """Whether Streamlit itself may see the request."""
        known = not self.login or (user is not None and user.has(READERS))
        if self.zone == "internal" and path.startswith(UPLOAD):
            writes = not self.login or (user is not None and user.has(WRITERS))
            return writes and method in ("PUT", "DELETE", "OPTIONS")
        if self.login and path in AUTH:
            return method == "GET"
        return method in READ and (path in TECHNICAL or (known and path.startswith(MEDIA)))

    def refuses(self, path: str, user: User | None) -> bool:
        """Whether a page exists but is closed to somebody who has roles; others get the shell, which asks them to log in."""
        stem = self.pages.get(self.moved.get(path, path), "")
        return bool(self.login and stem and user and user.has(READERS) and not user.may_open(stem))

    def answer(self, method: str, path: str, headers: Headers, user: User | None = None) -> Response:
        """The answer to a request that Streamlit does not see."""
        if method in READ and not self.refuses(path, user):
            if path in self.moved:
                return RedirectResponse(self.moved[path], status_code=307)
            if path in self.pages:
                return self.shell.response(headers)
            if found := self._asset(path):
                return found.response(headers)
            if self.site and (page := self.site(path, headers)):
                return page
        return html(plain(text("web.fault.missing_title"), text("web.fault.missing"), {"/": text("web.fault.home")})).response(headers, 404)

    def _asset(self, path: str) -> Served | None:
        if path not in self.kept and path in self.assets:
            self.kept[path] = _streamlit_file(self.assets[path])
        return self.kept.get(path)


def _streamlit_file(path: Path) -> Served:
    plain = read_file(path, FOREVER)
    script = translated(plain.body) if path.suffix == ".js" else plain.body
    # A script with our words may change while its name, a hash of Streamlit's own, does not.
    return plain if script == plain.body else replace(plain, body=script, cache=REVALIDATE)


class Gate:
    """Lets through what the zone's addresses allow and answers the rest itself."""

    def __init__(self, app: ASGIApp, addresses: Addresses, refused: Callable[[User, str], None] = lambda _user, _page: None) -> None:
        self.app, self.addresses, self.refused = app, addresses, refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Decide about one connection."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            allowed = scope["path"] == STREAM and same_origin(Headers(scope=scope))
            await (self.app if allowed else WebSocketClose(code=1008))(scope, receive, send)
        elif self.addresses.passes(scope["method"], scope["path"], scope.get(USER)):
            await self.app(scope, receive, send)
        else:
            response = await to_thread.run_sync(self._answer, scope["method"], scope["path"], Headers(scope=scope), scope.get(USER))
            await response(scope, receive, send)

    def _answer(self, method: str, path: str, headers: Headers, user: User | None) -> Response:
        if user is not None and self.addresses.refuses(path, user):
            self.refused(user, self.addresses.pages[self.addresses.moved.get(path, path)])
        return self.addresses.answer(method, path, headers, user)


def same_origin(headers: Headers) -> bool:
    """Whether a browser's connection comes from our own pages; programs that send no Origin are let through.

    Streamlit's own test accepts every local port, and asks an outside service for the server's address on a foreign origin.
    """
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")

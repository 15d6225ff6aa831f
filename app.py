"""The ASGI entry of one zone (LAGESBILD_ZONE): Streamlit's pages, the published site and everything that guards them.

Started by `python -m lagesbild serve`, or by any ASGI server as `app:app`.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import Scope
from streamlit import config, logger
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from lagesbild import access, show, show_exhibit, show_files, show_page
from lagesbild.audit import record
from lagesbild.login import hosts, login
from lagesbild.model import OtherShape
from lagesbild.settings import ROOT, settings
from lagesbild.texts import text
from lagesbild.web.documents import shell
from lagesbild.web.frames import Frames
from lagesbild.web.garbage import settle
from lagesbild.web.gate import Addresses, Gate
from lagesbild.web.headers import SecurityHeaders, frame_origins
from lagesbild.web.menu_pages import pages_of
from lagesbild.web.published import PublishedSites
from lagesbild.web.routes import note, routes, server_fault
from lagesbild.web.served import html, in_memory, listing
from lagesbild.web.sessions import USER, OnlyHere, Sessions

# What must hold whatever a configuration file says: nothing phones home, nothing of the server is told to a browser.
CLOSED = {
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "127.0.0.1",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "global.minCachedMessageSize": 120,  # bytes; what a browser holds already and has not changed is named, not sent again
    "logger.enableRich": False,
    "secrets.files": [],
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.trustedUserHeaders": {},
}
LOGIN = login() if settings().zone == "internal" else None  # raises, and so keeps the zone closed, for what must not be served
ORDERS = {"rerun_script", "stop_script", "app_heartbeat"}
FETCHES = {"deferred_file", "dataframe_chunk"}
PATHS = [str(ROOT / folder).encode() for folder in ("pages", "lagesbild")]
SMALL = 20_000  # bytes; what tells about the server is small, and charts need not be taken apart


def accepts(frame: bytes, scope: Scope) -> bool:
    """Whether a browser may give this order: run, stop, fetch; never clear caches, read git or install anything.

    An order for a page outside the roles goes through, since the menu does not find it, and is noted.
    """
    try:
        order = BackMsg.FromString(frame)
    except Exception:
        return False
    kind = order.WhichOneof("type")
    if kind == "backend_operation_request":
        return order.backend_operation_request.WhichOneof("payload") in FETCHES
    if kind == "rerun_script" and (user := scope.get(USER)) and user.has(access.READERS):
        stem = STEMS.get(order.rerun_script.page_name, "")
        if stem and not user.may_open(stem):
            refused(user, stem)
    return kind in ORDERS or (kind == "file_urls_request" and settings().zone == "internal")


def clean(frame: bytes) -> bytes:
    """Take out what tells about the server: its paths, installation and parts, and the trace of a menu that does not compile.

    A frame of another kind that holds the server's own path is not sent at all.
    """
    telling = any(path in frame for path in PATHS)
    if len(frame) > SMALL and not telling:
        return frame
    message = ForwardMsg.FromString(frame)
    kind = message.WhichOneof("type")
    if kind == "new_session":
        session = message.new_session
        session.main_script_path = "menu.py"
        session.initialize.user_info.Clear()
        session.initialize.environment_info.python_version = ""
        session.initialize.environment_info.server_os = ""
    elif kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
        message.session_event.script_compilation_exception.Clear()
        message.session_event.script_compilation_exception.message = text("web.fault.menu")
    else:
        return b"" if telling else frame
    return message.SerializeToString()


def show_fault(fault: Exception) -> bool:
    """Tell the reader that the page failed, with a code that the log explains; True keeps Streamlit's own box away."""
    if isinstance(fault, access.NotAllowed):
        st.error(str(fault))
        return True
    if isinstance(fault, OtherShape):  # no fault of ours: these figures are older, or newer, than the page
        show.empty_state(text("store.other_shape_title"), str(fault))
        return True
    show.heading("", text("web.fault.server_title"))
    st.error(text("web.fault.page", code=note(fault)))
    st.html(f'<p class="lb"><a href="./" target="_self">{text("web.fault.home")}</a></p>')
    return True


def addresses() -> Addresses:
    """Everything this zone answers to."""
    zone, home = settings().zone, settings().home
    static = Path(st.__file__).parent / "static"
    return Addresses(
        zone=zone,
        pages={f"/{page.address}": page.file.stem for page in pages_of(zone)},
        shell=html(shell((static / "index.html").read_text(encoding="utf-8"), zone, show_files.address_of(show_files.SHEET))),
        assets={f"/static/{name}": path for name, path in listing(static / "static").items()},
        moved={f"/{page.also}": f"/{page.address}" for page in pages_of(zone) if page.also},
        site=PublishedSites(home, settings().municipality).answer if zone == "public" else None,
        login=LOGIN is not None,
        kept={address: in_memory(address, body) for address, body in show_files.files(zone).items()},
    )


def signed(cookies: Mapping[str, str]) -> Mapping[str, Any]:
    """What a login's cookies say, when the signature is ours; empty for any other. Who asks from which page is checked by Streamlit."""
    content = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    try:
        told = json.loads(content) if content else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) and LOGIN and told.get("origin") == LOGIN.address else {}


def refused(user: access.User, page: str) -> None:
    """Note that somebody asked for a page that none of their roles opens; once a minute says as much as a thousand times."""
    now = time.monotonic()
    if now - LATELY.get((user.who, page), -QUIET) < QUIET:
        return
    LATELY[user.who, page] = now
    record(settings().home, "refused", who=user.who, role=user.role, what=page)


def guards() -> list[Middleware]:
    """What surrounds Streamlit, outermost first."""
    inner = [Middleware(Gate, addresses=addresses(), refused=refused), Middleware(Frames, accepts=accepts, clean=clean)]
    if settings().zone == "public":
        return [Middleware(SecurityHeaders, origins=frame_origins("public")), *inner]
    named = Middleware(TrustedHostMiddleware, allowed_hosts=hosts(settings()), www_redirect=False)
    who = Middleware(Sessions, read=signed, home=settings().home, secure=LOGIN.secure) if LOGIN else Middleware(OnlyHere)
    return [Middleware(SecurityHeaders), named, who, *inner]


QUIET = 60.0  # seconds
LATELY: dict[tuple[str, str], float] = {}  # who was refused which page, and when
STEMS = {page.address: page.file.stem for page in pages_of(settings().zone)}
WARM = (show_exhibit, show_page)  # what pages import is loaded before the first reader comes, and by one thread

for option, value in {**CLOSED, "server.maxUploadSize": settings().max_file_mb}.items():
    config.set_option(option, value)
if LOGIN:
    config.set_option("server.cookieSecret", LOGIN.cookie_secret)
logging.getLogger("streamlit.error_util").disabled = True  # show_fault writes the same fault, with its code
logger.set_log_level("warning")  # request lines are not logged: they tell who looked at what
app = st.App(
    ROOT / "pages" / "menu.py",
    routes=routes(),
    middleware=guards(),
    on_script_error=show_fault,
    exception_handlers={Exception: server_fault},
    secrets={"auth": LOGIN.streamlit()} if LOGIN else None,
)
settle()

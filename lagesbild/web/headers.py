"""Security headers on every answer, and the one host name the internal zone answers to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagesbild.model import LagesbildError, Zone
from lagesbild.settings import settings
from lagesbild.texts import text

# Styles may be inline because Streamlit's components write them; scripts may not, and nothing may be evaluated.
# Blob is needed by downloads; data: by pictures and by the small symbols in Streamlit's style sheet.
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)
OURS = "frame-ancestors 'self'"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        OURS,
    )
)
LANGUAGE = "Content-Language"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    LANGUAGE: "sv",
}


def headers(origins: Sequence[str] = ()) -> dict[str, str]:
    """The headers of every answer; `origins` are other sites that may show our pages in a frame.

    X-Frame-Options knows no other site than our own, and is left out where it would contradict the policy.
    """
    if not origins:
        return HEADERS
    policy = POLICY.replace(OURS, " ".join([OURS, *origins]))
    return {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"} | {"Content-Security-Policy": policy}


def frame_origins(zone: Zone) -> tuple[str, ...]:
    """The sites that may show a zone's pages in a frame; raises with the one that is no origin.

    A policy reads a word that is no origin otherwise than meant, or not at all. The internal zone is shown by nobody else.
    """
    found = tuple(settings().embed_origins.split()) if zone == "public" else ()
    for origin in found:
        if not ORIGIN.fullmatch(origin):
            raise LagesbildError(text("web.origin", origin=origin))
    return found


class SecurityHeaders:
    """Puts the headers on every HTTP answer, whoever made it."""

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        self.app, self.headers = app, headers(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and dress the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                own = told.get(LANGUAGE)
                for name, value in self.headers.items():
                    told[name] = value
                if own:  # a page that is written in another language says so
                    told[LANGUAGE] = own
                if "cache-control" not in told:
                    told["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, dressed)

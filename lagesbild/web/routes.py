"""The zone's own answers: its health, and the page for an unforeseen fault."""

from __future__ import annotations

import logging
import secrets

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lagesbild.settings import settings
from lagesbild.store import built, pointer
from lagesbild.texts import text
from lagesbild.web.documents import plain
from lagesbild.web.gate import HEALTH
from lagesbild.web.headers import frame_origins, headers
from lagesbild.web.served import html

log = logging.getLogger("lagesbild")


def health(_request: Request) -> JSONResponse:
    """The zone and which build it shows of each municipality; nothing else."""
    home, zone = settings().home, settings().zone
    builds = {code: found["build"] for code in built(home, zone) if (found := pointer(home, code, zone))}
    return JSONResponse({"zone": zone, "builds": builds})


def routes() -> list[Route]:
    """The addresses that the product adds to Streamlit's."""
    return [Route(HEALTH, health, methods=["GET", "HEAD"])]


def note(fault: Exception) -> str:
    """Write a fault to the server's log under a new code; only the code may reach a client."""
    code = secrets.token_hex(4).upper()
    log.error("fault %s", code, exc_info=fault)
    return code


async def server_fault(_request: Request, fault: Exception) -> Response:
    """The answer when a route fails."""
    body = plain(text("web.fault.server_title"), text("web.fault.server", code=note(fault)), {"/": text("web.fault.home")})
    response = html(body, "no-store").response(Headers(), 500)
    response.headers.update(headers(frame_origins(settings().zone)))
    return response

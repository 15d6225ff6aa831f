"""One polite conversation with one source: paced, limited, tried again where that helps, and told in Swedish where it does not.

Nothing that a source answers leads anywhere else: no redirect is followed, and an address in an answer is only ever asked for its path
at the host that the settings name. TLS is verified; plain HTTP is for a server on this machine.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

import httpx

from lagesbild import __version__
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.texts import number, text

MEGABYTE = 1_000_000
CONNECT_SECONDS, READ_SECONDS = 10.0, 30.0
LONGEST_WAIT = 60.0  # a source that asks for more than this is told to have asked for it, and left alone
BUSY, FAULTY = (429, 503), (500, 502, 504)
HERE = ("127.0.0.1", "localhost", "::1")
AGENT = f"Lagesbild/{__version__}"


class Passing(Exception):
    """A fault that may be gone at the next try; its words are told when it is not."""

    def __init__(self, key: str, wait: float | None = None, **said: str) -> None:
        super().__init__(key)
        self.key, self.wait, self.said = key, wait, said


@dataclass
class Conversation:
    """Requests to one source until its time and size are used up.

    source: what people call it. clock, sleep: seconds; tests give their own.
    """

    source: str
    base: str
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _left: int = 0
    _until: float = 0.0
    _next: float = 0.0
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        address = httpx.URL(self.base)
        if not address.host or (address.scheme != "https" and not (address.scheme == "http" and address.host in HERE)):
            raise LagesbildError(text("connect.fault.bad_address", source=self.source, address=self.base))
        self._left = settings().fetch_mb * MEGABYTE
        self._until = self.clock() + settings().fetch_seconds
        limits = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        self._client = httpx.Client(timeout=limits, follow_redirects=False, headers={"User-Agent": AGENT, "Accept": "application/json"})

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def address(self, path: str, asked: Mapping[str, Any] | None = None) -> str:
        """The full address of a path below the base, with what is asked for behind it."""
        return str(httpx.URL(self.base.rstrip("/") + path, params=dict(asked) if asked else None))

    def own(self, address: str) -> str:
        """An address from an answer, asked at our own base's host; one that leads to another host is refused."""
        told, base = httpx.URL(address), httpx.URL(self.base)
        if told.host and told.host != base.host:
            raise LagesbildError(text("connect.fault.elsewhere", source=self.source, host=told.host))
        return str(base.copy_with(raw_path=told.raw_path))

    def ask(self, address: str, body: Any = None) -> bytes:
        """The answer to one request, which is JSON; tried again while that can help, else LagesbildError with its cure."""
        tries = settings().fetch_tries
        for left in reversed(range(tries)):
            self._pace()
            try:
                return self._once(address, body)
            except Passing as fault:
                wait = fault.wait if fault.wait is not None else 2.0 ** (tries - left - 1)
                if not left or wait > LONGEST_WAIT or self.clock() + wait > self._until:
                    raise LagesbildError(text(f"connect.fault.{fault.key}", source=self.source, **fault.said)) from fault
                self.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _pace(self) -> None:
        wait = self._next - self.clock()
        if wait > 0:
            self.sleep(wait)
        self._next = self.clock() + settings().fetch_pause

    def _once(self, address: str, body: Any) -> bytes:
        with self._faults(), self._client.stream("GET" if body is None else "POST", address, json=body) as answer:
            self._judge(answer)
            content = self._content(answer)
        try:
            json.loads(content)
        except (ValueError, RecursionError):
            raise Passing("cut") from None
        return content

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What goes wrong on the way, told apart: a closed network, a certificate that does not hold, a line that was cut."""
        try:
            yield
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as fault:
            key = "certificate" if _is_certificate(fault) else "closed"
            raise LagesbildError(text(f"connect.fault.{key}", source=self.source, host=httpx.URL(self.base).host)) from fault
        except httpx.TimeoutException as fault:
            raise Passing("slow") from fault
        except httpx.TransportError as fault:
            raise Passing("cut") from fault
        except httpx.DecodingError as fault:
            raise Passing("cut") from fault

    def _judge(self, answer: httpx.Response) -> None:
        """Refuse everything but an answer with data."""
        status = answer.status_code
        if status in BUSY:
            wait = _retry_after(answer.headers.get("Retry-After", ""))
            raise Passing("busy", wait, minutes=number(max(1.0, (wait or 60.0) / 60.0)))
        if status in FAULTY:
            raise Passing("faulty", status=str(status))
        if answer.is_redirect:
            self._refuse("moved", host=_host(answer.headers.get("Location", "")))
        if status != httpx.codes.OK:
            self._refuse("status", status=str(status))
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if "json" not in kind:
            self._refuse("other_content", kind=kind or "–")

    def _content(self, answer: httpx.Response) -> bytes:
        """The whole answer, as long as there is room and time for it."""
        parts: list[bytes] = []
        for part in answer.iter_bytes():
            parts.append(part)
            self._left -= len(part)
            if self._left < 0:
                self._refuse("too_large", limit=number(settings().fetch_mb))
            if self.clock() > self._until:
                self._refuse("too_long", limit=number(settings().fetch_seconds))
        return b"".join(parts)

    def _refuse(self, key: str, **said: str) -> NoReturn:
        raise LagesbildError(text(f"connect.fault.{key}", source=self.source, **said))


def _is_certificate(fault: BaseException | None) -> bool:
    """Whether a certificate that does not hold stands anywhere behind a fault."""
    while fault is not None:
        if isinstance(fault, ssl.SSLError) or "CERTIFICATE_VERIFY_FAILED" in str(fault):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _retry_after(told: str) -> float | None:
    """Seconds to wait, as seconds or as a day and hour; None where it says neither."""
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _host(address: str) -> str:
    try:
        return httpx.URL(address).host or "–"
    except httpx.InvalidURL:
        return "–"

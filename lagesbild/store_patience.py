"""How long a question to a file may take: what somebody waits for is ended, what a build asks is not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_UNHURRIED: ContextVar[bool] = ContextVar("unhurried", default=False)


@contextmanager
def unhurried() -> Iterator[None]:
    """Within the block no question is ended for the time it takes: nobody waits in front of it, and what it ends would be lost."""
    before = _UNHURRIED.set(True)
    try:
        yield
    finally:
        _UNHURRIED.reset(before)


@contextmanager
def ended_after(seconds: float, end: Callable[[], None]) -> Iterator[None]:
    """Call `end` from another thread when the block has taken so long, unless nobody waits."""
    timer = threading.Timer(seconds, end)
    if not _UNHURRIED.get():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()

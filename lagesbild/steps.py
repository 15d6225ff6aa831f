"""How far a long piece of work has come: the one who does it says so, and the one who waits for it hears; nobody need listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Tell = Callable[[str, int, int], None]  # the step's name, how many are done of it, of how many; 0 of 0 where they cannot be counted
BUILD = ("vault", "estimates", "survey", "watch", "gate", "attack", "control", "site", "check")  # the steps of a build, in their order
PUBLISH = ("verify", "publish")
Thing = TypeVar("Thing")
_HEARD: ContextVar[Tell | None] = ContextVar("heard", default=None)


@contextmanager
def heard_by(tell: Tell | None) -> Iterator[None]:
    """What is said within is told to `tell`; with None, to whoever listens already."""
    mark = _HEARD.set(tell) if tell else None
    try:
        yield
    finally:
        if mark:
            _HEARD.reset(mark)


def at(step: str, done: int = 0, of: int = 0) -> None:
    """Say that the work is at a step, and how many of how many are done."""
    if tell := _HEARD.get():
        tell(step, done, of)


def each(step: str, things: Sequence[Thing], *, turn: int = 0, turns: int = 1) -> Iterator[Thing]:
    """The things one by one, saying before each how many are done; turn: which time of `turns` they are gone through."""
    if not things:
        at(step)
    for n, thing in enumerate(things):
        at(step, turn * len(things) + n, turns * len(things))
        yield thing

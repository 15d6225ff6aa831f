"""kill -9 in the middle of parse, build, verify and publish: what opens afterwards is the old build or the new one, whole.

A child reads in a delivery, builds and publishes. It ends itself with SIGKILL at a chosen step on the files, or a few milliseconds
later, wherever it then is. Whatever it had acknowledged must be there.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagesbild import build as builds
from lagesbild.build.intact import damages
from lagesbild.intake import receipts, receive
from lagesbild.steps import BUILD
from tests.soak.small import CODE, DAY, copied, forget, shown
from tests.soak.steps import stepping

PHASES = ("parse", "build", "verify", "publish")
VERIFIED = BUILD[BUILD.index("gate") :]  # the build's steps from the gate on
TOLD = 15  # deaths between two lines of progress
LATER = 0.01  # seconds: every other death comes so much later at most, in the middle of whatever is done then
PRELOADED = ["tests.soak.kill", "lagesbild.build", "lagesbild.intake", "lagesbild.build.site", "matplotlib.figure", "scipy.optimize"]


@dataclass
class Deaths:
    """What came of the instants."""

    phases: Counter[str] = field(default_factory=Counter)
    opened: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def work(home: Path, delivery: Path | None, log: Path, at: int, delay: float) -> None:
    """The child: receive, build, publish, or publish alone; phases and acknowledgements are lines of the log, with the steps so far."""
    with log.open("a", buffering=1, encoding="utf-8") as told:

        def step(number: int, _what: str) -> None:
            if number == at and delay:
                threading.Timer(delay, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
            elif number == at:
                os.kill(os.getpid(), signal.SIGKILL)

        with stepping(home, step) as steps:
            if delivery:
                print("parse", steps.count, file=told)
                receipt = receive(delivery, home, CODE, None, DAY)
                print("acknowledged", receipt.receipt, file=told)
                print("build", steps.count, file=told)
                builds.build(home, CODE, DAY, lambda name, *_: print("verify" if name in VERIFIED else "build", steps.count, file=told))
            print("publish", steps.count, file=told)
            build = builds.publish(home, CODE, DAY)
            print("published", build, file=told)
            print("over", steps.count, file=told)


def kills(home: Path, count: int, delivery: Path | None) -> Deaths:
    """Die so many times, the same number in each phase, each time in a fresh copy of a published home.

    Without a delivery there is only what is built already to be published: deaths in that phase alone. With one, in the others.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    folder, found = home.parent, Deaths()
    whole = copied(home, folder / "whole")
    lines = _run(context, whole, delivery, folder / "log", 0, 0.0)
    old, new = shown(home), shown(whole)
    wanted = PHASES[:3] if delivery else PHASES[3:]
    for at, delay in instants(lines, count, wanted):
        forget()
        victim = copied(home, folder / "victim")
        lines = _run(context, victim, delivery, folder / "log", at, delay)
        found.phases[[line.split()[0] for line in lines if line.split()[0] in (*PHASES, "over")][-1]] += 1
        found.faults += [f"step {at}: {fault}" for fault in judged(victim, lines, old, new, found)]
        if (done := sum(found.phases.values())) % TOLD == 0:
            print(f"  {done} deaths {dict(found.phases)}: {len(found.faults)} faults", flush=True)
    return found


def instants(lines: list[str], count: int, wanted: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    """Steps spread over each phase in turns, every other one with a delay; `lines` are those of a run that nobody killed."""
    starts: dict[str, int] = {}
    for word, number in (line.split() for line in lines):
        if word in (*PHASES, "over"):
            starts.setdefault(word, int(number))
    ends = dict(zip(starts, list(starts.values())[1:], strict=False))
    each = count // len(wanted)
    for turn in range(each):
        for phase in wanted:
            at = starts[phase] + 1 + (ends[phase] - starts[phase] - 1) * turn // each
            yield at, LATER * (turn % 5) / 5 if turn % 2 else 0.0


def judged(home: Path, lines: list[str], old: dict[str, str], new: dict[str, str], found: Deaths) -> Iterator[str]:
    """What is wrong with a home after a death."""
    told = dict(line.split() for line in lines if line.startswith(("acknowledged", "published")))
    try:
        now = shown(home)
    except Exception as fault:  # whatever does not open is a fault
        yield f"does not open: {fault}"
        return
    for zone, build in now.items():
        found.opened["new" if build == new[zone] else "old" if build == old[zone] else "other"] += 1
        if build not in (old[zone], new[zone]):
            yield f"{zone} shows {build}, which is neither the old nor the new build"
    if "acknowledged" in told and told["acknowledged"] not in {receipt.receipt for receipt in receipts(home)}:
        yield "an acknowledged receipt is lost"
    if "published" in told and now["public"] != new["public"]:
        yield "an acknowledged publication is lost"
    yield from (line for line in damages(home) if "acknowledged" in told or "inget kvitto" not in line)


def _run(context: Any, home: Path, delivery: Path | None, log: Path, at: int, delay: float) -> list[str]:
    log.unlink(missing_ok=True)
    child = context.Process(target=work, args=(home, delivery, log, at, delay))
    child.start()
    child.join(300)
    assert child.exitcode in (0, -signal.SIGKILL), f"the child ended with {child.exitcode}"
    return log.read_text(encoding="utf-8").splitlines()

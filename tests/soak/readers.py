"""Eight processes read the published build all the time while one publishes: no error, no wrong row, one build in each look."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path

from lagesbild import build as builds
from lagesbild import store
from lagesbild.intake import receipts, receive
from tests.soak.small import CODE, DAY, forget

READERS, SECONDS = 8, 60.0
PAUSE = 0.02  # seconds between two looks: the publisher shares the processors
LOOKS = ("FROM build_info SELECT build", "FROM estimate ORDER BY ALL", "FROM source ORDER BY ALL", "FROM build_info SELECT build")
Publication = Callable[[Path, int], str]  # makes a publication and tells its build


@dataclass
class Read:
    """What the readers met."""

    publications: int = 0
    reads: int = 0
    seconds: float = 0.0
    builds: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def fingerprint(reader: store.Reader) -> tuple[str, str]:
    """The build that a reader tells of, and a hash of everything it answers; raises where two builds are in one look."""
    told = [reader.frame(sql).to_csv() for sql in LOOKS]
    build = str(reader.frame(LOOKS[0])["build"][0])
    if told[0] != told[-1] or build != reader.build:
        raise AssertionError(f"{reader.build} tells that it is {build}")
    return build, hashlib.sha256("".join(told).encode()).hexdigest()


def read(home: Path, log: Path, over: Event) -> None:
    """One reader: look until it is over; each build's answers and every fault are lines of its log."""
    seen: dict[str, str] = {}
    count = 0
    with log.open("w", encoding="utf-8") as told:
        while not over.is_set():
            if count % 2:
                forget()  # every other look is that of a process that has just been started
            try:
                reader = store.current(home, CODE, "public")
                assert reader is not None, "nothing is published"
                build, answer = fingerprint(reader)
                if seen.setdefault(build, answer) != answer:
                    raise AssertionError(f"{build} gave two answers")
            except Exception as fault:  # whatever a reader meets is told
                print(json.dumps(["fault", f"{type(fault).__name__}: {fault}"]), file=told)
            count += 1
            time.sleep(PAUSE)
        print(json.dumps(["seen", seen, count]), file=told)


def publish_anew(home: Path, turn: int) -> str:
    """A delivery comes or goes, a new build is made and published."""
    if turn % 2:
        received = receive(home.parent / "nyare.csv", home, CODE, None, DAY)
        assert received.outcome == "accepted", received.message
        builds.build(home, CODE, DAY)
    else:
        builds.undo(home, max(receipts(home), key=lambda one: one.sequence).receipt, DAY)
    return builds.publish(home, CODE, DAY)


def read_while_publishing(
    home: Path, count: int, publication: Publication = publish_anew, seconds: float = SECONDS, readers: int = READERS
) -> Read:
    """Publish so many times, for at least so many seconds, while the readers read; then compare what they saw with what was published."""
    context, found = multiprocessing.get_context("forkserver"), Read()
    context.set_forkserver_preload(["tests.soak.readers"])
    over = context.Event()
    logs = [home.parent / f"reader{number}.log" for number in range(readers)]
    processes = [context.Process(target=read, args=(home, log, over)) for log in logs]
    for log, process in zip(logs, processes, strict=True):
        log.unlink(missing_ok=True)
        process.start()
    while not all(log.exists() for log in logs):  # until everybody reads
        assert all(process.is_alive() for process in processes), "a reader did not start"
        time.sleep(0.05)
    truth, began = dict([_truth(home)]), time.monotonic()
    try:
        while found.publications < count or time.monotonic() - began < seconds:
            found.publications += 1
            publication(home, found.publications)
            try:
                truth.update([_truth(home)])
            except AssertionError as fault:
                found.faults.append(f"published: {fault}")
    finally:  # a publication that fails is told, not waited for
        over.set()
        for process in processes:
            process.join(60)
    found.seconds = time.monotonic() - began
    for log in logs:
        _judge(found, [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()], truth)
    return found


def _truth(home: Path) -> tuple[str, str]:
    """What is published now, as a reader that comes fresh sees it."""
    forget()
    pointed = store.pointer(home, CODE, "public")
    assert pointed
    reader = store.Reader(home / "build" / CODE / pointed["file"], pointed["build"])
    try:
        return fingerprint(reader)
    finally:
        reader.close()


def _judge(found: Read, lines: list[list], truth: dict[str, str]) -> None:
    if not lines or lines[-1][0] != "seen":
        found.faults.append("a reader died")
        return
    found.faults += [told for word, told in (line[:2] for line in lines) if word == "fault"][:5]
    _, seen, count = lines[-1]
    found.reads += count
    found.builds |= set(seen)
    found.faults += [f"{build} was answered wrongly" for build, answer in seen.items() if truth.get(build) != answer]

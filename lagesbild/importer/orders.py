"""What each order of the data desk does: look at a file, take it in, publish, undo, take it off the desk."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from lagesbild import audit, connect, spool, steps, store
from lagesbild import build as builds
from lagesbild.importer.looked import accepted, looked_at
from lagesbild.intake import Answers, receipts, strike
from lagesbild.model import LagesbildError
from lagesbild.settings import EXAMPLE_CODE, today
from lagesbild.spool import Job, Order
from lagesbild.spool_progress import Telling, telling
from lagesbild.texts import text

Told = dict[str, Any]


def inspect(home: Path, job: Job, order: Order) -> Told:
    """Read the file without storing anything: the receipt as it would be, the first rows, what would change, or what must be asked."""
    if job.state not in ("waiting", "ready", "asks", "interrupted"):
        return {"state": job.state}
    Telling([job])("inspect")
    told = looked_at(home, job.municipality, _bytes(job), _day(job), _answers(order))
    if told["state"] == "refused":
        audit.record(home, "receive", municipality=job.municipality, what=f"refused {job.file}", **_by(order))
    return told


def accept(home: Path, job: Job, order: Order) -> Told:
    """Take the file in as it was shown, with the mapping that was shown where there was one; it is then built."""
    if job.state not in ("ready", "asks"):
        return {"state": job.state}
    Telling([job])("accept")
    answers = _answers(order) if job.state == "asks" else None
    receipt, files = accepted(home, job.municipality, _bytes(job), _day(job), answers)
    told = receipt.to_json() | {"rejections": [], "proposal": None}
    if receipt.outcome == "refused":
        audit.record(home, "accept", municipality=job.municipality, what=f"refused {job.file}", **_by(order))
        return {"state": "refused", "receipt": told, "fault": receipt.message}
    audit.record(home, "accept", municipality=job.municipality, receipt=receipt.receipt, what=f"accepted {job.file}", **_by(order))
    return {
        "state": "stored",
        "receipt": job.result.get("receipt", {}) | told,
        "format_files": list(files),
        "by": order.who,
        "role": order.role,
    }


def build(home: Path, job: Job, order: Order) -> Told:
    """Try a build once more that did not succeed."""
    again = "undoing" if job.result.get("striking") else "stored"
    return {"state": again if job.state == "failed" else job.state, "by": order.who, "role": order.role}


def publish(home: Path, job: Job, order: Order) -> Told:
    """Publish the build that the order names as the one that was looked at, and with it every other job that stands in it."""
    if job.state != "built":
        return {"state": job.state}
    code, day = job.municipality, _day(job)
    waits = any(other.state in ("stored", "undoing") for other in spool.jobs(home, code))
    if waits or order.said.get("build", "") != spool.current_build(home, code):
        return {"state": job.state, "fault": text("desk.fault.other_build")}
    with telling(home, [job]) as tell:
        build_id = _published(home, code, day, tell)
    others = [other for other in spool.jobs(home, code) if other.state == "built" and other.id != job.id]
    files = ", ".join(one.file for one in (job, *others))
    audit.record(home, "publish", municipality=code, build=build_id, what=files, **_by(order))
    seen = order.said.get("told")  # what the steward read before the second press
    told = {"state": "published", "published_on": day.isoformat(), "published_at": time.time(), "build": build_id, "told": seen}
    for other in others:
        spool.settle(other, **told)
    return told


def undo(home: Path, job: Job, order: Order) -> Told:
    """Strike what a job brought, or the receipt that the order names; the figures are then built without it."""
    if job.state == "undone":
        return {"state": job.state}
    identity = order.said.get("receipt") or job.result.get("receipt", {}).get("receipt", "")
    known = next((r for r in receipts(home, struck=True) if r.receipt == identity and r.municipality == job.municipality), None)
    if known is None:
        raise LagesbildError(text("desk.fault.nothing_to_undo"))
    Telling([job])("undo")
    was_public = bool(job.result.get("published_on")) or (job.result.get("receipt") is None and _public(home, job.municipality))
    strike(home, identity, _day(job))
    audit.record(home, "undo", municipality=job.municipality, receipt=identity, what=job.file, **_by(order))
    told = known.to_json() | {"rejections": [], "proposal": None}
    return {"state": "undoing", "striking": True, "was_public": was_public, "receipt": told, "by": order.who, "role": order.role}


def abandon(home: Path, job: Job, order: Order) -> Told | None:
    """Take a file off the desk of which nothing is stored."""
    if job.state in ("stored", "built", "published", "undoing", "failed"):
        return {"state": job.state}
    return None


def fetch(home: Path, job: Job, order: Order) -> Told | None:
    """Fetch a source's files and put each on the desk to be looked at; the order itself is then done."""
    tell = Telling([job])
    tell("fetch")
    slug = str(order.said.get("source", ""))
    found = connect.fetch(slug, home, job.municipality, _day(job), lambda answered: tell("fetch", answered))
    for file in found:
        for other in spool.jobs(home, job.municipality):
            if other.id != job.id and other.replaced_by(file.name):
                spool.remove(other)
        spool.hand_in(home, job.municipality, file.name, file.content, order.who, order.role)
    audit.record(home, "fetch", municipality=job.municipality, what=f"{slug} {', '.join(file.name for file in found)}", **_by(order))
    return None


def rebuild(home: Path, job: Job, order: Order) -> Told | None:
    """Build anew with what the catalogue says now: a new agreement, a new goal."""
    with telling(home, [job]) as tell:
        made = _built(home, job.municipality, _day(job), tell)
    audit.record(home, "build", municipality=job.municipality, build=made, **_by(order))
    return None


ANSWERS: dict[str, Callable[[Path, Job, Order], Told | None]] = {
    "inspect": inspect,
    "accept": accept,
    "build": build,
    "publish": publish,
    "undo": undo,
    "abandon": abandon,
    "fetch": fetch,
    "rebuild": rebuild,
}


def build_all(home: Path, code: str, jobs: list[Job]) -> None:
    """Build a municipality once for every job that waits for it; an undone publication is published anew when it is alone."""
    day, waiting = today(code == EXAMPLE_CODE), [job for job in jobs if job.state in ("stored", "undoing")]
    last = waiting[-1].result
    by = {"who": last.get("by", ""), "role": last.get("role", "")}
    with telling(home, waiting) as tell:
        tell(steps.BUILD[0])
        made = _built(home, code, day, tell)
        audit.record(home, "build", municipality=code, build=made, **by)
        others = [job for job in jobs if job.state in ("stored", "built")]
        republish = any(job.result.get("was_public") for job in waiting) and not others and made
        if republish:
            audit.record(home, "publish", municipality=code, build=_published(home, code, day, tell), **by)
    for job in waiting:
        if job.state == "stored":
            spool.settle(job, state="built", build=made, built_on=day.isoformat(), fault="")
        else:
            left = bool(job.result.get("was_public")) and not republish
            spool.settle(job, state="undone", build=made, undone_on=day.isoformat(), still_public=left, fault="")


def _built(home: Path, code: str, day: date, tell: steps.Tell) -> str:
    """The new build's identity; empty where nothing is left to build from."""
    if any(r.municipality == code for r in receipts(home)):
        return builds.build(home, code, day, tell).build
    (home / "build" / code / "internal.json").unlink(missing_ok=True)
    return ""


def _published(home: Path, code: str, day: date, tell: steps.Tell) -> str:
    """Publish; a build that was checked against an older publication, or that another version made, is first made anew."""
    try:
        return builds.publish(home, code, day, tell)
    except LagesbildError:
        builds.build(home, code, day, tell)
        return builds.publish(home, code, day, tell)


def _public(home: Path, code: str) -> bool:
    return store.pointer(home, code, "public") is not None


def _bytes(job: Job) -> Path:
    if job.source is None:
        raise LagesbildError(text("desk.spool.no_bytes"))
    return job.source


def _day(job: Job) -> date:
    return today(job.municipality == EXAMPLE_CODE)


def _answers(order: Order) -> Answers | None:
    told = order.said.get("answers")
    return Answers(**told) if isinstance(told, dict) else None


def _by(order: Order) -> dict[str, str]:
    return {"who": order.who, "role": order.role}

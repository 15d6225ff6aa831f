"""What the desk shows while the importer works: the step, how far it is, the time gone, the time of last time, and that it lives."""

from __future__ import annotations

import time
from collections.abc import Mapping

import streamlit as st

from lagesbild import show, spool, steps
from lagesbild.sentences import capital
from lagesbild.spool import Job
from lagesbild.spool_progress import Progress, last_time, progress
from lagesbild.texts import number, text

SINGLE = ("fetch", "inspect", "accept", "undo")  # steps that are a whole work of their own
LOOK = 1.0  # seconds between two looks at a job that is worked with
LEAST = 0.02  # of the bar: it is seen to have begun
KNOWN = (*SINGLE, *steps.BUILD, *steps.PUBLISH)
COUNTED = ("vault", "survey", "gate", "attack", "control", "site", "check", "fetch")
LONGEST = 2  # steps that are named as those that take long


def working(job: Job) -> None:
    """Draw how far the work on a job has come, anew each second while it goes on."""

    @st.fragment(run_every=LOOK)
    def look() -> None:
        drawn(job, time.time())

    look()


def drawn(job: Job, now: float) -> None:
    """How far the work has come at a moment, in seconds since 1970."""
    where, usual = progress(job), last_time(job.folder.parent.parent, job.municipality)
    if not where.step:
        st.progress(LEAST, step_words(where))
        return
    plan = planned(job, where)
    st.progress(max(LEAST, share(where, plan, usual)), numbered(where, plan))
    show.note(gone(where, now, spool.importer_runs(job.folder.parent.parent)))
    if len(plan) > 1:
        show.fact_list([_fact(step, where, now) for step in plan])
        show.note(" ".join((usually(usual, plan), text("desk.progress.leave"))))


def planned(job: Job, where: Progress) -> tuple[str, ...]:
    """The steps of the work that a job is in: what is built, what is published, or a single one."""
    if where.step not in (*steps.BUILD, *steps.PUBLISH):
        return (where.step,)
    ordered = job.pending.kind if job.pending else ""
    builds = where.step in steps.BUILD or any(step in where.took for step in steps.BUILD)
    publishes = ordered == "publish" or where.step in steps.PUBLISH or bool(job.undoes and job.result.get("was_public"))
    return (*(steps.BUILD if builds else ()), *(steps.PUBLISH if publishes else ()))


def share(where: Progress, plan: tuple[str, ...], usual: Mapping[str, float]) -> float:
    """The part of the work that is done: each step weighs what it took last time, or as much as any other."""
    known = all(step in usual for step in plan)
    weight = {step: max(usual[step], 0.1) if known else 1.0 for step in plan}
    at = plan.index(where.step)
    done = sum(weight[step] for step in plan[:at]) + weight[where.step] * where.share
    return min(done / sum(weight.values()), 1.0)


def numbered(where: Progress, plan: tuple[str, ...]) -> str:
    """The step with its number where there are more: "Steg 3 av 8: …"."""
    words = step_words(where)
    if len(plan) == 1:
        return words
    return text("desk.progress.step", n=number(1 + plan.index(where.step)), all=number(len(plan)), what=words[:1].lower() + words[1:])


def step_words(where: Progress) -> str:
    """What is done now and how far it is: "Raderna samlas, 3 av 20 filer"."""
    what = text(f"desk.step.{where.step if where.step in KNOWN else 'waiting'}")
    if where.step not in COUNTED or not (where.of or where.done):
        return what
    counts = {"done": number(where.done), "of": number(where.of)}
    return f"{what}, {text(f'desk.progress.counted.{where.step}', **counts)}"


def gone(where: Progress, now: float, lives: bool) -> str:
    """How long it has gone on, and that somebody works with it; a sentence of its own where nobody does."""
    if not lives:
        return text("desk.progress.stopped")
    return text("desk.progress.gone", all=lasted(now - where.began), step=lasted(now - where.step_began))


def usually(usual: Mapping[str, float], plan: tuple[str, ...]) -> str:
    """What the same work took last time, and what of it took longest; before the first, what to expect."""
    known = {step: usual[step] for step in plan if step in usual}
    if len(known) < len(plan):
        return text("desk.progress.first")
    longest = sorted(known, key=lambda step: -known[step])[:LONGEST]
    named = text("desk.progress.and").join(f"{_lower(step)} ({lasted(known[step])})" for step in longest)
    return text("desk.progress.usual", all=lasted(sum(known.values())), longest=named)


def lasted(seconds: float) -> str:
    """A stretch of time as people say it: "8 s", "3 min 20 s"."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    return text("desk.progress.minutes", m=number(minutes), s=number(rest)) if minutes else text("desk.progress.seconds", s=number(rest))


def _fact(step: str, where: Progress, now: float) -> show.Fact:
    """One step of the plan: done and how long it took, under way, or still to come."""
    if step == where.step:
        return show.Fact("on_track", capital(step_words(where)), text("desk.progress.now", time=lasted(now - where.step_began)))
    if step in where.took:
        return show.Fact("current", text(f"desk.step.{step}"), text("desk.progress.took", time=lasted(where.took[step])))
    return show.Fact("too_early", text(f"desk.step.{step}"))


def _lower(step: str) -> str:
    words = text(f"desk.step.{step}")
    return words[:1].lower() + words[1:]

"""The last step of a file on the desk: what will be public is read before a second press, and afterwards there is a receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from lagesbild import show
from lagesbild.exhibits.publication import publication
from lagesbild.model import LagesbildError
from lagesbild.sentences import capital, counted
from lagesbild.show_desk import CHOSEN, Desk
from lagesbild.show_desk_checks import doubts
from lagesbild.show_desk_history import public_address, publication_line
from lagesbild.show_release import FILE, outcome_of
from lagesbild.show_tools import within
from lagesbild.spool import Job, OrderKind
from lagesbild.store import Reader, pointer
from lagesbild.texts import count, number, text

SURE = "desk_sure"  # in the session: which job and order wait for the second press
LOOK = (("changes", "andringar"), ("situation", "."), ("trends", "trender"))
NAMED = 4  # sources that are named with their dates

Told = Mapping[str, Any]


def built_part(desk: Desk, job: Job, told: Told) -> None:
    """A file that is counted: where to look at the result, and the way to publish it or to undo it, each in two presses."""
    if told.get("rows_read"):
        show.receipt_equation(told["rows_read"], told["rows_stored"], told["rows_rejected"], told["rows_outside"])
    drawn = ", ".join(
        f'<a href="{escape(within(to), quote=True)}" target="_self">{escape(text(f"desk.built.{words}"))}</a>' for words, to in LOOK
    )
    st.html(f'<div class="lb"><p class="lb-sub">{escape(text("desk.built.look"))} {drawn}.</p></div>')
    goes = [job, *(other for other in desk.open if other.state == "built" and other.id != job.id)]
    if len(goes) > 1:
        show.note(text("desk.built.also", files=", ".join(one.file for one in goes)))
    coming = [other.file for other in desk.open if other.counting]
    if coming:  # it would be published at the same time, and nobody has looked at it
        show.note(text("desk.built.coming", files=", ".join(coming)))
    if _asked(job, "publish") and not coming:
        _before(desk, job, goes)
    elif _asked(job, "undo"):
        before_undo(desk, job)
    else:
        with st.container(key=f"desk_buttons_{job.id}", horizontal=True, vertical_alignment="center"):
            _ask(job, "publish", text("desk.publish.ask", what=_what(goes)), wait=bool(coming))
            _ask(job, "undo", text("desk.do.undo"))


def ended_part(desk: Desk, job: Job, told: Told) -> None:
    """The receipt: what is public now, where to see it, and how to undo it; stays until another file is chosen."""
    show.fact_list([publication_line(job), *after_facts(job)])
    if job.state == "published" and _later(desk, job):
        show.note(text("desk.publish.then"))
    public = job.state == "published" or job.result.get("was_public")
    if public:
        to_public(desk.home, desk.code)
    if job.state == "published" and _asked(job, "undo"):
        before_undo(desk, job)
        return
    if job.state == "published":
        show.note(text("desk.publish.undo_how"))
    with st.container(key=f"desk_buttons_{job.id}", horizontal=True, vertical_alignment="center"):
        st.button(text("desk.do.close"), key=f"desk_close_{job.id}", on_click=_close)
        if job.state == "published":
            _ask(job, "undo", text("desk.publish.undo"))


def _later(desk: Desk, job: Job) -> bool:
    """Whether what is public may have changed since: another file was published after this one, or one that was public is undone."""
    at = job.result.get("published_at") or 0
    others = [other for other in desk.jobs if other.id != job.id]
    return any(other.result.get("was_public") or (other.result.get("published_at") or 0) > at for other in others)


def after_facts(job: Job) -> list[show.Fact]:
    """What a publication changed for those outside, as it was read before the second press; what an undo left them with."""
    seen = job.result.get("told")
    if job.state == "published" and seen:
        return facts(seen)
    if job.state == "undone":
        key = "still" if job.result.get("still_public") else "public" if job.result.get("was_public") else "inside"
        return [show.Fact("information", text(f"desk.publish.undone_{key}"))]
    return []


def to_public(home: Path, code: str) -> None:
    """The way to what everybody sees now; how to get one where no address is known."""
    address = public_address(home, code)
    if address:
        st.link_button(text("desk.publish.open"), address, icon=":material/open_in_new:")
    else:
        show.note(text("desk.history.no_address"))


def facts(seen: Told) -> list[show.Fact]:
    """What goes out, or went out: how far the data reach, which figures are new, changed or withheld, what is written, and the gate."""
    found = [show.Fact("current", _until(seen), _sources(seen))]
    found.append(show.Fact("current", _figures(seen), text("desk.publish.gone", n=_numbers(seen["gone"])) if seen["gone"] else ""))
    if seen["withheld"]:
        hidden = text("desk.publish.newly" if seen["newly_withheld"] else "desk.publish.newly_none", n=_numbers(seen["newly_withheld"]))
        found.append(show.Fact("withheld", text("desk.publish.withheld", n=_numbers(seen["withheld"])), hidden))
    moved = [text(f"desk.publish.written_{name}", n=number(now), before=number(was)) for name, (now, was) in seen["written"].items() if now]
    found += [show.Fact("current", capital(text("desk.publish.and").join(moved)))] if moved else []
    return found + ([show.Fact("late" if seen["broken"] else "current", seen["gate"])] if seen.get("gate") else [])


def changes_outside(home: Path, code: str, build: str) -> dict[str, Any]:
    """What publishing a build would change for those outside; empty where its public file cannot be read."""
    now, was = pointer(home, code, "internal"), pointer(home, code, "public")
    folder = home / "build" / code
    try:
        with Reader(folder / build / "public.duckdb", build) as after:
            wrote = was["rows"] if was else {}
            written = (now or {}).get("public_rows", {})
            if was is None:
                found = publication(after, None, written, wrote)
            else:
                with Reader(folder / str(was["file"]), str(was["build"])) as before:
                    found = publication(after, before, written, wrote)
    except (LagesbildError, OSError):
        return {}
    broken, gate = outcome_of(folder / build / FILE)
    return found.to_json() | {"first": was is None, "gate": gate, "broken": broken}


def before_undo(desk: Desk, job: Job) -> None:
    """What an undo takes away, and the second press."""
    show.section(text("desk.publish.undo_title"))
    public = job.state == "published"
    show.note(text("desk.undo.what_public" if public else "desk.undo.what_inside", file=job.file))
    with st.container(key=f"desk_sure_{job.id}", horizontal=True, vertical_alignment="center"):
        _now(desk, job, "undo", text("desk.publish.undo_now"))
        _not_now(job)


def _before(desk: Desk, job: Job, goes: Sequence[Job]) -> None:
    """What will be public, and the second press."""
    show.section(text("desk.publish.title"))
    seen = changes_outside(desk.home, desk.code, desk.build)
    if seen:
        show.fact_list(facts(seen))
    else:
        show.note(text("desk.publish.unknown"))
    if left := doubts(goes):
        show.section(text("desk.doubt.title"))
        show.fact_list(left)
        show.note(text("desk.doubt.what"))
    show.note(text("desk.publish.who", files=counted(len(goes), "fil", "filer")))
    with st.container(key=f"desk_sure_{job.id}", horizontal=True, vertical_alignment="center"):
        _now(desk, job, "publish", text("desk.publish.now", what=_what(goes)), told=seen)
        _not_now(job)


def _what(goes: Sequence[Job]) -> str:
    """What goes out, short enough for a button: "15 rader", "två filer, 15 rader"."""
    stored = sum(one.result.get("receipt", {}).get("rows_stored", 0) for one in goes)
    rows = count(stored, text("intake.word.row"), text("intake.word.rows"))
    return f"{counted(len(goes), 'fil', 'filer')}, {rows}" if len(goes) > 1 else rows


def _asked(job: Job, kind: OrderKind) -> bool:
    return st.session_state.get(SURE) == (job.id, kind)


def _ask(job: Job, kind: OrderKind, words: str, *, wait: bool = False) -> None:
    """The first press: it orders nothing."""
    sign = {"publish": ":material/public:", "undo": ":material/undo:"}[kind]
    look = "primary" if kind == "publish" else "secondary"
    st.button(words, type=look, key=f"desk_ask_{kind}_{job.id}", icon=sign, disabled=wait, on_click=_set, args=((job.id, kind),))


def _now(desk: Desk, job: Job, kind: OrderKind, words: str, **said: object) -> None:
    """The second press."""
    said |= {"build": desk.build} if kind == "publish" else {}
    st.button(words, type="primary", key=f"desk_{kind}_{job.id}", icon=":material/check:", on_click=_ordered, args=(desk, job, kind, said))


def _not_now(job: Job) -> None:
    st.button(text("desk.publish.not_now"), type="tertiary", key=f"desk_not_{job.id}", on_click=_set, args=(None,))


def _ordered(desk: Desk, job: Job, kind: OrderKind, said: Mapping[str, object]) -> None:
    _set(None)
    desk.order(job, kind, **said)


def _set(asked: tuple[str, str] | None) -> None:
    st.session_state[SURE] = asked


def _close() -> None:
    st.query_params.pop(CHOSEN, None)


def _numbers(n: int) -> str:
    return count(n, text("desk.publish.number"), text("desk.publish.numbers"))


def _until(seen: Told) -> str:
    return text("desk.publish.until", day=seen["until"] or "–")


def _sources(seen: Told) -> str:
    """The sources whose data reach further, or less far, than what is public."""
    if seen["first"]:
        return text("desk.publish.first")
    moved = [
        text("desk.publish.source" if was else "desk.publish.source_new", title=title, day=until, before=was)
        for title, until, was in seen["sources"]
    ]
    more = text("desk.publish.more", n=number(len(moved) - NAMED)) if len(moved) > NAMED else ""
    return " ".join([*moved[:NAMED], more]).strip() or text("desk.publish.sources_same")


def _figures(seen: Told) -> str:
    parts = [
        text(f"desk.publish.{name}{'_one' if seen[name] == 1 else ''}", n=number(seen[name])) for name in ("new", "changed") if seen[name]
    ]
    parts = parts or ([text("desk.publish.unchanged")] if seen["same"] else [])
    same = text("desk.publish.same", n=_numbers(seen["same"])) if seen["same"] else ""
    return capital(", ".join(filter(None, (*parts, same)))) or text("desk.publish.none")

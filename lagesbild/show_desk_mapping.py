"""The mapping of an unknown table: what it looks like, what must be answered, and the format file that the answers become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.sentences import capital
from lagesbild.show_desk import Desk
from lagesbild.spool import Job
from lagesbild.texts import number, text, texts

NONE = "-"  # the answer that there is no such column
ROLES = {
    "event": ("date", "time", "area", "municipality", "type", "number", "east", "north"),
    "figures": ("area", "municipality", "period", "indicator", "sex", "age", "grade", "base", "numerator"),
}
CHOICES = ("cadence", "better", "dates", "covers", "shares", "values")


def mapping(desk: Desk, job: Job) -> bool:
    """Show how the file would be read, ask what it does not say, and let a person try and save the reading; whether it was shown.

    A file that is almost of a known format is to be mended: the new reading is then shown only to somebody who asks for it.
    """
    told: dict[str, Any] = job.result.get("proposal") or {}
    near = nearly(job)
    if near and not _anyway(job):
        return False
    asked = {question["key"]: question["words"] for question in told["questions"]}
    show.note(text("desk.mapping.looks_like", kind=told["kind_words"], rows=number(told["rows"]), why=" ".join(told["why"])))
    if asked:
        show.section(text("desk.mapping.asks"))
        show.fact_list([show.Fact("undetermined", words) for words in asked.values()])
    with st.form(f"desk_mapping_{job.id}", border=False):
        said = _fields(job, told, asked)
        _columns(told)
        _trial(told)
        with st.container(key=f"desk_buttons_{job.id}", horizontal=True):
            save = st.form_submit_button(
                text("desk.mapping.save"), type="secondary" if near else "primary", icon=":material/check:", disabled=not told["acceptable"]
            )
            attempt = st.form_submit_button(text("desk.mapping.try"), type="secondary" if near or told["acceptable"] else "primary")
    if save or attempt:
        desk.order(job, "accept" if save else "inspect", answers=said)
        st.rerun()
    return True


def nearly(job: Job) -> bool:
    """Say what the file lacks to be of a format that it resembles; False where it resembles none."""
    near = (job.result.get("proposal") or {}).get("near")
    if not near:
        return False
    lacks, cure, needs = near
    show.empty_state(lacks.rstrip("."), cure, needs, kind="late")
    return True


def _anyway(job: Job) -> bool:
    """Whether the person wants to read a file as something else than what it resembles."""
    wants = st.toggle(text("desk.near.anyway"), value="answers" in job.result, key=f"desk_anyway_{job.id}")
    if wants:
        show.note(text("desk.near.anyway_note"))
    return wants


def format_file(job: Job) -> None:
    """The file that the mapping is saved as."""
    told: dict[str, Any] = job.result.get("proposal") or {}
    with st.expander(text("desk.mapping.file", file=f"{told['slug']}.toml")):
        st.code(told["format_toml"], language="toml", wrap_lines=True)


def _fields(job: Job, told: dict[str, Any], asked: dict[str, str]) -> dict[str, Any]:
    """The fields and the answers that they hold: the asked ones and the name first, the rest folded away."""
    known = {column["role"]: column["heading"] for column in told["columns"] if column["role"]}
    headings = [NONE, *(column["heading"] for column in told["columns"] if column["heading"])]
    before = job.result.get("answers", {"columns": {}, "says": {}})
    columns, says = dict(before["columns"]), dict(before["says"])
    title = st.text_input(text("desk.mapping.title"), told["title"], key=f"title_{job.id}")
    settings = {key: value for key, value in told["settings"].items() if value or key in asked or key in ("source", "cadence")}
    settings |= {key: "" for key in asked if key in ("period", "design_effect") and key not in settings}
    first, rest = [], []
    for key, said in (*((role, False) for role in ROLES[told["kind"]]), *((name, True) for name in settings)):
        (first if key in asked or key == "source" else rest).append((key, said))  # a period can be a column, or said once for all
    for keys, folded in ((first, False), (rest, True)):
        place = st.expander(text("desk.mapping.more")) if folded else st.container()
        with place:
            for group in _pairs(keys):
                for spot, (key, said) in zip(st.columns(2), group, strict=False):
                    with spot:
                        if said:
                            _say(job, key, settings[key], says)
                        else:
                            _column(job, key, known.get(key, NONE), headings, columns)
    return {"columns": columns, "says": says, "name": before.get("name") or told["slug"], "title": title}


def _column(job: Job, role: str, now: str, headings: Sequence[str], columns: dict[str, str]) -> None:
    """Which column plays a part; an answer only where somebody has said something else than the file."""
    start = headings.index(now) if now in headings else 0
    label = text("desk.mapping.column", role=text(f"proposal.role.{role}"))
    picked = st.selectbox(
        label, headings, start, key=f"role_{role}_{job.id}", format_func=lambda h: text("desk.mapping.no_column") if h == NONE else h
    )
    if picked != now or role in columns:
        columns[role] = picked


def _say(job: Job, key: str, now: str, says: dict[str, str]) -> None:
    label = text(f"proposal.setting.{key}")
    if key in CHOICES:
        prefix = f"proposal.setting_value.{key}."
        words = {"": text("desk.mapping.choose")} if not now else {}
        words |= {name.removeprefix(prefix): value for name, value in texts().items() if name.startswith(prefix)}
        picked = st.selectbox(label, list(words), list(words).index(now), key=f"say_{key}_{job.id}", format_func=words.__getitem__)
    else:
        picked = st.text_input(label, now, key=f"say_{key}_{job.id}").strip()
    if picked and (picked != now or key in says):
        says[key] = picked


def _columns(told: dict[str, Any]) -> None:
    """Every column of the file, what it is read as, how sure that is, and some of its cells."""
    rows = [
        [
            column["heading"] or "–",
            column["role_words"] if column["role"] else show.Cell(column["role_words"], tone="muted"),
            text(f"proposal.certainty.{column['certainty']}") if column["certainty"] else "",
            ", ".join(column["samples"][:3]),
        ]
        for column in told["columns"]
    ]
    names = [text(f"desk.mapping.head.{name}") for name in ("heading", "role", "certainty", "samples")]
    show.data_table(pd.DataFrame(rows, columns=names), caption=text("desk.mapping.columns"), show_caption=True)


def _trial(told: dict[str, Any]) -> None:
    """The first rows as they would be stored, and what stopped the file where something did."""
    if told["first_rows"]:
        show.data_table(
            pd.DataFrame(told["first_rows"]).rename(columns=capital), caption=text("desk.mapping.first_rows"), show_caption=True
        )
    if told["trial"]:
        show.note(told["trial"])


def _pairs(keys: Sequence[tuple[str, bool]]) -> list[Sequence[tuple[str, bool]]]:
    return [keys[n : n + 2] for n in range(0, len(keys), 2)]

"""Excel on the pages of the year's work: a workbook to fill in, and the receipt of one before anything of it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.access import exported
from lagesbild.model import LagesbildError
from lagesbild.show_work_page import SEEN, Row, Work, read_only
from lagesbild.texts import number, text
from lagesbild.work import KINDS, Reading, export_workbook, read_workbook, store_reading


def excel_tab(work: Work, kind: str, rows: Sequence[Row], *, file_name: str, defaults: Mapping[str, Any]) -> None:
    """Download the records or an empty template; hand in a workbook, see what it would do, and store it."""
    names = {
        field.name: work.options(field) for field in KINDS[kind].fields() if field.kind in ("choice", "area", "goal", "focus", "record")
    }
    with st.container(horizontal=True):
        for key, told in (("download", rows), ("template", [])):
            st.download_button(
                text(f"work_excel.{key}"),
                exported(lambda told=told: export_workbook(kind, told, names), f"{file_name}-{key}.xlsx"), f"{file_name}-{key}.xlsx",
                key=f"excel_{key}_{kind}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip
    if not work.writes:
        read_only(work)
        return
    show.note(text("work_excel.upload_how"))
    handed = st.file_uploader(text("work_excel.upload"), type="xlsx", key=f"excel_{kind}")
    if handed is None:
        return
    try:
        found = read_workbook(handed.getvalue(), kind, work.rows(kind), names, defaults)
    except LagesbildError as fault:
        st.error(str(fault))
        return
    receipt(found)
    if found.wanted and st.button(text("work_excel.apply", n=len(found.wanted)), type="primary", key=f"excel_apply_{kind}"):
        written = store_reading(found, work.store, work.page.code, work.who)
        st.session_state[SEEN].clear()
        st.toast(text("work_excel.applied", n=written))
        st.rerun()


def receipt(found: Reading) -> None:
    """What the workbook holds, as a sum, and every remark by row and column."""
    changed = len(found.wanted) - found.added
    terms = {"read": found.read, "new": found.added, "changed": changed, "unchanged": found.unchanged, "kept_out": found.kept_out}
    told = [f"<p><b>{number(n)}</b>{escape(text(f'work_excel.{name}'))}</p>" for name, n in terms.items()]
    st.html(f'<div class="lb lb-equation">{told[0]}<p>=</p>{"<p>+</p>".join(told[1:])}</div>')
    if not found.wanted and not found.remarks:
        show.note(text("work_excel.nothing"))
    if not found.remarks:
        show.note(text("work_excel.no_remarks"))
        return
    rows = [
        [number(r.row) if r.row else "–", r.column or "–", show.Cell(r.words, "late") if r.kept_out else r.words]
        for r in sorted(found.remarks, key=lambda r: (r.row, r.column))
    ]
    heads = [text("work_excel.row"), text("work_excel.column"), text("work_excel.said")]
    show.section(text("work_excel.remarks"))
    show.data_table(pd.DataFrame(rows, columns=heads), caption=text("work_excel.remarks"))

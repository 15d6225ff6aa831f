"""An estimate of the page Effekt kept as an activity's follow-up, with one click: value, interval, method, build and the view's address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
import streamlit as st

from lagesbild import show, show_address
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.model import LagesbildError
from lagesbild.show_activity_marks import activity_address
from lagesbild.show_page import Page
from lagesbild.show_work_activity import ASKED
from lagesbild.show_work_page import Row, Work, title_of, work_of
from lagesbild.texts import text


@dataclass(frozen=True)
class Kind:
    """How an estimate is written down: the method's key, its unit's key, and what a stored number is multiplied by."""

    name: str
    scale: float = 1.0


COUNTS, SHARES = Kind("counts"), Kind("shares", 100.0)
LONGEST = 300  # letters that the work store keeps of an address


def keep_estimate(page: Page, found: Exhibit, kind: Kind) -> None:
    """The activity, and the button that stores the estimate as its follow-up; nothing where nothing was estimated."""
    if "effect" not in found.facts:
        return
    try:
        work = work_of(page)
    except LagesbildError:
        return
    names = {row["id"]: title_of(row) for row in work.rows("activity") if row["status"] != "cancelled"}
    if not names or not work.writes:
        return
    asked = st.query_params.get(ASKED, "")
    what, press = st.columns([2.6, 1], vertical_alignment="bottom")
    with what:
        start = list(names).index(asked) if asked in names else None
        chosen = st.selectbox(
            text("effect.keep.activity"),
            list(names),
            start,
            names.__getitem__,
            key=f"keep_{kind.name}",
            placeholder=text("effect.keep.choose"),
        )
    if press.button(text("effect.keep.button"), key=f"keep_button_{kind.name}", disabled=chosen is None) and chosen:
        _store(work, chosen, found, kind)
    show.note(text("effect.keep.note"))


def _store(work: Work, activity: str, found: Exhibit, kind: Kind) -> None:
    row = work.row("activity", activity) or {}
    try:
        work.store.add("follow_up", work.page.code, follow_up(work, activity, found, kind), work.who)
    except LagesbildError as fault:
        st.error(str(fault))
        return
    done = show.Fact("current", text("effect.keep.done", title=title_of(row)), text("effect.keep.done_note"),
                     activity_address(work.page, row["plan"] or "", activity))  # fmt: skip
    show.fact_list([done])


def follow_up(work: Work, activity: str, found: Exhibit, kind: Kind) -> Row:
    """What is stored: an effect without interval keeps its ends empty, and one that may not be compared has no number at all."""
    told, barred = found.facts["effect"], found.facts["verdict"] in ("not_comparable", "not_measured")
    value, low, high = (
        None if barred or not np.isfinite(number) else round(float(number) * kind.scale, 1)
        for number in (told.difference, told.lower, told.upper)
    )
    return {
        "activity": activity, "followed_on": work.day, "result": f"{found.heading}. {found.sentence}", "effect": value,
        "effect_low": low, "effect_high": high, "effect_unit": text(f"effect.keep.unit_{kind.name}"),
        "effect_method": text(f"effect.keep.method_{kind.name}"), "evidence": view(), "evidence_build": work.page.reader.build,
    }  # fmt: skip


def view() -> str:
    """This page's address within the product with its choices, without the activity that it was opened for."""
    told = f"effekt?{urlencode([(name, value) for name, value in show_address.told() if name != ASKED])}"
    return told if len(told) <= LONGEST else told[: told.rfind("&", 0, LONGEST)]

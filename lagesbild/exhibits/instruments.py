"""Two instruments: the municipality's own survey beside the police's, question by question; never one joined line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences_instruments as said
from lagesbild.exhibits.exhibit import Exhibit, swedish_table
from lagesbild.exhibits.survey_figures import Wave, changes, earlier, tested, waves
from lagesbild.kept import kept
from lagesbild.model import InstrumentVerdict
from lagesbild.stats.instruments import direction_verdicts, level_verdicts
from lagesbild.stats.survey_change import Difference
from lagesbild.store import Reader
from lagesbild.texts import number, text

SAME_TIME = 184  # days between two surveys that still tell of the same time
SIDE = ("indicator", "short_title", "title", "wording", "scale", "counted", "unit", "measure", "better", "value", "lower", "upper", "base",
        "then_value", "difference", "reason", "state")  # fmt: skip
COLUMNS = {
    "own_short_title": "question", "verdict_word": "instruments", "own_wording": "wording", "own_then_shown": "own_then",
    "own_shown": "own_now", "own_base": "own_answers", "other_wording": "other_wording", "other_then_shown": "other_then",
    "other_shown": "other_now", "other_base": "other_answers", "why": "note",
}  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    """Two surveys that were made at about the same time, and where there is one, an earlier time when both were made too."""

    own: Wave
    other: Wave
    own_before: Wave | None
    other_before: Wave | None


@kept
def meetings(reader: Reader, wave: Wave) -> list[Meeting]:
    """The wave beside the nearest wave of every survey by another instrument."""
    others = {other.survey for other in waves(reader) if other.instrument != wave.instrument}
    found = []
    for survey in sorted(others):
        theirs = [other for other in waves(reader) if other.survey == survey]
        near = _nearest(theirs, wave.field_from)
        if near:
            before = _before(earlier(reader, wave), [other for other in theirs if other.field_from < near.field_from])
            found.append(Meeting(wave, near, *before))
    return found


def _nearest(candidates: list[Wave], day: date) -> Wave | None:
    near = [wave for wave in candidates if abs((wave.field_from - day).days) <= SAME_TIME]
    return min(near, key=lambda wave: abs((wave.field_from - day).days), default=None)


def _before(own: list[Wave], theirs: list[Wave]) -> tuple[Wave | None, Wave | None]:
    """The newest earlier time at which both surveys were made."""
    pairs = ((wave, _nearest(theirs, wave.field_from)) for wave in own)
    return next(((wave, other) for wave, other in pairs if other), (None, None))


@lru_cache(maxsize=16)
def judged(reader: Reader, meeting: Meeting, area: str) -> pd.DataFrame:
    """Every question that both ask about in one area, one family: own_* and other_* figures, verdict, basis and why.

    Questions on the same scale with the same counted answers are held against each other as they stand (basis "level"); else
    only their changes can be (basis "direction").
    """
    own, other = changes(reader, meeting.own, meeting.own_before, area), changes(reader, meeting.other, meeting.other_before, area)
    own, other = (rows[rows["concept"] != ""].drop_duplicates("concept").set_index("concept") for rows in (own, other))
    shared = [concept for concept in own.index if concept in other.index]
    own, other = own.loc[shared], other.loc[shared]
    sides = [rows[list(SIDE)].add_prefix(prefix) for rows, prefix in ((own, "own_"), (other, "other_"))]
    rows = sides[0].join(sides[1]).reset_index()
    same = ((own["scale"] == other["scale"]) & (own["counted"] == other["counted"])).to_numpy()
    rows["basis"] = np.where(same, "level", "direction")
    level = level_verdicts(tested(other, own), list(same))
    direction = _direction(own, other)
    rows["verdict"] = [one if plain else two for one, two, plain in zip(level, direction, same, strict=True)]
    rows["why"] = [_why(row, meeting) for row in rows.itertuples()]
    return rows


def _direction(own: pd.DataFrame, other: pd.DataFrame) -> list[InstrumentVerdict]:
    """Whether the two changes go the same way; a break on either side makes them incomparable."""
    if own.empty:
        return []
    whole = ((own["reason"] == "") & (other["reason"] == "")).to_numpy()
    opposite = own["better"].ne(other["better"]).to_numpy()
    ours, theirs = tested(own, own, "then_"), tested(other, other, "then_")
    turned = Difference(**{name: np.where(opposite, column, getattr(theirs, name)) for name, column in vars(_turned(theirs)).items()})
    return direction_verdicts(ours, turned, list(whole), same_scale=False)


def _turned(found: Difference) -> Difference:
    """The same change of the opposite answer."""
    return Difference(-found.value, -found.upper, -found.lower, found.p_value, found.base)


def _why(row: Any, meeting: Meeting) -> str:
    """What the verdict rests on, or why there is none."""
    if row.basis == "level":
        return text(f"instruments.why.level_{row.verdict}")
    if row.verdict != "not_comparable":
        return text(f"instruments.why.direction_{row.verdict}")
    if meeting.own_before is None:
        return text("instruments.why.one_time")
    reason = row.own_reason or row.other_reason
    return reason or text("instruments.why.unsure")


@kept
def instruments(reader: Reader, meeting: Meeting, area: str) -> Exhibit:
    """All questions that both surveys ask about, with the verdict of each."""
    rows = judged(reader, meeting, area)
    told = rows.to_dict("records")
    heading = said.instruments_heading(told, meeting.other.title)
    factor = {side: rows[f"{side}_unit"].map({"share": 100.0}).fillna(1.0) for side in ("own", "other")}
    shown = {f"{side}_shown": rows[f"{side}_value"] * factor[side] for side in factor}
    shown |= {f"{side}_then_shown": rows[f"{side}_then_value"] * factor[side] for side in factor}
    words = [text(f"instruments.verdict.{verdict}") for verdict in rows["verdict"]]
    return Exhibit(
        slug="instruments",
        heading=heading,
        sub=text("instruments.sub", own=_told(meeting.own), other=_told(meeting.other)),
        sentence=" ".join(said.instrument_sentence(row, meeting.own_before.wave if meeting.own_before else "") for row in told),
        source_line=text("instruments.family", n=number(len(rows))),
        frame=rows,
        table=swedish_table(rows.assign(**shown, verdict_word=words), COLUMNS),
        queries=("survey_waves", "survey_figures", "survey_questions", "survey_breaks"),
        definition=text("instruments.definition"),
        caveat=text("instruments.caveat"),
    )


def _told(wave: Wave) -> str:
    return text("instruments.told", title=wave.title, wave=wave.wave, population=wave.population, mode=wave.mode)


@kept
def one(reader: Reader, wave: Wave, indicator: str, area: str) -> list[tuple[Meeting, dict[str, Any]]]:
    """One question of a wave beside every other instrument that asks about the same: (the surveys' meeting, its judged row)."""
    found = []
    for meeting in meetings(reader, wave):
        rows = judged(reader, meeting, area)
        found += [(meeting, row) for row in rows[rows["own_indicator"] == indicator].to_dict("records")]
    return found

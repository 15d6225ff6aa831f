"""The release report for the steward: what a publication hides, why, what that costs the reader, and how the attack on it went."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lagesbild import steps
from lagesbild.build.gate import GUARDED, Decision
from lagesbild.build.linked import Linked
from lagesbild.build.publishable import WHOLE, Earlier
from lagesbild.disclosure import Audit, attack, of_one_or_more
from lagesbild.model import LagesbildError, Municipality
from lagesbild.read import read
from lagesbild.store import Reader, pointer
from lagesbild.texts import number, text

NAME = "release.json"
NAMED = 10  # cells that an error names
CONTROLLED = 100  # hidden figures that the control attacks; each costs up to four programmes, and a larger sample tells no more
SEED = 20_261_128
KINDS = ("year", "pool3", "pool5", "wave")


@dataclass(frozen=True)
class Release:
    """What the report holds; `figures` counts figures, a count and its rate being one."""

    build: str
    earlier: str
    thresholds: dict[str, int]
    figures: list[dict[str, Any]]  # per level and kind of period: candidates, shown
    reasons: dict[str, int]
    hidden: list[list[str]]  # area, indicator, period, reason
    left_out: int
    lost: list[list[str]]
    attacked: int
    exact: list[list[str]]
    narrow: list[list[str]]
    controlled: int  # hidden figures drawn for the control
    without_gate: int  # of those, what the same attack narrows when only small counts are hidden
    seconds: float

    @property
    def broken(self) -> list[list[str]]:
        """The figures that the attack could work out, or too nearly."""
        return self.narrow

    def to_json(self) -> str:
        """The report as it lies beside the build."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def release(
    decision: Decision, audits: Sequence[tuple[Linked, Audit]], earlier: Earlier, place: Municipality, build: str, seconds: float
) -> Release:
    """The report of one decision and the attack on the file that came of it."""
    exact, narrow = (
        [list(one.system.names[n][-3:]) for one, audit in audits for n in getattr(audit, kind)] for kind in ("exact", "narrow")
    )
    drawn = _drawn([one for one, _ in audits])
    return Release(
        build,
        earlier.build,
        asdict(place.thresholds),
        list(_figures(decision.rows)),
        dict(Counter(decision.hidden["reason"])),
        decision.hidden.to_numpy(dtype=str).tolist(),
        decision.left_out,
        [list(name) for name in decision.lost],
        sum(len(audit.targets) for _, audit in audits),
        exact,
        narrow,
        sum(len(targets) for _, targets in drawn),
        sum(_without_gate(one, targets) for one, targets in steps.each("control", drawn)),
        round(seconds, 1),
    )


def _drawn(every: Sequence[Linked]) -> list[tuple[Linked, NDArray[np.int64]]]:
    """At most `CONTROLLED` of all hidden figures, drawn at random with a fixed seed, by the system they lie in."""
    hidden = np.array([(n, target) for n, one in enumerate(every) for target in np.flatnonzero(one.hidden)], dtype=np.int64).reshape(-1, 2)
    if len(hidden) > CONTROLLED:
        hidden = hidden[np.sort(np.random.default_rng(SEED).choice(len(hidden), CONTROLLED, replace=False))]
    return [(every[n], hidden[hidden[:, 0] == n, 1]) for n in np.unique(hidden[:, 0])]


def _without_gate(one: Linked, targets: NDArray[np.int64]) -> int:
    """How many of the figures the attack narrows when only small counts are hidden: every zero is shown then, so no hidden one is zero."""
    return len(attack(of_one_or_more(one.system, one.hidden), one.system.held & ~one.hidden, targets).narrow)


def _figures(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    guarded = rows[rows["family"].isin(GUARDED)].drop_duplicates(["area", "series", "period"])
    whole = guarded["area_level"] == WHOLE
    for level, here in (("municipality", guarded[whole]), ("areas", guarded[~whole])):
        for kind in KINDS:
            found = here[here["period_kind"] == kind]
            if len(found):
                yield {"level": level, "period_kind": kind, "figures": len(found), "shown": int((found["state"] != "suppressed").sum())}


def refusal(report: Release, areas: pd.DataFrame, indicators: pd.DataFrame) -> str:
    """The sentence that stops a publication: which cells can be worked out."""
    places, titles = areas.set_index("area")["name"].to_dict(), indicators.set_index("indicator")["short_title"].to_dict()
    named = [text("release.cell", what=titles.get(s, s), area=places.get(a, a), period=period(p)) for a, s, p in report.broken[:NAMED]]
    return text("release.refused", count=number(len(report.broken)), cells="; ".join(named))


def period(name: str) -> str:
    """A period's name as people write it."""
    kind, start = name.split(" ", 1)
    years = {"pool3": 3, "pool5": 5}.get(kind)
    first = int(start[:4])
    return f"{first}–{first + years - 1}" if years else start[:4]


def built_folder(home: Path, code: str) -> Path:
    """The folder of a municipality's current build; raises where there is no report in it."""
    found = pointer(home, code, "internal")
    folder = home / "build" / code / (found["build"] if found else "")
    if found is None or not (folder / NAME).is_file():
        raise LagesbildError(text("release.none", code=code))
    return folder


def checked_against(folder: Path) -> str | None:
    """The publication that a build's public file was attacked together with; None where it never was."""
    path = folder / NAME
    return json.loads(path.read_text(encoding="utf-8"))["earlier"] if path.is_file() else None


def release_lines(folder: Path) -> list[str]:
    """The report of a build in Swedish sentences."""
    told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    with Reader(folder / "public.duckdb", told["build"]) as reader:
        titles = read(reader, "indicators").set_index("indicator")["short_title"].to_dict()
    lines = [text("release.heading", build=told["build"])]
    lines += [
        text("release.figures", level=text(f"release.level_{row['level']}"), kind=text(f"release.kind_{row['period_kind']}"),
             shown=number(row["shown"]), figures=number(row["figures"]))
        for row in told["figures"]
    ]  # fmt: skip
    lines += [text(f"release.reason_{reason}", count=number(count)) for reason, count in sorted(told["reasons"].items())]
    by_title = Counter(titles.get(series, series) for _, series, _, _ in told["hidden"])
    lines.append(text("release.most", crimes=", ".join(f"{title} {number(count)}" for title, count in by_title.most_common(5))))
    if told["left_out"]:
        lines.append(text("release.left_out", count=number(told["left_out"])))
    if told["lost"]:
        lines.append(text("release.lost", count=number(len(told["lost"]))))
    outcome = "release.attack_held" if not told["narrow"] else "release.attack_broke"
    lines.append(text(outcome, count=number(told["attacked"]), broken=number(len(told["narrow"])), seconds=number(told["seconds"], 1)))
    drawn = told.get("controlled", told["attacked"])  # a report from before the sample attacked all
    lines.append(text("release.control", count=number(told["without_gate"]), drawn=number(drawn)))
    return lines

"""The disclosure gate of a build: decides what is hidden in the public file, and attacks the file when it is finished."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lagesbild import steps, store
from lagesbild.build.linked import SHOWN, Linked, told_counts
from lagesbild.build.publishable import WHOLE, Name, names
from lagesbild.disclosure import Audit, attack, suppress
from lagesbild.disclosure.system import Flags
from lagesbild.model import CrimeGroup, Thresholds, Withheld
from lagesbild.read import query

NUMBERS = ["value", "lower", "upper", "numerator", "base", "effective_base", "standard_error", "degrees", "design_effect"]
GUARDED = ("crime", "survey")  # families whose figures rest on counts that only this municipality has
COLUMNS = ["area", "indicator", "period", "reason"]


@dataclass(frozen=True)
class Decision:
    """What is shown and hidden: the rows of the public table, and why each hidden figure is hidden."""

    rows: pd.DataFrame
    hidden: pd.DataFrame  # area, indicator, period, reason
    linked: list[Linked]
    left_out: int  # candidates whose numbers do not add up with the others': not published
    lost: list[Name]  # hidden now, but told by an earlier publication, or worked out from it


def decide(rows: pd.DataFrame, linked: Sequence[Linked], groups: Mapping[str, CrimeGroup], limits: Thresholds) -> Decision:
    """Hide what must be hidden among the candidates `rows`; their numbers are gone, not masked, and carry one neutral word."""
    reasons: dict[Name, Withheld] = {}
    known: set[Name] = set()
    lost: list[Name] = []
    for one in steps.each("gate", linked):
        shown = suppress(one.system, one.hidden, one.before)
        lost += [_name(one.system.names[n]) for n in already_told(one)]
        for n in np.flatnonzero(one.system.held):
            name = _name(one.system.names[n])
            known.add(name)
            if one.hidden[n] or not shown[n]:
                reasons[name] = one.reason if one.hidden[n] else "would_reveal_another"
    guarded = rows["family"].isin(GUARDED)
    here = pd.Series(names(rows), index=rows.index)
    empty = ~rows["state"].isin(SHOWN) & rows["numerator"].isna()
    kept = ~guarded | here.isin(known) | empty
    rows, here = rows[kept].copy(), here[kept]
    hidden = here.isin(reasons.keys()) & ~(empty[kept] & ~here.isin(known))
    also = _published_elsewhere(rows, set(reasons), groups, limits)
    rows.loc[hidden | also, NUMBERS] = np.nan
    rows.loc[hidden | also, "state"] = "suppressed"
    rows["withheld"] = pd.Series("withheld", index=rows.index).where(hidden | also)
    why = [(*name, reason) for name, reason in reasons.items()]
    why += [(*name, "too_few") for name in dict.fromkeys(here[also])]
    return Decision(rows, pd.DataFrame(why, columns=pd.Index(COLUMNS)), list(linked), int((~kept).sum()), lost)


def already_told(one: Linked) -> np.ndarray:
    """The figures to be hidden that an earlier publication has told or gives away by itself: nothing can take that back."""
    if not one.system.told.any():
        return np.zeros(0, dtype=int)
    targets = np.flatnonzero(one.hidden & ~one.system.told)
    gone = attack(one.system, one.system.told, targets).narrow if len(targets) else targets
    return np.concatenate([np.flatnonzero(one.hidden & one.system.told), gone])


def attack_file(path: Path, linked: Sequence[Linked], build: str = "") -> list[tuple[Linked, Audit]]:
    """Attack a finished public file with all that its rows tell, counts, rates and bases alike; one audit per system.

    What the attacker has is read from the file alone: a figure that is told in any row is told.
    """
    with store.Reader(path, build) as reader:
        found = told_counts(reader.frame(query("gate", "published")))
    audits = []
    for one in steps.each("attack", linked):
        system = one.system
        here = np.array([name in found for name in system.names]) | system.told
        counts = np.array([found.get(name, count) for name, count in zip(system.names, system.counts, strict=True)])
        gone = set(already_told(one))
        targets = np.array([n for n in np.flatnonzero(one.hidden) if n not in gone], dtype=int)
        audits.append((one, attack(system, here, targets, counts)))
    return audits


def leftovers(path: Path) -> pd.DataFrame:
    """Rows of a public file that say hidden and still hold a number, or hold a number without a state that shows it."""
    with store.Reader(path) as reader:
        rows = reader.frame(query("gate", "published"))
    return rows[
        ~rows["state"].isin(SHOWN) & rows[["value", "lower", "upper"]].notna().any(axis=1)
        | (rows["state"] == "suppressed") & rows[NUMBERS].notna().any(axis=1)
    ]


def _name(name: tuple[str, ...]) -> Name:
    area, series, period = name[-3:]
    return area, series, period


def _published_elsewhere(rows: pd.DataFrame, hidden: set[Name], groups: Mapping[str, CrimeGroup], limits: Thresholds) -> Flags:
    """Brå's own figures of the municipality: small counts, and those of an offence whose own count is hidden in the same period."""
    published = rows["family"] == "published"
    least = np.where(rows["sensitive"], limits.smallest_count_sensitive, limits.smallest_count)
    small = published & (rows["numerator"] > 0) & (rows["numerator"] < least)
    marks = {hashlib.sha1(" > ".join(path).encode()).hexdigest()[:6]: slug for slug, group in groups.items() for path in group.bra_paths}
    own = rows["series"].str[-6:].map(marks)
    twins = pd.Series(list(zip(rows["area"], own, rows["period"], strict=True)), index=rows.index)
    counted = set(zip(rows.loc[small, "area"], rows.loc[small, "series"], rows.loc[small, "period"], strict=True))
    same = pd.Series(names(rows), index=rows.index).isin(counted)
    return (published & (same | twins.isin(hidden))).to_numpy() & (rows["area_level"] == WHOLE).to_numpy()

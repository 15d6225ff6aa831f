"""What Brå's labels say in every layout of its statistics: which offence, which region, which period. The whole path is the key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE
from lagesbild.intake.values import as_text, slug

YEAR = re.compile(r"(\d{4})( prel\.?)?", re.IGNORECASE)
QUARTER = re.compile(r"(?:kvartal|kv\.?|q) ?([1-4])", re.IGNORECASE)
SEPARATOR = " > "
BOUNDARY = re.compile(r", (?=\d+(?:-\d+)? kap\. |därav )")  # where a label of its own certainly begins in a joined text
JOINT = ", "  # how the text layouts join a label to its ancestors; labels have commas of their own


@dataclass(frozen=True)
class Region:
    """Where figures belong; the municipality is NOWHERE for what is larger than one."""

    municipality: str
    area: str
    name: str
    level: str
    version: str


@dataclass(frozen=True)
class BraPeriod:
    """The days of a figure and whether it is preliminary."""

    start: date
    end: date
    kind: str
    preliminary: bool


def region(label: str, rules: Mapping[str, Any], names: Names) -> Region | None:
    """The region of a label by a format's [regions]; None for a label that is none."""
    if match := re.fullmatch(rules["district"], label):
        name = re.sub(r" *- *", "-", match["name"])
        code = rules["cities"].get(match["city"], NOWHERE)
        return Region(code, slug(name), name, rules["district_level"], rules["district_version"])
    if match := re.fullmatch(rules["municipality"], label):
        stated = next((code for code, city in rules["city_names"].items() if city == match["name"]), NOWHERE)
        code = names.code(label) or names.code(match["name"]) or stated
        name = names.municipalities[code].name if code in names.municipalities else match["name"]
        return Region(code, code, name, "municipality", "")
    if any(re.fullmatch(pattern, label) for pattern in rules["other"]):
        return Region(NOWHERE, "", label, "", "")
    return None


def period(tokens: Iterable[str], rules: Mapping[str, Any]) -> BraPeriod | str:
    """The period that texts name together, in whichever order; the text that is none where one is not."""
    months = [month.casefold() for month in rules["months"]]
    year, kind, first, preliminary = 0, "year", 1, False
    for token in tokens:
        plain = " ".join(token.split())
        if match := YEAR.fullmatch(plain):
            year, preliminary = int(match[1]), bool(match[2])
        elif match := QUARTER.fullmatch(plain):
            kind, first = "quarter", int(match[1]) * 3 - 2
        elif plain[:3].casefold() in months:
            kind, first = "month", months.index(plain[:3].casefold()) + 1
        elif plain not in rules["year"]:
            return token
    if not 1900 < year < 2200:
        return str(year) if year else "–"
    last = {"year": 12, "quarter": first + 2, "month": first}[kind]
    return BraPeriod(date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1), kind, preliminary)


def path(labels: Sequence[str], roots: Iterable[str]) -> tuple[str, ...]:
    """The labels from the top down as the key has them: the two roots of all law, which some layouts leave out, are left out."""
    plain = tuple(as_text(label) for label in labels)
    return plain[1:] if len(plain) > 1 and plain[0] in set(roots) else plain


def taken_apart(joined: Sequence[str]) -> list[str]:
    """The labels of texts that each repeat the one before them: "A", "A, B" and "A, B, C, D" are A, B and "C, D"."""
    labels, before = [], ""
    for text in joined:
        labels.append(text.removeprefix(f"{before}{JOINT}") if before else text)
        before = text
    return labels


def by_prefix(texts: Iterable[str], known: Mapping[str, tuple[str, ...]], roots: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """{joined text: path} where nothing but the joined text is told: as it is known already, else by the texts that it continues.

    known: {joined path without its root: path} of the catalogue and of what has been received.
    """
    every = set(texts)
    found = {}
    for text in every:
        bare = next((text.removeprefix(f"{root}{JOINT}") for root in roots if text.startswith(f"{root}{JOINT}")), text)
        above = sorted((other for other in every if text.startswith(f"{other}{JOINT}")), key=len)
        found[text] = known.get(as_text(bare)) or path(
            [part for label in taken_apart([*above, text]) for part in BOUNDARY.split(label)], roots
        )
    return {text: _bare(parts, roots) for text, parts in found.items()}


def _bare(parts: tuple[str, ...], roots: Iterable[str]) -> tuple[str, ...]:
    """A path whose root is still joined to its first label, because no row is about the root alone."""
    first = next((parts[0].removeprefix(f"{root}{JOINT}") for root in roots if parts[0].startswith(f"{root}{JOINT}")), parts[0])
    return (first, *parts[1:])

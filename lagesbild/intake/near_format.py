"""Sees that a file is almost of a known format: a column or two are missing, and an unknown heading is spelt nearly like one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from lagesbild.intake.recognise import Opened, heading_lines, lacking_line
from lagesbild.intake.refusal import listed, shown
from lagesbild.intake.values import folded
from lagesbild.model import Format
from lagesbild.texts import text

MOST_LACKING = 2  # a file that lacks more columns is of another kind
ALIKE = 0.85  # difflib's ratio: one letter in eight may be wrong
LEAST_COMMON = 2  # columns that a file and a format must share to be alike
OTHERWISE_KNOWN = ("headings", "title", "survey", "geometry", "layouts")  # formats that are not known by their required columns alone


def near_format(opened: Opened, formats: Mapping[str, Format]) -> tuple[str, ...]:
    """What to tell of the nearest format: what the file lacks, what to mend and which columns are needed; empty where nothing is near.

    Near is a format of which one or two required columns are missing, one of them under a heading spelt almost so, while at least half
    of its other columns are there.
    """
    tried = [fmt for fmt in formats.values() if opened.family in fmt.container.split() and not _otherwise(fmt)]
    found = []
    for _, _, line in heading_lines(opened):
        for fmt in tried:
            missing = lacking_line(line, fmt)
            if not missing:
                return ()
            if alike := _alike(line, fmt, missing):
                found.append((len(missing), fmt.slug, (line, fmt, missing, alike)))
    return _told(*min(found, key=lambda one: one[:2])[2]) if found else ()


def _otherwise(fmt: Format) -> bool:
    marks = fmt.spec.get("recognise", {})
    return not marks.get("required_columns") or any(mark in marks for mark in OTHERWISE_KNOWN)


def _alike(line: list[str], fmt: Format, missing: list[str]) -> dict[str, str]:
    """{missing column: the unknown heading that is spelt nearly so}; empty where the file is not near the format."""
    columns: dict[str, list[str]] = fmt.spec["columns"]
    here = {folded(heading): heading for heading in line if folded(heading)}
    common = [name for name, spellings in columns.items() if here.keys() & set(map(folded, spellings))]
    if len(missing) > MOST_LACKING or len(common) < max(LEAST_COMMON, (len(columns) - len(missing)) / 2):
        return {}
    known = {folded(spelling) for spellings in columns.values() for spelling in spellings}
    unknown = [heading for heading in here if heading not in known]
    pairs = ((name, _closest(columns.get(name, ()), unknown)) for name in missing)
    return {name: here[heading] for name, heading in pairs if heading}


def _closest(spellings: Iterable[str], unknown: list[str]) -> str:
    found = (match for spelling in spellings for match in get_close_matches(folded(spelling), unknown, 1, ALIKE))
    return next(found, "")


def _told(line: list[str], fmt: Format, missing: list[str], alike: Mapping[str, str]) -> tuple[str, ...]:
    """Three sentences: what is missing, what to do about it, and which columns the format needs."""
    names = [_name(line, fmt, name) for name in missing]
    key = "proposal.near.lacks" if len(names) == 1 else "proposal.near.lacks_two"
    needed = [_name(line, fmt, name) for name in fmt.spec["recognise"]["required_columns"]]
    needed += [text("proposal.near.either").join(_name(line, fmt, name) for name in one) for one in _one_of(line, fmt)]
    return (
        text(key, title=fmt.title, first=names[0], last=names[-1]),
        " ".join(_cures(line, fmt, missing, alike)),
        text("proposal.near.needs", columns=listed(needed, 20)),
    )


def _one_of(line: list[str], fmt: Format) -> Iterator[list[str]]:
    """The columns of which one is enough: the one that the file has, else all of them."""
    for names in fmt.spec["recognise"].get("one_of", ()):
        there = [name for name in names if _name(line, fmt, name) in line]
        yield there[:1] or names


def _cures(line: list[str], fmt: Format, missing: list[str], alike: Mapping[str, str]) -> Iterator[str]:
    if len(missing) == 1:
        yield text("proposal.near.mend", found=shown(alike[missing[0]]))
        return
    for name in missing:
        key = "proposal.near.like" if name in alike else "proposal.near.add"
        yield text(key, column=_name(line, fmt, name), found=shown(alike.get(name, "")))
    yield text("proposal.near.again")


def _name(line: list[str], fmt: Format, name: str) -> str:
    """What a column is called: as in the file where it is there, else as the format spells it first."""
    spellings = fmt.spec["columns"].get(name, [name])
    return next((heading for heading in line if folded(heading) in set(map(folded, spellings))), spellings[0])

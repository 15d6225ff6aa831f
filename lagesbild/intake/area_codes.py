"""What an area's code says by itself, and which loaded division it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lagesbild.intake.near_areas import near
from lagesbild.intake.parsed import RECEIVER
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal, listed
from lagesbild.model import UNPLACED
from lagesbild.texts import number, text

PATTERNS = (
    ("deso", re.compile(r"(?P<code>(?P<municipality>\d{4})[A-C]\d{4})(?:_DESO(?P<version>\d{4}))?", re.IGNORECASE)),
    ("regso", re.compile(r"(?P<code>(?P<municipality>\d{4})R\d{3})(?:_REGSO(?P<version>\d{4}))?", re.IGNORECASE)),
)
LETTERED = re.compile(r"[A-Za-zÅÄÖåäö]{1,4}[-.]?\d+")  # own codes such as n01, which are written in either case
Known = frozenset[tuple[str, str, str]]  # (level, version, code) of the areas that the register holds for a municipality


@dataclass(frozen=True)
class Described:
    """An area's code taken apart; level and version are empty where the code does not say."""

    code: str
    municipality: str
    level: str
    version: str


@dataclass(frozen=True)
class Chosen:
    """The one version of a division by which a file's codes without version are read."""

    version: str
    tied: tuple[str, ...] = ()  # the versions that explain equally many of the codes, the chosen one included
    elsewhere: tuple[str, ...] = ()  # codes that only another loaded version has
    stated: bool = False  # the file writes other versions out (SCB does from 2025 on): what has none is of the format's own


def describe(raw: str) -> Described:
    """A code by its form: 0319C1010_DeSO2025 is DeSO 2025 in 0319; anything else is the municipality's own."""
    for level, pattern in PATTERNS:
        match = pattern.fullmatch(raw)
        if match:
            return Described(match["code"].upper(), match["municipality"], level, match["version"] or "")
    return Described(raw.upper() if LETTERED.fullmatch(raw) else raw, RECEIVER, "", "")


def municipalities(codes: pd.Series) -> pd.Series:
    """For each code its municipality, or RECEIVER where the code does not say."""
    return codes.map({raw: describe(raw).municipality for raw in codes.unique()}).astype("str")


def place(rows: pd.DataFrame, rule: dict[str, Any], known: Known) -> pd.DataFrame:
    """The rows with area, area_level and area_version settled; a code missing from a loaded division stops the import."""
    raw_codes = [raw for raw in rows["area"].unique() if raw != UNPLACED]
    chosen = versions(raw_codes, rule, known)
    settled = {raw: _settle(describe(raw), rule, known, chosen) for raw in raw_codes}
    settled |= {raw: (raw, "municipality", "", True) for raw in rows["municipality"].unique()}
    unknown = [raw for raw, (*_, found) in settled.items() if not found]
    if unknown:
        lines = rows.loc[rows["area"].isin(unknown), "line"]
        divisions = sorted({f"{division_title(level)} {version}".strip() for level, version, _ in known})
        like = near(unknown, dict.fromkeys((code for level, _, code in known if level in _levels(unknown, known)), ""))
        said = {"codes": listed(unknown), "count": len(unknown), "loaded": listed(divisions), "near": like}
        raise Refusal("areas.unknown_code", line=number(lines.iloc[0]), **said)
    settled[UNPLACED] = (UNPLACED, "unplaced", "", True)
    places, met = pd.factorize(rows["area"])
    columns = {
        name: pd.Categorical(pd.Series([settled[raw][index] for raw in met], dtype="str")).take(places)
        for index, name in enumerate(("area", "area_level", "area_version"))
    }
    return rows.assign(**columns)


def _levels(unknown: Iterable[str], known: Known) -> set[str]:
    """The levels that codes are looked for in: SCB's by their form, and the municipality's own for all others."""
    own = {level for level, _, _ in known} - {"deso", "regso", "municipality"}
    return set().union(*({told.level} if told.level else own for told in map(describe, unknown)))


def versions(raw_codes: Iterable[str], rule: dict[str, Any], known: Known) -> dict[str, Chosen]:
    """{level: the version that explains most of a file's codes}, for levels that are loaded or written in several versions.

    A code that did not change has the same letters in every version: read by itself it says nothing, read with its file it does.
    Of versions that explain equally many the format's own is chosen, else the latest.
    """
    chosen: dict[str, Chosen] = {}
    described = [told for told in map(describe, raw_codes) if told.level]
    found = [told for told in described if not told.version]
    written = {told.level for told in described if told.version}
    for level in {told.level for told in found}:
        if level in written:
            chosen[level] = Chosen(str(rule[f"{level}_version"]), stated=True)
            continue
        loaded: dict[str, set[str]] = {}
        for _, version, code in (item for item in known if item[0] == level):
            loaded.setdefault(version, set()).add(code)
        codes = {told.code for told in found if told.level == level}
        explained = {version: len(codes & has) for version, has in loaded.items()}
        if len(loaded) < 2 or not any(explained.values()):
            continue
        tied = sorted(version for version, count in explained.items() if count == max(explained.values()))
        default = str(rule[f"{level}_version"])
        version = default if default in tied else tied[-1]
        elsewhere = sorted(code for code in codes - loaded[version] if any(code in has for has in loaded.values()))
        chosen[level] = Chosen(version, tuple(tied) if len(tied) > 1 else (), tuple(elsewhere))
    return chosen


def version_notices(rows: pd.DataFrame, rule: dict[str, Any], known: Known) -> list[Notice]:
    """What is worth knowing about the version chosen: that another fits as well, or that some codes are of another."""
    notices: list[Notice] = []
    for level, told in sorted(versions([raw for raw in rows["area"].unique() if raw != UNPLACED], rule, known).items()):
        said = {"division": division_title(level), "version": told.version}
        if told.tied:
            others = listed([version for version in told.tied if version != told.version])
            notices.append(Notice("version_tied", text("intake.notice.version_tied", others=others, **said)))
        if told.elsewhere:
            codes = listed(list(told.elsewhere))
            notices.append(Notice("version_mixed", text("intake.notice.version_mixed", codes=codes, **said)))
    return notices


def _settle(found: Described, rule: dict[str, Any], known: Known, chosen: dict[str, Chosen]) -> tuple[str, str, str, bool]:
    """(code, level, version, whether it is known or nothing is loaded to know it by)."""
    if not found.level:
        return _settle_own(found.code, rule, known)
    default = str(rule[f"{found.level}_version"])
    stated = default if found.level in chosen and chosen[found.level].stated else ""
    if own := found.version or stated:
        loaded = any((level, version) == (found.level, own) for level, version, _ in known)
        return found.code, found.level, own, not loaded or (found.level, own, found.code) in known
    having = {version for level, version, code in known if (level, code) == (found.level, found.code)}
    if not having:
        return found.code, found.level, default, not any(level == found.level for level, _, _ in known)
    wanted = chosen[found.level].version if found.level in chosen else default
    return found.code, found.level, wanted if wanted in having else max(having), True


def _settle_own(raw: str, rule: dict[str, Any], known: Known) -> tuple[str, str, str, bool]:
    own = [item for item in known if item[0] not in ("deso", "regso", "municipality")]
    matching = sorted(item for item in own if item[2].casefold() == raw.casefold())
    if matching:
        level, version, code = matching[-1]
        return code, level, version, True
    return raw, str(rule["own_level"]), str(rule["own_version"]), not own


def only_level(levels: Iterable[str]) -> str:
    """The one level below the municipality in a file, or an empty string where there are several or none."""
    below = set(levels) - {"municipality", "unplaced"}
    return below.pop() if len(below) == 1 else ""


def division_title(level: str) -> str:
    """What SCB calls a division; empty for the municipality's own."""
    return {"deso": "DeSO", "regso": "RegSO"}.get(level, "")

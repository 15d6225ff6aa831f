"""Reads data/municipalities/*/agreement-*.toml: the agreements of a municipality with their duties, goals and measures."""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, get_args

from lagesbild import catalog_goals
from lagesbild.catalog_records import one_of, pick, shown
from lagesbild.model import Cadence, Indicator, LagesbildError, Survey
from lagesbild.model_agreement import Agreement, Duty, DutyKind, FocusArea, KnownDate, Renewal, Signatory, Translation
from lagesbild.texts import text

PREFIX = "agreement-"


def agreement(slug: str, code: str, table: dict[str, Any], path: Path, known: dict[str, Indicator], surveys: Iterable[Survey]) -> Agreement:
    """One agreement of the catalogue; a fault is told with file, key and cure."""
    days = {key: known_date(table.pop(key), key, path) for key in ("starts", "ends", "signed") if key in table}
    parts: dict[str, tuple[Any, ...]] = {
        "signatories": tuple(pick(Signatory, item, path) for item in table.pop("signatories", [])),
        "duties": tuple(_duty(item, path) for item in table.pop("duties", [])),
        "focus_areas": tuple(_focus_area(item, path, known) for item in table.pop("focus_areas", [])),
    }
    parts["translations"] = tuple(pick(Translation, item, path) for item in table.pop("translations", []))
    told = table.pop("goals", [])
    found: Agreement = pick(Agreement, table, path, slug=slug, municipality=code, **days, **parts)
    _check_period(found, path)
    goals = catalog_goals.goals(found, told, path, known, surveys)
    return pick(Agreement, vars(found) | {"goals": list(goals)}, path)


def chains(found: dict[str, tuple[Agreement, Path]]) -> dict[str, tuple[Agreement, ...]]:
    """The agreements by municipality, oldest first and those without a period last; periods may not overlap unless extended."""
    chain: dict[str, tuple[Agreement, ...]] = {}
    paths = {(item.municipality, item.slug): path for item, path in found.values()}
    ordered = sorted((item for item, _ in found.values()), key=lambda item: (item.municipality, first_day(item), item.slug))
    for code, group in itertools.groupby(ordered, key=lambda item: item.municipality):
        chain[code] = tuple(group)
        slugs = {item.slug for item in chain[code]}
        for item in chain[code]:
            if item.predecessor and item.predecessor not in slugs - {item.slug}:
                told = {"file": shown(paths[code, item.slug]), "slug": item.predecessor, "known": ", ".join(sorted(slugs - {item.slug}))}
                raise LagesbildError(text("catalog.agreement.unknown_predecessor", **told))
        for one, other in itertools.pairwise(chain[code]):
            if one.ends and other.starts and one.ends.last >= other.starts.first and one.renewal != "extended_until_replaced":
                told = {"file": shown(paths[code, other.slug]), "other": shown(paths[code, one.slug]), "day": one.ends.last}
                raise LagesbildError(text("catalog.agreement.overlap", **told))
    return chain


def first_day(item: Agreement) -> date:
    """The agreement's first day; one without a known period sorts last."""
    return item.starts.first if item.starts else date.max


def known_date(value: Any, key: str, path: Path) -> KnownDate:
    """A TOML date, "2008-12" or a year as the span of days that it can be."""
    if isinstance(value, date):
        return KnownDate(value, value, "day")
    year, _, month = str(value).partition("-")
    if year.isdigit() and len(year) == 4 and not month:
        return KnownDate(date(int(year), 1, 1), date(int(year), 12, 31), "year")
    if year.isdigit() and len(year) == 4 and month.isdigit() and 1 <= int(month) <= 12:
        last = calendar.monthrange(int(year), int(month))[1]
        return KnownDate(date(int(year), int(month), 1), date(int(year), int(month), last), "month")
    raise LagesbildError(text("catalog.agreement.bad_date", file=shown(path), key=key, value=value))


def _check_period(found: Agreement, path: Path) -> None:
    one_of("renewal", [found.renewal], get_args(Renewal), path)
    if (found.renewal == "revise_by") != (found.revise_by is not None):
        raise LagesbildError(text("catalog.agreement.revise_by", file=shown(path)))
    if found.ends and found.starts is None:
        raise LagesbildError(text("catalog.agreement.end_without_start", file=shown(path)))
    if found.starts and found.ends and found.ends.last < found.starts.first:
        raise LagesbildError(text("catalog.agreement.backwards", file=shown(path)))


def _duty(table: dict[str, Any], path: Path) -> Duty:
    duty: Duty = pick(Duty, table, path)
    one_of("duties.kind", [duty.kind], get_args(DutyKind), path)
    one_of("duties.cadence", [duty.cadence, duty.revised or duty.cadence], get_args(Cadence), path)
    if duty.month is not None and not 1 <= duty.month <= 12:
        raise LagesbildError(text("catalog.agreement.bad_month", file=shown(path), duty=duty.title, month=duty.month))
    return duty


def _focus_area(table: dict[str, Any], path: Path, known: dict[str, Indicator]) -> FocusArea:
    area: FocusArea = pick(FocusArea, table, path)
    for slug in area.indicators:
        if slug not in known:
            raise LagesbildError(
                text("catalog.agreement.unknown_indicator", file=shown(path), key=f"focus_areas.{area.slug}", indicator=slug)
            )
    return area

"""Turns what a form, a table or an Excel row holds into a record's values, or says in Swedish which field is wrong and why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lagesbild.model import LagesbildError
from lagesbild.model_promise import promise_status
from lagesbild.personal_number import holds_person
from lagesbild.texts import text
from lagesbild.work.base import Field
from lagesbild.work.models import KINDS

LONGEST = {"line": 300, "long": 4_000}
ORDERED = (("valid_from", "valid_to"), ("period_from", "period_to"), ("starts_on", "ends_on"), ("effect_low", "effect_high"))


class WrongValues(LagesbildError):
    """One or several fields that cannot be stored: {field: Swedish sentence}."""

    def __init__(self, kind: str, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.kind, self.faults = kind, dict(faults)


def label(kind: str, name: str) -> str:
    """A field's Swedish name."""
    return text(f"work.{kind}.{name}")


def cleaned(kind: str, values: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The given fields as they are stored; `before` is the record they change. Raises WrongValues with every fault."""
    known = {field.name: field for field in KINDS[kind].fields()}
    found: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name in values:
        if name not in known:
            raise KeyError(f"{kind} has no field {name}")
    for name, field in known.items():
        if name not in values and before is not None:
            continue
        try:
            found[name] = _value(kind, field, values.get(name))
        except ValueError as fault:
            faults[name] = str(fault)
    whole = dict(before or {}) | found
    for first, last in ORDERED:
        if whole.get(first) is not None and whole.get(last) is not None and whole[first] > whole[last]:
            faults.setdefault(last, text("work.fault.order", last=label(kind, last), first=label(kind, first)))
    if faults:
        raise WrongValues(kind, faults)
    if kind == "promise":
        found["status"] = promise_status(whole["status"], whole["planned"], whole["done"])
    return found


def _value(kind: str, field: Field, value: Any) -> Any:
    """One value of a field; a fault is a ValueError with its sentence."""
    value = None if _absent(value) else value
    read = _READ.get(field.kind, _words)
    found = read(kind, field, value)
    if field.required and (found is None or found == ""):
        raise ValueError(text("work.fault.required", field=label(kind, field.name)))
    return found


def _absent(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value) in ("NaT", "<NA>")


def _words(kind: str, field: Field, value: Any) -> str:
    words = "\n".join(line.rstrip() for line in str("" if value is None else value).strip().splitlines())
    if field.kind != "long":
        words = " ".join(words.split())
    words = words.replace("\x00", "")
    longest = field.longest or LONGEST.get(field.kind, LONGEST["line"])
    if len(words) > longest:
        raise ValueError(text("work.fault.too_long", field=label(kind, field.name), longest=longest))
    if holds_person([words]):
        raise ValueError(text("work.fault.personal_number", field=label(kind, field.name)))
    return words


def _day(kind: str, field: Field, value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise ValueError(text("work.fault.day", field=label(kind, field.name), value=value)) from None


def _choice(kind: str, field: Field, value: Any) -> str:
    word = str(value or field.default)
    if word and word not in field.options:
        raise ValueError(text("work.fault.choice", field=label(kind, field.name), value=word))
    return word


def _whole(kind: str, field: Field, value: Any) -> int | None:
    found = _amount(kind, field, value)
    if found is None:
        return None
    if found < 0 or found != int(found):
        raise ValueError(text("work.fault.whole", field=label(kind, field.name), value=value))
    return int(found)


def _amount(kind: str, field: Field, value: Any) -> float | None:
    if value is None or value == "":
        return None
    try:
        found = float(str(value).replace("\u00a0", "").replace(" ", "").replace("\u2212", "-").replace(",", "."))
    except ValueError:
        found = math.inf
    if not math.isfinite(found):
        raise ValueError(text("work.fault.amount", field=label(kind, field.name), value=value))
    return found


def _flag(kind: str, field: Field, value: Any) -> bool:
    return bool(value)


def _list(kind: str, field: Field, value: Any) -> list[str]:
    return sorted({_words(kind, field, item) for item in value or []} - {""})


def _reference(kind: str, field: Field, value: Any) -> str | None:
    return _words(kind, field, value) or None


_READ = {
    "day": _day,
    "choice": _choice,
    "whole": _whole,
    "amount": _amount,
    "flag": _flag,
    "areas": _list,
    "parties": _list,
    "record": _reference,
}

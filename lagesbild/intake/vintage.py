"""Which of two deliveries is newer where they cover the same thing: docs/decisions/0007-overlaps-are-ranked-and-vintages-kept.md.

A delivery is as fresh as the last day that it holds, not as the day somebody handed it in: an old extract received late
must not lie over newer figures. The day of receipt, then the running number, decides between equally fresh ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa

from lagesbild.facts import place
from lagesbild.intake.receipt import Receipt

GENERAL_EXTRACT_CODES = 10  # a file with at least so many codes is an extract of everything, not of listed codes
OWN = ":"  # in the code of a type that the police have no code for: format:type
EVENTS = ("incident", "event")  # kinds whose slice is days and codes; the others are replaced cell by cell
Facts = Callable[[Receipt], pa.Table]  # where a delivery's rows can be read


def general(receipt: Receipt) -> bool:
    """Whether a file of reports is an extract of all codes, so that a code it lacks is a zero; for events as its format says."""
    if receipt.kind == "event":
        return not receipt.listed
    return not receipt.listed and len(_police_codes(receipt)) >= GENERAL_EXTRACT_CODES


def covers(receipt: Receipt, code: str) -> bool:
    """Whether a file of reports says how many there were of a code; a general extract says so of every crime code.

    A table of events that holds all of its format's types says so of each of them: a type that it lacks did not occur.
    """
    own = code.startswith(f"{receipt.format}{OWN}") if receipt.kind == "event" else OWN not in code
    return code in receipt.coverage_codes or (general(receipt) and own)


def _police_codes(receipt: Receipt) -> set[str]:
    return {code for code in receipt.coverage_codes if OWN not in code}


def same_series(one: Receipt, other: Receipt) -> bool:
    """Whether two deliveries can speak of the same thing: same municipality, source and kind; events also the same format."""
    keys = ("municipality", "source", "kind", *(("format",) if one.kind == "event" else ()))
    return all(getattr(one, key) == getattr(other, key) for key in keys)


def archived(home: Path) -> Facts:
    """The facts of accepted deliveries, read where they lie."""
    return place(home).table


def newest_first(receipts: Iterable[Receipt], facts: Facts) -> list[Receipt]:
    """The receipts in the order in which they are believed, the most believed first."""
    found = list(receipts)
    fresh = freshness(found, facts)
    return sorted(found, key=lambda r: (fresh[r.receipt], *handed_in(r)), reverse=True)


def freshness(receipts: Iterable[Receipt], facts: Facts) -> dict[str, date]:
    """How far each delivery's knowledge reaches: the day it was taken out where that is told, else its data date.

    A list of single codes ends on its last crime, which says nothing of when it was taken out. It counts as fresh as
    what was received before it, unless that holds a later crime of the same codes.
    """
    found: dict[str, date] = {}
    before: list[Receipt] = []
    for receipt in sorted(receipts, key=handed_in):
        own = receipt.extracted_on or receipt.data_date or receipt.received_on or date.min
        if receipt.kind in EVENTS and not general(receipt) and receipt.extracted_on is None:
            rivals = [earlier for earlier in before if share(earlier, receipt)]
            if rivals and not any(_knows_later(earlier, receipt, facts) for earlier in rivals):
                own = max(own, *(found[earlier.receipt] for earlier in rivals))
        found[receipt.receipt] = own
        before.append(receipt)
    return found


def handed_in(receipt: Receipt) -> tuple[str, int, str]:
    """What deliveries are put in the order they came by: day, running number, and their identity for want of better."""
    return str(receipt.received_on), receipt.sequence, receipt.receipt


def share(one: Receipt, other: Receipt) -> bool:
    """Whether two deliveries of one series have codes in common; a general extract has all codes."""
    if not same_series(one, other):
        return False
    whole = one.kind in EVENTS and any(general(a) and (a.kind == "event" or _police_codes(b)) for a, b in ((one, other), (other, one)))
    listed = bool(one.coverage_codes and other.coverage_codes)
    return whole or not listed or bool(set(one.coverage_codes) & set(other.coverage_codes))


def _knows_later(earlier: Receipt, listed: Receipt, facts: Facts) -> bool:
    """Whether an earlier delivery holds a later crime than the list does, among the codes of the list."""
    known, mine = _last_days(facts(earlier)), _last_days(facts(listed))
    return any(known.get(code, date.min) > mine.get(code, date.min) for code in listed.coverage_codes)


def _last_days(rows: pa.Table) -> dict[str, date]:
    last = rows.group_by("crime_code").aggregate([("reported_on", "max")])
    return dict(zip(last["crime_code"].to_pylist(), last["reported_on_max"].to_pylist(), strict=True))

"""Which of two deliveries is believed: as fresh as the last day that each knows, whatever order they came in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from lagesbild.intake.receipt import Receipt
from lagesbild.intake.vintage import covers, general, newest_first, same_series, share

GENERAL = tuple(f"{number:04d}" for number in range(1200, 1212))  # enough codes for an extract of everything


def told(name: str, on: date, until: date, codes: tuple[str, ...] = GENERAL, **more: Any) -> Receipt:
    """A receipt for reports from January to a last day."""
    plain = {"kind": "incident", "source": "Polisen", "format": "police_rows", "data_from": date(2026, 1, 1)}
    named: dict[str, Any] = plain | {"receipt": name, "received_on": on, "data_date": until, "coverage_codes": codes} | more
    return Receipt(name, "", named.pop("format"), "9999", "accepted", "", format_sha256="", **named)


def order(*receipts: Receipt, last: dict[str, dict[str, date]] | None = None) -> list[str]:
    """Names, the most believed first; last: the last report of each code in each file."""

    def facts(receipt: Receipt) -> pa.Table:
        days = (last or {}).get(receipt.receipt, dict.fromkeys(receipt.coverage_codes, receipt.data_date))
        return pa.Table.from_pandas(pd.DataFrame({"crime_code": list(days), "reported_on": list(days.values())}))

    return [receipt.receipt for receipt in newest_first(receipts, facts)]


MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)


def test_the_extract_that_reaches_furthest_is_believed_whichever_came_last() -> None:
    early, late = told("lång", MARCH, SEPTEMBER), told("kort", SEPTEMBER, JUNE)
    assert order(early, late) == order(late, early) == ["lång", "kort"]


def test_of_two_that_reach_as_far_the_later_handed_in_is_believed_then_the_later_in_the_register() -> None:
    assert order(told("a", MARCH, JUNE), told("b", JUNE, JUNE)) == ["b", "a"]
    assert order(told("a", JUNE, JUNE, sequence=2), told("b", JUNE, JUNE, sequence=1)) == ["a", "b"]


def test_the_day_that_an_extract_was_taken_out_counts_before_its_last_report() -> None:
    quiet = told("tyst", JUNE, MARCH, extracted_on=SEPTEMBER)
    assert order(told("lång", MARCH, JUNE), quiet) == ["tyst", "lång"]


def test_a_list_of_single_codes_ends_on_its_last_report_and_is_still_a_newer_list() -> None:
    before, listed = told("allt", MARCH, JUNE), told("lista", SEPTEMBER, date(2026, 5, 2), ("1200",))
    known = {"allt": {"1200": date(2026, 4, 30)}, "lista": {"1200": date(2026, 5, 2)}}
    assert order(before, listed, last=known) == ["lista", "allt"], (
        "nothing later is known of its code: it counts as fresh as what came before"
    )


def test_a_list_is_older_when_something_later_of_its_codes_was_known_already() -> None:
    before, listed = told("allt", MARCH, JUNE), told("lista", SEPTEMBER, date(2026, 5, 2), ("1200",))
    known = {"allt": {"1200": date(2026, 6, 20)}, "lista": {"1200": date(2026, 5, 2)}}
    assert order(before, listed, last=known) == ["allt", "lista"]


def test_an_extract_of_everything_speaks_of_every_crime_and_of_no_format_of_a_municipalitys_own() -> None:
    extract, listed = told("allt", MARCH, JUNE), told("lista", MARCH, JUNE, ("1200",))
    assert general(extract) and not general(listed) and not general(told("x", MARCH, JUNE, listed=True))
    assert covers(extract, "9999") and not covers(extract, "larm:brand")
    assert covers(listed, "1200") and not covers(listed, "1201")


def test_a_table_of_events_speaks_of_its_own_formats_types_only() -> None:
    alarms = told("larm", MARCH, JUNE, ("larm:brand",), kind="event", format="larm", source="Kommunen")
    assert covers(alarms, "larm:olycka") and not covers(alarms, "klotter:vagg")
    listed = told("larm", MARCH, JUNE, ("larm:brand",), kind="event", format="larm", source="Kommunen", listed=True)
    assert not covers(listed, "larm:olycka") and covers(listed, "larm:brand")
    graffiti = told("klotter", MARCH, JUNE, ("klotter:vagg",), kind="event", format="klotter", source="Kommunen")
    assert not same_series(alarms, graffiti), "two formats of one source never replace each other"


def test_what_deliveries_share_decides_whether_one_can_replace_the_other() -> None:
    extract, fire, theft = (told("x", MARCH, JUNE, codes) for codes in (GENERAL, ("1200",), ("0801",)))
    assert share(extract, fire) and share(theft, extract) and not share(fire, theft)
    assert not share(fire, told("b", MARCH, JUNE, ("1200",), source="Tullen")), "another source"
    assert not share(fire, told("p", MARCH, JUNE, ("1200",), kind="aggregate")), "another kind"
    population = [told(name, MARCH, JUNE, (), kind="population", source="SCB") for name in "ab"]
    assert share(*population)

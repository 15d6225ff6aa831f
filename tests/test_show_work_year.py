"""The agreement's dates and the work's as one list: nothing twice, the earlier date counts, and nobody is called late unchecked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lagesbild.agreement_state import current
from lagesbild.catalog import load_catalog
from lagesbild.show_work_year import joined
from lagesbild.work import Due
from tests.work.test_work_chain import DAY, rows


def told(code: str, day: date, records: Any = lambda kind: [], **changed: Any) -> dict[str, Due]:
    chain = [replace(item, **changed) for item in load_catalog().agreements[code]]
    found = joined(records, current(tuple(chain), day), day)
    assert [item.due for item in found] == sorted(item.due for item in found)
    titles = [item.title for item in found]
    assert len(titles) == len(set(titles)), "no point stands twice"
    return {item.title: item for item in found}


def test_norrhamns_list_has_both_and_no_date_twice() -> None:
    found = told("9999", DAY, rows)
    assert "Verksamhetsplan" not in found and found["Verksamhetsplan 2026"].due == date(2026, 12, 31)  # the work's own plan is the duty
    assert "Inriktningsbeslut" not in found and found["Buskörningen, andra omgången"].due == date(2026, 10, 1)
    assert "Skriftlig årssammanställning" not in found
    assert found["Kommunstyrelsen"].due == date(2026, 12, 31), "the agreement asks for it a month before the report's own year is over"
    assert found["Kommunstyrelsen"].last == date(2026, 1, 27)
    situation, promises = found["Lägesbild"], found["Medborgarlöften"]
    assert (situation.due, situation.state, situation.kind) == (date(2026, 11, 30), "soon", "agreed")
    assert (promises.due, promises.last) == (date(2027, 3, 31), date(2026, 3, 1))
    assert found["EST-möte om lägesbilden"].state == "overdue" and "Överenskommelsens sista dag" not in found  # more than a year ahead


def test_a_frozen_lagesbild_meets_this_years_and_the_next_one_stands() -> None:
    def frozen(kind: str) -> list[dict[str, Any]]:
        return [{"frozen_on": date(2026, 11, 10)}] if kind == "frozen" else rows(kind)

    assert "Lägesbild" not in told("9999", DAY, frozen)  # the next one is more than a year ahead
    assert told("9999", date(2026, 12, 1), frozen)["Lägesbild"].due == date(2027, 11, 30)


@pytest.mark.parametrize(
    ("day", "verified", "state"),
    [
        (date(2025, 1, 15), None, "ahead"), (date(2025, 7, 1), None, "soon"), (date(2026, 2, 1), date(2026, 1, 15), "overdue"),
        (date(2026, 2, 1), date(2025, 6, 1), None),
    ],
)  # fmt: skip
def test_piteas_revision_is_told_ahead_warned_of_and_late_only_when_checked(day: date, verified: date | None, state: str | None) -> None:
    found = told("2581", day, verified_on=verified).get("Överenskommelsen ska vara reviderad")
    assert (found.state if found else None) == state and (found is None or found.due == date(2025, 12, 31))


def test_without_an_agreement_the_works_own_dates_stand_alone() -> None:
    assert {item.kind for item in joined(rows, None, DAY)} == {"duty", "report", "plan", "meeting", "direction"}

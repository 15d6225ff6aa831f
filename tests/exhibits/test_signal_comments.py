"""A comment finds its signal again after a rebuild, also when the signal has grown; when the signal is gone the comment is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from lagesbild import sentences_signal_comments as said
from lagesbild.exhibits.signal_comments import Comment, about, answer, comment_of, signal_key
from tests.exhibits.test_happenings import INSIDE, NORTH

JUNE, AUGUST, SEPTEMBER, OCTOBER = (pd.Timestamp(2026, month, 1) for month in (6, 8, 9, 10))


def signal(area: str = "N08", version: str = "2024", **other: object) -> dict[str, object]:
    """Thefts above the limit in September, thirteen of them, unless it says otherwise."""
    level = "municipality" if area == "9999" else "council" if version == "council" else "neighbourhood"
    told = {"rule": "outside", "side": "above", "since": SEPTEMBER, "period_start": SEPTEMBER, "value": 13.0, "limit_lower": 0.0}
    return {"indicator": "theft_count", "area": area, "area_version": version, "area_level": level, "limit_upper": 7.0, **told, **other}


def comment(**other: object) -> Comment:
    """A comment on that signal as the form stores it."""
    written = {"judgement": "known_event", "comment": "Två nätter vid stationen", "commented_on": date(2026, 11, 10)}
    return comment_of(about(signal(), "abc") | written | other, "9999", identity=str(other.get("identity", "c")), owner="Polisen")


def found(comments: list[Comment], *rows: dict[str, object]) -> list[list[str]]:
    """The comments of each signal, then those whose signal is gone, by identity."""
    told = answer(pd.DataFrame(rows), comments, INSIDE)
    return [[one.identity for one in told.to(row)] for row in rows] + [[one.identity for one in told.earlier]]


def test_the_same_signal_after_a_rebuild_and_one_that_has_grown_keep_their_comment() -> None:
    assert found([comment()], signal()) == [["c"], []]
    assert found([comment()], signal(period_start=OCTOBER, value=9.0)) == [["c"], []]
    assert found([comment()], signal(since=AUGUST, period_start=OCTOBER)) == [["c"], []], "the pattern is found to begin earlier"
    assert found([comment()], signal(rule="shift", since=JUNE, period_start=SEPTEMBER)) == [["c"], []], "another rule finds it by now"


def test_where_two_signals_of_a_series_meet_the_comment_stays_with_its_own_rule() -> None:
    shift, outside = signal(rule="shift", since=JUNE), signal()
    assert found([comment()], shift, outside) == [[], ["c"], []]
    assert found([replace(comment(), rule="shift")], shift, outside) == [["c"], [], []]
    assert found([replace(comment(), rule="trend")], shift, outside) == [["c"], [], []], "else with the firmest"


def test_another_time_side_crime_place_or_border_is_another_signal() -> None:
    for other in (
        signal(since=OCTOBER, period_start=OCTOBER), signal(side="below"), signal(area="N02"), signal(version="2030"),
        signal() | {"indicator": "vandalism_count"},
    ):  # fmt: skip
        assert found([comment()], other) == [[], ["c"]]
    assert answer(pd.DataFrame(), [comment()], {}).earlier == (comment(),), "no signals at all"


def test_the_newest_comes_first_and_a_happening_shares_its_comments() -> None:
    newer = replace(comment(), identity="d", commented_on=date(2026, 11, 20))
    whole, council, beside = signal("9999", ""), signal(*NORTH), signal("N02")
    assert found([comment(), newer], signal(), whole, council, beside) == [["d", "c"], ["d", "c"], ["d", "c"], [], []]
    assert found([replace(comment(), area="9999", area_version="")], whole, signal()) == [["c"], ["c"], []]


def test_what_the_form_stores_says_the_whole_municipality_as_an_empty_area_and_months_to_their_last_day() -> None:
    told = about(signal("9999", ""), "abc")
    assert (told["area"], told["period_from"], told["period_to"], told["build"]) == ("", date(2026, 9, 1), date(2026, 9, 30), "abc")
    back = comment_of(told | {"judgement": "chance", "comment": "x", "commented_on": date(2026, 11, 1)}, "9999", identity="c", owner="")
    assert found([back], signal("9999", "")) == [["c"], []]
    assert signal_key(signal()) == "theft_count.N08.2024.outside.above.2026-09"


def test_who_wrote_without_logging_in_is_no_name() -> None:
    local = replace(comment(), who="den som sitter vid datorn")
    assert said.signed(local) == "Polisen, 2026-11-10." and said.signed(replace(local, owner="")) == "2026-11-10."
    assert said.signed(replace(local, who="Eva")) == "Polisen (Eva), 2026-11-10."


def test_a_comment_is_told_as_a_judgement_with_the_figure_of_its_time() -> None:
    one = comment()
    assert said.judged(one) == "Bedömning: känd händelse"
    assert said.told(one, signal()) == "Två nätter vid stationen. Polisen, 2026-11-10."
    assert said.told(one, signal(value=15.0)).endswith("Då: 13 i september 2026."), "more have been registered since"
    assert said.told(one, signal(since=SEPTEMBER, period_start=OCTOBER)).endswith("Då: 13 i september 2026.")
    assert said.told(one, signal("9999", ""), "Norrstrand").startswith("Om Norrstrand: Två nätter")
    assert said.past(one) == (
        "Två nätter vid stationen. Polisen, 2026-11-10. Då: Över gränsen, september 2026: 13 anmälda. Slumpen brukar ge högst 7."
    )
    assert said.signed(replace(one, who="Eva")) == "Polisen (Eva), 2026-11-10." and said.signed(replace(one, owner="")) == "2026-11-10."
    assert "None" not in said.past(replace(one, value=None)) + said.past(replace(one, limit_lower=None))


def test_how_many_nobody_has_answered() -> None:
    assert [said.waiting(n, 4) for n in (0, 1, 3, 4)] == [
        "Alla är kommenterade.", "En är okommenterad.", "Tre är okommenterade.", "Ingen är kommenterad.",
    ]  # fmt: skip
    assert said.waiting(0, 0) == ""

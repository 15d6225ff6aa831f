"""Every status, state and direction is read as a Swede would read it: whole sentences, no gaps, no claim without a test."""

from __future__ import annotations

import itertools
import math
from datetime import date
from typing import Any, get_args

import pandas as pd
import pytest

from lagesbild import sentences_agreement as worded
from lagesbild import sentences_goals as said
from lagesbild.agreement_state import Standing
from lagesbild.model_agreement import Agreement, AgreementState, Direction, GoalStatus, KnownDate, Renewal
from lagesbild.sentences_activities import counts_words, late_words, signal_words
from lagesbild.sentences_chance import chance, chance_word
from lagesbild.sentences_next_figure import coming
from lagesbild.stats.progress import Forecast, Pace, Progress, Rule

DAY = date(2026, 11, 22)
RULES: dict[str, tuple[Rule, ...]] = {
    "reached": ("whole_interval",), "on_track": ("forecast",), "off_track": ("forecast", "last_figure"), "improved": ("change_test",),
    "worsened": ("change_test",), "no_clear_change": ("change_test",), "too_early": ("no_later_figure",),
    "undetermined": ("forecast", "last_figure", "no_interval", "break_between", "no_direction"),
    "not_measured": ("no_figures", "no_baseline"), "followed_by_activities": ("activities",),
}  # fmt: skip
ENDS = KnownDate(date(2027, 12, 31), date(2027, 12, 31), "day")
STARTS = KnownDate(date(2024, 1, 1), date(2024, 1, 1), "day")


def agreement(renewal: Renewal = "ends", verified: date | None = None) -> Agreement:
    return Agreement(
        "9999", "2024-2027", "Prov 2024–2027", renewal, starts=STARTS, ends=ENDS, parties=("Provsunds kommun", "Lokalpolisområde Prov"),
        revise_by=ENDS.last if renewal == "revise_by" else None, verified_on=verified,
    )  # fmt: skip


def measure(status: GoalStatus, rule: Rule, direction: Direction, unit: str = "share", target: float | None = None) -> dict[str, Any]:
    """A judged measure as an exhibit hands it over, with the figures that its rule needs."""
    wanted = direction if direction != "none" else "lower"
    better = (status in said.GOOD) == (wanted == "lower")
    then, now = (0.31, 0.26) if better else (0.26, 0.31)
    ahead = {"on_track": 0.86, "off_track": 0.004, "undetermined": 0.4}.get(status, 0.5)
    forecast = Forecast(2027.75, 0.25, 0.22, 0.28, 0.015, 4, ahead, "line") if rule == "forecast" else None
    point = {"lower": 0.24, "upper": 0.33, "period_start": pd.Timestamp(2026, 9, 7)}
    no_figures, pace = rule == "no_figures", Pace(-0.019, -0.028, -0.01, *((-0.016, -0.01) if target else (math.nan, math.nan)))
    return {
        "progress": Progress(status, rule, forecast, pace), "unit": unit,
        "unit_words": "", "family": "survey", "direction": direction, "target": target,
        "baseline": "2023", "reason": "Frågan ändrades 2025.",
        "base": None if no_figures or rule == "no_baseline" else point | {"value": then},
        "latest": None if no_figures else point | {"value": now},
        "sentence_name": "otryggheten ute", "usable": range(6), "period_kind": "wave", "least_decrease": 0.04, "least_increase": 0.045,
        "baseline_extreme": False, "deadline": None,
    }  # fmt: skip


def standing(state: AgreementState) -> Standing:
    """An agreement in a state, checked yesterday or never."""
    told: dict[str, Any] = {"last_day": ENDS.last, "months_left": 13}
    if state == "expiring":
        told |= {"months_left": 3, "warning": 3}
    if state in ("replaced", "ended"):
        told |= {"in_force_to": ENDS.last}
    return Standing(agreement(verified=date(2026, 11, 1)), state, DAY, **told)


def is_sound(sentence: str) -> bool:
    wrong = ("{", "}", "nan", "None", "inf ", "  ", "..", "–.", " .", "NaT")
    return bool(sentence) and sentence[0].isupper() and sentence.endswith(".") and not any(part in sentence for part in wrong)


WALK = list(itertools.product(get_args(GoalStatus), get_args(AgreementState), get_args(Direction)))


@pytest.mark.parametrize(("status", "state", "direction"), WALK)
def test_every_status_state_and_direction_reads_as_swedish(status: GoalStatus, state: AgreementState, direction: Direction) -> None:
    told = standing(state)
    assert is_sound(worded.state_sentence(told)) and worded.state_word(told)
    for rule in RULES[status]:
        if status == "followed_by_activities":
            goal = {"lead": None, "followed_by_activities": True, "number": "1", "summary": {"all": 0}}
            assert is_sound(said.goal_why(goal)) and said.status_word(status) == "Följs genom aktiviteter"
            continue
        with_number = rule in ("whole_interval", "forecast", "last_figure") and direction != "none"
        row = measure(status, rule, direction, target=0.25 if with_number else None)
        if direction == "none" and rule in ("forecast", "change_test"):
            continue  # a measure without direction never gets a verdict
        line = said.why(row)
        assert is_sound(line), line
        assert is_sound(said.explanation(row)), said.explanation(row)
        assert said.status_word(status) and said.aim(row)
        tested = rule == "change_test" and status != "no_clear_change"
        assert ("Säker ökning" in line or "Säker minskning" in line) == tested
        if direction != "none":
            assert "{" not in said.finding(row)


def test_improved_and_worsened_follow_the_wanted_direction() -> None:
    assert said.why(measure("improved", "change_test", "lower")) == "Säker minskning sedan 2023: från 31,0 till 26,0 procent."
    assert said.why(measure("worsened", "change_test", "lower")) == "Säker ökning sedan 2023: från 26,0 till 31,0 procent."
    assert said.why(measure("improved", "change_test", "higher")).startswith("Säker ökning")
    assert said.finding(measure("worsened", "change_test", "higher")) == "Otryggheten ute har minskat, åt fel håll"


def test_a_change_that_only_the_family_makes_uncertain_is_not_said_to_be_within_chance() -> None:
    row = measure("no_clear_change", "change_test", "lower")
    assert said.why(row).endswith("ryms inom slumpen.")
    assert said.why(row | {"among": 4}).endswith("Går inte säkert att skilja från slumpen när 4 förändringar prövas tillsammans.")


def test_a_goals_figure_says_what_it_measures() -> None:
    row = measure("improved", "change_test", "lower") | {"short_title": "Otrygga ute"}
    assert said.beside(row) == "otrygga ute, mål:\u00a0minska", "a goal of safer, measured by how many are unsafe"
    rate = row | {"short_title": "Inbrott i bostad", "unit": "per_1000", "target": 1.0, "family": "crime"}
    assert said.beside(rate).replace("\u00a0", " ").replace("\u202f", " ") == "inbrott i bostad per 1 000 invånare, mål högst 1,0"


def test_a_probability_stands_in_words_and_number() -> None:
    row = measure("on_track", "forecast", "lower", target=0.25)
    told = "är chansen att nå målet, högst 25 procent hösten 2027, omkring 86 %: sannolikt."
    assert f"Fortsätter det längs en rak linje genom 6 värden {told}" in said.explanation(row)
    assert said.aim(row) == "mål högst 25\u00a0%" and chance(0.004) == "under 1 %" and chance(0.999) == "över 99 %"
    assert [chance_word(p) for p in (0.97, 0.8, 0.5, 0.2, 0.04)] == [
        "mycket sannolikt", "sannolikt", "ovisst", "osannolikt", "mycket osannolikt",
    ]  # fmt: skip


def test_the_headline_counts_both_ways() -> None:
    seven = ["on_track", "improved", "off_track", "worsened", "no_clear_change", "undetermined", "followed_by_activities"]
    assert said.headline(seven) == "Två av sju mål är på rätt väg, två är det inte"
    assert said.lede(seven) == "Två går inte att avgöra än. Ett följs genom aktiviteter."
    assert said.headline(["followed_by_activities"] * 5) == "Alla fem mål följs genom aktiviteter" and said.lede(["too_early"]) == ""
    assert said.headline(["off_track"]) == "Målet är inte på rätt väg" and said.headline(["no_clear_change"] * 3).startswith("Inget av tre")
    assert (
        said.headline(["reached", "off_track"], label="2020–2023", over=True)
        == "Ett av två mål i överenskommelsen 2020–2023 gick åt rätt håll"
    )
    assert said.headline(["too_early"] * 2) == "Det är för tidigt att säga hur det går med målen"


@pytest.mark.parametrize(
    ("renewal", "state", "sentence"),
    [
        ("ends", "expiring", "Gäller till och med 2027-12-31, om 3 månader."),
        ("revise_by", "expiring", "Ska revideras senast 2027-12-31, om 3 månader."),
        ("extended_until_replaced", "expiring", "Perioden slutar 2027-12-31, om 3 månader. Tecknas ingen ny förlängs den tills vidare."),
        ("extended_until_replaced", "extended", "Perioden slutade 2027-12-31. Ingen ny är känd, så den är förlängd tills vidare."),
    ],
)
def test_the_renewal_rule_is_in_the_sentence(renewal: Renewal, state: AgreementState, sentence: str) -> None:
    told = Standing(agreement(renewal), state, DAY, last_day=ENDS.last, months_left=3, warning=3)
    assert worded.state_sentence(told) == sentence


def test_umea_is_extended_and_never_out_of_date() -> None:
    told = Standing(agreement("extended_until_replaced"), "extended", date(2028, 1, 1), last_day=ENDS.last, unverified=True)
    assert worded.state_word(told) == "förlängd tills vidare" and "utgång" not in worded.state_sentence(told)


def test_nobody_is_called_late_on_an_old_check() -> None:
    late = Standing(agreement("revise_by", date(2028, 1, 2)), "revision_overdue", date(2028, 1, 3), last_day=ENDS.last)
    assert worded.state_word(late) == "revidering försenad"
    unknown = Standing(agreement("revise_by", date(2024, 1, 2)), "revision_overdue", date(2028, 1, 3), last_day=ENDS.last, unverified=True)
    assert "försenad" not in worded.state_word(unknown) and "en ny överenskommelse kan finnas" in worded.state_sentence(unknown)
    assert "för mer än ett år sedan" in worded.verified_sentence(unknown.agreement, unknown.day)
    assert worded.verified_sentence(agreement(), DAY) == "Ingen har kontrollerat uppgifterna sedan de skrevs in."


def test_the_strip_counts_years_and_days() -> None:
    assert worded.year_line(Standing(agreement(), "in_force", DAY, last_day=ENDS.last)) == "År 3 av 4, 404 dagar kvar"
    kept = worded.year_line(Standing(agreement(), "in_force", DAY, last_day=ENDS.last), kept=True)
    assert kept == "År 3 av 4", "a page that stays counts no days"
    assert worded.parties_line(agreement()) == "Provsunds kommun och Lokalpolisområde Prov, datum för undertecknandet är inte känt."


def test_late_activities_are_told_with_their_owners() -> None:
    some = {"done": 9, "all": 14, "ongoing": 2, "planned": 1, "late": 2}
    assert counts_words(some) == "I alla planer: 9 av 14 är klara. 2 pågår, 1 planerad, 2 försenade."
    assert counts_words(some | {"planned": 0, "late": 0}) == "I alla planer: 9 av 14 är klara. 2 pågår, ingen är försenad."
    assert counts_words(some | {"planned": 0, "late": 0}, 1).endswith("2 pågår, ingen är försenad, men ett inriktningsbeslut är det.")
    assert counts_words(some, 1) == counts_words(some), "that something is late is said already"
    assert late_words({"late": 2, "late_owners": ["Skolan"]}) == "Två aktiviteter är försenade, båda hos skolan."
    assert late_words({"late": 3, "late_owners": ["Skolan", "Polisen"]}) == "Tre aktiviteter är försenade, hos skolan och polisen."
    assert late_words({"late": 1, "late_owners": ["Polisen"]}) == "En aktivitet är försenad, hos polisen."


def test_a_signal_says_what_chance_gives() -> None:
    row = {
        "short_title": "Stöld ur fordon", "area_level": "neighbourhood", "place": "Norrstrand", "rule": "outside", "side": "above",
        "since": pd.Timestamp(2026, 9, 1), "period_start": pd.Timestamp(2026, 9, 1), "value": 13.0, "mean": 1.7, "limit_lower": 0.0,
        "limit_upper": 7.0,
    }  # fmt: skip
    assert signal_words(row) == ("Stöld ur fordon, Norrstrand: 13 händelser i september 2026", "Slumpen brukar ge 0–7 per månad.")


def test_a_pace_between_two_figures_is_never_told_closer_than_five_per_cent() -> None:
    assert chance(0.004, few=True) == "under 5 %, räknat på två värden" and chance(0.97, few=True).startswith("över 95 %")
    assert chance(0.06, few=True) == chance(0.06)


def test_an_interval_with_uneven_sides_is_told_from_and_to() -> None:
    assert said.half_of({"value": 0.256, "lower": 0.235, "upper": 0.278}, "share") == "±2,2"
    assert said.half_of({"value": 0.7, "lower": 0.5, "upper": 1.06}, "per_1000") == "0,5–1,1"
    assert said.half_of({"value": 0.7, "lower": math.nan, "upper": math.nan}, "per_1000") == ""


def test_it_is_told_when_the_interval_holds_the_target() -> None:
    row = measure("on_track", "forecast", "lower", target=0.25)
    assert said.why(row).endswith("Osäkerheten nu, 24,0–33,0, täcker målet 25.")
    assert "täcker" not in said.why(row | {"target": 0.2}) and "täcker" not in said.why(row | {"target": None})
    assert "täcker" not in said.why(measure("undetermined", "last_figure", "lower", target=0.25)), "its own words say so"


def test_a_chance_is_said_in_few_words_on_a_row_and_with_what_it_rests_on_in_the_explanation() -> None:
    row = measure("on_track", "forecast", "lower", target=0.25)
    assert said.why(row).startswith("Fortsätter det som hittills är chansen omkring 86 % att målet nås.")
    assert "rak linje genom 6 värden" in said.explanation(row) and "prognosintervall" in said.method(row)
    never = measure("off_track", "forecast", "lower", target=0.25)
    assert said.why(never).startswith("Fortsätter det som hittills är chansen under 1 % att målet nås.")


@pytest.mark.parametrize(
    ("remaining", "told"),
    [
        (0.039, "Målet krävde +1,9 om året från 2023. Efter 2025 krävs +3,9 om året."),
        (-0.002, "Målet krävde +1,9 om året från 2023. Det senaste värdet ligger på målets sida."),
        (math.nan, "Målet krävde +1,9 om året från 2023."),
    ],
)
def test_the_pace_that_the_target_asked_for_stands_beside_the_one_that_is_left(remaining: float, told: str) -> None:
    """The verdict's own basis is the pace since the baseline; what a reader of today needs is the pace of the years left."""
    row = measure("off_track", "forecast", "higher", target=0.92)
    latest = row["latest"] | {"period_start": pd.Timestamp(2025, 9, 7)}
    ahead = Forecast(2027.75, 0.84, 0.8, 0.88, 0.02, math.inf, 0.004, "pace")
    row |= {"latest": latest, "progress": Progress("off_track", "forecast", ahead, Pace(-0.001, -0.02, 0.02, 0.019, remaining))}
    assert f"Takten 2023–2025 är −0,1 procentenheter per år. {told}" in said.why(row)
    assert said.pace_alt(row).endswith(told) and told in said.explanation(row)


def test_a_goal_whose_only_figure_is_its_baseline_tells_the_first_measurement() -> None:
    one = measure("too_early", "no_later_figure", "lower") | {"usable": range(1)}
    assert said.finding(one) == "Otryggheten ute: 31,0 procent i den första mätningen, 2026"
    assert said.why(one).startswith("Det är den första mätningen: 31,0 procent 2026.")
    assert said.finding(measure("too_early", "no_later_figure", "lower")).endswith("för tidigt att säga"), "there were figures before it"


def test_one_figure_without_its_baseline_is_a_first_measurement_and_not_nothing() -> None:
    one = measure("not_measured", "no_baseline", "lower")
    assert said.finding(one) == "Otryggheten ute: 31,0 procent i den första mätningen, 2026"
    assert "en första mätning: 31,0 procent 2026" in said.why(one)
    assert said.finding(measure("not_measured", "no_figures", "lower")) == "Otryggheten ute: inga uppgifter än"


@pytest.mark.parametrize(
    ("kind", "starts", "today", "told"),
    [
        ("wave", ["2025-09-07", "2026-09-07"], DAY, "Nästa mätning väntas hösten 2027."),
        ("wave", ["2024-09-07", "2026-09-07"], DAY, "Nästa mätning väntas hösten 2028."),
        ("wave", ["2026-09-07"], DAY, ""),
        ("wave", ["2025-09-07", "2026-09-07"], date(2027, 12, 1), ""),
        ("year", ["2024-01-01", "2025-01-01"], DAY, "Nästa tal gäller 2026."),
    ],
)
def test_a_goal_says_when_its_next_figure_comes(kind: str, starts: list[str], today: date, told: str) -> None:
    """As long after the latest wave as that was after the one before; one wave alone, or a day that is past, tells nothing."""
    days = pd.DataFrame({"period_start": pd.to_datetime(starts)})
    days["period_end"] = days["period_start"] + pd.Timedelta(days=54)
    row = measure("on_track", "forecast", "lower") | {"period_kind": kind, "whole": days, "latest": days.iloc[-1].to_dict()}
    assert coming(row, today) == told
    assert coming(None, today) == ""


@pytest.mark.parametrize(
    ("kind", "starts", "deadline", "late"),
    [
        ("wave", ["2024-09-07", "2026-09-07"], date(2027, 12, 31), True),
        ("wave", ["2025-09-07", "2026-09-07"], date(2027, 12, 31), False),
        ("wave", ["2025-09-07", "2026-09-07"], date(2027, 10, 1), True),
        ("wave", ["2024-09-07", "2026-09-07"], None, False),
        ("year", ["2024-01-01", "2025-01-01"], date(2025, 12, 31), True),
        ("year", ["2024-01-01", "2025-01-01"], date(2026, 12, 31), False),
    ],
)
def test_a_next_figure_that_comes_after_the_goals_last_day_is_told_as_too_late(
    kind: str, starts: list[str], deadline: date | None, late: bool
) -> None:
    days = pd.DataFrame({"period_start": pd.to_datetime(starts)})
    days["period_end"] = days["period_start"] + pd.Timedelta(days=54)
    row = measure("on_track", "forecast", "lower") | {"period_kind": kind, "whole": days, "latest": days.iloc[-1].to_dict()}
    assert ("efter målets slutdatum" in coming(row | {"deadline": deadline}, DAY)) is late

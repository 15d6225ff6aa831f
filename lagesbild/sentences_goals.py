"""Judged goals into Swedish sentences: the status in a word, why in a line, the rule behind it; "ökat" only after a test."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from lagesbild.sentences import among, capital, measured_in, small, value
from lagesbild.sentences_activities import late_words
from lagesbild.sentences_chance import chance, chance_word
from lagesbild.sentences_uncertainty import half_of, span
from lagesbild.texts import number, signed, text

GOOD, BAD, OPEN = ("reached", "on_track", "improved"), ("off_track", "worsened"), ("no_clear_change", "undetermined")
SAYS_SIDE = ("last_figure", "whole_interval")  # rules whose own words tell on which side of the target the interval lies
QUIET = ("too_early", "followed_by_activities", "not_measured")


def status_word(status: str) -> str:
    """The status as it stands beside its icon: "På väg"."""
    return text(f"goals.status.{status}")


def headline(statuses: Sequence[str], *, label: str = "", over: bool = False) -> str:
    """The finding of a list of goals: how many are on the right way, and how many are not."""
    good, bad, every = sum(s in GOOD for s in statuses), sum(s in BAD for s in statuses), len(statuses)
    if over and good:
        return capital(text("goals.headline.ended", good=in_words(good), all=in_words(every), label=label))
    if every == 1 and (good or bad):
        return text(f"goals.headline.one_{'on' if good else 'off'}_track")
    if good or bad:
        key = "both" if good and bad else "good" if good else "bad"
        return capital(text(f"goals.headline.{key}", good=in_words(good), bad=in_words(bad), all=in_words(every)))
    if any(s in OPEN for s in statuses):
        return text("goals.headline.open_one") if every == 1 else text("goals.headline.open", all=in_words(every))
    if all(s == "followed_by_activities" for s in statuses):
        return text("goals.headline.activities_one" if every == 1 else "goals.headline.activities", all=in_words(every))
    return text("goals.headline.early" if "too_early" in statuses else "goals.headline.unmeasured")


def lede(statuses: Sequence[str], *, words: str = "goals.lede") -> str:
    """What the other goals of the list are, in short sentences; nothing that the headline has said already.

    words: the section of texts that they are told in.
    """
    counts = Counter("open" if s in OPEN else s for s in statuses)
    told = [key for key in ("open", *QUIET) if counts[key] and counts[key] < len(statuses)]
    return " ".join(capital(text(f"{words}.{key}", n=in_words(counts[key]))) for key in told)


def in_words(n: int) -> str:
    """A small count in words before a neuter noun."""
    words = text("goals.numerals").split()
    return words[n] if n < len(words) else number(n)


def goal_why(goal: Mapping[str, Any]) -> str:
    """One line under a goal: what its first measure shows, or how it is followed."""
    if goal["lead"] is not None:
        return " ".join([why(goal["lead"]), *(_contrary(other) for other in contrary(goal))])
    if goal["followed_by_activities"]:
        return late_words(goal["summary"]) if goal["summary"]["all"] else text("goals.why.activities")
    return text("goals.why.no_measure" if goal["number"] else "goals.why.holds_together")


def contrary(goal: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The other measures of a goal that point the other way than the first, which decides the status."""
    first, others = goal["lead"]["progress"].status, goal.get("measures", [])[1:]
    against = BAD if first in GOOD else GOOD if first in BAD else ()
    return [other for other in others if other["progress"].status in against]


def _contrary(other: Mapping[str, Any]) -> str:
    return text("goals.why.contrary", what=other["title"], status=status_word(other["progress"].status).lower())


def why(row: Mapping[str, Any]) -> str:
    """One line on a measure's status: the figures that gave it."""
    progress = row["progress"]
    key = progress.rule
    if key == "forecast" and progress.forecast is not None and progress.forecast.method == "line":
        key = "forecast_line"  # the line decides; the pace since the baseline is another method and is told beside it, not in it
    elif key in ("forecast", "last_figure"):
        key = f"{key}_{progress.status}"
    elif is_first(row):
        key = "first_measurement"
    elif key == "change_test":
        unsure = "among" if among(row) else "none"
        key = f"{key}_{unsure if progress.status == 'no_clear_change' else 'lower' if fell(row) else 'higher'}"
    return " ".join(filter(None, (text(f"goals.why.{key}", **_figures(row)), covers_target(row))))


def is_first(row: Mapping[str, Any]) -> bool:
    """Whether the baseline is the only figure there is: what is known is a first measurement, and nothing is compared with it yet."""
    return row["progress"].rule == "no_later_figure" and len(row["usable"]) == 1


def covers_target(row: Mapping[str, Any]) -> str:
    """That the latest figure's interval holds the target, from and to; empty where it does not, or there is none."""
    if row["target"] is None or row["latest"] is None or row["progress"].rule in SAYS_SIDE:
        return ""
    lower, upper = row["latest"]["lower"], row["latest"]["upper"]
    holds = math.isfinite(lower) and math.isfinite(upper) and lower <= row["target"] <= upper
    return text("goals.why.covers_target", span=span(row), target=plain_target(row["target"], row["unit"])) if holds else ""


def fell(row: Mapping[str, Any]) -> bool:
    """Whether the latest figure lies below the baseline."""
    return row["latest"]["value"] < row["base"]["value"]


def _figures(row: Mapping[str, Any]) -> dict[str, str]:
    """Every figure that a sentence on a measure may name; what is not known is a dash."""
    progress, unit = row["progress"], row["unit"]
    pace, ahead = progress.pace, progress.forecast
    return {
        "before": value(row["base"]["value"], unit) if row["base"] else "–",
        "after": value(row["latest"]["value"], unit) if row["latest"] else "–",
        "unit": measured_in(row), "baseline": row["baseline"], "reason": row["reason"],
        "observed": change(pace.observed, unit) if pace else "–", "asked": required_pace(row) if pace and row["latest"] else "–",
        "chance": chance(ahead.probability, few=ahead.method == "pace", words="about") if ahead else "–", "points": points(row),
        "n": number(len(row["usable"])), "among": among(row),
        "year": str(int(row["latest"]["period_start"].year)) if row["latest"] else "–",
    }  # fmt: skip


def explanation(row: Mapping[str, Any]) -> str:
    """The status in full: figures, probability in words and number, rule, and what to keep in mind."""
    progress = row["progress"]
    ahead = progress.forecast
    parts = [why(row)]
    if progress.rule == "forecast" and progress.pace is not None:
        parts = [text(f"goals.why.pace_{'beside' if ahead is not None and ahead.method == 'line' else 'alone'}", **_figures(row))]
    if ahead is not None and ahead.method != "latest" and math.isfinite(ahead.probability) and progress.status != "reached":
        told = _figures(row) | {"aim": aim_named(row), "when": due_words(ahead.at), "words": chance_word(ahead.probability)}
        parts.append(text(f"goals.chance.{ahead.method}", **told))
    parts.append(text(f"goals.rule.{progress.rule}"))
    parts += [text("goals.regression")] if progress.extreme_baseline or row["baseline_extreme"] else []
    return " ".join(parts)


def method(row: Mapping[str, Any]) -> str:
    """How the forecast was made and what it expects; nothing without one."""
    ahead = row["progress"].forecast
    if ahead is None:
        return ""
    told = text(
        f"goals.method.{ahead.method}",
        n=number(len(row["usable"])),
        baseline=row["baseline"],
        latest=str(int(row["latest"]["period_start"].year)),
    )
    if ahead.method == "latest":
        return told
    unit = row["unit"]
    shown = {
        name: value(max(0.0, getattr(ahead, name)) if name == "lower" else getattr(ahead, name), unit)
        for name in ("value", "lower", "upper")
    }
    return f"{told} {text('goals.method.expected', when=due_words(ahead.at), unit=measured_in(row), **shown)}"


def due_words(at: float) -> str:
    """When the last figure is due: "2027" for a year's own middle, else the season: "hösten 2027"."""
    year, part = int(at), at - int(at)
    if abs(part - 0.5) < 0.02:
        return str(year)
    return text(f"goals.season.{('winter', 'spring', 'summer', 'autumn')[min(3, int(part * 4))]}", year=year)


def finding(row: Mapping[str, Any]) -> str:
    """The measure's finding as a heading."""
    progress = row["progress"]
    key = progress.status
    if key in ("improved", "worsened"):
        key = f"{key}_{row['direction']}"
    elif progress.rule == "last_figure" and key == "off_track":
        key = "off_track_last"
    elif is_first(row) or (progress.rule == "no_baseline" and row["latest"] is not None):
        key = "first_figure"
    figures = {name: words for name, words in _figures(row).items() if name != "baseline"}
    return capital(text(f"goals.finding.{key}", name=row["sentence_name"], baseline=row["baseline"], **figures))


def aim(row: Mapping[str, Any]) -> str:
    """The aim under a value: "mål högst 25 %", "mål: minska"."""
    if row["target"] is None:
        return text(f"goals.aim.{row['direction']}")
    target = value_with_sign(row["target"], row["unit"])
    return text("goals.aim.at_most" if row["direction"] == "lower" else "goals.aim.at_least", target=target)


def beside(row: Mapping[str, Any]) -> str:
    """What a goal's figure measures, and the aim: a goal of safer may be measured by how many are unsafe. "otrygga ute, mål: minska"."""
    what = small(row["short_title"])
    unit = measured_in(row)
    between = " " if unit.startswith("per") else ", "
    return text("goals.aim.beside", what=what if row["unit"] == "share" else f"{what}{between}{unit}", aim=aim(row).replace(" ", "\u00a0"))


def aim_named(row: Mapping[str, Any]) -> str:
    """The target inside a sentence: "högst 25 procent"."""
    return text(f"goals.aim.named_{row['direction']}", target=plain_target(row["target"], row["unit"]), unit=measured_in(row))


def plain_target(target: float, unit: str) -> str:
    """A target without decimals that it does not have: "25", "0,9"."""
    factor = 100 if unit == "share" else 1
    fewest = 1 if unit.startswith("per_") else 0
    places = next((n for n in (0, 1, 2) if n >= fewest and abs(round(target * factor, n) - target * factor) < 1e-9), 2)
    return number(target * factor, places)


def value_with_sign(amount: float, unit: str) -> str:
    """A target with its unit where that is one character: "25 %"."""
    return plain_target(amount, unit) + ("\u00a0%" if unit == "share" else "")


def latest(row: Mapping[str, Any]) -> tuple[str, str]:
    """The latest figure and half its interval: ("25,6 %", "±2,1")."""
    if row["latest"] is None:
        return "", ""
    return plain_figure(row["latest"], row["unit"]), half_of(row["latest"], row["unit"])


def plain_figure(figure: Mapping[Any, Any], unit: str) -> str:
    """A figure without its interval, its unit where that is one character: "25,6 %", "3,2"."""
    return value(figure["value"], unit) + ("\u00a0%" if unit == "share" else "")


def change(amount: float, unit: str) -> str:
    """A change in the unit's own steps, with its sign: "−1,9"."""
    return signed(amount * 100 if unit == "share" else amount, 2 if unit not in ("share", "count") else 1)


def points(row: Mapping[str, Any]) -> str:
    """What a change is counted in: "procentenheter", "per 1 000 invånare"."""
    unit = row["unit"]
    return text(f"goals.points.{unit if unit in ('share', 'index') else 'other'}", unit=measured_in(row))


def power(row: Mapping[str, Any]) -> str:
    """What the next figure can show."""
    down, up = row["least_decrease"], row["least_increase"]
    if not math.isfinite(up):
        return text("goals.power.unknown")
    shown = {"down": change(down, row["unit"]).lstrip("+"), "up": change(up, row["unit"]).lstrip("+"), "points": points(row)}
    if not math.isfinite(down):
        return text("goals.power.up", **shown)
    return text("goals.power.both" if row["period_kind"] == "wave" or row["unit"] == "share" else "goals.power.rate", **shown)


def pace_title(row: Mapping[str, Any]) -> str:
    """Whether the pace so far is what the target asks for; certain only when the whole interval is."""
    pace, lower_wanted = row["progress"].pace, row["direction"] == "lower"
    best, worst = (pace.lower, pace.upper) if lower_wanted else (-pace.upper, -pace.lower)
    asked = pace.required if lower_wanted else -pace.required
    return text("goals.pace.title_enough" if worst <= asked else "goals.pace.title_short" if best > asked else "goals.pace.title_open")


def required_pace(row: Mapping[str, Any]) -> str:
    """The pace that the target asked for from the baseline, and the one that it asks for in the years that are left.

    The first is what the pace so far is judged against; the second is what a reader of today needs to know.
    """
    pace, unit = row["progress"].pace, row["unit"]
    told = {"required": change(pace.required, unit), "baseline": row["baseline"], "year": str(int(row["latest"]["period_start"].year))}
    if not math.isfinite(pace.remaining):
        return text("goals.why.asked_over", **told)
    there = pace.remaining >= 0 if row["direction"] == "lower" else pace.remaining <= 0
    return text(f"goals.why.asked{'_there' if there else ''}", remaining=change(pace.remaining, unit), **told)


def pace_alt(row: Mapping[str, Any]) -> str:
    """The pace picture in words."""
    pace, unit = row["progress"].pace, row["unit"]
    ends = {"lower": change(pace.lower, unit), "upper": change(pace.upper, unit)}
    return text("goals.pace.alt", observed=change(pace.observed, unit), asked=required_pace(row), **ends)


def change_line(row: Mapping[str, Any]) -> str:
    """From what to what, in a list of certain changes."""
    return text("goals.changes.line", **{key: _figures(row)[key] for key in ("before", "after", "unit")})


def pace_sub(row: Mapping[str, Any]) -> str:
    """What the pace picture measures."""
    return text("goals.pace.sub", points=points(row), first=row["baseline"], last=row["latest"]["period_start"].year)


def pace_figures(row: Mapping[str, Any]) -> dict[str, Any]:
    """The pace in drawn units: points for shares, with as many decimals as its words have."""
    pace, share = row["progress"].pace, row["unit"] == "share"
    found = {name: getattr(pace, name) * (100 if share else 1) for name in ("observed", "lower", "upper", "required")}
    return found | {"places": 1 if share or row["unit"] == "count" else 2}

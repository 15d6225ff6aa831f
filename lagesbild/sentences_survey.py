"""Judged survey figures into Swedish sentences; "ökat" and "minskat" stand only where a change was tested and certain."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from lagesbild.sentences import COMMON_NUMBER_WORDS, NUMBER_WORDS, among, capital, comparable
from lagesbild.texts import interval, number, signed, text

CERTAIN = ("increase", "decrease")
TESTED = (*CERTAIN, "no_clear_change")
MOST_TOLD = 4


def wave_headline(rows: Sequence[dict[str, Any]], wave: str, since: str) -> str:
    """The finding of a wave: how many answers have certainly changed, and whether for the better."""
    if not since:
        return text("survey.headline.first", wave=wave)
    certain = [row for row in rows if row["verdict"] in CERTAIN]
    tested = sum(row["verdict"] in TESTED for row in rows)
    if not tested:
        return text("survey.headline.untested", wave=wave, since=since)
    if not certain:
        return text("survey.headline.none", all=in_words(tested), since=since)
    good, bad = (sum(row["polarity"] == kind for row in certain) for kind in ("good", "bad"))
    key = "some_both" if good and bad else "some_good" if good == len(certain) else "some_bad" if bad == len(certain) else "some_neutral"
    told = text(f"survey.headline.{key}", n=in_words(len(certain)), all=in_words(tested), since=since, good=in_words(good))
    return capital(told)


def wave_sentence(rows: Sequence[dict[str, Any]], since: str) -> str:
    """Which answers have certainly changed, largest first; the picture's text alternative."""
    certain = sorted((row for row in rows if row["verdict"] in CERTAIN), key=lambda row: -abs(row["difference"]))
    parts = [change_sentence(row, since) for row in certain[:MOST_TOLD]]
    rest = sum(row["verdict"] == "no_clear_change" for row in rows)
    parts += [capital(text("survey.sentence.rest", n=answers(rest)))] if rest else []
    return " ".join(parts) or text("survey.sentence.nothing")


def change_sentence(row: dict[str, Any], since: str) -> str:
    """One answer's tested change, from what to what, or why none is told."""
    name = row["short_title"]
    if row["verdict"] not in TESTED:
        why = row.get("reason") or text(f"survey.sentence.{row['verdict']}")
        return text("survey.sentence.untested", name=name, why=why)
    told = {"then": figure(row["then_value"], row["unit"]), "now": figure(row["value"], row["unit"]), "since": since}
    return text(f"survey.sentence.{'among' if among(row) else row['verdict']}", name=name, unit=unit(row["unit"]), **told, n=among(row))


def question_heading(row: dict[str, Any], since: str, place: str, group: str) -> str:
    """The finding of one question in one part of the municipality and one group; "" is the whole of it, and everybody."""
    verdict = row["verdict"] if since else "not_measured"
    told = text(f"question.heading.{verdict}", name=row["short_title"], since=since)
    where = ", ".join(part for part in (place, group) if part)
    return text("question.heading.where", heading=told, where=where) if where else told


def question_sentence(row: dict[str, Any], wave: str, since: str) -> str:
    """The figure with its interval and answers, then its tested change."""
    told = text("survey.sentence.figure", wave=wave, figure=between(row), n=number(row["base"]))
    return f"{told} {change_sentence(row, since)}" if since else told


def against_headline(rows: Sequence[dict[str, Any]], kind: str) -> str:
    """Which areas or groups certainly differ from the others, by name as long as they are few."""
    high, low = ([row["name"] for row in rows if row["verdict"] == verdict] for verdict in ("clearly_higher", "clearly_lower"))
    if not high and not low:
        tested = any(row["verdict"] == "no_clear_difference" for row in rows)
        return text(f"question.against.{kind}_{'none' if tested else 'untested'}")
    key = "both" if high and low else "high" if high else "low"
    return text(f"question.against.{kind}_{key}", high=listed(high), low=listed(low))


def heat_headline(rows: Sequence[dict[str, Any]]) -> str:
    """The area with most answers that are certainly worse than in the rest; never a ranking of areas by their figures."""
    judged = [row for row in rows if row["verdict"] != "too_uncertain"]
    if not judged:
        return text("survey.heat.title_untested")
    worse = Counter(row["name"] for row in judged if row["polarity"] == "bad")
    if not worse:
        return text("survey.heat.title_better" if any(row["polarity"] == "good" for row in judged) else "survey.heat.title_none")
    most = max(worse.values())
    areas = sorted(name for name, count in worse.items() if count == most)
    asked = len({row["indicator"] for row in judged})
    if len(areas) > 1:
        return text("survey.heat.title_several", areas=listed(areas), n=in_words(most), all=in_words(asked))
    return text("survey.heat.title_worst", area=areas[0], n=in_words(most), all=in_words(asked))


def area_heading(rows: Sequence[dict[str, Any]], name: str) -> str:
    """How many of an area's answers are certainly worse or better than in the rest."""
    return text("survey.area.heading", name=name, found=_found(rows, "answers"))


def profile_heading(answers: Sequence[dict[str, Any]], crimes: Sequence[dict[str, Any]], name: str) -> str:
    """The same for answers and crime types together."""
    return text("survey.area.both", name=name, answers=_found(answers, "answers"), crimes=_found(crimes, "crimes"))


def _found(rows: Sequence[dict[str, Any]], what: str) -> str:
    """ "fyra av tolv svar är säkert sämre", told of what is worse before what is better."""
    judged = [row for row in rows if comparable(row)]
    if not judged:
        return text(f"survey.area.{what}_untested")
    for kind in ("bad", "good"):
        n = sum(row["polarity"] == kind for row in judged)
        if n:
            words = COMMON_NUMBER_WORDS if what == "crimes" else NUMBER_WORDS
            n_words, all_words = (words[count] if count < len(words) else number(count) for count in (n, len(judged)))
            return text(f"survey.area.{what}_{kind}", n=n_words, all=all_words)
    return text(f"survey.area.{what}_none", all=in_words(len(judged)))


def against_rest(row: dict[str, Any]) -> str:
    """An area or group against the others: "41 procent här, 24 i resten. Säkert högre."."""
    if not math.isfinite(row["value"]):
        return absent(row["state"])
    verdict = text(f"sentences.area_verdict.{row['verdict']}")
    return text("survey.sentence.against", here=figure(row["value"], row["unit"], 0), unit=unit(row["unit"]),
                rest=figure(row["rest_value"], row["unit"], 0), verdict=verdict)  # fmt: skip


def between(row: dict[str, Any]) -> str:
    """A figure with its interval: "25,6 procent (23,4–27,9)"."""
    if not math.isfinite(row["value"]):
        return absent(row["state"])
    factor, places = (100, 1) if row["unit"] == "share" else (1, 2)
    span = interval(row["lower"] * factor, row["upper"] * factor, places)
    return f"{figure(row['value'], row['unit'])} {unit(row['unit'])}" + (f" ({span})" if span else "")


def absent(name: str) -> str:
    """What stands where a figure would; a figure that is not there though its state says so is missing."""
    return state(name) or text("survey.state.missing")


def state(name: str) -> str:
    """Why a survey figure is absent, or nothing where there is one."""
    return "" if name in ("value", "zero") else text(f"survey.state.{name}")


def figure(value: float, measured: str, places: int = 1) -> str:
    """A stored figure as readers see it: a share as percent, an index with two decimals."""
    return number(100 * value, places) if measured == "share" else number(value, 2)


def unit(measured: str) -> str:
    """What stands after the figure inside a sentence."""
    return text(f"survey.unit.{measured}")


def difference(value: float, measured: str) -> str:
    """A difference with its sign, in percentage points or points of the index."""
    return signed(100 * value, 1) if measured == "share" else signed(value, 2)


def points(value: float) -> str:
    """A difference in percentage points: "4,1 procentenheter"; one that no survey could show is told so."""
    return text("survey.sentence.points", n=number(100 * value, 1)) if math.isfinite(value) else text("survey.sentence.impossible")


def answers(n: int) -> str:
    """A number of answers in words: "tolv svar"."""
    return f"{in_words(n)} {text('survey.sentence.answers')}"


def in_words(n: int) -> str:
    """A small count in words before a neuter noun."""
    return NUMBER_WORDS[n] if n < len(NUMBER_WORDS) else number(n)


def listed(items: Sequence[str]) -> str:
    """Items in a sentence: "2023 och 2026", "a, b och c"."""
    if len(items) < 2:
        return "".join(items)
    return text("survey.sentence.listed", head=", ".join(items[:-1]), last=items[-1])

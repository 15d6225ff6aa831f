"""The answer of the first screen, by closed rules: what is certain is said, what is not certain is called so."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lagesbild.build.site_rows import Row
from lagesbild.texts import number, text

JUDGED = ("increase", "decrease", "no_clear_change")
NAMED = 3  # at most this many offences are named in the "but"


@dataclass(frozen=True)
class Answer:
    """The first screen: at most two short sentences, one figure with its comparison, and the "but"."""

    headline: tuple[str, ...]
    hero: Row | None
    unit: str
    comparison: str
    but: tuple[str, ...]
    finding: str


def answer(found: list[Row], name: str) -> Answer:
    """Choose the headline, the hero row and the "but" from the judged rows."""
    hero = hero_row(found)
    return Answer(
        headline=_headline(found),
        hero=hero,
        unit=text(f"site.unit.{hero.unit}") if hero else "",
        comparison=_comparison(hero) if hero else "",
        but=_but(found, hero, name),
        finding=finding(hero) if hero else "",
    )


def hero_row(found: list[Row]) -> Row | None:
    """The most important change: all crime when certain, else the certain change of most reports, else all crime.

    Offences that the police find by looking are chosen only when nothing else has a figure. Without a total, the
    offence with most reports stands in. A year that can be compared with nothing gives way to years together.
    """
    shown = [row for row in found if row.latest.shown]
    if any(row.pooled for row in found) and not any(row.verdict in JUDGED for row in shown):
        return None
    total = next((row for row in shown if row.total), None)
    certain = [row for row in shown if row.certain and not row.policing and not row.total]
    if total and (total.certain or not certain):
        return total
    plain = [row for row in shown if not row.policing]
    return max(certain or plain or shown, key=_weight, default=None)


def _weight(row: Row) -> tuple[float, float]:
    if row.certain:
        return abs(row.latest.count - row.base.count), 0.0
    return 0.0, row.latest.count if math.isfinite(row.latest.count) else row.latest.value


def _headline(found: list[Row]) -> tuple[str, ...]:
    kinds = [row for row in found if not row.total]
    down, up = (sum(row.verdict == verdict for row in kinds) for verdict in ("decrease", "increase"))
    total = next((row for row in found if row.total and row.certain), None)
    if total:
        key = f"total_{total.verdict}" + ("_but" if (up if total.verdict == "decrease" else down) else "")
    elif hero_row(found) is None:
        key = "pooled" if any(row.pooled for row in found) else "empty" if found else "nothing"
    elif not any(row.verdict in JUDGED for row in found):
        key = "unknown" if any(row.base.year for row in found) else "alone"
    elif (down or up) and not any(row.certain and not row.policing for row in kinds):
        key = "policing"
    else:
        key = _direction(down, up)
    return tuple(text(f"site.answer.{key}", down=numeral(down), Down=numeral(down).capitalize(), up=numeral(up)).split("|"))


def _direction(down: int, up: int) -> str:
    return {(False, False): "none", (True, False): "down", (False, True): "up", (True, True): "both"}[(down > 0, up > 0)]


def numeral(count: int) -> str:
    """A small number as a word, for a neuter noun: "ett", "två"; above twelve in digits."""
    words = text("site.answer.numerals").split()
    return words[count] if count < len(words) else number(count)


def _comparison(hero: Row) -> str:
    key = ("what_total_" if hero.total else "what_") + ("count" if hero.unit == "count" else "rate")
    told = text(f"site.hero.{key}", year=hero.latest.year, name=hero.name)
    if not hero.base.shown:
        return told
    return f"{told} {text('site.hero.then', year=hero.base.year, value=hero.told(hero.base))}"


def _but(found: list[Row], hero: Row | None, name: str) -> tuple[str, ...]:
    """What the headline does not say: the certain changes the other way, and always that reported is not all."""
    if hero is None:
        key = "pooled" if any(row.pooled for row in found) else "empty" if found else "nothing"
        return (text(f"site.but.{key}", name=name),)
    others = [row for row in found if row.certain and row is not hero and not row.total]
    against = [row for row in others if row.verdict != hero.verdict]
    told = against or others
    parts = []
    for verdict in ("increase", "decrease"):
        same = [row for row in told if row.verdict == verdict]
        if same:
            parts.append(text(f"site.but.{verdict}", names=listed([row.name for row in same])))
    found_by_police = [row.name for row in told if row.policing and row.verdict == "increase"]
    parts += [text("site.but.policing", names=listed(found_by_police))] if found_by_police else []
    if hero.certain and not others and len(found) > 1:
        parts.append(text("site.but.no_other"))
    if not hero.certain and not others:
        key = "chance" if hero.verdict == "no_clear_change" else "unsure" if hero.base.year else "alone"
        parts.append(text(f"site.but.{key}"))
    return (*parts, text("site.but.reported"))


def listed(names: list[str]) -> str:
    """Names as a Swedish list; beyond three the rest are counted."""
    if len(names) > NAMED + 1:
        names = [*names[:NAMED], text("site.but.more", count=numeral(len(names) - NAMED))]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {text('site.but.and')} {names[-1]}"


def finding(row: Row) -> str:
    """The chart's title: what it shows, no stronger than the verdict."""
    kind = "total" if row.total else "kind"
    verdict = row.verdict if row.verdict in JUDGED else "plain"
    return text(f"site.finding.{kind}_{verdict}", name=row.name, base=row.base.year)


def list_finding(found: list[Row]) -> str:
    """The list's heading: how many kinds of crime have certainly changed."""
    kinds = [row for row in found if not row.total]
    down, up = (sum(row.verdict == verdict for row in kinds) for verdict in ("decrease", "increase"))
    key = _direction(down, up) if any(row.verdict in JUDGED for row in found) else "unknown"
    told = text(f"site.list.finding_{key}", down=numeral(down), up=numeral(up))
    return told[:1].upper() + told[1:]

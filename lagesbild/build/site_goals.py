"""The public page Mål: every goal of the agreement in plain words, with the same verdicts as the internal page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from lagesbild import sentences_agreement as worded
from lagesbild import sentences_goals as said
from lagesbild.agreement_state import Standing
from lagesbild.build.site_languages import CATALOGUE, named
from lagesbild.build.site_written import Told, in_swedish, translations
from lagesbild.build.site_written import said as said_in
from lagesbild.charts import fluid, fluid_change
from lagesbild.charts.fluid import Shade
from lagesbild.exhibits import agreements
from lagesbild.exhibits.goal_figures import judged_goals, numbered
from lagesbild.sentences import capital, value
from lagesbild.store import Reader
from lagesbild.texts import number, spoken, text

# The fixed table from the ten statuses to the words, symbols and tones of the public page.
PUBLIC = {
    "reached": ("reached", "flat", "good"), "on_track": ("right", "flat", "good"), "improved": ("right", "flat", "good"),
    "off_track": ("missed", "flat", "bad"), "worsened": ("wrong", "flat", "bad"), "no_clear_change": ("none", "flat", "ink"),
    "undetermined": ("open", "unsure", "unsure"), "too_early": ("early", "clock", "ink"),
    "followed_by_activities": ("work", "none", "unsure"), "not_measured": ("unmeasured", "hidden", "unsure"),
}  # fmt: skip


def goals_page(reader: Reader, today: date, shade: Shade | None = None) -> dict[str, Any] | None:
    """What the page shows, or None where no agreement with goals is known."""
    now = agreements.now(reader, today)
    rows = [_begun(_spoken(row)) for row in numbered(judged_goals(reader, now))] if now else []
    if now is None or not rows:
        return None
    statuses = [row["status"] for row in rows]
    known = translations(reader)
    goals = [_goal(row, shade, known) for row in rows]
    used = {key: (symbol, tone) for key, symbol, tone in reversed([_word(row) for row in rows])}
    return {
        "page": "goals",
        "heading": said.headline(_counted(statuses)),
        "lede": lede(statuses),
        "agreement": {"title": said_in(now.agreement.title, known), "state": worded.state_sentence(now),
                      "signed": worded.parties_line(now.agreement), "link": now.agreement.link},
        "years": _years(now),
        "goals": goals,
        "swedish": in_swedish(one["title"] for one in goals),
        "words": [(Markup(fluid_change.symbol(symbol)), tone, text(f"site_goals.word.{key}"), text(f"site_goals.meaning.{key}"))
                  for key, (symbol, tone) in reversed(used.items())],
        "numbers": text("site_goals.with_numbers" if any(_aimed(row) for row in rows) else "site_goals.no_numbers"),
    }  # fmt: skip


def _spoken(row: dict[str, Any]) -> dict[str, Any]:
    """The goal with its measures named in the language that is written."""
    if row["lead"] is None or spoken() != CATALOGUE:
        return row
    names = named("title", [one["indicator"] for one in row["measures"]], [one["title"] for one in row["measures"]])
    measures = [one | {"title": name, "unit_words": ""} for one, name in zip(row["measures"], names, strict=True)]
    return row | {"lead": measures[0], "measures": measures}


def _begun(row: dict[str, Any]) -> dict[str, Any]:
    """A goal with a figure and nothing to compare it with is measured: it is too early to say, and no figure is missing."""
    first = row["status"] == "not_measured" and row["lead"] is not None and row["lead"]["latest"] is not None
    return row | {"status": "too_early"} if first else row


def _counted(statuses: list[str]) -> list[str]:
    """The goals that the page counts: one without public figures may be on any way, so it is named and not counted."""
    return [status for status in statuses if status != "not_measured"] or statuses


def lede(statuses: list[str]) -> str:
    """What the other goals are, and how many have no public figures."""
    hidden = statuses.count("not_measured")
    if hidden == len(statuses):
        return text("site_goals.unmeasured_all")
    told = said.lede(_counted(statuses), words="site_goals.lede")
    if not hidden:
        return told
    key = "unmeasured_one" if hidden == 1 else "unmeasured_more"
    return f"{told} {capital(text(f'site_goals.{key}', n=said.in_words(hidden)))}".strip()


def _aimed(row: dict[str, Any]) -> bool:
    return row["lead"] is not None and row["lead"]["target"] is not None


def _years(now: Standing) -> str:
    line = worded.year_line(now, kept=True)
    return f"{line}." if line else ""


def _word(row: dict[str, Any]) -> tuple[str, str, str]:
    """The public word's key, symbol and tone; an arrow gives the number's direction where a change is certain."""
    key, symbol, tone = PUBLIC[row["status"]]
    if row["lead"] is not None and row["status"] in ("improved", "worsened", "on_track", "reached"):
        symbol = "down" if said.fell(row["lead"]) else "up"
    return key, symbol, tone


def _goal(row: dict[str, Any], shade: Shade | None, known: Told) -> dict[str, Any]:
    key, symbol, tone = _word(row)
    return {
        "number": row["number"], "title": said_in(row["title"], known), "plain": plain(row), "aim": _aim(row),
        "contrary": contrary(row),
        "word": text(f"site_goals.word.{key}"),
        "certain": text(f"site_goals.certain.{row['status']}"), "symbol": Markup(fluid_change.symbol(symbol)), "tone": tone,
        "work": work(row["summary"]), "chart": Markup(chart(row, shade)), "no_chart": _alone(row),
        "unmeasured": key == "unmeasured",
    }  # fmt: skip


def chart(row: dict[str, Any], shade: Shade | None) -> str:
    """The figures that the goal is judged by as a small trend; empty where there are fewer than two."""
    lead = row["lead"]
    if lead is None or lead["latest"] is None or len(lead["whole"]) < 2:
        return ""
    whole, factor = lead["whole"], 100.0 if lead["unit"] == "share" else 1.0
    years = pd.DataFrame({"year": whole["period_start"].dt.year} | {key: factor * whole[key] for key in ("value", "lower", "upper")})
    base, latest = (None if lead[point] is None else int(lead[point]["period_start"].year) for point in ("base", "latest"))
    breaks = [when for when, _ in lead["cuts"]]
    decimals = 0 if lead["unit"] == "share" else 1
    return fluid.trend(years, told=plain(row), base=base, latest=latest, decimals=decimals, breaks=breaks, shade=shade, small=True)


def _alone(row: dict[str, Any]) -> str:
    """Why a goal with a figure has no picture."""
    one = row["lead"] is not None and row["lead"]["latest"] is not None and len(row["lead"]["whole"]) < 2
    return text("site_goals.no_chart") if one else ""


def plain(row: dict[str, Any]) -> str:
    """Then and now in plain words: "26 av 100 år 2026. År 2023 var det 31 av 100."."""
    if row["lead"] is None:
        return text("site_goals.plain.no_measure")
    return _then_and_now(row["lead"]) if row["lead"]["latest"] is not None else text("site_goals.plain.no_figures")


def contrary(row: dict[str, Any]) -> list[str]:
    """What another published measure of the goal says where it points the other way than the one that decides."""
    others = said.contrary(row) if row["lead"] is not None else []
    words = [text(f"site_goals.word.{PUBLIC[other['progress'].status][0]}") for other in others]
    return [
        text("site_goals.contrary", word=word[:1].lower() + word[1:], told=_then_and_now(dict(other)))
        for word, other in zip(words, others, strict=True)
    ]


def _then_and_now(lead: dict[str, Any]) -> str:
    kind = "share" if lead["unit"] == "share" else "other"
    now = text(f"site_goals.plain.now_{kind}", what=lead["title"], year=lead["latest"]["period_start"].year, **_amount(lead, "latest"))
    if lead["base"] is None or lead["progress"].status == "too_early":
        return now
    return f"{now} {text(f'site_goals.plain.then_{kind}', year=lead['baseline'][:4], **_amount(lead, 'base'))}"


def _amount(row: dict[str, Any], point: str) -> dict[str, str]:
    amount, unit = row[point]["value"], row["unit"]
    return {"value": number(100 * amount) if unit == "share" else value(amount, unit), "unit": said.points(row) if unit != "share" else ""}


def _aim(row: dict[str, Any]) -> str:
    lead = row["lead"]
    if lead is None or lead["target"] is None:
        return ""
    kind = "share" if lead["unit"] == "share" else "other"
    return text(f"site_goals.aim.{kind}_{lead['direction']}", target=said.plain_target(lead["target"], lead["unit"]))


def work(told: dict[str, Any]) -> str:
    """How many public activities belong to the goal, and how many are done."""
    if not told["all"]:
        return ""
    return capital(text("site_goals.work_one" if told["all"] == 1 else "site_goals.work", n=said.in_words(told["all"]), done=told["done"]))

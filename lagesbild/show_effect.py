"""The choices of the page Effekt: several areas in one box, the month of the start, and the same for survey shares."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.exhibits import areas, effect, effect_shares
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.read import read
from lagesbild.show_exhibit import draw, figure_table, tool_row
from lagesbild.show_page import Page, choice, several
from lagesbild.texts import text

LENGTHS = (3, 6, 12, 24)


def trial(page: Page, crime: str, version: str, names: dict[str, str]) -> effect.Trial | None:
    """The chosen areas, comparison, month and length; None where there are no months to choose from."""
    months = effect.starts(page.reader, crime, version)
    if not months:
        return None
    left, right = st.columns(2)
    with left:
        mine = several(text("effect.areas"), "insats", names, list(names)[:1], text("effect.choose"))
    others = {code: name for code, name in names.items() if code not in mine}
    with right:
        compared = several(
            text("effect.comparison"), "jamfor", others, effect.alike(page.reader, crime, version, mine), text("effect.choose")
        )
    when, length, _ = st.columns([1, 1, 2])
    with when:
        labels = {f"{month:%Y-%m}": f"{month:%Y-%m}" for month in reversed(months)}
        start = choice(text("effect.start"), "start", labels, f"{months[max(0, len(months) - 13)]:%Y-%m}")
    with length:
        span = choice(text("effect.months"), "manader", {str(n): str(n) for n in LENGTHS}, "12")
    return effect.Trial(mine, compared, version, pd.Timestamp(f"{start}-01"), int(span))


def counts(page: Page, indicator: pd.Series, wanted: effect.Trial) -> Exhibit:
    """The effect on counts: picture, sentence and table; returns what was found."""
    found = effect.effect(page.reader, indicator, wanted)
    show.finding(found.heading, found.sub)
    draw(found, "effect")
    if found.figure is not None:
        show.note(found.sentence)
    show.source_line(found.source_line)
    tool_row(found, f"effekt-{indicator['indicator']}-{wanted.start:%Y-%m}")
    figure_table(found, text("effect.table"))
    return found


def shares(page: Page, names: dict[str, str], version: str) -> Exhibit | None:
    """The effect on a survey share between two waves; None where no question was asked in two areas twice."""
    rows = read(page.reader, "indicators")
    asked = rows[(rows["family"] == "survey") & (rows["measure"] == "share")].set_index("indicator", drop=False)
    if asked.empty or len(names) < 2:
        return None
    show.rule()
    show.finding(text("effect.shares"), text("effect.shares_note"))
    what, here, there, when = st.columns([2, 1.2, 1.2, 1.2])
    with what:
        slug = choice(text("effect.question"), "fraga", asked["short_title"].to_dict())
    with here:
        area = choice(text("effect.area"), "har", names)
    with there:
        other = choice(text("effect.other"), "dar", {code: name for code, name in names.items() if code != area})
    told = effect_shares.waves(page.reader, slug, area, version)["wave"].tolist()
    pairs = {f"{a}.{b}": text("effect.wave_pair", first=a, second=b) for i, a in enumerate(told) for b in told[i + 1 :]}
    if not pairs:
        show.note(text("effect.empty_why"))
        return None
    with when:
        first, _, second = choice(text("effect.waves"), "matningar", pairs, list(pairs)[-1]).partition(".")
    places = [(code, names[code]) for code in (area, other)]
    found = effect_shares.effect_of_shares(page.reader, asked.loc[slug], places[0], places[1], version, (first, second))
    show.section(found.heading)
    show.note(found.sentence)
    show.source_line(found.source_line)
    tool_row(found, f"effekt-{slug}-{area}-{other}")
    figure_table(found, text("effect.table"))
    return found


def area_version(page: Page, division: str) -> str | None:
    """The version of the areas of the newest period of a division."""
    return next((period.area_version for period in areas.area_periods(page.reader, division)), None)

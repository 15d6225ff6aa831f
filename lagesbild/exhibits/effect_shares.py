"""Effekt: a survey share before and after an activity in one area against another, as a difference in differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.kept import kept
from lagesbild.model import ALL, ChangeVerdict
from lagesbild.read import read
from lagesbild.stats.effect import Effect, Share, difference_in_differences, effect_verdict
from lagesbild.store import Reader
from lagesbild.texts import number, signed, text

COLUMNS = {"name": "who", "wave": "wave", "percent": "value", "low": "lower", "high": "upper", "base": "answers"}


@kept
def waves(reader: Reader, indicator: str, area: str, area_version: str) -> pd.DataFrame:
    """The waves with a share and its error in one area, the earliest first."""
    rows = read(reader, "survey_series", indicator=indicator, area=area, area_version=area_version, subgroup=ALL)
    return rows[rows["value"].notna()].reset_index(drop=True)


@kept
def effect_of_shares(
    reader: Reader, indicator: pd.Series, area: tuple[str, str], other: tuple[str, str], version: str, pair: tuple[str, str]
) -> Exhibit:
    """One question in two areas (code, name) and two waves; not tested where a break lies between them."""
    series = [waves(reader, indicator["indicator"], code, version).set_index("wave") for code, _ in (area, other)]
    if not all(wave in rows.index for rows in series for wave in pair):
        nothing = pd.DataFrame()
        what = text("effect.empty", what=indicator["short_title"])
        return Exhibit("effect_shares", what, "", text("effect.empty_why"), "", nothing, nothing, ("survey_series",))
    told = [rows.loc[wave] for rows in series for wave in pair]
    shares = [Share(float(r["value"]), float(r["standard_error"]), float(r["degrees"])) for r in told]
    found = difference_in_differences(shares[0], shares[1], shares[2], shares[3])
    breaks = read(reader, "breaks", indicator=indicator["indicator"])
    broken = ((breaks["break_date"] > told[0]["period_start"]) & (breaks["break_date"] <= told[1]["period_start"])).any()
    verdict: ChangeVerdict = "not_comparable" if broken else effect_verdict(found)
    names = [name for _, name in (area, area, other, other)]
    frame = pd.DataFrame([_row(r, name, wave) for r, name, wave in zip(told, names, [*pair, *pair], strict=True)])
    heading = text(f"effect.heading_shares.{verdict}", what=indicator["short_title"], place=area[1])
    why = text("effect.broken") if broken else ""
    return Exhibit(
        slug="effect_shares",
        heading=heading,
        sub=indicator["title"],
        sentence=" ".join(part for part in (_sentence(shares, found, area[1], other[1]), why, text("effect.label")) if part),
        source_line=source_line(frame),
        frame=frame,
        table=swedish_table(frame, COLUMNS),
        queries=("survey_series", "breaks"),
        definition=text("effect.definition_shares"),
        caveat=text("effect.caveat"),
        facts={"verdict": verdict, "effect": found},
    )


def _row(r: Any, name: str, wave: str) -> dict[str, Any]:
    percent = {key: 100 * float(r[column]) for key, column in (("percent", "value"), ("low", "lower"), ("high", "upper"))}
    return percent | {
        "name": name,
        "wave": wave,
        "base": r["base"],
        "source": r["source"],
        "vintage": r["vintage"],
        "data_date": r["data_date"],
    }


def _sentence(shares: list[Share], found: Effect, area: str, other: str) -> str:
    told = dict(zip("abcd", (number(100 * share.value) for share in shares), strict=True)) | {"area": area, "other": other}
    if not np.isfinite(found.lower):
        return text("effect.sentence_shares_untested", **told)
    low, high, difference = (signed(100 * value) for value in (found.lower, found.upper, found.difference))
    return text("effect.sentence_shares", difference=difference, low=low, high=high, **told)

"""The three sentences of a neighbourhood: safer than before, compared with the rest, and what is reported; all with their certainty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lagesbild.build.site_answer import listed
from lagesbild.build.site_area import MAIN_CONCEPT
from lagesbild.build.site_data import SHOWN
from lagesbild.sentences import small
from lagesbild.texts import number, text

TESTED = ("increase", "decrease", "no_clear_change", "too_uncertain", "not_comparable")
UNSHOWN = ("hidden", "then_hidden", "then_missing")  # why two years cannot be laid side by side


def sentences(name: str, survey: pd.DataFrame, crime: pd.DataFrame) -> list[str]:
    """At most three; the first answers whether the area is safer than before, or says why that cannot be said."""
    return [told for told in (safer(name, survey), _asked(survey), _reported(crime)) if told]


def safer(name: str, survey: pd.DataFrame) -> str:
    """Whether fewer feel unsafe than before; "cannot be said" with the reason where it cannot."""
    row = _question(survey)
    if row is None:
        return text("site.area.safer_no_question", name=name)
    return text(f"site.area.safer_{_why(row)}", name=name, **_told(row))


def _why(row: pd.Series) -> str:
    if row["state"] not in SHOWN:
        return "hidden"
    if pd.isna(row["since_year"]):
        return "once"
    if row["since_verdict"] in TESTED:
        return str(row["since_verdict"])
    return "then_hidden" if row["then_state"] == "suppressed" else "then_missing"


def _told(row: pd.Series) -> dict[str, Any]:
    shown = {key: hundred(row[key]) for key in ("value", "then_value")}
    then = "" if pd.isna(row["since_year"]) else int(row["since_year"])
    return {
        "what": row["short_title"],
        "year": row["period_start"].year,
        "since": then,
        "here": shown["value"],
        "then": shown["then_value"],
    }


def _question(survey: pd.DataFrame) -> pd.Series | None:
    """The row of the question about safety, a share, where the survey asks it."""
    found = survey[(survey["concept"] == MAIN_CONCEPT) & (survey["unit"] == "share")] if len(survey) else survey
    return found.iloc[0] if len(found) else None


def how_sure(row: pd.Series) -> list[str]:
    """The size of the change with its interval, and how large a change must be to be seen with so many answers."""
    if row["since_verdict"] not in TESTED[:3]:
        return []
    told = [sure_change(row, int(row["since_year"]), "since_")]
    least = row["least_decrease"]
    return told if pd.isna(least) else [*told, text("site.area.sure_least", least=hundred(least))]


def sure_change(row: pd.Series, since: int, prefix: str = "") -> str:
    """The size of a change in answers with its interval; `prefix` begins the names of the columns that hold it.

    Where the whole number is not the difference between the two whole numbers that stand beside it, the interval alone is told:
    31 and 26 of 100 may differ by 5.7. Whole numbers everywhere, save where an end would be told as no difference at all.
    """
    change, *ends = (100 * row[f"{prefix}{name}"] for name in ("difference", "difference_lower", "difference_upper"))
    agrees = round(100 * row["value"]) - round(100 * row["then_value"]) == round(change)
    decimals = 1 if any(end and not round(end) for end in ends) else 0
    told = {"since": since, "base": number(row["base"])} | {
        f"difference_{side}": _fewer(end, decimals) for side, end in zip(("lower", "upper"), ends, strict=True)
    }
    return text("site.area.sure_change", difference=_fewer(change, 0), **told) if agrees else text("site.area.sure_between", **told)


def _fewer(change: float, decimals: int) -> str:
    """A change in words: "5 färre", "2 fler", "0"."""
    size = number(abs(change), decimals)
    return text(f"site.area.{'fewer' if change < 0 else 'more_of'}", n=size) if round(change, decimals) else size


def _asked(survey: pd.DataFrame) -> str:
    shown = survey[survey["state"].isin(SHOWN) & survey["rest_value"].notna() & (survey["unit"] == "share")] if len(survey) else survey
    if shown.empty:
        return ""
    row, question = shown.iloc[0], _question(survey)
    same = question is not None and question["indicator"] == row["indicator"]
    told = {"year": row["period_start"].year, "what": row["short_title"], "here": hundred(row["value"]), "rest": hundred(row["rest_value"])}
    return text(f"site.area.{'rest_asked' if same else 'asked'}", certainty=text(f"site.area.certainty_{row['verdict']}"), **told)


def _reported(crime: pd.DataFrame) -> str:
    if crime.empty:
        return ""
    own = crime[~crime["policing_dependent"].astype(bool)]
    higher, lower = (_names(own[own["verdict"] == verdict]) for verdict in ("clearly_higher", "clearly_lower"))
    key = {(True, True): "both", (True, False): "higher", (False, True): "lower", (False, False): "none"}[bool(higher), bool(lower)]
    return text(f"site.area.reported_{key}", higher=listed(higher) if higher else "", lower=listed(lower) if lower else "")


def crime_since_finding(crime: pd.DataFrame) -> str:
    """How many kinds of reported crime have certainly changed here since the comparison year; empty without a comparison."""
    years = crime["since_year"].dropna() if len(crime) else pd.Series(dtype=float)
    if years.empty:
        return ""
    tested = crime[crime["since_verdict"].isin(TESTED[:4])]
    names = {verdict: _names(tested[tested["since_verdict"] == verdict]) for verdict in TESTED[:2]}
    if tested.empty:
        return " ".join([text("site.area.crime_untested", since=int(years.mode().iloc[0])), *_untested(crime)])
    told = [text(f"site.area.crime_{verdict}", names=listed(found)) for verdict, found in names.items() if found]
    return " ".join(
        [
            *(told or [text("site.area.crime_none")]),
            text("site.area.crime_tested", n=len(tested), all=len(crime), since=int(years.mode().iloc[0])),
            *_untested(crime),
        ]
    )


def _names(crime: pd.DataFrame) -> list[str]:
    """The kinds of crime as they stand inside a sentence: "skadegörelse"."""
    return [title if title[1:2].isupper() else small(title) for title in crime["short_title"]]


def _untested(crime: pd.DataFrame) -> list[str]:
    """Why the other kinds cannot be compared, each reason by itself and with the kinds that it holds for."""
    cut = crime["since_verdict"] == "not_comparable"
    hidden = ~cut & ~crime["since_verdict"].isin(TESTED[:4])
    small = crime["since_verdict"] == "too_uncertain"
    why = pd.Series([not_compared(row, survey=False) for row in crime.to_dict("records")], index=crime.index)
    reasons = {"crime_cut": cut} | {f"crime_{key}": hidden & (why == key) for key in UNSHOWN} | {"crime_small": small}
    since = int(crime["since_year"].mode().iloc[0])
    return [text(f"site.area.{key}", names=listed(_names(crime[rows])), since=since) for key, rows in reasons.items() if rows.any()]


def not_compared(row: Mapping[Any, Any], *, survey: bool) -> str:
    """Why two years cannot be compared: this year is hidden (or pooled), or the earlier one is hidden or missing."""
    if row["state"] not in SHOWN or not (survey or row["period_kind"] == "year"):
        return "hidden"
    return "then_hidden" if row["then_state"] == "suppressed" else "then_missing"


def hundred(value: float) -> str:
    """A share as so many of a hundred."""
    return number(100 * value)

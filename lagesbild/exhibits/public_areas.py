"""The public pages Karta and Jämför: neighbourhoods against the rest of the municipality, as far as the public file tells them.

Where small counts are hidden the areas shown do not add up to the municipality, so that the rest is always the
municipality less the area.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.exhibits.areas import COLUMNS, class_edges
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.stats.change import area_verdicts, polarity
from lagesbild.store import Reader
from lagesbild.texts import number, text

WHOLE = "municipality"
SHOWN = ("value", "zero")
KINDS = ("year", "pool3", "pool5")  # single years where they are shown, else pooled ones


def crime_against_rest(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per area and crime type: the newest year that is shown, else pooled years, against all of the municipality but the area.

    A period in which the municipality is shown too goes before one in which there is nothing to compare with.

    The rest is what the public file gives: the municipality less the area, reports without area among them. One family.
    """
    found = _newest(rows)
    if found.empty:
        return found
    shown = found["state"].isin(SHOWN)
    rank = found["period_kind"].map({kind: n for n, kind in enumerate(KINDS)})
    alone = ~found["whole_state"].isin(SHOWN)
    rank += len(KINDS) * alone + 2 * len(KINDS) * ~shown
    found = found.assign(rank=rank).sort_values("rank", kind="stable")
    found = found.drop_duplicates(["area", "indicator"]).sort_values(["area", "sort_order"]).reset_index(drop=True)
    return _judged(found)


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """The newest period of each kind by area and crime type, beside the municipality's own figure."""
    if (rows["area_level"] == WHOLE).all():  # no areas, or no rows at all
        return rows.iloc[:0]
    key = ["indicator", "period_kind", "period_start"]
    whole = rows[rows["area_level"] == WHOLE].set_index(key)[["numerator", "base", "state"]].add_prefix("whole_")
    found = rows[rows["area_level"] != WHOLE].join(whole, on=key)
    newest = found.groupby(["indicator", "period_kind"])["period_start"].transform("max")
    return found[found["period_start"] == newest]


def _judged(found: pd.DataFrame) -> pd.DataFrame:
    rest, people = found["whole_numerator"] - found["numerator"], found["whole_base"] - found["base"]
    found["rest_value"] = 1000.0 * rest / people.where(people > 0)
    found["verdict"] = area_verdicts(found["numerator"], found["base"].where(found["base"] > 0), rest, people)
    found["polarity"] = [polarity(v, b) for v, b in zip(found["verdict"], found["better"], strict=True)]
    return found


def _in_words(found: pd.DataFrame) -> pd.DataFrame:
    """The judged rows with the words that tables and pictures show."""
    return found.assign(
        verdict_word=[text(f"sentences.area_verdict.{verdict}").rstrip(".") for verdict in found["verdict"]],
        unit_name=found["unit"].map(sentences.unit_words),
        note=[text(f"sentences.state.{state}") for state in found["state"]],
        label=[sentences.label(row) for _, row in found.iterrows()],
    )


@kept
def crimes(reader: Reader) -> pd.DataFrame:
    """Reported crime per inhabitant by area and for the municipality, every period of the file."""
    rows = read(reader, "site_areas")
    return rows[(rows["family"] == "crime") & (rows["measure"] == "rate")].reset_index(drop=True)


@kept
def family(reader: Reader, kind: str) -> pd.DataFrame:
    """All areas x crime types of the newest period of a kind ("year", "pool3", "pool5"), judged as one family."""
    newest = _newest(crimes(reader))
    found = newest[newest["period_kind"] == kind].reset_index(drop=True)
    return _in_words(_judged(found)) if len(found) else found


@kept
def kinds(reader: Reader, indicator: str) -> dict[str, str]:
    """The kinds of period in which a crime type has any figure by area: {kind: "2025", "2023–2025"}, single years first."""
    every = {kind: family(reader, kind) for kind in KINDS}
    mine = {kind: rows[(rows["indicator"] == indicator) & rows["state"].isin(SHOWN)] for kind, rows in every.items() if len(rows)}
    return {kind: str(rows["label"].iloc[0]) for kind, rows in mine.items() if len(rows)}


@kept
def crime_map(reader: Reader, place: str, indicator: str, kind: str, selected: str | None) -> Exhibit:
    """One crime type on the map and in the list, each area against the rest of the municipality."""
    everything = family(reader, kind)
    rows = everything[everything["indicator"] == indicator].reset_index(drop=True)
    about = rows.iloc[0]
    boundary = read(reader, "boundary", area_version=about["area_version"])
    heading = sentences.area_headline(rows.to_dict("records"), place, str(about["short_title"]).lower())
    tested = int((everything["rest_value"].notna() & everything["base"].notna()).sum())
    line = source_line(rows, text("explore.hidden", n=number((rows["state"] == "suppressed").sum()), all=number(len(rows))),
                       text("exhibits.areas.family", n=number(tested)), text("exhibits.areas.rest"), text("exhibits.areas.outside"),
                       text("explore.interval"))  # fmt: skip
    draw = {"areas": rows, "boundary": boundary, "classes": class_edges(rows["value"]), "unit": about["unit"], "selected": selected}
    whole = 1000.0 * about["whole_numerator"] / about["whole_base"] if about["whole_base"] > 0 else None
    words = read(reader, "indicators").set_index("indicator").loc[indicator]
    return Exhibit(
        slug="public_map",
        heading=heading,
        sub=text("exhibits.areas.sub", what=about["title"], unit=sentences.unit_words(about["unit"]), period=about["label"]),
        sentence=text("exhibits.areas.sentence", heading=heading, n=len(rows)),
        source_line=line,
        frame=rows,
        table=swedish_table(rows, COLUMNS),
        queries=("site_areas", "boundary"),
        definition=words["definition"],
        caveat=words["caveat"],
        figure=None if boundary.empty else partial(interactive.area_map, **draw),
        picture=None if boundary.empty else partial(printed.area_map_svg, **draw, title=heading, source=line),
        facts={
            "rated": bool(rows["value"].notna().any()), "classes": draw["classes"], "period": about["label"], "whole": whole,
            "dots": partial(interactive.area_dots, rows, rest_value=whole, unit=about["unit"], selected=selected),
        },
    )  # fmt: skip


@kept
def crime_profile(reader: Reader, area: str) -> Exhibit:
    """All crime types of one area against the rest: single years where they are shown, else years together."""
    everything = _in_words(crime_against_rest(crimes(reader)))
    rows = everything[everything["area"] == area].reset_index(drop=True)
    shown = rows[rows["state"].isin(SHOWN)]
    name = str(rows["name"].iloc[0]) if len(rows) else ""
    heading = sentences.profile_headline(rows.to_dict("records"), name)
    hidden = text("explore.hidden_types", n=number(len(rows) - len(shown)), all=number(len(rows)))
    line = source_line(rows, hidden, text("exhibits.areas.outside"), text("explore.interval"), text("exhibits.profile.policing"))
    titled = rows.assign(short_title=[_titled(row) for row in rows.to_dict("records")])
    return Exhibit(
        slug="public_profile",
        heading=heading,
        sub=text("explore.profile_sub"),
        sentence=heading,
        source_line=line,
        frame=rows,
        table=swedish_table(titled, {"short_title": "crime"} | {k: v for k, v in COLUMNS.items() if k != "name"}),
        queries=("site_areas",),
        definition=text("exhibits.profile.definition"),
        caveat=text("exhibits.reported_is_not_all"),
        figure=partial(interactive.profile_dots, titled, "per_1000") if len(shown) else None,
        picture=partial(printed.profile_dots_svg, titled, unit="per_1000", title=heading, source=line) if len(shown) else None,
        facts={"name": name},
    )


def _titled(row: dict) -> str:
    """The crime type, with its years where it is not the single year of the others."""
    return row["short_title"] if row["period_kind"] == "year" else f"{row['short_title']} {row['label']}"

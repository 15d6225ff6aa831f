"""A small build of two areas with reports in ten years: more and more vandalism in one of them, some crimes rare, one sensitive."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lagesbild import store
from tests.exhibits.made_goals import DAY, events, figures, made

FIRST = 2016
COUNTS = {
    "N01": {
        "vandalism": (40, 42, 44, 41, 45, 44, 50, 55, 70, 96), "public_violence": (20, 22, 19, 21, 20, 22, 20, 21, 20, 22),
        "robbery": (0, 1, 0, 2, 0, 1, 0, 1, 0, 1), "sexual_offences": (9, 8, 9, 8, 9, 8, 9, 8, 9, 30),
    },
    "N02": {"vandalism": (60, 61, 60, 62, 61, 60, 62, 61, 60, 61), "public_violence": (20, 22, 19, 21, 20, 22, 20, 21, 20, 22),
            "robbery": (1,) * 10, "sexual_offences": (8,) * 10},
}  # fmt: skip
NAMES = {"N01": "Hamnen", "N02": "Ålsta"}
PEOPLE = {"N01": 3_000, "N02": 9_000}


def areas_made(path: Path, every: dict[str, dict[str, tuple[int, ...]]] = COUNTS) -> store.Reader:
    """The figures of the whole municipality and of the areas as a finished file; an area of other names has as many people as Ålsta."""
    whole = figures()
    rows = [
        events(slug, FIRST + n, count) | {"area": area, "base": PEOPLE.get(area, 9_000), "value": count / PEOPLE.get(area, 9_000) * 1000}
        for area, told in every.items() for slug, counts in told.items() for n, count in enumerate(counts)
    ]  # fmt: skip
    here = pd.DataFrame(rows).assign(
        municipality="9999", area_level="neighbourhood", area_version="2024", subgroup="all", complete=True, preliminary=False,
        state="value", source="Polisen", vintage="2026-11-01", data_date=DAY,
    )  # fmt: skip
    here = here.assign(lower=here["value"] * 0.8, upper=here["value"] * 1.25)
    here = here.assign(**{name: pd.to_datetime(here[name]) for name in ("period_start", "period_end", "data_date")})
    named = [{"municipality": "9999", "area": "9999", "name": "Norrhamn", "area_level": "municipality", "area_version": ""}]
    named += [
        {"municipality": "9999", "area": area, "name": NAMES.get(area, area), "area_level": "neighbourhood", "area_version": "2024"}
        for area in every
    ]
    return made(path, pd.concat([whole, here], ignore_index=True), more={"area": pd.DataFrame(named)})

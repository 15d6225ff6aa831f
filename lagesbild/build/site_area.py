"""Each neighbourhood against the rest of the municipality, as the public file allows it: crime per inhabitant, and the survey."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lagesbild.build.site_area_change import compared_with, crime_since, survey_since
from lagesbild.build.site_map import Ground, area_map, ground
from lagesbild.charts.marks import swedish
from lagesbild.exhibits import survey_figures
from lagesbild.exhibits.public_areas import WHOLE, crime_against_rest
from lagesbild.read import read
from lagesbild.store import Reader

MAIN_CONCEPT = "unsafe_evening"


@dataclass(frozen=True)
class Areas:
    """All neighbourhoods of the public file; every frame may be empty."""

    names: dict[str, str]  # code -> name, in Swedish order
    crime: pd.DataFrame  # one row per area and crime type, judged against the rest; state suppressed where nothing is shown
    survey: pd.DataFrame  # one row per area and question of the newest wave, judged against the rest
    waves: pd.DataFrame  # one row per area, question and wave: the series of the newest survey
    people: dict[str, float]
    ground: Ground | None  # of their maps; None where no borders are known
    maps: dict[str, str]  # each with its own area marked: the same picture in every language
    rows: pd.DataFrame  # everything by area, for the downloads

    def page(self, area: str) -> str:
        """The file name of an area's page: its code, which does not change when it is renamed."""
        return _page(area)

    def number(self, area: str) -> int:
        """Its number in the alphabetical list, which stands for its name on a phone's map."""
        return list(self.names).index(area) + 1


def areas(reader: Reader, judged: Sequence[Mapping[str, Any]] = ()) -> Areas:
    """Read and judge every neighbourhood; the crime of each is compared with the year that `judged` compares the municipality with."""
    rows = read(reader, "site_areas")
    parts = rows[rows["area_level"] != WHOLE]
    wave = next(iter(survey_figures.waves(reader, "own")), None)
    before = compared_with(reader, wave) if wave else None
    surveyed = survey_since(reader, wave, before, MAIN_CONCEPT) if wave else pd.DataFrame()
    asked = set(surveyed["indicator"]) if len(surveyed) else set()
    names = dict(parts[["area", "name"]].drop_duplicates().itertuples(index=False, name=None))
    crime = rows[(rows["family"] == "crime") & (rows["measure"] == "rate")]
    people = parts[parts["family"] == "population"].sort_values("period_start").groupby("area")["value"].last()
    names = {area: names[area] for area in sorted(names, key=lambda code: swedish(names[code]))}
    borders = [read(reader, "boundary", area_version=version) for version in parts["area_version"].unique()]
    on = ground(pd.concat(borders, ignore_index=True), names, {area: _page(area) for area in names}) if borders else None
    return Areas(
        names=names,
        crime=crime_since(crime_against_rest(crime), crime, judged, read(reader, "site_breaks")),
        survey=_first(surveyed) if len(surveyed) else surveyed,
        waves=parts[(parts["family"] == "survey") & parts["indicator"].isin(asked)],
        people=people.to_dict(),
        ground=on,
        maps={area: area_map(on, tones={}, selected=area) for area in names},
        rows=parts,
    )


def _page(area: str) -> str:
    plain = unicodedata.normalize("NFKD", area.lower()).encode("ascii", "ignore").decode()
    return f"omrade-{re.sub('[^a-z0-9]+', '-', plain).strip('-')}.html"


def _first(surveyed: pd.DataFrame) -> pd.DataFrame:
    """The questions in the catalogue's order, after the one that residents are asked first about: safety in the evening."""
    order = surveyed["sort_order"].where(surveyed["concept"] != MAIN_CONCEPT, -1)
    return surveyed.assign(sort_order=order).sort_values(["sort_order", "short_title"], kind="stable")

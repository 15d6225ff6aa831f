"""The comparison of municipalities: made of what is published alone, new when a publication is, and nobody is ranked in it."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import store
from lagesbild.build import nation
from lagesbild.build.check import check_build
from lagesbild.build.site_nation import fineness
from lagesbild.build.tables import write_tables
from lagesbild.catalog import load_catalog
from lagesbild.exhibits import compare
from lagesbild.model import NATION, NATIONAL
from lagesbild.sealed import sealed
from lagesbild.stats.peers import against_half
from tests.build.conftest import DAY
from tests.soak.small import copied

PLACES = {"9001": "Ånäs", "9002": "Berga", "9003": "Öby", "9004": "Dal", "9005": "Ed"}
EVENTS = {"9001": 40, "9002": 10, "9003": 20, "9004": 30, "9005": 20}
PEOPLE = 10_000


def publication(home: Path, code: str, events: int | None, build: str = "b1", secret: int = 0) -> None:
    """A public file with one rate of one year, and an internal one beside it that says something else."""
    catalogue = load_catalog().indicators
    about = catalogue["bicycle_theft"]
    told = {
        "municipality": code, "area": code, "area_level": "municipality", "area_version": "", "indicator": about.slug, "subgroup": "all",
        "period_start": pd.Timestamp("2025-01-01"), "period_end": pd.Timestamp("2025-12-31"), "period_kind": "year", "complete": True,
        "preliminary": False, "unit": "per_1000", "source": "Polisen", "vintage": "2026-11-01", "data_date": pd.Timestamp("2025-12-31"),
    }  # fmt: skip
    shown = {"state": "suppressed", "withheld": "withheld"}
    if events is not None:
        value, lower, upper = (float(part[0]) for part in nation.rate([events], [PEOPLE], 1_000))
        shown = {"state": "value", "value": value, "lower": lower, "upper": upper, "numerator": events, "base": PEOPLE}
    area = {"municipality": code, "area": code, "name": PLACES[code], "area_level": "municipality", "area_version": ""}
    place = {"municipality": code, "name": PLACES[code], "genitive": f"{PLACES[code]}s", "police_area": "", "example": True}
    words = {name: getattr(about, name) for name in ("title", "short_title", "definition", "source", "caveat", "measure", "unit", "better")}
    more = {"indicator": about.slug, "sentence_name": "stölderna", "plural": True, "concept": "", "family": "crime", "unit_words": ""}
    more |= {"policing_dependent": False, "sensitive": False, "sort_order": 1}
    for zone in ("public", "internal"):
        row = told | (shown if zone == "public" else {"state": "value", "value": 0.1, "numerator": secret, "base": PEOPLE})
        path = home / "build" / code / build / f"{zone}.duckdb"
        info = {"build": build, "municipality": code, "zone": zone, "made_for": pd.Timestamp(DAY), "code_version": "0"}
        tables = {"estimate": row, "area": area, "municipality": place, "indicator": words | more, "build_info": info}
        with store.write(path) as database:
            write_tables(database, {name: pd.DataFrame([one]) for name, one in tables.items()})
        pointer = {"build": build, "file": f"{build}/{path.name}", "sha256": store.file_sha256(path), "rows": {}}
        store.write_atomically(home / "build" / code / f"{zone}.json", sealed(pointer))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("published")
    for code, events in EVENTS.items():
        publication(home, code, events)
    return home


@pytest.fixture
def five(published: Path, tmp_path: Path) -> Path:
    return copied(published, tmp_path / "home")


def compared(home: Path) -> store.Reader:
    assert nation.compare_nation(home, DAY)
    found = store.current(home, NATIONAL, "public")
    assert found is not None
    return found


def page(home: Path, name: str) -> str:
    told = store.pointer(home, NATIONAL, "public")
    assert told
    return (home / "build" / NATIONAL / told["site"] / name).read_text(encoding="utf-8")


def test_it_is_made_anew_only_when_a_publication_is(five: Path) -> None:
    first, again = nation.compare_nation(five, DAY), nation.compare_nation(five, DAY)
    assert first and again and (first.made, again.made) == (True, False) and first.build == again.build
    publication(five, "9002", 12, "b2")
    newer = nation.compare_nation(five, DAY)
    assert newer and newer.made and newer.build != first.build and newer.municipalities == 5
    assert store.built(five, "public") == sorted(PLACES), "the comparison is no municipality"


def test_nothing_published_is_nothing_to_compare(tmp_path: Path) -> None:
    assert nation.compare_nation(tmp_path, DAY) is None


def test_what_a_municipality_hides_stays_hidden_and_internal_files_are_never_opened(five: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publication(five, "9005", None, "b2", secret=3)
    opened = []
    current = store.current
    monkeypatch.setattr(store, "current", lambda home, code, zone: opened.append((code, zone)) or current(home, code, zone))
    monkeypatch.setattr(nation, "places", lambda: PLACES)
    reader = compared(five)
    assert {zone for _, zone in opened} == {"public"}
    rows = reader.frame("FROM estimate")
    assert rows.loc[rows["area"] == "9005", ["state", "withheld"]].to_numpy().tolist() == [["suppressed", "withheld"]]
    assert rows.loc[rows["area"] == "9005", ["value", "numerator", "base"]].isna().all(axis=None)
    assert NATION not in set(rows["area"]), "a sum over all would tell the hidden figure by subtraction"
    assert "visas inte" in page(five, "bicycle_theft.html")


def test_the_country_has_a_figure_when_every_municipality_shows_its_own(five: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nation, "places", lambda: PLACES)
    every = compared(five).frame("FROM estimate")
    rows = every[every["area"] == NATION].reset_index(drop=True)
    assert nation.whole_country(every, {"0180", *PLACES}).empty, "five are not Sweden"
    assert rows["value"].tolist() == [pytest.approx(1_000 * 120 / (5 * PEOPLE))] and rows["base"].tolist() == [5 * PEOPLE]
    assert rows["lower"][0] < rows["value"][0] < rows["upper"][0]
    assert "Hela landet har 2,4" in page(five, "bicycle_theft.html")


def test_the_file_keeps_the_rules_of_every_build(five: Path) -> None:
    reader = compared(five)
    with store.write(five / "copy.duckdb") as copy:
        write_tables(copy, {name: reader.frame(f"FROM {name}") for name in nation.TABLES})
        check_build(copy)


def test_the_pages_list_by_name_and_say_where_whole_intervals_lie(five: Path) -> None:
    compared(five)
    told = page(five, "bicycle_theft.html")
    assert re.findall(r'<th scope="row">(\w+)</th>', told) == ["Berga", "Dal", "Ed", "Ånäs", "Öby"]
    assert "hälften av kommunerna ligger mellan 2,0 och 3,0 per\u00a01\u00a0000 invånare" in told and "ingen rangordning" in told
    start = page(five, "index.html")
    assert "<h1>Fem kommuner har publicerat" in start and 'class="logo"' in start
    assert '<a href="../9003/">Öby</a>' in start and 'href="bicycle_theft.html"' in start and "påhittade" in start
    assert '2,0 <span class="between">(' in told and "Median" not in told, "a figure with its interval, in words that residents know"
    assert against_half(1.0, 1.9, (2.0, 3.0)) == "below" and against_half(1.0, 2.5, (2.0, 3.0)) == "open"


@pytest.mark.parametrize(("half", "decimals"), [((2.0, 2.5, 3.0), 1), ((0.8, 1.2, 2.0), 2), ((0.0, 0.012, 0.03), 3), ((0.0, 0.0, 0.0), 1)])
def test_a_rare_crime_is_told_with_more_decimals(half: tuple[float, float, float], decimals: int) -> None:
    assert fineness(half, "per_1000") == decimals


def test_jamfor_reads_the_published_rates_and_calls_none_the_better(five: Path) -> None:
    reader = compared(five)
    indicator = compare.indicators(reader).loc["bicycle_theft"]
    period = next(iter(compare.periods(reader, "bicycle_theft", "9001")))
    found = compare.compare(reader, indicator, "9001", "Ånäs", ["9002", "9003", "9004", "9005"], period)
    assert "Ånäs" in found.heading and found.figure is not None
    assert "inte vilken kommun som är bättre" in found.sentence and "säkert bättre" not in found.sentence

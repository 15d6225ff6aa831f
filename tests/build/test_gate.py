"""The gate in a build: what is published holds against an attack on the finished file, and nothing else reaches it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild import store
from lagesbild.build.gate import attack_file, decide, leftovers
from lagesbild.build.linked import clusters, systems
from lagesbild.build.public import write_public
from lagesbild.build.publishable import Earlier, publishable
from lagesbild.build.release import release_lines
from lagesbild.catalog import load_catalog
from lagesbild.intake import receive
from lagesbild.model import CodeSpan, CrimeGroup, LagesbildError, Thresholds
from lagesbild.read import query
from lagesbild.sealed import opened, sealed
from lagesbild.store import pointer
from tests.build.conftest import DAY, people, reports, squares

CANARY = "KANARIE7431"
YEARS = range(2021, 2026)


def rows_of_years(second: dict[int, int] | None = None, first: int = 12) -> list[tuple[str, str, int]]:
    """Fires other than of vehicles: two areas, one without area; `second` is how many in the second area by year."""
    told = dict.fromkeys(YEARS, 3) | (second or {})
    return [
        row
        for year in YEARS
        for row in (("N01", f"1210 {year}-01-02", first), ("N02", f"1210 {year}-12-30", told[year]), ("", f"1210 {year}-06-01", 1))
        if row[2]
    ]


def made(home: Path, files: Path, rows: list[tuple[str, str, int]]) -> Path:
    """Norrhamn with two areas, built from files whose names hold the canary."""
    squares(files / f"{CANARY}.geojson")
    people(files / "folkmängd.xlsx", dict.fromkeys(YEARS, (1000, 2000)))
    reports(files / f"brott {CANARY}.csv", rows)
    for path in sorted(files.glob("*.*")):
        assert receive(path, home, "9999", None, DAY).outcome == "accepted"
    builds.build(home, "9999", DAY)
    return home


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files"), rows_of_years())


@pytest.fixture
def town(kept: Path, home: Path) -> Path:
    """A copy of the built town, to do with as a test likes."""
    return Path(shutil.copytree(kept, home, dirs_exist_ok=True))


def folder(home: Path) -> Path:
    found = pointer(home, "9999", "internal")
    assert found is not None
    return home / "build" / "9999" / found["build"]


def published(home: Path) -> pd.DataFrame:
    reader = store.Reader(folder(home) / "public.duckdb")
    rows = reader.frame(query("gate", "published"))
    reader.close()
    return rows[rows["indicator"].isin(["fire_vandalism", "fire_vandalism_count"])]


def report(home: Path) -> dict:
    return json.loads((folder(home) / "release.json").read_text(encoding="utf-8"))


def test_a_hidden_area_year_is_not_given_back_by_the_total_the_rate_or_the_pooled_years(town: Path) -> None:
    rows = published(town)
    small = rows[(rows["area"] == "N02") & (rows["period_kind"] == "year")]
    assert set(small["state"]) == {"suppressed"} and small[["value", "lower", "upper", "numerator", "base"]].isna().all().all()
    other = rows[(rows["area"] == "N01") & (rows["period_kind"] == "year")]
    whole = rows[(rows["area"] == "9999") & (rows["period_kind"] == "year")]
    shown_together = (other["state"] == "value").to_numpy() & (whole["state"] == "value").to_numpy()
    assert not shown_together.any(), "16 in all, 12 in Väst: the rest is at most four"
    told = report(town)
    assert not told["exact"] and not told["narrow"] and told["attacked"] > 0
    assert told["without_gate"] > 0, "hiding small counts alone must be broken by the same attack"


def test_pooled_years_fill_the_page_where_single_years_are_hidden(town: Path) -> None:
    rows = published(town)
    pooled = rows[(rows["area"] == "N02") & rows["period_kind"].isin(["pool3", "pool5"]) & rows["indicator"].str.endswith("_count")]
    assert (pooled["state"] == "value").any()


def test_windows_of_one_length_lie_end_to_end(town: Path) -> None:
    rows = published(town)
    assert rows.loc[rows["period_kind"] == "pool3", "period_end"].dt.year.unique().tolist() == [2025]
    assert rows.loc[rows["period_kind"] == "pool5", "period_start"].dt.year.unique().tolist() == [2021]


def test_an_attack_that_succeeds_removes_the_file_and_names_the_cells(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with small counts hidden alone, the same build stops."""
    monkeypatch.setattr("lagesbild.build.gate.suppress", lambda system, hidden, before: system.held & ~hidden)
    draft = town / "draft"
    draft.mkdir()
    (draft / "internal.duckdb").write_bytes((folder(town) / "internal.duckdb").read_bytes())
    catalog = load_catalog(town)
    with pytest.raises(LagesbildError, match=r"Anlagda bränder, Öst, 202\d"):
        write_public(draft, catalog.municipalities["9999"], catalog.crime_groups, Earlier())
    assert not (draft / "public.duckdb").exists() and not (draft / "site").exists()


def test_a_number_left_in_a_hidden_row_is_noticed(town: Path) -> None:
    path = folder(town) / "public.duckdb"
    assert leftovers(path).empty
    reader = store.Reader(path)
    rows = reader.frame("FROM estimate")
    reader.close()
    rows.loc[rows.index[rows["state"] == "suppressed"][0], "upper"] = 9.0
    with store.write(town / "spilled.duckdb") as spilled:
        spilled.run(query("schema", "estimate"))
        spilled.append("estimate", rows)
    assert len(leftovers(town / "spilled.duckdb")) == 1


def test_a_rate_that_is_told_tells_its_count(town: Path) -> None:
    """A rate left in the file is enough for the attacker: he multiplies with the people."""
    catalog = load_catalog(town)
    place = catalog.municipalities["9999"]
    internal = store.Reader(folder(town) / "internal.duckdb")
    candidates, words, counted = (
        internal.frame(query(*name)) for name in (("publish", "estimate"), ("publish", "indicator"), ("gate", "counted"))
    )
    internal.close()
    rows = publishable(candidates, words, Earlier())
    linked = systems(rows, counted, catalog.crime_groups, place.thresholds, Earlier())
    decision = decide(rows, linked, catalog.crime_groups, place.thresholds)
    spilled = decision.rows.copy()
    at = spilled.index[(spilled["area"] == "N02") & (spilled["indicator"] == "fire_vandalism") & (spilled["period_kind"] == "year")][0]
    spilled.loc[at, ["value", "base", "state"]] = [1.5, 2000.0, "value"]
    with store.write(town / "spilled.duckdb") as file:
        file.run(query("schema", "estimate"))
        file.append("estimate", spilled.drop(columns=["family", "sensitive", "series", "period"]))
    broken = [linked.system.names[n] for linked, audit in attack_file(town / "spilled.duckdb", decision.linked) for n in audit.exact]
    assert ("N02", "fire_vandalism", rows.loc[at, "period"]) in broken


def test_the_next_publication_keeps_the_pattern_and_is_attacked_together_with_the_last(
    town: Path, tmp_path: Path, give: Callable[[Path], str]
) -> None:
    builds.publish(town, "9999", DAY)
    first = published(town).set_index(["area", "indicator", "period_kind", "period_start"])["state"]
    give(reports(tmp_path / "nytt.csv", [(a, w, n + (w.startswith("1210 2024") and a == "N02")) for a, w, n in rows_of_years()]))
    builds.build(town, "9999", DAY)
    told = report(town)
    before = pointer(town, "9999", "public")
    assert before is not None and told["earlier"] == before["build"] and not told["narrow"]
    now = published(town).set_index(["area", "indicator", "period_kind", "period_start"])["state"]
    other = first[[kind == "year" and start.year != 2024 for _, _, kind, start in first.index]]
    assert other.equals(now.reindex(other.index)), "years that nothing was revised in look as they did"
    builds.publish(town, "9999", DAY)


def test_what_was_not_checked_against_the_current_publication_is_not_published(town: Path) -> None:
    builds.publish(town, "9999", DAY)
    found = opened(town / "build/9999/public.json")
    (town / "build/9999/public.json").write_text(sealed(found | {"build": "feedfeedfeed"}), encoding="utf-8")
    with pytest.raises(LagesbildError, match="inte granskad"):
        builds.publish(town, "9999", DAY)


def test_a_rebuild_of_what_is_published_is_the_same_build(town: Path) -> None:
    builds.publish(town, "9999", DAY)
    before = folder(town).name
    builds.build(town, "9999", DAY)
    assert folder(town).name == before


def test_file_names_and_receipts_never_reach_the_public_file_or_the_site(town: Path) -> None:
    here = folder(town)
    assert CANARY.encode() in (here / "internal.duckdb").read_bytes(), "the canary is there to be found"
    assert CANARY.encode() not in (here / "public.duckdb").read_bytes()
    files = [path for path in (here / "site").rglob("*") if path.is_file()]
    assert files and not [path.name for path in files if CANARY.encode() in path.read_bytes()]


def test_the_report_tells_the_steward_in_words(town: Path) -> None:
    told = "\n".join(release_lines(folder(town)))
    assert "döljs för att de är små" in told and "Angrepp på den färdiga filen: inget av" in told and "—" not in told


def test_groups_within_groups_are_linked_and_others_are_not() -> None:
    def group(slug: str, *codes: str) -> CrimeGroup:
        return CrimeGroup(slug, slug, (CodeSpan(codes),))

    groups = {g.slug: g for g in (group("all_fire", "1", "2", "3"), group("car", "1"), group("other", "2"), group("mixed", "3", "9"))}
    rows = pd.DataFrame({"family": "crime", "series": list(groups)})
    assert dict(clusters(rows, groups)) == {"all_fire": ["car", "other"], "mixed": []}


def test_a_survey_share_of_few_answers_takes_another_with_it() -> None:
    def row(area: str, level: str, base: float, value: float = 0.4) -> dict:
        return {
            "area": area, "area_level": level, "area_version": "1", "indicator": "unsafe", "subgroup": "all", "unit": "share",
            "period_start": pd.Timestamp(2026, 9, 1), "period_end": pd.Timestamp(2026, 10, 31), "period_kind": "wave", "value": value,
            "lower": value, "upper": value, "numerator": np.nan, "base": base, "effective_base": base, "standard_error": 0.1,
            "degrees": base, "design_effect": 1.0, "state": "value",
        }  # fmt: skip

    words = pd.DataFrame({"indicator": ["unsafe"], "family": ["survey"], "sensitive": [False]})
    bases = [20, 45, 120, 300]
    rows = pd.DataFrame([row("9999", "municipality", sum(bases)), *(row(f"N0{n}", "neighbourhood", b) for n, b in enumerate(bases))])
    found = publishable(rows, words, Earlier())
    linked = systems(found, pd.DataFrame(columns=["series", "area", "year", "n"]), {}, Thresholds(), Earlier())
    states = decide(found, linked, {}, Thresholds()).rows.set_index("area")["state"]
    assert states.to_dict() == {"9999": "value", "N00": "suppressed", "N01": "suppressed", "N02": "value", "N03": "value"}
    everybody = rows.assign(value=rows["value"].where(rows["area"] != "N01", 1.0))
    found = publishable(everybody, words, Earlier())
    linked = systems(found, pd.DataFrame(columns=["series", "area", "year", "n"]), {}, Thresholds(), Earlier())
    reasons = decide(found, linked, {}, Thresholds()).hidden.set_index("area")["reason"].to_dict()
    assert reasons == {"N00": "too_small_base", "N01": "too_small_base"}, "45 people who all say the same are a small group"

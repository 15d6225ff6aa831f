"""Points: read in degrees or metres, dated by day, month or year, and told one by one or refused whole when they cannot be right."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
import shapely

from lagesbild.intake import facts
from tests.intake.made_files import feature, geojson
from tests.intake.made_points import DEGREES, HERE, HERE_METRES, METRES, own_format, point_layer, points_file, sound_points

NORTH, EAST = HERE_METRES
MONTHLY = {"period": "2017", "type": "Inbrott"}
PLAIN_MAP = {'required_columns = ["reported_on", "crime_type"]': "required_columns = []"}


def metres(count):
    """Sound rows in SWEREF 99 TM."""
    return [[f"2024-03-{n % 28 + 1:02d}", "1210", NORTH + n, EAST + n] for n in range(count)]


def test_months_cover_whole_months_and_words_become_types_of_their_own(deliver, home, tmp_path):
    receipt = deliver(points_file(tmp_path / "p.csv", sound_points(12)))
    assert (receipt.outcome, receipt.municipality, receipt.rows_stored, receipt.rows_unplaced) == ("accepted", "9990", 12, 0)
    assert (receipt.data_from, receipt.data_date, receipt.preliminary_from) == (date(2023, 1, 1), date(2023, 12, 31), date(2023, 12, 1))
    assert (receipt.grain, receipt.coverage_codes) == ("month", ("points:klotter",))
    first = facts(home, receipt).iloc[0]
    assert (first["reported_on"], first["crime_code"], first["area"]) == (date(2023, 1, 1), "points:klotter", "ej_placerad")
    assert (first["lon"], first["lat"]) == HERE


def test_the_month_that_is_not_over_is_covered_to_the_day_of_receipt(deliver, tmp_path):
    rows = [["2026-10", "Klotter", *HERE], ["2026-11", "Klotter", *HERE]]
    assert deliver(points_file(tmp_path / "p.csv", rows)).data_date == date(2026, 11, 22)


@pytest.mark.parametrize("headings", [METRES, ["Datum", "Brottstyp", "SWEREF99 N", "SWEREF99 E"], ["Datum", "Typ", "Y", "X"]])
def test_metres_are_the_municipalitys_own_system(deliver, home, tmp_path, headings):
    receipt = deliver(points_file(tmp_path / "p.csv", metres(5), headings, ";"))
    found = facts(home, receipt).iloc[0]
    assert (found["lon"], found["lat"]) == pytest.approx(HERE, abs=1e-5)
    assert (found["crime_code"], receipt.grain, receipt.data_date) == ("1210", "day", date(2024, 3, 5))


def test_decimal_commas_and_blanks_are_numbers(deliver, home, tmp_path):
    rows = [["2024-03-01", "1210", "6 792 195,2", "395 373,4"]]
    found = facts(home, deliver(points_file(tmp_path / "p.csv", rows, METRES, ";"))).iloc[0]
    assert (found["lon"], found["lat"]) == pytest.approx(HERE, abs=1e-5)


def test_a_format_of_ones_own_declares_another_system(deliver, home, tmp_path):
    own_format(home, "points", "points", {'crs = "" ': 'crs = "EPSG:3008" '})
    receipt = deliver(points_file(tmp_path / "p.csv", [["2024-03-01", "1210", 6_793_434.5, 125_843.4]], METRES))
    assert (facts(home, receipt)["lon"].iloc[0], facts(home, receipt)["lat"].iloc[0]) == pytest.approx(HERE, abs=1e-5)


def test_types_in_words_become_codes_and_groups_where_the_format_says_so(deliver, home, tmp_path):
    own_format(home, "points", "points", {"[types]": '[types]\n"Klotter på vägg" = "1201"\nInbrott = "residential_burglary"\n#'})
    rows = [["2024-03", said, *HERE] for said in ("KLOTTER PÅ VÄGG", "Inbrott", "Buskörning", "857")]
    receipt = deliver(points_file(tmp_path / "p.csv", rows))
    assert facts(home, receipt)["crime_code"].tolist() == ["1201", "0857", "points:buskorning", "0857"]
    assert receipt.coverage_codes == ("0857", "0874", "1201", "9801", "9802", "9831", "9832", "points:buskorning")
    assert receipt.listed, "a file whose types were mapped by hand says nothing of other codes, however many it has"


def test_a_type_tied_to_nothing_known_is_refused_by_name(deliver, home, stored, tmp_path):
    own_format(home, "points", "points", {"[types]": '[types]\nKlotter = "graffiti"\n#'})
    refused = deliver(points_file(tmp_path / "p.csv", sound_points(3)), "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("Klotter", "graffiti", "vandalism", "[types]"))
    assert stored() == []


def test_equal_rows_are_all_kept(deliver, home, tmp_path):
    receipt = deliver(points_file(tmp_path / "p.csv", [["2024-03", "Klotter", *HERE]] * 7))
    assert (receipt.rows_read, receipt.rows_stored, len(facts(home, receipt))) == (7, 7, 7)


LON, LAT = "Longitude, Latitude", "N, E"
WRONG_ROWS = [
    (DEGREES, ["2024-03", "Klotter", 0, 0], "Longitude, Latitude", ["0,0", "hela kommunen"]),
    (DEGREES, ["2024-03", "Klotter", HERE[1], HERE[0]], "Longitude, Latitude", ["omvänd ordning", "byta plats"]),
    (DEGREES, ["2024-03", "Klotter", EAST, NORTH], "Longitude, Latitude", ["meter", "WGS 84"]),
    (DEGREES, ["2024-03", "Klotter", "", HERE[1]], "Longitude, Latitude", ["den ena koordinaten"]),
    (DEGREES, ["2024-03", "Klotter", "öst", HERE[1]], "Longitude", ["inget tal"]),
    (DEGREES, ["2024-03", "", *HERE], "Crime.type", ["saknas"]),
    (DEGREES, ["2024-13", "Klotter", *HERE], "Month", ["2024-13", "datum"]),
    (DEGREES, ["", "Klotter", *HERE], "Month", ["datumet saknas"]),
    (DEGREES, ["2027-01", "Klotter", *HERE], "Month", ["efter den dag"]),
]


@pytest.mark.parametrize(("headings", "row", "column", "words"), WRONG_ROWS)
def test_a_wrong_row_is_told_with_its_column_and_cure_and_without_its_place(deliver, tmp_path, headings, row, column, words):
    receipt = deliver(points_file(tmp_path / "p.csv", [*sound_points(40), row], headings))
    assert (receipt.outcome, receipt.rows_stored, receipt.rows_rejected) == ("accepted", 40, 1)
    told = receipt.rejections[0]
    assert (told.line, told.column) == (42, column)
    assert all(word in told.reason for word in words), told.reason
    assert not any(str(place) in told.reason for place in (*HERE, NORTH, EAST)), "a rejection is shown where points are not"


def test_degrees_among_metres_are_told(deliver, tmp_path):
    receipt = deliver(points_file(tmp_path / "p.csv", [*metres(40), ["2024-03-01", "1210", HERE[1], HERE[0]]], METRES))
    assert [(r.line, r.column) for r in receipt.rejections] == [(42, "E, N")]
    assert "grader" in receipt.rejections[0].reason


WRONG_FILES = [
    (DEGREES, [HERE[1], HERE[0]], ["omvänd ordning", "Longitude, Latitude", "byta plats"]),
    (DEGREES, [EAST, NORTH], ["är meter men läses som grader", "E och N"]),
    (DEGREES, [NORTH, EAST], ["är meter men läses som grader"]),
    (METRES, [HERE[1], HERE[0]], ["är grader men läses som meter", "Longitude"]),
    (METRES, [EAST, NORTH], ["omvänd ordning", "E, N"]),
    (DEGREES, [18.0, 59.3], ["alla 10\u00a0punkter", "utanför Provsund (9990)", "referenssystemet"]),
]


@pytest.mark.parametrize(("headings", "point", "words"), WRONG_FILES)
def test_a_file_in_which_most_points_are_wrong_alike_is_refused_once(deliver, stored, tmp_path, headings, point, words):
    rows = [["2024-03-01", "1210", *point]] * 10
    refused = deliver(points_file(tmp_path / "p.csv", rows, headings), "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


def test_points_elsewhere_are_outside_and_counted(deliver, home, tmp_path):
    receipt = deliver(points_file(tmp_path / "p.csv", [*sound_points(6), *[["2024-03", "Klotter", 18.0, 59.3]] * 4]), "9990")
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_outside, len(facts(home, receipt))) == (10, 6, 4, 6)
    told = next(w.message for w in receipt.warnings if w.code == "points_outside")
    assert all(word in told for word in ("4\u00a0rader", "utanför Provsund", "8, 9, 10, 11"))


def test_a_row_without_coordinates_is_stored_and_told(deliver, home, tmp_path):
    nowhere = [["2024-03", "Klotter", "", ""], ["2024-03", "Klotter", "NA", "NA"]]
    receipt = deliver(points_file(tmp_path / "p.csv", [*sound_points(6), *nowhere]))
    assert (receipt.rows_stored, receipt.rows_unplaced) == (8, 2)
    assert facts(home, receipt)["lon"].isna().tolist() == [False] * 6 + [True] * 2
    assert next(w.message for w in receipt.warnings if w.code == "no_point").startswith("2 av 8 rader (25,0 %) saknar koordinater")


def test_no_borders_yet_is_said(deliver, tmp_path):
    assert "no_borders" in {w.code for w in deliver(points_file(tmp_path / "p.csv", sound_points(3))).warnings}
    deliver(geojson(tmp_path / "a.geojson", [feature("N01")]))
    assert "no_borders" not in {w.code for w in deliver(points_file(tmp_path / "q.csv", sound_points(4))).warnings}


def test_headings_in_the_middle_and_a_footer_are_told(deliver, tmp_path):
    rows = [*sound_points(30), DEGREES, *sound_points(10), ["Källa: polisen"]]
    receipt = deliver(points_file(tmp_path / "p.csv", rows))
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_rejected) == (42, 40, 2)
    middle, footer = receipt.rejections
    assert (middle.line, "upprepar" in middle.reason, footer.line, "1 fält" in footer.reason) == (32, True, 43, True)


def test_half_a_file_is_refused(deliver, stored, tmp_path):
    path = points_file(tmp_path / "p.csv", sound_points(30))
    path.write_bytes(path.read_bytes()[:-12])
    refused = deliver(path)
    assert (refused.outcome, "avbruten" in refused.message) == ("refused", True)
    assert stored() == []


@pytest.mark.parametrize("layer", [False, True])
def test_a_column_of_personal_numbers_refuses_the_file(deliver, stored, tmp_path, layer):
    if layer:
        path = tmp_path / "p.geojson"
        point_layer(2, Datum=["2024-03-01"] * 2, Brottstyp=["Klotter"] * 2, Anmälare=["", "19900101-0017"]).to_file(path, engine="pyogrio")
    else:
        rows = [[*row, "19900101-0017"] for row in sound_points(3)]
        path = points_file(tmp_path / "p.csv", rows, [*DEGREES, "Anmälare"])
    refused = deliver(path)
    assert (refused.outcome, "personnummer" in refused.message, "Anmälare" in refused.message) == ("refused", True, True)
    assert stored() == []


def test_a_municipality_in_the_file_goes_before_the_map(deliver, tmp_path):
    rows = [[*row, name] for row, name in zip(sound_points(4), ["Provsund", "Provsund", "Norrhamn", "Okändby"], strict=True)]
    receipt = deliver(points_file(tmp_path / "p.csv", rows, [*DEGREES, "Kommun"]), "9990")
    assert (receipt.rows_stored, receipt.rows_outside) == (2, 2)


def test_an_area_in_the_file_is_kept(deliver, home, tmp_path):
    receipt = deliver(points_file(tmp_path / "p.csv", [[*row, "N01"] for row in sound_points(2)], [*DEGREES, "Område"]))
    assert facts(home, receipt)["area"].tolist() == ["N01", "N01"]


@pytest.mark.parametrize("name", ["p.geojson", "p.gpkg", "p.parquet"])
def test_points_on_a_map_have_their_date_and_type_as_properties(deliver, home, tmp_path, name):
    layer = point_layer(3, Datum=["2024-03-01", "2024-03-02", "2024-04"], Brottstyp=["Klotter", "1210", "Klotter"]).to_crs(3006)
    path = tmp_path / name
    if name.endswith("parquet"):
        layer.to_parquet(path)
    else:
        layer.to_file(path, engine="pyogrio")
    receipt = deliver(path)
    assert (receipt.outcome, receipt.format, receipt.rows_stored, receipt.grain) == ("accepted", "points_map", 3, "month")
    found = facts(home, receipt)
    assert found["crime_code"].tolist() == ["points_map:klotter", "1210", "points_map:klotter"]
    assert (found["lon"].iloc[0], found["lat"].iloc[0]) == pytest.approx(HERE, abs=1e-6)


def test_a_moment_on_a_map_keeps_its_day_and_hour_and_a_date_gets_none(deliver, home, tmp_path):
    moments = pd.to_datetime(["2024-03-05 23:30", "2024-03-06 07:10"])
    layer = point_layer(2, Datum=moments.normalize(), Brottsdatum=moments, Brottstyp=["1210", "1210"], Antal=[2.0, 1.0])
    layer.to_file(tmp_path / "p.gpkg", engine="pyogrio")
    found = facts(home, deliver(tmp_path / "p.gpkg"))
    assert found["reported_on"].tolist() == [date(2024, 3, 5), date(2024, 3, 6)]
    assert (found["hour"].tolist(), found["events"].tolist()) == ([23, 7], [2, 1])


def test_several_points_on_one_row_are_told(deliver, tmp_path):
    layer = point_layer(40, Datum=["2024-03-01"] * 40, Brottstyp=["1210"] * 40)
    layer.loc[7, "geometry"] = shapely.MultiPoint([HERE, (13.2, 61.3)])
    layer.loc[8, "geometry"] = shapely.MultiPoint([HERE])
    layer.to_file(tmp_path / "p.geojson", engine="pyogrio")
    receipt = deliver(tmp_path / "p.geojson")
    assert (receipt.rows_stored, [(r.line, "flera punkter" in r.reason) for r in receipt.rejections]) == (39, [(8, True)])


def test_a_single_month_among_days_is_no_date(deliver, tmp_path):
    receipt = deliver(points_file(tmp_path / "p.csv", [*metres(60), ["2024-03", "1210", NORTH, EAST]], METRES))
    assert (receipt.grain, receipt.rows_stored, [r.line for r in receipt.rejections]) == ("day", 60, [62])


def test_months_of_occurrence_alone_are_read_once(deliver, home, tmp_path):
    receipt = deliver(points_file(tmp_path / "p.csv", sound_points(4), ["Brottsdatum", "Brottstyp", "Lon", "Lat"]))
    assert (receipt.rows_stored, receipt.grain, facts(home, receipt)["occurred_on"].isna().all()) == (4, "month", True)


def test_points_that_say_nothing_are_refused_with_the_way_out(deliver, stored, tmp_path):
    point_layer(3).to_file(tmp_path / "p.geojson", engine="pyogrio")
    refused = deliver(tmp_path / "p.geojson", "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("datum", "typ", "[defaults]", "period", "catalogue/formats", "points_map.toml"))
    assert stored() == []


@pytest.mark.parametrize(
    ("period", "grain", "first", "last"),
    [
        ("2017", "year", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-02", "month", date(2017, 2, 1), date(2017, 2, 28)),
        ("2017-02-03", "day", date(2017, 2, 1), date(2017, 2, 3)),
    ],
)
def test_a_format_of_ones_own_says_when_and_what_for_all_points(deliver, home, tmp_path, period, grain, first, last):
    own_format(home, "inbrott", "points_map", PLAIN_MAP | {"[types]": f'[defaults]\nperiod = "{period}"\ntype = "Inbrott"\n[types]'})
    point_layer(3).to_file(tmp_path / "p.geojson", engine="pyogrio")
    receipt = deliver(tmp_path / "p.geojson")
    assert (receipt.format, receipt.grain, receipt.data_from, receipt.data_date) == ("inbrott", grain, first, last)
    assert set(facts(home, receipt)["crime_code"]) == {"inbrott:inbrott"}


@pytest.mark.parametrize("crs", [4326, 4258])
def test_a_point_layer_in_the_wrong_system_is_refused(deliver, stored, tmp_path, crs):
    layer = point_layer(3, Datum=["2024-03-01"] * 3, Brottstyp=["1210"] * 3).to_crs(3006).set_crs(crs, allow_override=True)
    layer.to_file(tmp_path / "p.gpkg", engine="pyogrio")
    refused = deliver(tmp_path / "p.gpkg", "9990")
    assert (refused.outcome, "är meter" in refused.message, "geometri" in refused.message) == ("refused", True, True)
    assert stored() == []

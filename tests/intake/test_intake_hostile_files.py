"""Files that lie about what they are, or that would hurt the machine, are refused by what they are and leave nothing behind."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest
import xlsxwriter

from lagesbild.intake import receive
from lagesbild.settings import settings
from tests.intake.made_files import bra_rows, police_file, police_text, population_rows, sound_rows, workbook

VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


def swapped(path, member, change):
    """The same archive with one member's content changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[member] = change(parts[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("karta.geojson", VRT.encode(), ["XML", "vad namnet än säger"]),
        ("karta.geojson", b"\xef\xbb\xbf  \n" + VRT.encode(), ["XML"]),
        ("export.xls", b"<html><table><tr><td>Brott</td></tr></table></html>", ["HTML", "Exportera på nytt"]),
        ("tabell.csv", b"%PDF-1.7 ...", ["pdf", "csv eller Excel"]),
        ("tabell.csv", b"PAR1....", ["Parquet"]),
        ("tabell.csv", b'CHARSET="ANSI";\nAXIS-VERSION="2010";', ["PX-fil", "MATRIX", "hämta den på nytt"]),
        ("karta.gpkg", b"SQLite format 3\0....", ["GeoPackage", "GeoJSON"]),
        ("karta.shp", b"\x00\x00\x27\x0a" + bytes(90), ["ensam shapefil", ".prj"]),
        ("data.bin", bytes(range(1, 32)) * 50, ["varken text"]),
        ("tom.csv", b"", ["tom"]),
        ("bok.xlsx", b"PK\x03\x04 half a zip", ["trasig eller avbruten"]),
        ("bok.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ["trasig eller avbruten"]),
        ("okänd.csv", b"alfa;beta\n1;2\n", ["alfa, beta", "Kända format"]),
    ],
)
def test_a_file_is_known_by_its_content_and_refused_with_a_cure(deliver, stored, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    refused = deliver(tmp_path / name, "0319")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


def test_half_a_workbook_is_refused(deliver, stored, tmp_path):
    path = workbook(tmp_path / "folk.xlsx", population_rows([("2024", "0319", 5)]))
    path.write_bytes(path.read_bytes()[:3000])
    refused = deliver(path)
    assert refused.outcome == "refused"
    assert "trasig eller avbruten" in refused.message
    assert stored() == []


@pytest.mark.parametrize("declared", [b'ref="A1:XFD1048576"', b'ref="A1:C1048576"'])
def test_a_sheet_that_claims_to_be_endless_is_refused_before_it_is_opened(deliver, stored, tmp_path, declared):
    path = workbook(tmp_path / "folk.xlsx", population_rows([("2024", "0319", 5)]))
    content = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    start = content.index(b'ref="')
    end = content.index(b'"', start + 5) + 1
    swapped(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(xml[start:end], declared))
    refused = deliver(path)
    if declared.startswith(b'ref="A1:XFD'):
        assert refused.outcome == "refused"
        assert "16\u00a0384 kolumner" in refused.message
        assert stored() == []
    else:
        assert refused.outcome == "accepted", "a long dimension of few columns costs nothing"


def test_a_lone_cell_far_away_is_refused_even_when_the_dimension_is_silent(deliver, stored, tmp_path):
    path = workbook(tmp_path / "folk.xlsx", population_rows([("2024", "0319", 5)]))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    swapped(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far))
    refused = deliver(path)
    assert refused.outcome == "refused"
    assert "sheet1.xml" in refused.message
    assert "Ta bort tomma" in refused.message
    assert stored() == []


def test_a_zip_that_swells_is_refused_by_its_directory(deliver, stored, tmp_path):
    path = workbook(tmp_path / "folk.xlsx", population_rows([("2024", "0319", 5)]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * (settings().max_unzipped_mb + 1) * 1024 * 1024)
    assert path.stat().st_size < 1_000_000
    refused = deliver(path)
    assert refused.outcome == "refused"
    assert "packas upp" in refused.message
    assert stored() == []


@pytest.mark.parametrize("cell", ["formula", "error"])
def test_a_formula_without_value_is_not_read_as_an_empty_cell(deliver, stored, tmp_path, cell):
    rows = bra_rows({"Provsund kommun": [["Totalt antal brott", 5]]}, [["År"], ["2025"]])
    book = xlsxwriter.Workbook(str(tmp_path / "export.xlsx"))
    page = book.add_worksheet("Resultat")
    for index, row in enumerate(rows):
        page.write_row(index, 0, row)
    page.write_formula(6, 1, "=2+3" if cell == "formula" else "=1/0", None, "" if cell == "formula" else "#DIV/0!")
    book.close()
    refused = deliver(tmp_path / "export.xlsx")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("B7", "formel utan sparat värde", "Excel"))
    assert stored() == []


def test_more_columns_than_the_limit_are_refused(deliver, stored, tmp_path):
    width = settings().max_columns + 1
    (tmp_path / "bred.csv").write_text(",".join(f"k{i}" for i in range(width)) + "\n" + ",".join("1" * width) + "\n", encoding="utf-8")
    refused = deliver(tmp_path / "bred.csv", format_slug="police_rows")
    assert refused.outcome == "refused"
    assert stored() == []
    headings = police_text(sound_rows(1)).splitlines()[0] + "".join(f",k{i}" for i in range(width))
    (tmp_path / "bred.csv").write_text(headings + "\n" + "1," * 10, encoding="utf-8")
    assert "501" in deliver(tmp_path / "bred.csv").message or "511" in deliver(tmp_path / "bred.csv").message


def test_a_wide_sheet_is_refused_by_its_columns_alone(deliver, stored, tmp_path):
    rows = [*population_rows([("2024", "0319", 5)]), [1] * (settings().max_columns + 1)]
    refused = deliver(workbook(tmp_path / "folk.xlsx", rows))
    assert refused.outcome == "refused"
    assert "501 kolumner" in refused.message
    assert stored() == []


def test_a_file_above_the_limit_is_refused_unread(deliver, stored, tmp_path, monkeypatch):
    monkeypatch.setattr(settings(), "max_file_mb", 0)
    refused = deliver(police_file(tmp_path / "stor.csv", sound_rows(3)))
    assert refused.outcome == "refused"
    assert "LAGESBILD_MAX_FILE_MB" in refused.message
    assert stored() == []


def test_an_absent_file_a_folder_and_an_unknown_format_are_refused(deliver, home, stored, tmp_path):
    assert "finns inte" in deliver(tmp_path / "borta.csv").message
    (tmp_path / "mapp").mkdir()
    assert "ingen fil" in deliver(tmp_path / "mapp").message
    refused = deliver(police_file(tmp_path / "brott.csv", sound_rows(3)), format_slug="kolada")
    assert all(word in refused.message for word in ("kolada", "police_rows", "bra_excel"))
    assert "läser" in deliver(police_file(tmp_path / "brott.csv", sound_rows(3)), format_slug="bra_excel").message
    assert stored() == []


def test_a_fault_that_nobody_thought_of_is_still_a_receipt(home, stored, tmp_path, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError(str(tmp_path))

    monkeypatch.setattr("lagesbild.intake.examine.recognise", broken)
    refused = receive(police_file(tmp_path / "brott.csv", sound_rows(3)), home, None, None, date(2026, 11, 22))
    assert refused.outcome == "refused"
    assert "ZeroDivisionError" in refused.message
    assert str(tmp_path) not in refused.message
    assert stored() == []

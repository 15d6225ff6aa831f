"""More than sixty files that lie, are broken or would hurt the machine, each made in one line; the value says which words must be told."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
import xlsxwriter

from tests.intake import made_cubes, made_surveys
from tests.intake.made_files import (
    SQUARE,
    feature,
    geojson,
    police_file,
    police_text,
    population_rows,
    sound_rows,
    square,
    workbook,
    zipped_shapefile,
)

PERSON, COORDINATION = "19811218-9876", "19811278-9873"
VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {n} "{p * 10}">' for n, p in zip("bcdefghij", [f"&{c};" for c in "abcdefghi"], strict=True)
)
LAUGHS += "]>"
ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
Make = Callable[[Path], object]
MEGABYTE = 1024 * 1024


def raw(content: bytes | str) -> Make:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode())


def police(**changes: str) -> Make:
    return lambda path: police_file(path, sound_rows(5, **changes))


def police_with(change: Callable[[str], str | bytes]) -> Make:
    def make(path: Path) -> None:
        content = change(police_text(sound_rows(5)))
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def people(path: Path) -> Path:
    return workbook(path, population_rows([("2024", "0319", 5)]))


def member(name: str, change: Callable[[bytes], bytes]) -> Make:
    """A sound workbook with one part of the archive changed."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(people(path)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        parts[name] = change(parts[name])
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, content)

    return make


def declared(name: str, doctype: str, old: bytes, new: bytes) -> Make:
    """A workbook one part of which declares entities and uses one."""
    root = b"<workbook" if "workbook" in name else b"<worksheet"
    return member(name, lambda xml: xml.replace(root, doctype.encode() + root, 1).replace(old, new))


def dimension(ref: str) -> Make:
    def change(xml: bytes) -> bytes:
        at = xml.index(b'ref="') + 5
        return xml[:at] + ref.encode() + xml[xml.index(b'"', at) :]

    return member("xl/worksheets/sheet1.xml", change)


def cells(*rows: str) -> Make:
    return member("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>"))


def packed(*parts: tuple[str, bytes]) -> Make:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts:
                archive.writestr(name, content)

    return make


def added(*parts: tuple[str, bytes]) -> Make:
    def make(path: Path) -> None:
        with zipfile.ZipFile(people(path), "a", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts:
                archive.writestr(name, content)

    return make


def encrypted(path: Path) -> None:
    """A workbook whose archive says that its parts are encrypted."""
    content = bytearray(people(path).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(mark, start + 4)
    path.write_bytes(bytes(content))


def lying_zip(path: Path) -> None:
    """A part that its directory calls small and that swells when it is unpacked."""
    people(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 4 * MEGABYTE)
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<I", 4 * MEGABYTE), struct.pack("<I", 100)))


def formula(value: str, code: str) -> Make:
    def make(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        page = book.add_worksheet("Resultat")
        for index, row in enumerate(population_rows([("2024", "0319", 5)])):
            page.write_row(index, 0, row)
        page.write_formula(3, 2, code, None, value)
        book.close()

    return make


def sheets(count: int) -> Make:
    def make(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        for number in range(count):
            book.add_worksheet(f"Blad {number}")
        book.close()

    return make


def border(ring: list[list[float]] | None = None, crs: str = "", **changes: object) -> Make:
    item = feature("N01", ring) | changes
    extra = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return lambda path: geojson(path, [item], **extra)


def layer(**more: tuple[str, ...]) -> Make:
    deso = gpd.GeoDataFrame({"Deso": ["0319C1010"]}, geometry=[shapely.Polygon(square(17.4, 60.5))], crs=4326)
    return lambda path: zipped_shapefile(path, deso, **more)


def two_layers(path: Path) -> None:
    layer()(path)
    with zipfile.ZipFile(path, "a") as archive:
        for name in archive.namelist():
            archive.writestr("andra" + Path(name).suffix, archive.read(name))


def half(make: Make, share: float = 0.6) -> Make:
    def cut(path: Path) -> None:
        make(path)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

    return cut


def parquet(frame: dict[str, list[object]]) -> Make:
    return lambda path: pd.DataFrame(frame).to_parquet(path)


def answers(**changes: object) -> Make:
    return lambda path: made_surveys.sav(path, made_surveys.people(20, **changes))


def geopackage(path: Path) -> None:
    frame = gpd.GeoDataFrame({"omradeskod": ["N01"]}, geometry=[shapely.Polygon(SQUARE)], crs=4326)
    frame.to_file(path, driver="GPKG", engine="pyogrio")


def zipped(content: bytes) -> bytes:
    held = io.BytesIO()
    with gzip.GzipFile(fileobj=held, mode="wb") as stream:
        stream.write(content)
    return held.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + zlib.compress(b"x" * 100)
LONG = "x" * 5_000_000
PATH_OUT = ("../../../etc/cron.d/evil.shp", b"\0\0\x27\x0a" + bytes(96))
MANY = tuple((f"xl/media/{n}.bin", b"") for n in range(2_001))
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
# file name -> (how it is made, words of the answer). What the name promises is often not what it holds.
HOSTILE: dict[str, tuple[Make, tuple[str, ...]]] = {
    "vrt.geojson": (raw(VRT), ("XML",)),
    "vrt_med_bom.geojson": (raw("\ufeff  \n" + VRT), ("XML",)),
    "vrt.csv": (raw(VRT), ("XML",)),
    "webbsida.xls": (raw("<html><table><tr><td>Brott</td></tr></table></html>"), ("HTML",)),
    "pdf.csv": (raw("%PDF-1.7 ..."), ("pdf",)),
    "parquet.csv": (raw("PAR1...."), ("Parquet",)),
    "halv.px": (raw('CHARSET="ANSI";\nAXIS-VERSION="2010";'), ("MATRIX",)),
    "bild.csv": (raw(PNG), ("bild",)),
    "packad.csv": (raw(zipped(b"a;b\n" * 50)), ("gzip",)),
    "arkiv.csv": (raw(b"Rar!\x1a\x07\x01\x00" + bytes(40)), ("rar",)),
    "arkiv7.csv": (raw(b"7z\xbc\xaf\x27\x1c" + bytes(40)), ("7zip",)),
    "brus.bin": (raw(bytes(range(1, 32)) * 50), ("varken text",)),
    "tom.csv": (raw(""), ("tom",)),
    "bara_radbrytningar.csv": (raw("\n" * 500), ()),
    "okand.csv": (raw("alfa;beta\n1;2\n"), ("alfa, beta",)),
    "formel_i_rubriken.csv": (raw("=cmd|' /C calc'!A0;beta\n1;2\n"), ()),
    "lang_rad.csv": (raw(f"{LONG};b\n1;2\n"), ()),
    "djup.json": (raw("[" * 200_000), ()),
    "djup.geojson": (raw('{"type":"FeatureCollection","features":' + "[" * 100_000), ()),
    "djupa_objekt.json": (raw('{"a":' * 50_000 + "1" + "}" * 50_000), ()),
    "stort_tal.json": (raw('{"values": ' + "9" * 100_000 + "}"), ()),
    "ingen_lista.json": (raw('{"a": 1}'), ()),
    "avbruten.csv": (police_with(lambda text: text[:-40]), ("rad 6", "avbruten")),
    "nul.csv": (police_with(lambda text: text.replace("Uppsala", "Upp\0sala")), ("rad 2", "NUL")),
    "dubbel_rubrik.csv": (police_with(lambda text: text.replace('"Län"', '"Kommun"')), ("rad 1", "Kommun", "två gånger")),
    "fel_tecken.csv": (police_with(lambda text: text.encode().replace(b"Uppsala", b"Upps\xc3la\xff", 1)), ("DeSO.område",)),
    "dubbelkodad.csv": (police_with(lambda text: text.encode().decode("cp1252").encode()), ("teckenkodning",)),
    "oppet_citat.csv": (police_with(lambda text: text.replace('"Uppsala Län"', '"Uppsala Län', 1)), ("rad 2", "citattecken")),
    "sneda_rader.csv": (police_with(lambda text: text.replace('"1"\n', '"1","2"\n')), ("fält",)),
    "bara_rubriker.csv": (police_with(lambda text: text.split("\n", 1)[0] + "\n"), ("inga rader",)),
    "skottdag.csv": (police(Inskrivningsdatum="2024-02-30"), ("2024-02-30", "Rad 2", "Inskrivningsdatum")),
    "framtid.csv": (police(Inskrivningsdatum="2031-02-03"), ("2031-02-03", "Rad 2")),
    "halva_brott.csv": (police(Antal="12,5"), ("12,5", "Antal")),
    "minst.csv": (police(Antal="<5"), ("<5", "Antal")),
    "punkter.csv": (police(Antal=".."), ("..", "Antal")),
    "minus.csv": (police(Antal="-3"), ("-3", "Antal")),
    "brottskod.csv": (police(Brottskod="=1+1"), ("=1+1", "Brottskod")),
    "fel_kommun.csv": (police(Kommun="Atlantis", **{"DeSO.område": ""}), ("Älvkarleby",)),
    "person.csv": (police(Län=f"anmäld av {PERSON}"), ("personnummer", "Län")),
    "samordning.csv": (police(Id=COORDINATION), ("samordningsnummer", "Id")),
    f"lista {PERSON}.csv": (police(), ("filens namn",)),
    "breda.csv": (raw(",".join(f"k{n}" for n in range(501)) + "\n" + ",".join("1" * 501) + "\n"), ("501",)),
    "miljon_kolumner.csv": (raw("," * 1_000_000 + "\n" + "," * 1_000_000 + "\n"), ()),
    "miljon_semikolon.csv": (raw(";".join(map(str, range(1_000_000))) + "\n"), ()),
    "breda.xlsx": (lambda path: workbook(path, [*population_rows([("2024", "0319", 5)]), [1] * 501]), ("501 kolumner",)),
    "trasig.xlsx": (raw("PK\x03\x04 half a zip"), ("trasig",)),
    "halv.xlsx": (half(people), ("trasig",)),
    "trasig.xls": (raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ("trasig",)),
    "andlos.xlsx": (dimension("A1:XFD1048576"), ("16\u00a0384 kolumner",)),
    "langt_bort.xlsx": (cells(FAR), ("Ta bort tomma",)),
    "bomb.xlsx": (added(("xl/worksheets/sheet2.xml", b" " * 6 * MEGABYTE)), ("packas upp",)),
    "bilder.xlsx": (added(*MANY), ("packas upp",)),
    "ljuger.xlsx": (lying_zip, ()),
    "last.xlsx": (encrypted, ("lösenord",)),
    "formel.xlsx": (formula("", "=2+3"), ("C4", "formel utan sparat värde")),
    "fel.xlsx": (formula("#DIV/0!", "=1/0"), ("C4",)),
    "utan_bok.xlsx": (member("xl/workbook.xml", lambda _: b""), ("trasig",)),
    "skratt.xlsx": (declared("xl/workbook.xml", LAUGHS, b"Resultat", b"&j;"), ("workbook.xml", "dokumenttyp")),
    "skratt_i_bladet.xlsx": (declared("xl/worksheets/sheet1.xml", LAUGHS, b"<v>5</v>", b"<v>&j;</v>"), ("sheet1.xml",)),
    "laser_en_fil.xlsx": (declared("xl/worksheets/sheet1.xml", ENTITY, b"<v>5</v>", b"<v>&a;</v>"), ("sheet1.xml",)),
    "manga_blad.xlsx": (sheets(101), ("101",)),
    "dokument.xlsx": (packed(("word/document.xml", b"<w/>")), ()),
    "person.xlsx": (lambda path: workbook(path, [*population_rows([("2024", "0319", 5)]), ["", PERSON]]), ("personnummer",)),
    "utan_karta.zip": (packed(("readme.txt", b"hej")), ("utan shapefil",)),
    "ut_ur_mappen.zip": (packed(PATH_OUT), ()),
    "utan_prj.zip": (layer(leave_out=(".prj",)), (".prj",)),
    "utan_dbf.zip": (layer(leave_out=(".dbf",)), (".dbf",)),
    "tva_skikt.zip": (two_layers, ("enda shapefil",)),
    "ensam.shp": (raw(b"\x00\x00\x27\x0a" + bytes(90)), ("ensam shapefil",)),
    "falsk.gpkg": (raw(b"SQLite format 3\0...."), ("GeoPackage",)),
    "halv.gpkg": (half(geopackage, 0.3), ()),
    "halv.geojson": (half(border()), ("rad 1",)),
    "meter_som_grader.geojson": (border([[395373, 6792195], [396373, 6792195], [396373, 6793195], [395373, 6792195]]), ("N01", "meter")),
    "omvanda.geojson": (border([[61.2, 13.0], [61.3, 13.0], [61.3, 13.1], [61.2, 13.0]]), ("N01", "omvänd")),
    "noll.geojson": (border([[0, 0], [13.1, 61.2], [13.1, 61.3], [0, 0]]), ("N01", "0,0")),
    "utan_yta.geojson": (border([[13.0, 61.2], [13.1, 61.3], [13.0, 61.2], [13.0, 61.2]]), ("N01",)),
    "utan_grans.geojson": (border(geometry=None), ("N01", "gränsen saknas")),
    "punkt.geojson": (border(geometry={"type": "Point", "coordinates": [13.0, 61.2]}), ()),
    "utanfor.geojson": (border(square(20.0, 66.0)), ("N01", "utanför")),
    "okant_system.geojson": (border(crs="urn:ogc:def:crs:EPSG::999999"), ()),
    "person.geojson": (border(properties={"omradeskod": "N01", "namn": PERSON}), ("personnummer", "namn")),
    "oppen_ring.geojson": (border([[13.0, 61.2], [13.1, 61.2], [13.1, 61.3], [13.0, 61.3]]), ("N01", "gränsen saknas")),
    "oandlig.geojson": (border([[1e308, 1e308], [-1e308, 1e308], [13.1, 61.3], [1e308, 1e308]]), ("N01",)),
    "trasig.sav": (raw(b"$FL2@(#) SPSS DATA FILE" + bytes(range(1, 200)) * 2), ("SPSS",)),
    "halv.sav": (half(answers()), ("SPSS",)),
    "person.sav": (answers(Namn=PERSON), ("personnummer", "Namn")),
    "halv.parquet": (half(parquet({"kpi": ["N00610"], "municipality": ["9990"]})), ("Parquet",)),
    "nastlad.parquet": (parquet({"kpi": ["N00610"], "municipality": [[1, 2]]}), ()),
    "stor.px": (lambda path: made_cubes.px_file(path, ('CODES("år")="2023","2024";', 'CODES("år")="2023";')), ()),
    "stor_kub.json": (lambda path: made_cubes.json_file(path, made_cubes.dataset(size=[100_000, 100_000])), ()),
    "oandlig_kub.json": (raw(json.dumps(made_cubes.dataset(value=[7, 1, 2, 3])).replace("[7,", "[1e999,")), ()),
}  # fmt: skip

"""Delimited text is read strictly: encoding, delimiter and every odd line are found, nothing is guessed in silence."""

from __future__ import annotations

import pytest

from lagesbild.intake.refusal import Refusal
from lagesbild.intake.text_reader import decode, document, table
from tests.intake.made_files import HEADINGS, police_file, police_row, police_text, sound_rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16", "utf-16-le", "utf-16-be"])
def test_swedish_letters_survive_every_encoding_that_sources_use(encoding):
    assert decode("Område;Älvkarleby;Umeå;Malmö\n".encode(encoding)) == "Område;Älvkarleby;Umeå;Malmö\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_per_file(delimiter):
    found = document(police_text(sound_rows(3), delimiter).encode())
    assert (found.delimiter, found.headings) == (delimiter, HEADINGS)


def test_a_comma_inside_quotes_is_no_delimiter():
    read = table(document(police_text([police_row()]).encode()))
    assert read.frame.iloc[0, 3] == "Skadegörelse, genom brand (ej på motorfordon)"


def test_codes_keep_their_leading_zeros_and_na_is_a_text():
    read = table(document(b"kod;namn\n0319;NA\n"))
    assert read.frame.iloc[0].tolist() == ["0319", "NA"]


def test_excels_own_first_line_is_skipped_and_lines_are_counted_as_an_editor_does():
    read = table(document(b"sep=;\nkod;namn\n1;a\n\n2;b\n"))
    assert read.lines.tolist() == [3, 5]


def test_double_encoded_letters_are_told_with_their_line():
    broken = "kod;namn\n1;Luleå\n".encode().decode("cp1252").encode()
    with pytest.raises(Refusal) as told:
        decode(broken)
    assert "rad 2" in told.value.sentence("x.csv")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"kod;namn\n1;a\n2;b\0c\n", ["rad 3", "NUL"]),
        ("\ufeffkod;namn\n1;a\0\n".encode("utf-16-le"), ["rad 2", "NUL"]),
        (b"kod;namn;Kod\n1;a;2\n", ["rad 1", "Kod", "två gånger"]),
        (b'kod;namn\n1;"a\n2;b\n', ["rad 2", "citattecken"]),
        (b"kod;namn\n1;a\n2", ["rad 3", "avbruten"]),
        ("kod;namn\n1;å".encode()[:-1], ["rad 2", "avbruten"]),
        (b"kod;namn\n1;a\nnamn;kod\nb;2\n", ["rad 3", "annan ordning"]),
        (b"kod;namn\n", ["rad 1", "inga rader"]),
        (b"\n\n  \n", ["tom"]),
    ],
)
def test_a_structural_fault_refuses_the_file_and_names_the_line(content, words):
    with pytest.raises(Refusal) as told:
        table(document(content))
    sentence = told.value.sentence("x.csv")
    assert sentence.startswith("x.csv")
    assert all(word in sentence for word in words), sentence


def test_headings_met_again_are_set_aside_and_told(deliver, tmp_path):
    text = police_text(sound_rows(3)) + police_text(sound_rows(3))
    (tmp_path / "två delar.csv").write_text(text, encoding="utf-8")
    receipt = deliver(tmp_path / "två delar.csv")
    assert (receipt.outcome, receipt.rows_read, receipt.rows_stored, receipt.rows_rejected) == ("accepted", 7, 6, 1)
    assert receipt.rejections[0].line == 5
    assert "rubrikerna" in receipt.rejections[0].reason


def test_ragged_rows_are_rejected_one_by_one_with_their_line(deliver, tmp_path):
    lines = police_text(sound_rows(60)).splitlines()
    lines[10] += ',"extra"'
    (tmp_path / "ojämn.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    receipt = deliver(tmp_path / "ojämn.csv")
    assert (receipt.outcome, receipt.rows_stored, receipt.rows_rejected) == ("accepted", 59, 1)
    assert receipt.rejections[0].line == 11
    assert "11 fält men rubrikraden 10" in receipt.rejections[0].reason


def test_many_ragged_rows_refuse_the_file(deliver, stored, tmp_path):
    lines = police_text(sound_rows(20)).splitlines()
    ragged = [line + ',"extra"' if 4 < index < 9 else line for index, line in enumerate(lines)]
    (tmp_path / "ojämn.csv").write_text("\n".join(ragged) + "\n", encoding="utf-8")
    refused = deliver(tmp_path / "ojämn.csv")
    assert refused.outcome == "refused"
    assert "Rad 6 har 11 fält" in refused.message
    assert stored() == []


def test_half_a_file_is_refused_at_the_row_where_it_ends(deliver, stored, tmp_path):
    text = police_text(sound_rows(40))
    (tmp_path / "halv.csv").write_text(text[: text.index('"20",') + 60], encoding="utf-8")
    refused = deliver(tmp_path / "halv.csv")
    assert refused.outcome == "refused"
    assert "rad 22" in refused.message
    assert "avbruten" in refused.message
    assert stored() == []


def test_twenty_thousand_rows_are_read_in_a_moment(deliver, tmp_path):
    from time import process_time

    path = police_file(tmp_path / "stor.csv", sound_rows(20_000))
    start = process_time()
    assert deliver(path).rows_stored == 20_000
    assert process_time() - start < 5.0

"""The fast reader answers exactly as the strict one, or leaves the file to it; the commonest files are never left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagesbild.intake import fast_reader
from lagesbild.intake.encoding import decode
from lagesbild.intake.refusal import Refusal
from lagesbild.intake.text_reader import Document, body, document, strict, table
from tests.intake.made_files import police_row, police_text, sound_rows

CELLS = st.one_of(
    st.sampled_from(["", " ", "NA", "null", "0319", "a", "å", "Ö–", "#N/A", "kod", "Namn", "\u00a0x", "1", "811218-9876"]),
    st.text(alphabet='ab1åÖ é",;\n\t|\r#', max_size=5),
)
WIDTH = 3


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """A file of three columns, mostly sound: any cell quoted, any line ragged, blank, quoted wrongly or the headings again."""
    mark, end = draw(st.sampled_from([",", ";", "\t"])), draw(st.sampled_from(["\n", "\n", "\r\n"]))
    rough = draw(st.booleans())
    cells = CELLS if rough else CELLS.filter(lambda text: not set(text) & set('",;\n\t|\r'))
    lines = [mark.join(["kod", "namn", draw(st.sampled_from(["", "dag"]))])]
    for _ in range(draw(st.integers(0, 12))):
        row = draw(st.lists(cells, min_size=WIDTH, max_size=WIDTH))
        line = mark.join(_quoted(text, mark) if draw(st.booleans()) or rough else text for text in row)
        odd = ["", lines[0], line + mark, '"' + line, line.replace('"', "", 1), mark * 2, "x" + line] if rough else []
        lines.append(draw(st.sampled_from([line] * 8 + odd)))
    text = end.join(lines) + draw(st.sampled_from([end, end, ""]))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "cp1252", "cp850", "utf-8-sig", "utf-16"])), "replace")


def _quoted(text: str, mark: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(f'"{mark}\r\n') or len(text) % 2 else text


def told(read: object, source: Document) -> object:
    """What a reader says of a file: everything that it found, or its refusal."""
    try:
        found = read(source)  # type: ignore[operator]
    except Refusal as refusal:
        return refusal.key, refusal.values
    rows = {found.lines[at]: row for at, row in enumerate(found.frame.itertuples(index=False, name=None))}
    return found.headings, list(rows.items()), found.ragged, found.repeated, found.ragged_texts


@settings(max_examples=600, deadline=None)
@given(written())
def test_both_readers_say_the_same_of_any_file(raw: bytes) -> None:
    try:
        source = document(raw)
    except Refusal:
        return
    assert told(table, source) == told(strict, source)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet='ab,"\n', max_size=40), st.sampled_from(["\n", "\r\n"]))
def test_no_play_of_quotes_and_commas_deceives_the_fast_reader(text: str, end: str) -> None:
    source = document(("kod,namn\n" + text).replace("\n", end).encode())
    assert told(table, source) == told(strict, source)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=6), st.sampled_from(["", "å", "Luleå\n", "Ã"]), st.sampled_from(["utf-8", "cp1252", "cp850"]))
def test_an_encoding_that_is_proven_decodes_every_byte(tail: bytes, start: str, name: str) -> None:
    try:
        decode(b"kod;namn\n1;" + start.encode(name, "ignore") + tail)
    except Refusal as refusal:
        assert refusal.key.startswith("csv.")


def _fast(raw: bytes) -> bool:
    found = body(document(raw))
    return found is not None and fast_reader.read(found) is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sound_extract_takes_the_fast_way(encoding, end):
    text = police_text(sound_rows(300), ";")
    for written in (text, text.rstrip()):
        assert _fast(written.replace("\n", end).encode(encoding))


@pytest.mark.parametrize(
    "line",
    [
        *("1;2;3", "1", "", ";", "kod;namn", "NAMN;Kod", "1;\r2", '1;"a\rb"', '"1\n";2', '1;"2\n"', f"1;{'a' * 140_000}"),
        *('1;a"b"c;"', '1;"a ""b"" c"', '1;"x"y', '"x"y;";b"', '"x"y;z"\nw";b'),  # quotes inside texts and outside of their places
    ],
)
def test_an_unusual_line_is_left_to_the_strict_reader(line):
    assert _fast(b"kod;namn\n1;a\n2;b\n")
    assert not _fast(f"kod;namn\n1;a\n{line}\n2;b\n".encode())


def test_a_row_beyond_the_first_part_has_its_own_line(monkeypatch):
    monkeypatch.setattr(fast_reader, "PART", 1_000)
    monkeypatch.setattr(fast_reader, "SCAN", 700)
    rows = [*sound_rows(400), police_row(Antal="7")]
    source = document(police_text(rows).encode())
    found = table(source)
    assert isinstance(found, fast_reader.ArrowTable)
    assert told(table, source) == told(strict, source)
    assert (found.lines[-1], found.frame.iloc[-1, 9]) == (402, "7")

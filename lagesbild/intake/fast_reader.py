"""Reads sound delimited text with Arrow, many rows at a time; whatever is unusual in a file is left to the strict reader.

Both readers answer alike for every file that this one answers for: no row here is ragged, blank or a heading met again, every quote
stands where a field begins or ends, and every line is one row, so that rows have the lines that an editor shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from lagesbild.intake.text_table import ArrowTable

QUOTE, LINE_FEED, RETURN = b'"\n\r'
LONGEST = 131_072  # the strict reader takes a longer field for a quote that never ends
PART = 1 << 25  # bytes that are parsed at a time
BLOCK = 1 << 20  # and by each thread
SAMPLE = 1 << 17  # bytes by which columns are told to repeat their texts
SCAN = 1 << 18  # bytes that are searched while they lie in the processor's cache


@dataclass(frozen=True)
class Body:
    """The bytes below the headings, in an encoding in which delimiters, quotes and line ends are as in ASCII."""

    raw: bytes
    start: int  # the position of the first row
    line: int  # and its line in the file
    delimiter: str
    encoding: str
    headings: list[str]

    def parts(self, size: int) -> Iterator[pa.Buffer]:
        """The rows' bytes where they lie, whole lines of about so many bytes at a time."""
        at, whole = self.start, pa.py_buffer(self.raw)
        while at < len(self.raw):
            end = self.raw.find(b"\n", at + size) + 1 or len(self.raw)
            yield whole.slice(at, end - at)
            at = end


def read(body: Body) -> ArrowTable | None:
    """All rows, or None where anything is unusual."""
    if len(body.headings) < 2 or body.start >= len(body.raw):
        return None
    rows = _lines_if_sound(body)
    if not rows:
        return None
    try:
        kinds = _kinds(_parsed(next(body.parts(SAMPLE)), body, [pa.binary()] * len(body.headings)))
        parsed = pa.concat_tables([_parsed(part, body, kinds) for part in body.parts(PART)])
        arrays = [_decoded(column, body.encoding) for column in parsed.unify_dictionaries().columns]
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return None
    del parsed
    pa.default_memory_pool().release_unused()
    if len(arrays[0]) != rows or any(_odd(array, body.delimiter) for array in arrays):
        return None
    names = {heading.strip().casefold() for heading in body.headings}
    if _meet(arrays, lambda text: text == "") or _meet(arrays, lambda text: text.strip().casefold() in names):
        return None
    return ArrowTable(body.headings, arrays, np.arange(body.line, body.line + rows))


def _lines_if_sound(body: Body) -> int:
    """How many lines there are, or 0 where a quote or a line end stands where the readers could differ."""
    everything = np.frombuffer(body.raw, dtype="uint8")
    lines = quotes = closing = 0
    for at in range(body.start, len(everything), SCAN):
        here = everything[at : at + SCAN + 1]  # and the first byte of the next block
        quote, line, returned = here == QUOTE, here == LINE_FEED, here == RETURN
        apart = line | (here == ord(body.delimiter))
        if returned.any():
            if (returned[:-1] & ~line[1:]).any():
                return 0
            apart |= returned
        quotes += np.count_nonzero(quote[:SCAN])
        closing += np.count_nonzero(quote[:-1] & apart[1:])
        lines += np.count_nonzero(line[:SCAN])
    closing += int(everything[-1] == QUOTE)
    if everything[-1] == RETURN or closing != quotes / 2:
        return 0
    return int(lines) + int(everything[-1] != LINE_FEED)


def _parsed(rows: pa.Buffer, body: Body, kinds: list[pa.DataType]) -> pa.Table:
    names = [str(index) for index in range(len(body.headings))]
    return arrow_csv.read_csv(
        pa.BufferReader(rows),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=BLOCK),
        parse_options=arrow_csv.ParseOptions(delimiter=body.delimiter, ignore_empty_lines=False),
        convert_options=arrow_csv.ConvertOptions(column_types=dict(zip(names, kinds, strict=True)), strings_can_be_null=False),
    )


def _kinds(sample: pa.Table) -> list[pa.DataType]:
    """A dictionary for every column whose texts come again; numbers that run on are read as they stand."""
    running = [sample.num_rows >= 100 and pc.count_distinct(column).as_py() > sample.num_rows / 2 for column in sample.columns]  # type: ignore[attr-defined]
    return [pa.binary() if alone else pa.dictionary(pa.int32(), pa.binary()) for alone in running]


def _decoded(column: pa.ChunkedArray, encoding: str) -> pa.Array:
    array = column.combine_chunks()
    array = array.chunk(0) if isinstance(array, pa.ChunkedArray) else array
    if isinstance(array, pa.DictionaryArray):
        return pa.DictionaryArray.from_arrays(array.indices, _decoded(pa.chunked_array([array.dictionary]), encoding))
    if encoding.startswith("utf-8") or _is_ascii(array):
        return array.cast(pa.string())
    return pa.array([text.decode(encoding) for text in array.to_pylist()], type=pa.string())


def _is_ascii(array: pa.Array) -> bool:
    return not array.buffers()[2] or int(np.frombuffer(array.buffers()[2], dtype="uint8").max(initial=0)) < 128


def _texts(array: pa.Array) -> pa.Array:
    return array.dictionary if isinstance(array, pa.DictionaryArray) else array


def _odd(array: pa.Array, delimiter: str) -> bool:
    """Whether any text holds a quote, begins with a delimiter or is too long.

    Without these, Arrow took every quote as the beginning or the end of a field, and no beginning stands before a delimiter: so where
    half of all quotes stand before a delimiter or a line end, they are the ends.
    """
    texts = _texts(array)
    quoted = pc.match_substring(texts, '"')  # type: ignore[attr-defined]
    begun = pc.starts_with(texts, delimiter)  # type: ignore[attr-defined]
    length = pc.max(pc.binary_length(texts)).as_py() or 0  # type: ignore[attr-defined]
    return length > LONGEST or pc.any(quoted).as_py() or pc.any(begun).as_py()  # type: ignore[attr-defined]


def _meet(arrays: list[pa.Array], judge: Callable[[str], bool]) -> bool:
    """Whether in any row every text is judged so; columns whose texts repeat are asked first and most often settle it."""
    left: np.ndarray | None = None
    for array in sorted(arrays, key=lambda item: not isinstance(item, pa.DictionaryArray)):
        if isinstance(array, pa.DictionaryArray):
            judged = np.array([judge(text) for text in array.dictionary.to_pylist()], dtype=bool)
            if not judged.any():
                return False
            here = judged[array.indices.to_numpy()] if left is None else judged[array.indices.to_numpy()[left]]
        else:
            here = np.array([judge(text) for text in (array if left is None else array.take(left)).to_pylist()], dtype=bool)
        left = here.nonzero()[0] if left is None else left[here]
        if not len(left):
            return False
    return True

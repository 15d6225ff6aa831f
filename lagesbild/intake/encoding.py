"""Finds the encoding of a text file and proves that the whole file keeps to it, without making a second copy of the file."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pyarrow as pa

from lagesbild.intake.container import ENCODINGS
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.texts import number

TWICE, TWICE_ENDINGS = "Ã", "¥¤¶„–…"  # how å, ä, ö, Ä, Ö and Å look that were encoded twice
SWEDISH = "åäöÅÄÖéÉ"
UNDEFINED = {"cp1252": (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")}  # bytes without a letter
BLOCK = 1 << 18


def decode(raw: bytes) -> str:
    """Text by byte order mark, else strict UTF-8, else the likeliest of the few encodings that Swedish sources use."""
    return raw.decode(encoding(raw))


def encoding(raw: bytes) -> str:
    """The Python name of the encoding that every byte of the file keeps to; a refusal names the first line that does not."""
    for bom, name in ENCODINGS:
        if raw.startswith(bom):
            return _proven(raw, name)
    if b"\0" in raw:
        return _proven(raw, _wide(raw))
    found = "utf-8" if _is_utf8(raw) else _proven(raw, _single_byte(_uncut(raw)))
    _refuse_mojibake(raw, found)
    return found


def _proven(raw: bytes, name: str) -> str:
    """The name, if the file decodes strictly and holds no NUL."""
    if name.startswith("utf-8"):
        sound = _is_utf8(raw) and b"\0" not in raw
    else:
        sound = not name.startswith("utf-16") and not any(byte in raw for byte in UNDEFINED.get(name, ()))
    return name if sound else _strictly(raw, name)


def _strictly(raw: bytes, name: str) -> str:
    try:
        content = raw.decode(name)
    except UnicodeDecodeError as fault:
        raise Refusal("csv.broken_encoding", line=number(_line(raw, fault.start)), encoding=name) from fault
    if "\0" in content:
        raise Refusal("csv.nul", line=number(content.count("\n", 0, content.index("\0")) + 1))
    return name


def _is_utf8(raw: bytes | memoryview) -> bool:
    """Whether all bytes are valid UTF-8, judged by Arrow on the bytes where they lie."""
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, pa.py_buffer(np.array([0, len(raw)])), pa.py_buffer(raw)])
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _refuse_mojibake(raw: bytes, name: str) -> None:
    """Refuse a text in which Swedish letters were encoded twice."""
    capital = TWICE.encode(name)
    endings = [letter.encode(name, "ignore") for letter in TWICE_ENDINGS]
    if not _holds(raw, capital):
        return
    found = [raw.find(capital + ending) for ending in endings if ending]
    at = min((position for position in found if position >= 0), default=-1)
    if at >= 0:
        raise Refusal("csv.mixed_encoding", line=number(_line(raw, at)), sample=shown(raw[at : at + 8].decode(name, "ignore")[:2]))


def _holds(raw: bytes, letter: bytes) -> bool:
    """Whether a letter of one or two bytes occurs; a search by blocks, which frequent first bytes do not slow down."""
    if len(letter) == 1:
        return letter in raw
    everything = np.frombuffer(raw, dtype="uint8")
    blocks = (everything[at : at + BLOCK + 1] for at in range(0, len(raw), BLOCK))
    return any(((block[:-1] == letter[0]) & (block[1:] == letter[1])).any() for block in blocks)


def _line(raw: bytes, position: int) -> int:
    return raw.count(b"\n", 0, position) + 1


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark has a NUL in nearly every other byte; stray NULs leave the text as UTF-8, where they are refused."""
    head = raw[:4_000]
    half = max(len(head) // 2, 1)
    if head[1::2].count(0) / half > 0.6 and head[0::2].count(0) / half < 0.1:
        return "utf-16-le"
    if head[0::2].count(0) / half > 0.6 and head[1::2].count(0) / half < 0.1:
        return "utf-16-be"
    raise Refusal("csv.nul", line=number(_line(raw, raw.index(b"\0"))))


def _uncut(raw: bytes) -> bytes:
    """The same bytes, unless they are UTF-8 that ends in half a letter."""
    for length in (1, 2, 3):
        try:
            raw[-length:].decode("utf-8")
        except UnicodeDecodeError as fault:
            if fault.reason == "unexpected end of data" and fault.start == 0 and _is_utf8(memoryview(raw)[:-length]):
                raise Refusal("csv.cut", line=number(_line(raw, len(raw) - length))) from fault
    return raw


def _single_byte(raw: bytes) -> str:
    """cp1252 or cp850: the one in which the high bytes are Swedish letters more often."""
    counts = np.zeros(256, dtype="int64")
    everything = np.frombuffer(raw, dtype="uint8")
    for block in (everything[at : at + BLOCK] for at in range(0, len(raw), BLOCK)):
        counts += np.bincount(block[block > 127], minlength=256)
    swedish = {name: counts[list(chain.from_iterable(letter.encode(name) for letter in SWEDISH))].sum() for name in ("cp850", "cp1252")}
    return "cp850" if swedish["cp850"] > swedish["cp1252"] else "cp1252"

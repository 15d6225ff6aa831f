"""Sound files damaged at random, thousands of them, handed in one after the other: `python -m tests.soak mutate=10000`.

Each is read in a process that lives on, so that the cost is the reading alone; a process that dies is told and replaced (the product
reads each file in a process of its own, where a death is a refusal). What must hold of every file: the answer is a receipt; the rows read
are those stored, rejected and outside; the archive holds as many as the receipt says; and of a text file whose lines can be told apart
without our reader, no line is missing.
"""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import os
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from multiprocessing import connection
from pathlib import Path
from random import Random
from typing import Any

from lagesbild import catalog
from lagesbild.intake import Receipt, facts, receive
from lagesbild.settings import settings
from tests.intake import kolada_files, made_cubes, made_points, made_surveys, unknown_files
from tests.intake.made_files import feature, geojson, home_folder, police_file, population_rows, sound_rows, workbook

DAY = date(2026, 11, 22)
SEED = 4711
WORKERS = 2
PATIENCE = 3 * 3600.0  # seconds: the long run hands each worker thousands of files
WORDS = [b"\0", b'"', b";", b",", b"\n", b"\r", b"\t", b"-1", b"1e999", b"99999999999999999999", b"NaN", b"<5", b"..", b"2024-02-30"]
WORDS += [
    b"=1+1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"{",
    b"}",
    b"[",
    b"</c>",
    b"null",
    b"\xe2\x80\xa8",
    b"0319",
    b"9990",
    b"/etc/passwd",
]
PACKED = (".xlsx", ".zip")
Reception = Callable[..., Receipt]


def originals(folder: Path) -> list[tuple[Path, str | None]]:
    """One sound file of each kind, small, and the municipality that it is handed in for."""
    folder.mkdir()
    added = made_surveys.people(30)
    figures = [(f"N{n:05}", year, {"T": 40.5 + n}) for n in range(5) for year in (2023, 2024)]
    return [
        (police_file(folder / "brott.csv", sound_rows(40)), "0319"),
        (police_file(folder / "brott_latin.csv", sound_rows(30), ";", "cp1252"), None),
        (workbook(folder / "folk.xlsx", population_rows([(str(year), "0319", year) for year in range(2010, 2025)])), None),
        (geojson(folder / "omraden.geojson", [feature("N01"), feature("N02")]), "9990"),
        (made_points.points_file(folder / "punkter.csv", made_points.sound_points(30)), "9990"),
        (made_cubes.px_file(folder / "folk.px"), None),
        (made_cubes.json_file(folder / "folk.json", made_cubes.dataset()), "9990"),
        (kolada_files.values(folder / "kolada.json", figures, "9990"), "9990"),
        (made_surveys.answers(folder / "svar.csv", added), "9990"),
        (made_surveys.answers(folder / "svar.xlsx", added), "9990"),
        (made_surveys.sav(folder / "svar.sav", added), "9990"),
        (unknown_files.rescue(folder / "larm.csv"), "9990"),
        (unknown_files.housing(folder / "skador.xlsx"), "9990"),
    ]


def mutated(content: bytes, name: str, dice: Random) -> bytes:
    """The same file with one to four faults; a packed one is often damaged inside and packed again."""
    if name.endswith(PACKED) and dice.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        chosen = dice.choice([part for part in parts if part.endswith((".xml", ".dbf", ".shp")) and "theme" not in part])
        parts[chosen] = mutated(parts[chosen], "", dice)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, inner in parts.items():
                archive.writestr(part, inner)
        return packed.getvalue()
    for _ in range(dice.randint(1, 4)):
        content = _faulty(content, dice)
    return content


def _faulty(content: bytes, dice: Random) -> bytes:
    at, kind = dice.randrange(len(content) or 1), dice.randrange(8)
    end = min(len(content), at + dice.choice([1, 3, 20, 200]))
    if kind == 0:  # one bit
        return content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :] if content else b""
    if kind == 1:  # one byte
        return content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]
    if kind == 2 and dice.random() < 0.5:  # cut off
        return content[: max(at, 1)]
    if kind == 3:  # a piece lost
        return content[:at] + content[end:] or b"\n"
    if kind == 4:  # a piece twice
        return content[:end] + content[at:]
    if kind == 5:  # two lines in the other order, one twice or one lost
        lines = content.splitlines(keepends=True)
        one, other = dice.randrange(len(lines) or 1), dice.randrange(len(lines) or 1)
        lines[one : one + 1] = dice.choice([lines[other : other + 1], [], lines[one : one + 1] * 2])
        return b"".join(lines) or b"\n"
    return content[:at] + dice.choice(WORDS) + content[at if kind == 6 else end :]


@dataclass
class Found:
    """What came of the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    counted: int = 0  # accepted text files whose lines were counted without our reader
    ended: list[str] = field(default_factory=list)  # reading processes that died
    faults: list[str] = field(default_factory=list)


def judged(path: Path, receipt: Receipt, home: Path) -> tuple[bool, list[str]]:
    """(whether its lines were counted by another reader, what did not hold)."""
    wrong = []
    if receipt.rows_read != receipt.rows_stored + receipt.rows_rejected + receipt.rows_outside:
        wrong.append("the rows do not add up")
    if not receipt.message or path.name not in receipt.message or "Traceback" in receipt.message or "/tmp" in receipt.message:
        wrong.append(f"no sentence: {receipt.message}")
    if re.search(r"gick inte att läsa \(", receipt.message):
        wrong.append(f"a fault that nobody thought of: {receipt.message}")
    if receipt.outcome != "accepted":
        return False, wrong
    if receipt.kind in ("incident", "event") and len(facts(home, receipt)) != receipt.rows_stored:
        wrong.append("the archive holds another number of rows")
    lines = _lines(path) if path.suffix == ".csv" and receipt.kind in ("incident", "event", "answer") else None
    if lines is not None and receipt.rows_read != lines:
        wrong.append(f"{lines} lines, {receipt.rows_read} rows read")
    return lines is not None, wrong


def _lines(path: Path) -> int | None:
    """The lines of a text file below its headings, by the standard library; None where it could be read in two ways."""
    content = path.read_bytes()
    text = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
    if "\r" in text or any(mark in text for mark in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
        return None
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    if any("\n" in cell or '"' in cell for row in rows for cell in row):
        return None
    told = [row for row in rows if any(cell.strip() for cell in row)]
    return len(told) - 1 if told and len(told[0]) > 1 else None


def work(folder: Path, numbers: list[int], reception: Reception) -> None:
    """Hand in the files of these numbers and write a line about each; in a process of its own."""
    made_surveys.add_survey(home_folder(folder / "home"))
    answers = os.open(folder / "answers.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.environ["LAGESBILD_CONTAINED"] = "true"  # an SPSS file too is read in this process
    settings.cache_clear()
    catalog._stamp = lru_cache(catalog._stamp)  # the catalogue does not change meanwhile
    sound = [(path.read_bytes(), path.name, code) for path, code in originals(folder / "originals")]
    for number in numbers:
        dice = Random(f"{SEED}-{number}")
        content, name, code = dice.choice(sound)
        path, home = folder / name, folder / "home"
        path.write_bytes(mutated(content, name, dice))
        os.write(answers, json.dumps({"at": number, "name": name}).encode() + b"\n")
        try:
            receipt = reception(path, home, code, None, DAY, apart=False)
            counted, wrong = judged(path, receipt, home)
            told = {"outcome": receipt.outcome, "counted": counted, "wrong": wrong}
        except Exception as fault:
            told = {"outcome": "raised", "counted": False, "wrong": [f"{type(fault).__name__}: {fault}"]}
        os.write(answers, json.dumps({"at": number, "name": name} | told).encode() + b"\n")
        for part in ("archive", "register"):
            shutil.rmtree(home / part, ignore_errors=True)


def mutations(folder: Path, count: int, reception: Reception = receive) -> Found:
    """Hand in so many damaged files; each worker has a home of its own and the function that receives."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.soak.mutate"])
    found, waiting = Found(), [list(range(first, count, WORKERS)) for first in range(min(WORKERS, count))]
    running: dict[Any, tuple[Any, Path, list[int]]] = {}
    round_number = 0
    while waiting or running:
        while waiting:
            round_number += 1
            own, numbers = folder / f"worker-{round_number}", waiting.pop()
            own.mkdir(parents=True)
            worker = context.Process(target=work, args=(own, numbers, reception))
            worker.start()
            running[worker.sentinel] = (worker, own, numbers)
        for sentinel in ended_within(list(running)):
            worker, own, numbers = running.pop(sentinel)
            worker.join()
            last = _tell(own / "answers.jsonl", found)
            assert not worker.exitcode or last >= 0, f"a worker did not start: {worker.exitcode}"
            if worker.exitcode:
                found.ended.append(f"file {last}: ended by {-worker.exitcode}")
                waiting += [rest] if (rest := [number for number in numbers if number > last]) else []
            shutil.rmtree(own, ignore_errors=True)
    return found


def ended_within(sentinels: list[int]) -> list[Any]:
    """The processes that have ended; raises where none does in `PATIENCE` seconds."""
    ended = connection.wait(sentinels, PATIENCE)
    assert ended, f"no worker ended within {PATIENCE} s"
    return ended


def _tell(place: Path, found: Found) -> int:
    """Add a worker's answers to what was found; the number of the last file that it began."""
    last = -1
    for line in place.read_text(encoding="utf-8").splitlines() if place.exists() else []:
        told = json.loads(line)
        last = told["at"]
        if "outcome" in told:
            found.outcomes[told["outcome"]] += 1
            found.counted += told["counted"]
            found.faults += [f"file {told['at']} ({told['name']}): {fault}" for fault in told["wrong"]]
    return last


def told(found: Found) -> str:
    """The figures in a line."""
    outcomes = ", ".join(f"{n} {outcome}" for outcome, n in sorted(found.outcomes.items()))
    counted = f"{found.counted} of the accepted counted by another reader too"
    return f"mutate: {sum(found.outcomes.values())} files: {outcomes}; {counted}; {len(found.ended)} ended; {len(found.faults)} faults"

"""The libraries themselves, fed what has hurt them: shut in they harm nobody, and without the limit they do (the control).

In each, what would have refused the file before a library opened it is lifted: the sandbox stands alone.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagesbild.intake import look, sandbox
from lagesbild.settings import ROOT, settings
from tests.intake import hostile_files as made
from tests.intake.made_files import police_file, sound_rows
from tests.intake.rogue import rogue
from tests.intake.test_intake_sandbox import DAY, apart, limit

__all__ = ["apart"]
pytestmark = pytest.mark.acceptance
UNGUARDED = """
import lagesbild.intake.guard, lagesbild.intake.workbook_reader
for module in (lagesbild.intake.guard, lagesbild.intake.workbook_reader):
    module.check_workbook = lambda *_: None
return read(order, path, home, day, folder)
"""
OPENLY = """
import datetime, sys
from pathlib import Path
import lagesbild.intake.workbook_reader
from lagesbild.intake import look
lagesbild.intake.workbook_reader.check_workbook = lambda *_: None
look(Path(sys.argv[1]), Path(sys.argv[2]), "0319", None, datetime.date(2026, 11, 22), apart=False)
"""
AS_ANYTHING = """
import pyogrio, os
try:
    return {"told": pyogrio.read_dataframe(os.environ.get("PLACE") or path).to_csv()}
except Exception as fault:
    return {"told": type(fault).__name__}
"""


def told(path: Path, home: Path) -> str:
    with sandbox._answer(path, home, None, DAY, {"kind": "examine"}) as (answer, _, _):
        return str(answer["told"])


def ended(path: Path, home: Path) -> bool:
    """Whether a process that reads the file without any sandbox is ended by it."""
    child = subprocess.run([sys.executable, "-c", OPENLY, str(path), str(home)], cwd=ROOT, stderr=subprocess.DEVNULL, timeout=300)
    assert child.returncode <= 0, "the control itself failed"
    return child.returncode < 0


def test_a_sheet_without_end_ends_the_reading_process_only(apart: pytest.MonkeyPatch, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "andlos.xlsx"
    made.cells(made.FAR)(path)
    rogue(apart, tmp_path, UNGUARDED)
    refused = look(path, home, "0319", None, DAY).receipt
    assert refused.outcome == "refused" and "andlos.xlsx" in refused.message
    assert "mer minne än gränsen" in refused.message or "så skadad" in refused.message
    assert ended(path, home), "the control: in a process without a sandbox the library ends the process"


@pytest.mark.parametrize("megabytes", [400, 0])
def test_a_bomb_meets_the_limit_of_memory(apart: pytest.MonkeyPatch, home: Path, tmp_path: Path, megabytes: int) -> None:
    apart.setattr(settings(), "max_unzipped_mb", 10_000)
    limit(apart, memory_mb=megabytes, cpu_seconds=0, wall_seconds=0)
    path = tmp_path / "bomb.xlsx"
    made.added(("xl/worksheets/sheet2.xml", b" " * 400 * made.MEGABYTE))(path)
    refused = look(path, home, "0319", None, DAY).receipt
    assert ("mer minne än gränsen 400 MB" in refused.message) == bool(megabytes), refused.message


@pytest.mark.parametrize("seconds", [1, 20])
def test_a_file_that_takes_too_long_meets_the_limit_of_time(apart: pytest.MonkeyPatch, home: Path, tmp_path: Path, seconds: int) -> None:
    limit(apart, cpu_seconds=seconds, wall_seconds=0)
    receipt = look(police_file(tmp_path / "brott.csv", sound_rows(20_000)), home, "0319", None, DAY).receipt
    assert receipt.outcome == ("refused" if seconds == 1 else "accepted")
    assert ("räknetid" in receipt.message) == (seconds == 1)


@pytest.mark.parametrize("loose", [False, True])
def test_a_virtual_layer_cannot_open_another_file(apart: pytest.MonkeyPatch, home: Path, tmp_path: Path, loose: bool) -> None:
    (tmp_path / "hemligt.csv").write_text("namn,wkt\nsaltsjon,POINT (1 2)\n")
    source = f"<SrcDataSource>{tmp_path / 'hemligt.csv'}</SrcDataSource>"
    (tmp_path / "karta.geojson").write_text(f'<OGRVRTDataSource><OGRVRTLayer name="hemligt">{source}</OGRVRTLayer></OGRVRTDataSource>')
    rogue(apart, tmp_path, AS_ANYTHING, loose=loose)
    assert ("saltsjon" in told(tmp_path / "karta.geojson", home)) == loose


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        opened.settimeout(0.5)
        yield opened


@pytest.mark.parametrize("loose", [False, True])
def test_a_layer_elsewhere_is_never_fetched(
    apart: pytest.MonkeyPatch, home: Path, tmp_path: Path, server: socket.socket, loose: bool
) -> None:
    address = json.dumps(f"/vsicurl/http://127.0.0.1:{server.getsockname()[1]}/x.geojson")
    path = police_file(tmp_path / "brott.csv", sound_rows(2))
    rogue(apart, tmp_path, f"import os\nos.environ['PLACE'] = {address}\nos.environ['GDAL_HTTP_TIMEOUT'] = '2'\n{AS_ANYTHING}", loose=loose)
    told(path, home)
    try:
        server.accept()[0].close()
        asked = True
    except TimeoutError:
        asked = False
    assert asked == loose

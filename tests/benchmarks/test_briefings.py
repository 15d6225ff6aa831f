"""A municipal briefing in each format, warm in a running process and cold from the command line."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lagesbild.briefing.compose import compose
from lagesbild.briefing.context import Request, Subject, subjects
from lagesbild.briefing.render import render
from lagesbild.catalog_briefings import load_briefings
from lagesbild.settings import ROOT
from lagesbild.store import Reader, current
from tests.benchmarks.conftest import EXAMPLE
from tests.benchmarks.measure import Line, at_most, in_turns

ROUNDS, TODAY = 5, date(2026, 11, 22)
FORMATS = ("pdf", "docx", "pptx")


def made(reader: Reader, slug: str, form: str, subject: Subject | None = None) -> bytes:
    """A briefing from the figures to the finished file."""
    kind = load_briefings()[slug]
    return render(compose(reader, kind.zone, kind, Request(subject=subject or Subject(), day=TODAY, until=TODAY)), form)


@pytest.fixture
def reader(example: Path) -> Reader:
    found = current(example, EXAMPLE, "internal")
    assert found is not None
    return found


def test_a_briefing_is_made_in_two_seconds(reader: Reader, told: list[Line]) -> None:
    spent = in_turns([lambda form=form: made(reader, "lagesbild", form) for form in FORMATS], ROUNDS)
    for form, seconds in zip(FORMATS, spent, strict=True):
        told.append(at_most(f"a whole lägesbild as {form}, warm", seconds.processor, 2, " s", f" ({seconds.wall:.2f} s on the wall)"))


@pytest.mark.parametrize("form", FORMATS)
def test_a_briefing_from_the_command_line_takes_six(example: Path, tmp_path: Path, form: str, told: list[Line]) -> None:
    command = [sys.executable, "-m", "lagesbild", "briefing", "lagesbild", "--municipality", EXAMPLE, "--format", form]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [*command, "--out", str(tmp_path / f"x.{form}")], cwd=ROOT, env=os.environ | {"LAGESBILD_HOME": str(example)}, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told.append(at_most(f"a whole lägesbild as {form}, cold, with the start of Python", spent, 6, " s"))


def test_fifty_sheets_of_areas_take_a_minute(reader: Reader, told: list[Line]) -> None:
    places = [one for one in subjects(reader, TODAY) if one.kind in ("area", "council")]
    for form in FORMATS:
        (spent,) = in_turns([lambda form=form: [made(reader, "omradesblad", form, one) for one in places]], 1)
        told.append(at_most(f"50 sheets of areas as {form}", spent.processor / len(places) * 50, 60, " s"))

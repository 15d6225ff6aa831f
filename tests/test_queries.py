"""Every SQL file says what one row is and names its parameters; no file is long."""

import re
from pathlib import Path

import pytest

QUERIES = Path(__file__).parents[1] / "queries"
FILES = sorted(QUERIES.rglob("*.sql"))
ASKED = [path for path in FILES if path.parent.name in ("read", "tally", "publish", "ingest", "gate", "lake", "nation")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_begins_with_what_it_is(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert re.match(r"-- (One row|Stores|Removes|fail |warn )", lines[0]), lines[0]
    assert len(lines) <= 80


@pytest.mark.parametrize("path", ASKED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_names_the_parameters_it_has(path: Path) -> None:
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    assert set(re.findall(r"\$\w+", head)) == set(re.findall(r"\$\w+", body))

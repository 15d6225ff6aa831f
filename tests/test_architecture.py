"""Imports point one way and heavy libraries have one owner: what docs and design promise, kept by reading the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from lagesbild import model
from lagesbild.settings import ROOT

FREE = {"model", "texts", "settings", "catalog", "sealed", "faults", "steps"}
SPREAD = r"^(show_work|show|sentences|catalog|model|agreement|cli|store|spool)_\w+"  # parts that lie in several files beside each other
BRIDGE = {"exhibits", "charts", "sentences"}  # for the static site only
READ_HALF = {"exhibits", "charts", "sentences", "read", "kept", "stats", "store", "frozen"}
WORK = {"work", "written", "freeze"}
MAY_IMPORT = {
    "app": {"web", "show", "access", "audit", "login", *FREE},
    "pages": {
        "spool",
        "web",
        "show",
        "show_work",
        "agreement",
        "briefing",
        "work",
        "written",
        "freeze",
        "access",
        "audit",
        *READ_HALF,
        *FREE,
    },
    "show_work": {
        "work",
        "written",
        "freeze",
        "show",
        "access",
        "audit",
        "agreement",
        *READ_HALF,
        *FREE,
    },  # only internal pages import these
    "show": {"spool", "access", "audit", "web", "agreement", "briefing", "personal_number", "swedish_csv", *READ_HALF, *FREE},
    "briefing": {"agreement", *READ_HALF, *FREE},
    "export": {"read", "store", "swedish_csv", *FREE},
    "web": {"store", "access", "audit", "login", *FREE},
    "serve": {"web", "login", *FREE},
    "exhibits": {"charts", "sentences", "read", "kept", "stats", "store", "agreement", *FREE},
    "read": {"store", "kept", *FREE},
    "kept": set(),
    "later": set(),
    "frozen": {"read", "store", *FREE},
    "freeze": {"frozen", "read", "spool", "store", "work", *FREE},
    "written": {"read", "store", "work", *FREE},
    "store": FREE,
    "facts": {"store", "read", "later", *FREE},
    **{pure: {"model", "texts"} for pure in ("stats", "disclosure", "charts", "texts", "agreement")},
    "sentences": {"model", "texts", "agreement"},
    "work": {"personal_number", "model", "texts"},
    "personal_number": set(),
    "settings": {"model"},
    "catalog": {"model", "settings", "texts"},
    "model": set(),
    "backup": {"build", "store", "work", *FREE},
    "sealed": set(),
    "steps": set(),
    "confined": set(),
    "faults": {"model", "texts"},
    "cli": {
        "audit",
        "backup",
        "briefing",
        "build",
        "connect",
        "example",
        "export",
        "facts",
        "freeze",
        "frozen",
        "importer",
        "intake",
        "later",
        "read",
        "serve",
        "store",
        "work",
        "written",
        *FREE,
    },
    "intake": {"confined", "facts", "disclosure", "stats", "store", "work", "personal_number", *FREE},
    "build": {"facts", "intake", "disclosure", "stats", "store", "work", "read", "frozen", "agreement", "personal_number", *FREE},
    "build.site": {"build", "agreement", "stats", "store", "read", "kept", "swedish_csv", *BRIDGE, *FREE},
    "swedish_csv": {"model", "texts"},
    "example": {"model", "texts", "settings"},
    "spool": {"store", "personal_number", *FREE},
    "connect": {"store", *FREE},
    "importer": {"connect", "spool", "audit", "intake", "build", "stats", "store", *FREE},
    "access": {"audit", "login", "logged_out", *FREE},
    "logged_out": set(),
    "login": FREE,
    "audit": {"store", *FREE},
}
OWNERS = {
    "duckdb": r"lagesbild/store(_lake)?\.py",
    "streamlit": r"app\.py|pages/.*|lagesbild/(access|show(_\w+)?)\.py",
    "plotly": r"lagesbild/charts/interactive\w*\.py",
    "matplotlib": r"lagesbild/charts/printed\w*\.py",
    **dict.fromkeys(("geopandas", "shapely", "pyogrio"), r"lagesbild/(intake|build)/.*"),
    **dict.fromkeys(("sqlalchemy", "alembic", "psycopg"), r"lagesbild/work/.*"),
    "httpx": r"lagesbild/connect/polite\.py",
    "starlette": r"app\.py|lagesbild/web/.*",
    "uvicorn": r"lagesbild/web/.*",
    "docx": r"lagesbild/briefing/docx\w*\.py",
    "pptx": r"lagesbild/briefing/pptx\w*\.py",
    "typst": r"lagesbild/briefing/(pdf|raster)\w*\.py",
    "pyreadstat": r"lagesbild/(intake/sav_child|example/survey_files)\.py",
}
STORES = ("store.py", "store_lake.py")  # what is said of any table
SQL = re.compile(
    r"\bSELECT\b[\s\S]*\bFROM\b|\bFROM\b[\s\S]*\bSELECT\b"
    r"|\b(INSERT INTO|DELETE FROM|DROP TABLE|ALTER TABLE|CREATE (OR REPLACE )?(TABLE|VIEW))\b"
    r"|^\s*(select|insert into|delete from|update \w+ set|create table|with \w+ as)\s"
)
WORDS = {
    "verdict": {*get_args(model.ChangeVerdict), *get_args(model.AreaVerdict)},
    "polarity": set(get_args(model.Polarity)),
    "better": set(get_args(model.Better)),
    "measure": set(get_args(model.Measure)),
    "withheld": set(get_args(model.Withheld)),
    "zone": set(get_args(model.Zone)),
    "area_level": set(get_args(model.AreaLevel)),
    "period_kind": set(get_args(model.PeriodKind)),
}


def unit_of(path: str) -> str:
    """Which part a file belongs to: "app", "pages", or the name below lagesbild/ (the site's files apart from the build's)."""
    parts = Path(path).with_suffix("").parts
    if parts[0] != "lagesbild":
        return parts[0]
    unit = "cli" if parts[1] in ("__main__", "__init__") else parts[1]
    unit = re.sub(SPREAD, r"\1", unit)
    return "build.site" if unit == "build" and parts[-1].startswith("site") else unit


def imported(tree: ast.AST) -> Iterator[str]:
    """Every imported name in full, wherever in the file the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def faults(path: str, source: str) -> Iterator[str]:
    """What a file does against the rules."""
    tree, unit = ast.parse(source), unit_of(path)
    for name in imported(tree):
        library, inner = name.split(".")[0], re.sub(SPREAD, r"\1", name.split(".")[1]) if "." in name else ""
        if library == "lagesbild" and inner not in {unit.split(".")[0], "__version__"} | MAY_IMPORT.get(unit, set()):
            yield f"{path}: {unit} may not import {name}"
        if library in OWNERS and not re.fullmatch(OWNERS[library], path):
            yield f"{path}: only {OWNERS[library]} may import {library}"
        if not library:
            yield f"{path}: imports are written in full"
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told and not path.endswith(STORES):
            if SQL.search(node.value):
                yield f"{path}:{node.lineno}: SQL belongs in queries/"
        elif isinstance(node, ast.Compare):
            yield from (f"{path}:{node.lineno}: unknown word {word}" for word in unknown_words(node))


def unknown_words(node: ast.Compare) -> Iterator[str]:
    """Strings that a closed vocabulary is compared with and does not hold."""
    left = node.left
    key = (
        left.slice.value
        if isinstance(left, ast.Subscript) and isinstance(left.slice, ast.Constant)
        else getattr(left, "attr", getattr(left, "id", ""))
    )
    if key in WORDS:
        told = [part.value for side in node.comparators for part in ast.walk(side) if isinstance(part, ast.Constant)]
        yield from (f"{key} == {word!r}" for word in told if isinstance(word, str) and word not in WORDS[str(key)] | {""})


def sources() -> list[Path]:
    """Every Python file of the product."""
    return [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "lagesbild").rglob("*.py"))]


def test_imports_point_one_way_and_libraries_have_owners() -> None:
    found = [fault for path in sources() for fault in faults(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))]
    assert len(sources()) > 20
    assert not found, "\n".join(found)


def test_every_part_is_known() -> None:
    assert {unit_of(path.relative_to(ROOT).as_posix()) for path in sources()} <= set(MAY_IMPORT)


def test_no_public_page_can_reach_the_work_store() -> None:
    for path in (ROOT / "pages" / "public").glob("*.py"):
        assert not [name for name in imported(ast.parse(path.read_text(encoding="utf-8"))) if ".work" in name or "show_work" in name]


def test_there_are_no_drawers_and_no_pages_outside_the_zones() -> None:
    assert not [path for path in sources() if path.stem in ("utils", "helpers", "common", "misc")]
    assert {path.parent.name for path in (ROOT / "pages").rglob("*.py")} <= {"pages", "internal", "public"}
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["menu.py"], "a page beside menu.py could be run without it"


def test_files_and_functions_stay_small() -> None:
    long = [path.name for path in sources() if len(path.read_text(encoding="utf-8").splitlines()) > (80 if "pages" in path.parts else 300)]
    long += [path.name for path in (ROOT / "queries").rglob("*.sql") if len(path.read_text(encoding="utf-8").splitlines()) > 80]
    for path in sources():
        functions = [
            n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
        long += [f"{path.name}: {f.name}" for f in functions if (f.end_lineno or 0) - f.lineno >= 40]
    assert not long


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("lagesbild/charts/theme.py", "import duckdb"),
        ("lagesbild/stats/rates.py", "def f():\n    from lagesbild import store"),
        ("lagesbild/exhibits/trend.py", "from lagesbild.build import build"),
        ("lagesbild/build/build.py", "import lagesbild.show"),
        ("lagesbild/build/build.py", "from lagesbild.exhibits import areas"),
        ("lagesbild/web/gate.py", "import streamlit as st"),
        ("pages/public/explore.py", "from lagesbild.intake import receive"),
        ("lagesbild/read.py", "from .store import Reader"),
        ("lagesbild/read.py", 'sql = "SELECT 1 FROM estimate"'),
        ("lagesbild/exhibits/areas.py", 'x = row["verdict"] == "better"'),
    ],
)
def test_a_planted_violation_is_found(path: str, source: str) -> None:
    assert list(faults(path, source))


def test_a_sound_file_is_not_blamed() -> None:
    source = '"""SELECT in a docstring FROM a person."""\nfrom lagesbild.model import Zone\nok = row["verdict"] in ("increase", "decrease")'
    assert not list(faults("lagesbild/sentences.py", source))

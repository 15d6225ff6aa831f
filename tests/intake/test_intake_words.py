"""Every sentence the intake can say exists, is used, and names the file or the row."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from lagesbild.settings import ROOT
from lagesbild.texts import texts

SOURCES = sorted((ROOT / "lagesbild" / "intake").glob("*.py"))
WORDS = {key.removeprefix("intake."): sentence for key, sentence in texts().items() if key.startswith("intake.")}
BUILT = re.compile(
    r"(container|geo|kolada|population|word|message|figures|table|sandbox)\.|row\.area_|notice\.(area_|replaces|outranked)"
)  # keys of which a part is put in by the code


def keys_in(path: Path) -> set[str]:
    """Every text in the code that is a key of the intake's sentences."""
    strings = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {string.removeprefix("intake.") for string in strings}


USED = set().union(*map(keys_in, SOURCES))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_refusal_lacks_its_sentence(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"]
    keys = {node.args[0].value for node in named if node.args and isinstance(node.args[0], ast.Constant)}
    assert {key for key in keys if key not in WORDS} == set()


def test_no_sentence_is_left_over():
    assert {key for key in WORDS if key not in USED and not BUILT.match(key)} == set()


@pytest.mark.parametrize("key", sorted(WORDS))
def test_a_refusal_names_the_file_and_a_rejection_its_row(key):
    topic = key.partition(".")[0]
    if topic in ("file", "container", "format", "csv", "workbook", "municipality", "areas", "bra", "population", "geo", "message"):
        assert "{file}" in WORDS[key]
    if topic == "row" and key != "row.too_many":
        assert WORDS[key].startswith("Rad {line}")
    assert len(re.findall(r"[.!?](?:\s|$)", WORDS[key])) >= 2 or topic not in ("csv", "geo", "bra", "workbook", "container"), (
        "the cure is missing"
    )

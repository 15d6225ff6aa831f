"""The kinds of briefings: every file loads, a new kind is one file, and faults are told by file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild.briefing.compose import parts_of
from lagesbild.briefing.parts import PARTS
from lagesbild.catalog_briefings import load_briefings, logo
from lagesbild.model import LagesbildError
from lagesbild.texts import texts

OWN = """
title = "Veckobrev"
short_title = "Vecka"
description = "Signalerna, varje vecka."
zone = "internal"
subjects = ["municipality"]
period = "quarter"
order = 5

[[part]]
name = "signals"
"""


def overlay(home: Path, words: str) -> Path:
    file = home / "catalogue" / "briefings" / "veckobrev.toml"
    file.parent.mkdir(parents=True)
    file.write_text(words, encoding="utf-8")
    return home


def test_the_kinds_that_an_agreement_needs_are_there() -> None:
    kinds = load_briefings()
    assert list(kinds) == ["lagesbild", "omradesblad", "kvartalsunderlag", "arssammanstallning", "statsbidrag", "pressunderlag"]
    assert [slug for slug, kind in kinds.items() if kind.zone == "public"] == ["pressunderlag"]


def test_every_part_of_every_kind_can_be_made_and_has_a_name() -> None:
    used = {part.name for kind in load_briefings().values() for part in kind.parts}
    assert used <= set(PARTS) and {f"briefing.part.{name}" for name in PARTS} <= set(texts())


def test_a_new_kind_is_one_file(tmp_path: Path) -> None:
    kinds = load_briefings(overlay(tmp_path, OWN))
    assert next(iter(kinds)) == "veckobrev" and kinds["veckobrev"].title == "Veckobrev" and "lagesbild" in kinds


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((OWN, "title = "), "går inte att läsa som TOML"),
        (('zone = "internal"', 'zone = "hemlig"'), "zone"),
        (('["municipality"]', '["kvarter"]'), "kvarter"),
        (('period = "quarter"', 'period = "week"'), "week"),
        (('description = "Signalerna, varje vecka."', ""), "description"),
        (("order = 5", "ordning = 5"), "ordning"),
        (('[[part]]\nname = "signals"', ""), "inga delar"),
    ],
)
def test_a_fault_names_the_file_and_the_key(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(LagesbildError, match=told) as fault:
        load_briefings(overlay(tmp_path, OWN.replace(*change)))
    assert "veckobrev.toml" in str(fault.value)


def test_an_unknown_part_is_told_with_those_that_exist(tmp_path: Path) -> None:
    kinds = load_briefings(overlay(tmp_path, OWN.replace('"signals"', '"horoskop"')))
    with pytest.raises(LagesbildError, match=r"horoskop.*signals"):
        parts_of(kinds["veckobrev"], None)


def drawn(home: Path, drawing: str) -> Path:
    file = home / "catalogue" / "municipalities" / "9999-norrhamn" / "logo.svg"
    file.parent.mkdir(parents=True)
    file.write_text(drawing, encoding="utf-8")
    return home


def test_the_installations_own_logo_comes_before_the_products(tmp_path: Path) -> None:
    assert "<svg" in logo(tmp_path, "9999") and logo(tmp_path, "0180") == ""
    own = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1" fill="url(#a)"/></svg>'
    assert logo(drawn(tmp_path, own), "9999") == own


@pytest.mark.parametrize(
    "drawing",
    [
        "<html></html>",
        "<svg><script>1</script></svg>",
        '<svg><image href="https://exempel.se/a.png"/></svg>',
        '<svg><image xlink:href="/etc/passwd"/></svg>',
        '<svg><rect style="fill:url(https://exempel.se/a)"/></svg>',
        "<svg>" + " " * 200_000 + "</svg>",
    ],
)
def test_a_logo_that_is_more_than_a_drawing_is_refused_by_name(tmp_path: Path, drawing: str) -> None:
    with pytest.raises(LagesbildError, match=r"logo\.svg"):
        logo(drawn(tmp_path, drawing), "9999")

"""A document that was given the name of a workbook is told for what it is."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from lagesbild.intake.container import container
from lagesbild.intake.refusal import Refusal


def test_a_word_document_is_named_whatever_its_name_says(tmp_path: Path) -> None:
    path = tmp_path / "tabell.xlsx"
    with ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(Refusal) as refused:
        container(path)
    assert refused.value.args[0] == "container.word"

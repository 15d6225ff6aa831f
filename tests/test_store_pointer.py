"""A pointer that lacks what it should point with is told as damaged, not met as a fault of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild.model import LagesbildError
from lagesbild.store import current


def test_a_pointer_without_its_file_is_damaged(tmp_path: Path) -> None:
    place = tmp_path / "build" / "9999"
    place.mkdir(parents=True)
    assert current(tmp_path, "9999", "internal") is None
    (place / "internal.json").write_text('{"build": "x"}')
    with pytest.raises(LagesbildError, match=r"9999/internal\.json"):
        current(tmp_path, "9999", "internal")

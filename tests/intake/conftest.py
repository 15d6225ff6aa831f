"""What the intake tests share: a home folder of their own  and a desk to hand files in at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lagesbild.intake import Receipt, receive
from tests.intake.made_files import home_folder

TODAY = date(2026, 11, 22)
Deliver = Callable[..., Receipt]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder with two more municipalities in its catalogue."""
    return home_folder(tmp_path / "home")


@pytest.fixture
def deliver(home: Path) -> Deliver:
    """Hand a file in; every receipt must add up and never show where on the machine the file lay."""

    def hand_in(path: Path, municipality: str | None = None, format_slug: str | None = None, on: date = TODAY) -> Receipt:
        receipt = receive(path, home, municipality, format_slug, on)
        assert receipt.rows_read == receipt.rows_stored + receipt.rows_rejected + receipt.rows_outside
        assert receipt.file == path.name
        said = [receipt.message, *(item.reason for item in receipt.rejections), *(item.message for item in receipt.warnings)]
        assert not any(str(part) in text for text in said for part in (path.parent, home))
        assert receipt.outcome != "refused" or path.name in receipt.message
        return receipt

    return hand_in


@pytest.fixture
def stored(home: Path) -> Callable[[], list[str]]:
    """What the home folder holds beside its catalogue: nothing, after a refusal."""
    return lambda: sorted(str(p.relative_to(home)) for p in home.rglob("*") if p.is_file() and "catalogue" not in p.parts)

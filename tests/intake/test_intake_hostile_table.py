"""Every hostile file ends in a Swedish sentence that names it and the cure, and changes nothing of what was stored before."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from lagesbild.intake import Receipt, receive
from lagesbild.personal_number import mask
from lagesbild.settings import settings
from tests.intake.hostile_files import HOSTILE
from tests.intake.made_files import home_folder, police_file, sound_rows
from tests.intake.made_surveys import add_survey

DAY = date(2026, 11, 22)
CURE = re.compile(
    r"(?i)\b(hämta|spara|exportera|ta bort|lägg|dela|kontrollera|rätta|packa upp|skriv|ange|döp|rita|öppna|läs in|välj|byt|fyll|låt|höj)\b"
)
OWNERS = {".geojson": "9990", ".json": "9990", ".sav": "9990", ".gpkg": "9990", ".px": "9990"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one sound delivery, which must be there untouched after all of them."""
    folder = tmp_path_factory.mktemp("hostile")
    add_survey(home_folder(folder / "home"))
    assert receive(police_file(folder / "sund.csv", sound_rows(9)), folder / "home", "0319", None, DAY).outcome == "accepted"
    return folder / "home"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lower limit for what is unpacked, so that its file is quickly made; SPSS files are read in this process."""
    monkeypatch.setenv("LAGESBILD_MAX_UNZIPPED_MB", "5")
    monkeypatch.setenv("LAGESBILD_CONTAINED", "true")
    settings.cache_clear()


def hashes(home: Path) -> dict[str, str]:
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in home.rglob("*") if path.is_file()}


def in_words(receipt: Receipt, name: str) -> None:
    """A refusal in a sentence: the file, no insides of the program, and something that a person can do."""
    told = receipt.message
    assert receipt.outcome == "refused", told
    assert mask(name) in told and CURE.search(told), told
    assert not re.search(r"Traceback|Error\b|Exception|/tmp|/etc|root:|None\b|gick inte att läsa \(", told), told
    assert len(told) < 2_000


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_changes_nothing(home: Path, tmp_path: Path, name: str) -> None:
    make, words = HOSTILE[name]
    make(tmp_path / name)
    before = hashes(home)
    receipt = receive(tmp_path / name, home, OWNERS.get(Path(name).suffix, "0319"), None, DAY)
    in_words(receipt, name)
    assert all(word in receipt.message for word in words), receipt.message
    assert hashes(home) == before


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(HOSTILE) >= 60

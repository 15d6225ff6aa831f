"""The steward's page Händelselogg: whole or broken, filtered by kind and day, in Swedish, and only what a steward's places cover."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import access
from lagesbild.access import User, grants_of
from lagesbild.audit import FOLDER, LOG, record
from lagesbild.settings import ROOT, settings
from tests.pages.test_pages import words


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., str]]:
    def show(*roles: str, **chosen: str) -> str:
        for name, value in {"HOME": str(tmp_path), "ZONE": "internal", "WITHOUT_LOGIN": "false"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        monkeypatch.setattr(access, "user_of", lambda _claims: User("Åsa Ek", grants_of(list(roles))))
        test = AppTest.from_file(str(ROOT / "pages" / "internal" / "event_log.py"), default_timeout=60)
        for name, value in chosen.items():
            test.query_params[name] = value
        page = test.run()
        assert not page.exception
        return words(page)

    record(tmp_path, "publish", who="Åsa Ek (asa@k.se)", role="steward", municipality="9999", build="b1")
    record(tmp_path, "refused", who="Bo Ny (bo@k.se)", role="analyst:2580", what="event_log")
    record(tmp_path, "receive", who="Bo Ny (bo@k.se)", role="steward:2580", municipality="2580", receipt="r7", what="refused")
    yield show
    settings.cache_clear()


def test_events_are_told_in_swedish_with_who_and_what(shown: Callable[..., str]) -> None:
    said = shown("steward")
    assert "Händelseloggen är hel: 3 händelser i en obruten kedja" in said
    for word in ("Publicerade", "bygge b1", "Norrhamn", "Nekad", "Händelselogg", "analytiker för 2580", "avvisad · kvitto r7", "bo@k.se"):
        assert word in said, word
    assert "event_log" not in said and said.index("Tog emot fil") < said.index("Publicerade"), "the latest comes first"


def test_one_kind_or_one_day_is_shown_alone(shown: Callable[..., str]) -> None:
    said = shown("steward", handelse="publish")
    assert "bygge b1" in said and "kvitto r7" not in said and "Visar 1 av 1 händelse." in said
    assert "Visar 3 av 3 händelser" in shown("steward", dag="alla")


def test_a_steward_of_one_place_sees_its_events_only(shown: Callable[..., str]) -> None:
    said = shown("steward:2580")
    assert "kvitto r7" in said and "bygge b1" not in said and "Visar 1 av 1" in said


def test_a_changed_line_is_told_by_its_number(shown: Callable[..., str], tmp_path: Path) -> None:
    log = tmp_path / FOLDER / LOG
    log.write_bytes(log.read_bytes().replace(b"Bo Ny", b"Bo X.", 1))
    said = shown("steward")
    assert "Händelseloggen är ändrad vid rad 2" in said and "ändrad efter att den skrevs" in said


def test_an_empty_log_says_what_it_is_for(shown: Callable[..., str], tmp_path: Path) -> None:
    for file in (tmp_path / FOLDER).iterdir():
        file.unlink()
    assert "Händelseloggen är tom" in shown("steward")

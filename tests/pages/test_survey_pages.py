"""The survey pages on a whole build: what is certain is said, what parts ways is named, and nothing absent looks like a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import build as builds
from lagesbild.exhibits import area_answers, areas, experienced, survey_figures
from lagesbild.intake import receive
from lagesbild.settings import ROOT, settings
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, people, reports, squares
from tests.build.made_wave import answers, declare
from tests.intake.made_surveys import table
from tests.pages.test_pages import words

SHARES = {"F1": (60, 20), "F2": (30, 30), "F3": (0, 10)}
BEFORE = {"F1": (60, 50), "F2": (30, 30), "F3": (0, 10)}
REPORTS = [("N02", "1210 2023-01-02", 2), ("N01", "1210 2025-03-01", 20), ("N02", "1210 2025-06-01", 60), ("N01", "1210 2025-12-30", 1)]
FORBIDDEN = re.compile(r">nan|\bnone\b|\binf\b|\bnat\b|[{}]", re.IGNORECASE)
PAGES = ("survey", "question", "experienced", "areas")


@pytest.fixture(scope="module")
def norrhamn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two squares with people, reports, two own waves and two of the police as ready tables; no test changes it."""
    tmp_path = tmp_path_factory.mktemp("survey")
    home = tmp_path / "home"
    declare(home, "design_effect = 1.2")
    folder = home / "catalogue"
    for number in (1, 2):
        path = folder / "indicators" / f"prov_{number}.toml"
        about = 'reported_as = ["fire_vandalism"]\n' if number == 1 else ""
        path.write_text(path.read_text(encoding="utf-8") + f'concept = "sak_{number}"\n{about}', encoding="utf-8")
    _police(folder)
    files = [squares(tmp_path / "o.geojson"), people(tmp_path / "f.xlsx", dict.fromkeys((2023, 2024, 2025), (1_000, 3_000)))]
    files += [reports(tmp_path / "b.csv", REPORTS), answers(tmp_path / "a.csv", 2024, BEFORE), answers(tmp_path / "s.csv", 2026, SHARES)]
    files += [_table(tmp_path / "p24.csv", 2024, 40, 35), _table(tmp_path / "p26.csv", 2026, 28, 55)]
    for path in files:
        receipt = receive(path, home, "9999", None, DAY)
        assert receipt.outcome == "accepted", receipt.message
    builds.build(home, "9999", DAY)
    return home


def _police(folder: Path) -> None:
    """A survey by the police about the same two things, with questions of its own."""
    text = (
        (folder / "surveys" / "prov.toml").read_text(encoding="utf-8").replace('instrument = "own"', 'instrument = "police"\ntables = true')
    )
    text = text.replace('title = "Provsunds mätning"', 'title = "Polisens mätning"').replace('"F', '"P').replace('"Fråga_', '"Pfråga_')
    text = text.replace("Inget problem", "Nej").replace('indicator = "prov_', 'indicator = "polis_')
    (folder / "surveys" / "polis.toml").write_text(text, encoding="utf-8")
    for number in (1, 2, 3, 4):
        own = (folder / "indicators" / f"prov_{number}.toml").read_text(encoding="utf-8")
        own = own.replace("Prov F", "Polisen P").replace('reported_as = ["fire_vandalism"]\n', "")
        (folder / "indicators" / f"polis_{number}.toml").write_text(own, encoding="utf-8")


def _table(path: Path, wave: int, first: float, second: float) -> Path:
    lines = [[wave, "Hela kommunen", code, share, 2_000] for code, share in (("P1", first), ("P2", second), ("P3", 10))]
    return table(path, [["Mätning", "Område", "Fråga", "Andel", "Antal svar"], *lines])


@pytest.fixture
def shown(norrhamn: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    def shown(page: str, **chosen: str) -> str:
        for name, value in {"HOME": str(norrhamn), "ZONE": "internal", "TODAY": "2026-11-22"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        test = AppTest.from_file(str(ROOT / "pages" / "internal" / f"{page}.py"), default_timeout=120)
        for name, value in chosen.items():
            test.query_params[name] = value
        run = test.run()
        assert not run.exception
        said = words(run)
        assert not FORBIDDEN.search(said), FORBIDDEN.search(said)
        return said

    yield shown
    settings.cache_clear()


def test_every_page_says_what_is_certain_and_no_more(shown: Callable[..., str]) -> None:
    said = shown("survey")
    assert "Ett av fyra svar har säkert ändrats sedan 2024, till det bättre" in said
    assert "har flest svar som är säkert sämre än resten, ett av tre" in said, re.findall(r"<h2[^>]*>[^<]*", said)
    said = shown("question", fraga="prov_1")
    assert "Prov F1: säker minskning sedan 2024" in said and "upptäcker i åtta fall av tio en verklig" in said


def test_two_instruments_stand_side_by_side_with_their_verdicts(shown: Callable[..., str]) -> None:
    said = shown("survey", matning="prov-2026")
    assert "Polisens mätning bekräftar ett av två svar" in said
    said = shown("question", matning="prov-2026", fraga="prov_1")
    assert "Bekräftar" in said and "båda har säkert ändrats åt samma håll" in said and "2 000" in said.replace("\u00a0", " ")
    said = shown("question", matning="prov-2026", fraga="prov_2")
    assert "Ej jämförbart" in said and "minst en av förändringarna är inte säker" in said
    assert "Samma fråga i" not in shown("question", matning="prov-2026", fraga="prov_3"), "the police do not ask about it"


def test_experienced_and_reported_part_where_fear_is_high_and_reports_are_not(shown: Callable[..., str]) -> None:
    said = shown("experienced", matning="prov-2026")
    assert "Prov F1: upplevt och anmält går isär i Väst och Öst" in said
    assert "Mer upplevt än anmält, jämfört med resten: Väst." in said and "Mer anmält än upplevt, jämfört med resten: Öst." in said


def test_the_areas_page_has_answers_on_the_map_and_both_in_the_profile(shown: Callable[..., str]) -> None:
    said = shown("areas", slag="survey", matning="prov-2026", fraga="prov_1", omrade="N01")
    assert "Prov F1: ett område ligger säkert över resten av Norrhamn, ett område under" in said
    assert "Väst: ett av tre svar är säkert sämre än i resten, ingen brottstyp anmäls säkert mer eller mindre" in said
    assert "60 procent här, 20 i resten. Säkert högre." in said and "Tydligaste problem 1: svar 2026" in said
    said = shown("areas", slag="survey", matning="prov-2026", fraga="prov_2", omrade="N02")
    assert "Inget svar och inget anmält brott skiljer sig säkert åt fel håll." not in said or "Tydligaste problem" not in said


def test_the_printed_picture_holds_both_sides_and_is_the_same_every_time(norrhamn: Path) -> None:
    reader = current(norrhamn, "9999", "internal")
    assert isinstance(reader, Reader)
    wave = next(item for item in survey_figures.waves(reader) if item.key == "prov-2026")
    period = next(item for item in areas.area_periods(reader) if item.key == experienced.default_period(reader, wave))
    found = experienced.experienced(reader, wave, period, experienced.pairs(reader, wave).iloc[0])
    assert found.picture is not None
    drawing = found.picture()
    assert drawing.startswith("<?xml") and drawing == found.picture()
    answered, reported = area_answers.area_answers(reader, wave, "N01").frame, areas.profile(reader, "N01", period).frame
    problems = area_answers.clearest(reader, wave, answered, reported)
    assert [(row["kind"], row["indicator"]) for row in problems] == [("answer", "prov_1")]

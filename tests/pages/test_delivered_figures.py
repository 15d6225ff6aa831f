"""Delivered figures on the pages: real dates, units in words, reasons for what is absent, and no test without something to test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import build as builds
from lagesbild.intake import receive
from lagesbild.settings import ROOT, settings
from tests.build.conftest import DAY, people, squares
from tests.build.delivered_figures import declare, deliver, year
from tests.conftest import SHARED
from tests.intake.kolada_files import definitions, values
from tests.pages.test_pages import words

Show = Callable[..., str]
FIGURES = [
    *(("N00610", when, {"T": told}) for when, told in ((2021, 72.0), (2022, "Privacy"), (2023, "Missing"), (2024, 74.5))),
    *(("U07417", 2012 + n, {"T": 41.0 - n}) for n in range(12)),
    ("N99002", 2022, {"T": "Not applicable"}),
    ("N99002", 2023, {"T": 45.0}),
    ("N99003", 2023, {"T": "Privacy"}),
]


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    """What one internal page says on the home, with choices in the address."""

    def shown(page: str, code: str = "9999", **chosen: str) -> str:
        for name, value in {"HOME": str(tmp_path), "ZONE": "internal", "TODAY": "2026-11-22"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        test = AppTest.from_file(str(ROOT / "pages" / "internal" / f"{page}.py"), default_timeout=60)
        for name, value in ({"kommun": code} | chosen).items():
            test.query_params[name] = value
        run = test.run()
        assert not run.exception
        return words(run)

    yield shown
    settings.cache_clear()


@pytest.fixture
def kolada(tmp_path: Path) -> Path:
    """Norrhamn with invented key figures."""
    for path in (values(tmp_path / "v.json", FIGURES), definitions(tmp_path / "d.json", {"N99002": "Hamnkapten nöjd, andel (%)"})):
        assert receive(path, tmp_path, "9999", None, DAY).outcome == "accepted"
    builds.build(tmp_path, "9999", DAY)
    return tmp_path


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Norrhamn with a school survey in two areas, their borders and people; 2024 and 2025."""
    declare(tmp_path)
    for path in (squares(tmp_path / "o.geojson"), people(tmp_path / "f.xlsx", dict.fromkeys((2024, 2025), (1000, 2000)))):
        assert receive(path, tmp_path, "9999", None, DAY).outcome == "accepted"
    told = [year(2024, numerator=90.0, base=300.0), year(2025, numerator=150.0, base=300.0)]
    told += [year(2025, area="N01", numerator=75.0, base=150.0), year(2025, area="N02", numerator=15.0, base=150.0)]
    deliver(tmp_path, told)
    builds.build(tmp_path, "9999", DAY)
    return tmp_path


def test_three_year_means_are_called_so_in_title_subtitle_and_label(kolada: Path, shown: Show) -> None:
    said = shown("trends", brott="kolada_u07417")
    assert "30,0 per 1 000 invånare, medel av tre år 2021–2023" in said.replace("\u00a0", " ")
    assert "treårsperioder som överlappar varandra" in said
    assert "Egen bearbetning av data från Kolada. Data till 2023-12-31" in said and "Källa: Kolada" not in said
    assert "Kolada ger varken antal eller felmarginal, så förändringen kan inte prövas." in said
    assert "Från 2015 räknas bara brott" in said


def test_a_share_is_told_in_per_cent_and_every_absence_by_its_reason(kolada: Path, shown: Show) -> None:
    said = shown("trends", brott="kolada_n00610")
    assert "74,5 procent 2024" in said
    assert "Sekretess hos källan: 2022." in said and "Saknas hos källan: 2023." in said
    said = shown("trends", brott="kolada_n99002")
    assert "Hamnkapten nöjd: 45,0 procent 2023" in said and "Ej tillämpligt enligt källan: 2022." in said


def test_a_figure_without_any_value_says_why_instead_of_nothing(kolada: Path, shown: Show) -> None:
    assert "Sekretess hos källan: 2023." in shown("trends", brott="kolada_n99003")


def test_shares_with_a_base_are_tested_and_their_design_effect_is_told(school: Path, shown: Show) -> None:
    said = shown("trends", brott="skola_otrygg")
    assert "Andelen otrygga elever har ökat från 2024 till 2025" in said
    assert "50,0 procent" in said and "Wilson) med designeffekten 1,5" in said and "Källa: Skolan" in said


def test_a_table_of_the_municipalitys_own_goes_the_whole_way(tmp_path: Path, shown: Show) -> None:
    rows = [
        "Område;År;Indikator;Andel;Antal svar",
        "Hela kommunen;2024;Trivs i skolan;80,0;400",
        "Hela kommunen;2025;Trivs i skolan;60,0;400",
    ]
    (tmp_path / "skola.csv").write_text("\n".join([*rows, "Hela kommunen;2023;Trivs i skolan;..;"]) + "\n", encoding="utf-8")
    receipt = receive(tmp_path / "skola.csv", tmp_path, "9999", None, DAY)
    assert receipt.outcome == "accepted", receipt.message
    builds.build(tmp_path, "9999", DAY)
    said = shown("trends")
    assert "”Trivs i skolan” har minskat från 2024 till 2025" in said and "Wilson) med designeffekten 1,5" in said
    assert "Sekretess hos källan: 2023." in said


def test_areas_are_tested_against_the_rest_by_people(school: Path, shown: Show) -> None:
    said = shown("areas")
    assert "Otrygga elever: ett område ligger säkert över resten av Norrhamn, ett område under" in said
    assert "2 jämförelser görs tillsammans" in said


def test_areas_without_people_are_shown_and_not_tested(school: Path, shown: Show, tmp_path: Path) -> None:
    builds.undo(tmp_path, next(r.stem for r in (tmp_path / "register").glob("*.json") if '"population"' in r.read_text()), DAY)
    said = shown("areas")
    assert "Otrygga elever i områdena, utan prövning mot resten" in said and "folkmängd för året inte är inläst" in said


@pytest.mark.shared
def test_the_real_thefts_of_lulea_are_not_said_to_be_per_thousand(tmp_path: Path, shown: Show) -> None:
    assert receive(SHARED / "real/kolada/pgmj_2024-12-12_KOLADA_data_raw.parquet", tmp_path, "2580", None, DAY).outcome == "accepted"
    builds.build(tmp_path, "2580", DAY)
    said = shown("trends", "2580", brott="kolada_u07417_per_100000").replace("\u00a0", " ")
    assert "2 993 per 100 000 invånare 2023" in said and "säger per 1 000 invånare och tre års medelvärde" in said
    assert "medel av tre år" not in said

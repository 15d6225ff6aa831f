"""The public page Mål: the same verdicts as inside in plain words, from the public file alone, readable and without scripts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from lagesbild.build.site import write_site
from lagesbild.build.site_goals import PUBLIC, goals_page, lede, work
from lagesbild.model_agreement import GoalStatus
from lagesbild.texts import speaking, text
from tests.build.test_site import lix, read_page
from tests.exhibits.made_goals import DAY, figures, made, share


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("goals")
    reader = made(folder / "public.duckdb", figures())
    write_site(reader, folder / "site", today=DAY, explore=None)
    reader.close()
    return (folder / "site" / "mal.html").read_text(encoding="utf-8")


def test_every_status_has_a_public_word_with_its_meaning_and_certainty() -> None:
    assert set(PUBLIC) == set(get_args(GoalStatus))
    for status, (key, _, _) in PUBLIC.items():
        assert all(text(f"site_goals.{name}") for name in (f"word.{key}", f"meaning.{key}", f"certain.{status}"))


def test_the_page_says_what_the_internal_page_says(page: str) -> None:
    assert "Två av sju mål är på rätt väg, två är det inte" in page
    assert "25 av 100 år 2026. År 2023 var det 31 av 100." in page
    words = re.findall(r'class="verdict \w+"><svg.*?</svg>([^<]+)<', page)
    assert words == ["Åt rätt håll", "Åt rätt håll", "Når inte målet i den här takten", "Åt fel håll", "Ingen säker förändring",
                     "Går inte att säga än", "Följs genom insatser"]  # fmt: skip
    assert "Ett följs genom insatser." in page and "aktiviteter" not in page and "dagar kvar" not in page
    assert 'aria-current="page">Mål<' in page and 'undertecknad <span class="day">2024-01-18</span>' in page


def test_the_page_is_plain_and_closed(page: str) -> None:
    prose = read_page(page)
    assert lix("".join(prose.parts)) < 40
    told = re.sub("<style>.*?</style>", "", page, flags=re.S)
    assert "<script" not in page and "style=" not in page and "http" not in page and "{" not in told
    assert not any(wrong in page for wrong in ("nan", "None", "NaT"))


def test_another_published_measure_that_points_the_other_way_is_told_in_every_language(tmp_path: Path, page: str) -> None:
    polices = [share("police_reckless_driving", "wave", date(y, 9, 18), date(y, 10, 30), v) for y, v in ((2023, 0.414), (2026, 0.336))]
    common = figures().iloc[0][["municipality", "area", "area_level", "area_version", "subgroup", "complete", "preliminary", "state",
                                "source", "vintage", "data_date"]]  # fmt: skip
    more = pd.DataFrame(polices).assign(**common.to_dict())
    more = more.assign(**{name: pd.to_datetime(more[name]) for name in ("period_start", "period_end")})
    reader = made(tmp_path / "public.duckdb", pd.concat([figures(), more]))
    for language, told in {"sv": "visar tvärtom: åt rätt håll.", "en": "shows the opposite: ", "sv-lattlast": "visar tvärtom: "}.items():
        with speaking(language):
            found = goals_page(reader, DAY)
        assert found is not None
        (line,) = [line for goal in found["goals"] for line in goal["contrary"]]
        assert told in line and "34" in line and "41" in line
    reader.close()
    assert "tvärtom" not in page, "a measure that is not published is not told"


def test_a_goal_whose_figures_are_not_public_is_not_called_unmeasured(tmp_path: Path) -> None:
    reader = made(tmp_path / "public.duckdb", figures()[lambda rows: ~rows["indicator"].str.startswith("school")])
    told = goals_page(reader, DAY)
    assert told is not None and told["goals"][2]["word"] == "Siffror visas inte här"
    assert told["heading"].startswith("Två av sex mål är på rätt väg, "), "the count is of those that are shown"
    assert told["lede"].endswith("Ytterligare ett mål har inga öppna siffror och är inte med i räkningen.")
    assert told["goals"][2]["aim"] == "Målet är minst 92 av 100." and told["goals"][1]["aim"] == "Målet är högst 1,0."
    write_site(reader, tmp_path / "site", today=DAY, explore=None)
    drawn = (tmp_path / "site" / "mal.html").read_text(encoding="utf-8")
    assert drawn.count('<a href="metod.html#visas-inte">') == 1, "the goal without figures says where the reason stands"
    for folder, reason in {"": "Elevernas svar i en skolenkät", "en": "Pupils’ answers", "lattlast": "Elevers svar i en enkät"}.items():
        method = (tmp_path / "site" / folder / "metod.html").read_text(encoding="utf-8").replace("&#39;", "’").replace("'", "’")
        assert reason in method, "and there it does"


def test_a_goal_measured_once_shows_its_figure_and_is_too_early_to_judge(tmp_path: Path) -> None:
    every = figures()
    earlier = every["indicator"].str.startswith("survey") & (every["period_start"].dt.year < 2026)
    told = goals_page(made(tmp_path / "public.duckdb", every[~earlier]), DAY)
    assert told is not None
    first = told["goals"][0]
    assert "25 av 100 år 2026" in first["plain"] and first["word"] == "För tidigt att säga" and not first["unmeasured"]
    assert "inga öppna siffror" not in told["lede"]


def test_without_goals_there_is_no_page(tmp_path: Path) -> None:
    reader = made(tmp_path / "public.duckdb", figures(), agreements=False)
    assert goals_page(reader, DAY) is None
    names = {path.name for path in write_site(reader, tmp_path / "site", today=DAY, explore=None)}
    assert "mal.html" not in names and "mal.html" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_small_words() -> None:
    assert work({"all": 0, "done": 0}) == "" and work({"all": 4, "done": 1}) == "Fyra insatser visas öppet. Klara: 1."
    assert (
        work({"all": 1, "done": 0}) == "En insats visas öppet. Klara: 0."
        and lede(["not_measured", "not_measured"]) == "Målen har inga öppna siffror."
    )

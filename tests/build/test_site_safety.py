"""The start page of a municipality that asks its residents: safety first, every area with its certainty, and the way to what was agreed."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lagesbild.build.site import write_site
from lagesbild.build.site_area import Areas
from lagesbild.build.site_data import SiteData
from lagesbild.build.site_map import area_map, ground
from lagesbild.build.site_safety import Safety, safety_areas, safety_screen
from lagesbild.catalog import load_catalog
from lagesbild.exhibits.survey_figures import Wave
from tests.build.test_site import HIDDEN, TOO_LONG, lix, read_page, words_of
from tests.exhibits.made_goals import DAY, figures, made

UNSAFE = "survey_unsafe_evening"
AREAS = {"N01": ("Älvbacka", 0.50, 0.20), "N02": ("Bryggan", 0.10, 0.35), "N03": ("Ceder", 0.30, 0.29), "N04": ("Dalen", 0.30, HIDDEN)}
ANSWERS = 200


def of_area(rows: pd.DataFrame, area: str) -> pd.DataFrame:
    """The municipality's rows as those of one area: then until 2023, now in 2026, hidden where the number says so."""
    _, then, now = AREAS[area]
    found = rows.assign(area=area, area_level="neighbourhood", area_version="1", base=ANSWERS, effective_base=ANSWERS, degrees=ANSWERS - 1)
    found["value"] = np.where(found["period_start"].dt.year < 2026, then, now)
    error = np.sqrt(then * (1 - then) / ANSWERS)
    found = found.assign(standard_error=error, lower=found["value"] - 1.96 * error, upper=found["value"] + 1.96 * error)
    return found.assign(state=np.where(found["value"] == HIDDEN, "suppressed", "value"))


def waves() -> dict[str, pd.DataFrame]:
    """The survey's waves and the question, as tables."""
    survey = load_catalog().surveys["norrhamn_trygghet"]
    about = {"survey": survey.slug, "title": survey.title, "source": survey.source, "instrument": "own",
             "sample": 4000, "respondents": 2000, "effective": 2000.0, "weighting": "none", "design_effect": 1.0,
             "population": "16–84 år", "mode": "post"}  # fmt: skip
    told = [about | {"wave": w.wave, "field_from": w.field_from, "field_to": w.field_to} for w in survey.waves]
    asked = {"concept": "unsafe_evening", "question": "q", "wording": "Otrygg?", "scale": "ja nej", "counted": "ja"}
    questions = [{"survey": survey.slug, "wave": w.wave, "indicator": UNSAFE} | asked for w in survey.waves]
    return {"survey_wave": pd.DataFrame(told), "survey_question": pd.DataFrame(questions)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("safety")
    whole = figures()
    parts = [of_area(whole[whole["indicator"] == UNSAFE], area) for area in AREAS]
    named = [
        {"municipality": "9999", "area": a, "name": told[0], "area_level": "neighbourhood", "area_version": "1"}
        for a, told in AREAS.items()
    ]
    named.append({"municipality": "9999", "area": "9999", "name": "Norrhamn", "area_level": "municipality", "area_version": ""})
    reader = made(folder / "public.duckdb", pd.concat([whole, *parts]), more=waves() | {"area": pd.DataFrame(named)})
    written = write_site(reader, folder / "site", today=DAY)
    reader.close()
    return {path.relative_to(folder / "site").as_posix(): path.read_text(encoding="utf-8") for path in written if path.suffix == ".html"}


def test_the_start_page_begins_with_safety_and_reported_crime_comes_after(pages: dict[str, str]) -> None:
    page = pages["index.html"]
    assert "<h1><span>Ja, som helhet.</span> <span>Men inte överallt.</span> </h1>" in page and page.count("<h1>") == 1
    assert "<strong>25</strong>" in page and "År\u00a02023 var det 31 av 100." in page and "Säker minskning" in page
    assert "I Bryggan är fler otrygga. Det är säkert." in page and "I Älvbacka är färre otrygga" in page
    assert page.index("Blir det tryggare i Norrhamn?") < page.index("Anmäls färre brott i Norrhamn?")
    assert "Skillnaden sedan 2023 är 6 färre av 100" in page and page.count('class="shade"') == 2, "both charts know the agreement's time"


def test_every_area_is_listed_in_alphabetical_order_with_its_word_and_none_is_ranked(pages: dict[str, str]) -> None:
    page = pages["index.html"]
    assert "Säkert tryggare i ett område, säkert otryggare i ett område" in page
    rows = re.findall(
        r'<li><span class="c-name"><a href="(omrade-n\d+\.html)">(.+?)</a>.*?<span class="c-word (\w+).*?</svg><span>(.+?)</span>', page
    )
    assert rows == [
        ("omrade-n02.html", "Bryggan", "bad", "Säker ökning"), ("omrade-n03.html", "Ceder", "ink", "Ingen säker förändring"),
        ("omrade-n04.html", "Dalen", "muted", "Visas inte"), ("omrade-n01.html", "Älvbacka", "good", "Säker minskning"),
    ]  # fmt: skip


def test_the_earlier_figure_is_drawn_as_uncertain_as_it_was_and_the_pages_say_that_the_word_decides(pages: dict[str, str]) -> None:
    """With its stroke alone, a reader of the key would take a change for certain where the stroke lies outside the thick line."""
    page = pages["index.html"]
    told = re.search(r'href="omrade-n03.html">.*?</li>', page)
    assert told and re.search(r'<line class="foot" x1="([\d.]+)%" x2="([\d.]+)%" y1="20" y2="20"/>', told[0])
    assert "2023 30\u00a0%, troligen 24 till 36" in told[0], "told to those who do not see it"
    hidden = re.search(r'href="omrade-n04.html">.*?</li>', page)
    assert hidden and "foot" not in hidden[0]
    for folder, decides in {"": "avgör", "en/": "decides", "lattlast/": "Läs ordet."}.items():
        names = ("metod.html", "omrade-n03.html")
        method, area = (re.sub("<style>.*?</style>", "", pages[folder + name], flags=re.S) for name in names)
        assert decides in pages[f"{folder}index.html"] and decides in method and decides in area, folder
        assert method.count('class="foot"') == 1, "the picture of the list has its own key"
    assert "Streckad linje: talet 2023, som också är osäkert." in page


def test_the_method_tells_each_survey_question_as_it_was_asked(pages: dict[str, str]) -> None:
    for folder, mark in {"": "", "lattlast/": "", "en/": ' lang="sv"'}.items():
        assert f'<span class="wording"{mark}>Otrygg?</span>' in pages[f"{folder}metod.html"], folder


def test_a_hidden_answer_is_not_shown_drawn_or_compared(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert "777" not in page and not re.search(r"\b(nan|None|inf)\b", page.replace('Ratio="none"', "").replace("figure none", "")), name
    row = re.search(r'href="omrade-n04.html">.*?</li>', pages["index.html"])
    assert row and "–" in row[0] and "<rect" not in row[0] and "Ett dolt tal behöver inte vara lågt." in pages["index.html"]


def test_it_is_easy_to_read_and_few_words_stand_before_the_picture_in_every_language(pages: dict[str, str]) -> None:
    for folder in ("", "lattlast/", "en/"):
        prose = read_page(pages[f"{folder}index.html"])
        assert len(words_of(" ".join(prose.before_picture))) <= 90 and lix("".join(prose.parts)) < TOO_LONG, folder
    assert (
        "But not everywhere." in pages["en/index.html"] and "Areas certainly safer: one. Certainly less safe: one" in pages["en/index.html"]
    )


def test_the_start_page_tells_how_the_goals_go_in_every_language(pages: dict[str, str]) -> None:
    heading = re.search("<h1><span>(.+?)</span></h1>", pages["mal.html"])
    assert (
        heading
        and f"<h2>{heading[1]}</h2>" in pages["index.html"]
        and 'href="mal.html">Alla mål och hur det går</a>' in pages["index.html"]
    )
    assert '<a href="mal.html">All goals and how they are going</a>' in pages["en/index.html"] and "en/mal.html" in pages
    assert '<a href="mal.html">Målen och hur det går</a>' in pages["lattlast/index.html"] and "lattlast/mal.html" in pages


def test_goals_have_a_small_picture_with_the_agreements_time(pages: dict[str, str]) -> None:
    page = pages["mal.html"]
    assert page.count('<svg class="trend"') >= 5 and page.count('class="shade"') == page.count('<svg class="trend"')
    assert "shade-name" not in page.replace(re.findall("<style>.*?</style>", page, flags=re.S)[0], ""), "the name stands above the list"


VERDICTS: list[tuple[str, str, str, str, str]] = [
    ("decrease", "good", "Ja, som helhet. Inget område är säkert otryggare.", "Säker minskning", "good"),
    ("increase", "bad", "Nej, fler är otrygga. Inget område är säkert tryggare.", "Säker ökning", "bad"),
    ("no_clear_change", "neutral", "Det går inte att säga. Skillnaden kan vara slump.", "Ingen säker förändring", "ink"),
    ("too_uncertain", "neutral", "Det går inte att säga. Åren kan inte jämföras.", "Kan inte avgöras", "muted"),
    ("not_comparable", "neutral", "Det går inte att säga. Åren kan inte jämföras.", "Kan inte jämföras", "muted"),
]


@pytest.mark.parametrize(("verdict", "polarity", "headline", "word", "tone"), VERDICTS)
def test_every_verdict_has_its_headline_word_and_tone(verdict: str, polarity: str, headline: str, word: str, tone: str) -> None:
    told = screen(verdict=verdict, polarity=polarity)
    assert (" ".join(told["headline"]), told["word"], told["tone"]) == (headline, word, tone)
    assert ("Skillnaden sedan" in told["notes"]) == (verdict in ("decrease", "increase", "no_clear_change"))


def test_a_question_asked_once_is_compared_with_nothing() -> None:
    told = screen(since=None, verdict="not_measured", polarity="neutral", then_value=np.nan)
    assert " ".join(told["headline"]) == "Det går inte att säga. Frågan har ställts en gång." and told["word"] == "Kan inte jämföras än"
    assert "var det" not in told["comparison"] and "sedan" not in told["notes"]
    assert not any("ändrats" in line for line in told["but"]), "asked once, no area can have changed"


def test_areas_asked_once_are_told_their_level_instead_of_a_change() -> None:
    row = {"area": "a", "name": "Ask", "value": 0.3, "lower": 0.22, "upper": 0.39, "state": "value", "then_value": np.nan,
           "then_lower": np.nan, "then_upper": np.nan, "then_state": "", "since_verdict": "not_measured",
           "since_polarity": "neutral"}  # fmt: skip
    hidden = row | {"area": "b", "name": "Björk", "state": "suppressed"}
    wave = Wave(**waves()["survey_wave"].sort_values("field_from").iloc[-1].to_dict())
    empty = pd.DataFrame()
    around = Areas({"a": "Ask", "b": "Björk"}, empty, empty, empty, {}, None, {}, empty)
    told = safety_areas(Safety(pd.Series(row), None, wave, empty, pd.DataFrame([row, hidden])), around)
    assert told is not None and [line["word"] for line in told["rows"]] == ["troligen 22 till 39", "Visas inte"]
    assert told["rows"][0]["symbol"] == "" and told["since"] == "Så säkert är talet"
    assert told["notes"].count("Frågan har ställts en gång") == 1 and "Kan inte avgöras" not in str(told)


def test_an_area_that_cannot_be_compared_is_not_drawn_as_unchanged() -> None:
    row = {"area": "a", "name": "Ask", "value": 0.3, "lower": 0.22, "upper": 0.39, "state": "value", "then_value": 0.3,
           "then_lower": 0.2, "then_upper": 0.4, "then_state": "value", "since_year": 2023, "since_verdict": "not_comparable",
           "since_polarity": "neutral"}  # fmt: skip
    same = row | {"area": "b", "name": "Björk", "since_verdict": "no_clear_change"}
    wave = Wave(**waves()["survey_wave"].sort_values("field_from").iloc[-1].to_dict())
    empty = pd.DataFrame()
    around = Areas({"a": "Ask", "b": "Björk"}, empty, empty, empty, {}, None, {}, empty)
    told = safety_areas(Safety(pd.Series(row), 2023, wave, empty, pd.DataFrame([row, same])), around)
    assert told is not None and [(line["number"], line["map"]) for line in told["rows"]] == [(1, "unsure"), (2, "none")]
    assert [item["word"] for item in told["legend"]] == ["Ingen säker förändring", "Kan inte jämföras"]


def test_a_change_is_never_another_than_the_two_figures_beside_it_say() -> None:
    """31 and 26 differ by five; where the figures before rounding differ by 5.6, only the interval is told beside them."""
    assert "Skillnaden sedan 2023 är 5 färre av 100, troligen mellan 8 färre och 2 färre." in screen()["notes"]
    assert (
        "är 2 fler av 100, troligen mellan 1 färre och 5 fler."
        in screen(value=0.33, difference=0.02, difference_lower=-0.01, difference_upper=0.05, verdict="no_clear_change")["notes"]
    )
    told = screen(value=0.255, then_value=0.311, difference=-0.056, difference_lower=-0.088, difference_upper=-0.026)
    assert "Skillnaden sedan 2023 är troligen mellan 9 färre och 3 färre av 100." in told["notes"]
    assert "mellan 9,0 färre och 0,4 färre" in screen(difference_lower=-0.09, difference_upper=-0.004)["notes"], "no certain change of 0"


def screen(since: int | None = 2023, **change: Any) -> dict[str, Any]:
    """The first screen of a municipality without areas."""
    row = {"value": 0.26, "lower": 0.24, "upper": 0.28, "then_value": 0.31, "difference": -0.05, "difference_lower": -0.08,
           "difference_upper": -0.02, "base": 2000, "verdict": "decrease", "polarity": "good"}  # fmt: skip
    wave = Wave(**waves()["survey_wave"].sort_values("field_from").iloc[-1].to_dict())
    years = pd.DataFrame({"year": [2023, 2026], "value": [31.0, 26.0], "lower": [29.0, 24.0], "upper": [33.0, 28.0]})
    nothing = pd.DataFrame()
    data = SiteData("9999", "Norrhamn", True, "b", nothing, nothing, nothing, nothing, nothing, None)
    return safety_screen(Safety(pd.Series(row | change), since, wave, years, nothing), data, "")


def test_better_and_worse_differ_in_shape_on_the_map() -> None:
    """They have the same grey value."""
    boundary = pd.DataFrame([
        {"area": area, "ring": 0, "hole": False, "east": [x, x + 900, x + 900, x], "north": [0, 0, 900, 900],
         "label_east": x + 450, "label_north": 450}
        for area, x in (("a", 0), ("b", 900))
    ])  # fmt: skip
    pages, tones = {"a": "a.html", "b": "b.html"}, {"a": "good", "b": "bad"}
    drawn = area_map(ground(boundary, {"a": "Ask", "b": "Björk"}, pages), tones=tones, signs={"a": "down", "b": "up"})
    assert '<use class="sign good" href="#s-down"' in drawn and '<use class="sign bad" href="#s-up"' in drawn


def test_where_every_year_is_hidden_years_together_fill_the_page(tmp_path: Path) -> None:
    """A small municipality: 31 burglaries in three years may be told, though no single year may."""
    whole = figures()
    years = whole[whole["indicator"] == "residential_burglary"].assign(
        value=HIDDEN, lower=HIDDEN, upper=HIDDEN, numerator=HIDDEN, state="suppressed"
    )
    together = years.iloc[[-3]].assign(
        period_kind="pool3", period_end=pd.Timestamp(2025, 12, 31), value=0.25, lower=0.17, upper=0.35, numerator=31, state="value"
    )
    place = pd.DataFrame([{"municipality": "9999", "area": "9999", "name": "Norrhamn", "area_level": "municipality", "area_version": ""}])
    nothing = years.assign(indicator="vandalism", value=0.0, lower=0.0, upper=0.1, numerator=0.0, state="zero").iloc[-1:]
    older = together.assign(period_start=pd.Timestamp(2020, 1, 1), period_end=pd.Timestamp(2022, 12, 31))
    hidden = pd.concat([years, older, together.assign(state="suppressed", value=HIDDEN, lower=HIDDEN, upper=HIDDEN, numerator=HIDDEN)])
    for name, rows in (("pooled", pd.concat([years, together, nothing])), ("empty", hidden)):
        reader = made(tmp_path / f"{name}.duckdb", rows, agreements=False, more={"area": place})
        write_site(reader, tmp_path / name, today=DAY)
        reader.close()
    page, empty = ((tmp_path / name / "index.html").read_text(encoding="utf-8") for name in ("pooled", "empty"))
    assert "2023–2025</span> tillsammans: 31 anmälda, alltså 0,25 per\u00a01\u00a0000 invånare och år (0,17–0,35)." in page.replace(
        " 000", "\u00a0000"
    )
    assert "Ett enda år går inte att visa." in page and "Varför visas inte varje år?" in page and "777" not in page + empty
    assert "Talen är för små." in empty and "tillsammans" not in empty
    for folder in ("en", "lattlast"):
        told = (tmp_path / "pooled" / folder / "index.html").read_text(encoding="utf-8")
        assert "2023–2025" in told and "0.25" in told.replace("0,25", "0.25")


def test_of_many_areas_no_name_is_written_over_another() -> None:
    square = ([0, 100, 100, 0, 0], [0, 0, 100, 100, 0])
    rows = [
        {
            "area": f"a{n}", "ring": 0, "hole": False, "label_east": (n % 6) * 100 + 50, "label_north": (n // 6) * 100 + 50,
            "east": [(n % 6) * 100 + x for x in square[0]], "north": [(n // 6) * 100 + y for y in square[1]],
        }
        for n in range(36)
    ]  # fmt: skip
    names = {f"a{n}": f"Ett områdesnamn {n}" for n in range(36)}
    drawn = area_map(ground(pd.DataFrame(rows), names, dict.fromkeys(names, "x.html")), tones={}, selected="a7")
    written = [(int(x), int(y), len(name) * 11) for x, y, name in re.findall(r'<text [^>]*x="(\d+)" y="(\d+)">([^<]+)', drawn)]
    over = [(a, b) for a, b in combinations(written, 2) if abs(a[0] - b[0]) < (a[2] + b[2]) / 2 and abs(a[1] - b[1]) < 22]
    assert drawn.count("<path") == 36 and "place selected own" in drawn and over == []
    signed = area_map(ground(pd.DataFrame(rows), names, dict.fromkeys(names, "x.html")), tones={"a3": "bad"}, signs={"a3": "up"})
    assert signed.count('<use class="sign bad"') == 2 and "Ett områdesnamn 3<" not in signed, (
        "a sign without room for its name stands alone"
    )

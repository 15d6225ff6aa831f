"""The public page Löften and what is done in a neighbourhood: only what is marked public, and never a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild.build.public_words import check_words
from lagesbild.build.site_promises import SHOWN, deeds, promises_page, written
from lagesbild.model import LagesbildError
from lagesbild.read import read
from lagesbild.sentences_promises import finding
from lagesbild.store import Reader, current, pointer
from lagesbild.texts import speaking, text
from lagesbild.work import WorkStore
from tests.build.conftest import DAY, people
from tests.build.test_site import lix, read_page
from tests.build.test_work_tables import CODE, work

SECRET = {
    "activity": {"title": "Spaning i tysthet", "area": "N02"}, "promise": {"text": "Hemligt utkast", "period_from": DAY, "period_to": DAY},
    "dialogue": {"title": "Samtal bakom stängda dörrar", "held_on": DAY, "note": "Någon berättade något"},
    "problem": {"title": "Adressen till en familj", "opened_on": DAY},
    "signal_comment": {
        "comment": "Viskat på stationen", "judgement": "open", "commented_on": DAY, "indicator": "vandalism_count", "area": "N02",
        "area_version": "2024", "rule": "outside", "side": "above", "period_from": DAY, "period_to": DAY,
    },
}  # fmt: skip
__all__ = ["work"]


@pytest.fixture
def public(home: Path, work: WorkStore) -> Iterator[Reader]:
    for kind, values in SECRET.items():
        work.add(kind, CODE, values, "Anställd Skribent")
    builds.build(home, CODE, DAY)
    builds.publish(home, CODE, DAY)
    reader = current(home, CODE, "public")
    assert reader is not None
    yield reader


def test_promises_stand_by_period_with_place_owner_status_and_result(public: Reader) -> None:
    told = promises_page(written(public, date(2026, 11, 22)))
    assert told is not None and told["heading"] == "2 av 4 avslutade löften hölls"
    assert [year for year, _ in told["years"]] == [2026, 2025] and sum(len(rows) for _, rows in told["years"]) == 6
    kept = next(row for _, rows in told["years"] for row in rows if row["text"].startswith("Trasig belysning"))
    assert (kept["where"], kept["when"], kept["owner"], kept["word"]) == (
        "Hela kommunen", "2025-03-01 till 2025-12-31", "Gata och park", "Hållet",
    )  # fmt: skip
    assert (
        told["lede"].startswith("Kommunen höll 2 av 2. Polisen höll 0 av 2.")
        and kept["given"] == "Kommunen lovade. Ansvarig: Gata och park."
    )
    called = next(row for _, rows in told["years"] for row in rows if row["text"].startswith("Vi ska ringa upp"))
    assert called["given"] == "Polisen lovade." and "privatpersoner" in called["text"], "190 of all that were reported"
    assert kept["figure"] == ("208 av 212", "anmälda lampor lagade i tid", " till och med 2025-12-31.")
    assert "minst 95 av 100" in told["rule"] and all(text(f"site_promises.meaning.{status}") for status in SHOWN)
    late = promises_page(written(public, date(2027, 3, 1)))
    assert late is not None and "Tiden är slut. Svaret kommer." in {row["result"] for _, rows in late["years"] for row in rows}


def test_a_neighbourhood_tells_what_is_done_there_and_no_more(public: Reader) -> None:
    told = deeds(written(public, date(2026, 11, 22)), "N02")
    assert {row["title"] for row in told["activities"]} >= {"Fältgrupp helgkvällar", "Taxistationen flyttas från krogstråket"}
    assert {row["word"] for row in told["promises"]} == {"Hållet", "Delvis hållet"}
    elsewhere = deeds(written(public, date(2026, 11, 22)), "N01")
    assert elsewhere["told"] and not elsewhere["activities"] and not elsewhere["promises"]
    assert "Taxistationen" not in str(deeds(written(public, date(2028, 6, 1)), "N02")), "done more than two years ago"


def test_what_is_promised_everywhere_is_told_in_every_neighbourhood(public: Reader) -> None:
    told = deeds(written(public, date(2026, 11, 22)), "N01")["everywhere"]
    assert told and {row["where"] for row in told} == {"Hela kommunen"}
    assert "Trasig belysning som anmäls ska vara lagad inom två veckor." in {row["text"] for row in told}
    assert deeds(written(public, date(2031, 1, 1)), "N01")["everywhere"] == [], "what ended long ago is not told any more"


@pytest.mark.parametrize(
    ("language", "ended"), [("sv", "avslutade löften"), ("en", "promises that have ended"), ("sv-lattlast", "är slut")]
)
def test_the_count_is_said_to_be_of_those_that_have_ended_in_every_language(language: str, ended: str) -> None:
    with speaking(language):
        assert ended in finding(["kept", "not_kept", "ongoing"])[0]


def test_the_site_shows_them_and_nothing_else_of_the_work(home: Path, public: Reader) -> None:
    found = pointer(home, CODE, "internal")
    assert found is not None
    site = home / "build" / CODE / found["build"] / "site"
    pages = {path.name: path.read_text(encoding="utf-8") for path in site.glob("*.html")}
    assert 'aria-current="page">Löften<' in pages["loften.html"] and "Vi ringer" not in pages["loften.html"]
    if "omrade-n02.html" in pages:
        assert "Det här görs i" in pages["omrade-n02.html"] and "Ingen insats är visad" not in pages["omrade-n02.html"]
        assert "Ingen insats är visad för området." in pages["omrade-n01.html"], "said, not left out"
    assert lix("".join(read_page(pages["loften.html"]).parts)) < 45
    everything = "".join(pages.values()).encode() + public.path.read_bytes()
    for words in ("Anställd Skribent", *(str(values.get("title", values.get("text"))) for values in SECRET.values())):
        assert words.encode() not in everything
    assert not any(wrong in pages["loften.html"] for wrong in ("nan", "None", "NaT", "<script", "style="))


@pytest.mark.parametrize(
    ("table", "column", "field"),
    [("promise", "result", "Resultat"), ("activity", "place", "Plats"), ("translation", "english", "Engelska")],
)
def test_a_personal_number_stops_the_publication_with_record_and_field(public: Reader, table: str, column: str, field: str) -> None:
    tables = {"promise": read(public, "promises"), "activity": read(public, "activities", day=DAY)}
    tables["translation"] = read(public, "translations")
    check_words(tables)
    tables[table].loc[1, column] = "Ring 811218-9876."
    with pytest.raises(LagesbildError, match=f"fältet {field}") as fault:
        check_words(tables)
    assert "9876" not in str(fault.value)


def test_without_promises_there_is_no_page(home: Path, give: Callable[[Path], str], tmp_path: Path) -> None:
    give(people(tmp_path / "f.xlsx", {2025: (1000, 2000)}))
    builds.build(home, CODE, DAY)
    found = pointer(home, CODE, "internal")
    assert found is not None and not (home / "build" / CODE / found["build"] / "site" / "loften.html").exists()

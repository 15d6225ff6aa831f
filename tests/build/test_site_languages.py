"""The site in easy Swedish and English: the same pages from the same rows, nothing left in another language, numbers as written there."""

from __future__ import annotations

import gzip
import re
import string
import threading
from pathlib import Path

import pytest

from lagesbild.build.site import write_site
from lagesbild.build.site_languages import FOLDERS, named
from lagesbild.build.site_written import in_swedish, said
from lagesbild.catalog import load_catalog
from lagesbild.example import work_records
from lagesbild.model import Licence
from lagesbild.settings import ROOT
from lagesbild.store import Reader, pointer
from lagesbild.texts import LANGUAGES, day, loader, long_day, number, percent, speaking, spoken, text, texts
from lagesbild.work import default_url, fill, open_work
from tests.build.test_gate import made, rows_of_years
from tests.build.test_site import TODAY, TOO_LONG, lix, read_page, words_of
from tests.build.test_site import site as small_site

OTHERS = [language for language in LANGUAGES if language != "sv"]
ONCE = ("site.file.", "site.kind.", "site.state.", "site.field.")  # data files exist once, with Swedish headings
TITLES = "indicators."  # the catalogue has its own Swedish titles
PARTS = {  # topics of which the public pages share some sentences with the internal ones
    "goals": ("numerals", "headline.", "points.", "state_sentence.",
              "strip.year_of", "strip.signed", "strip.unsigned", "strip.parties", "strip.and",
              "facts.unknown"),
    "promises": ("finding", "finding_ongoing", "lede", "of", "planned", "counted_to", "behind"),
    "sentences": ("unit.", "unit_delivered."),
}  # fmt: skip


def shared(key: str) -> bool:
    """Whether the public pages use the sentence."""
    topic, name = key.split(".", 1)
    return topic not in PARTS or name in PARTS[topic] or name.startswith(tuple(part for part in PARTS[topic] if part.endswith((".", "_"))))


def placeholders(sentence: str) -> set[str]:
    """The names in braces; what an authority is called is Swedish grammar, for which other languages may use the name."""
    found = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    return {name.lower() if name != "official" else "name" for name in found}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two areas with goals and promises, written with a loader that refuses to fall back on Swedish where it must not."""
    begun = tmp_path_factory.mktemp("home")
    store = open_work(default_url(begun))
    fill(store, "9999", work_records(), "Eva")
    store.close()
    home = made(begun, tmp_path_factory.mktemp("files"), rows_of_years(first=40))
    found = pointer(home, "9999", "internal")
    assert found is not None
    reader, own = Reader(home / "build/9999" / found["build"] / "public.duckdb", found["build"]), loader.translation

    def strict(key: str) -> str | None:
        told = own(key)
        assert told is not None or key.startswith((*ONCE, TITLES)), f"{spoken()} lacks {key}"
        return told

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "translation", strict)
        write_site(reader, home / "site", today=TODAY)
    reader.close()
    return home / "site"


@pytest.mark.parametrize("language", OTHERS)
def test_every_topic_that_a_language_carries_has_the_same_keys_and_placeholders(language: str) -> None:
    own, swedish = texts(language), texts("sv")
    topics = {path.stem for path in (loader.FOLDER / language).glob("*.toml")} - {TITLES.rstrip(".")}
    wanted = {key for key in swedish if key.split(".")[0] in topics and shared(key) and not key.startswith(ONCE)}
    assert topics == {"site", "site_goals", "site_promises", *PARTS} and {key for key in own if not key.startswith(TITLES)} == wanted
    for key in wanted:
        assert own[key].strip() and placeholders(own[key]) == placeholders(swedish[key]), key


@pytest.mark.parametrize("language", OTHERS)
def test_the_method_has_the_same_sections_and_placeholders(language: str) -> None:
    own, swedish = ((loader.FOLDER / one / f"method.{one}.md").read_text(encoding="utf-8") for one in (language, "sv"))
    assert re.findall(r"^## (\w+):", own, flags=re.M) == re.findall(r"^## (\w+):", swedish, flags=re.M)
    assert placeholders(own) == placeholders(swedish)


def test_every_crime_and_question_of_the_catalogue_has_an_english_name() -> None:
    english, own = texts("en"), load_catalog(ROOT).indicators
    told = {slug: one for slug, one in own.items() if one.family in ("crime", "survey") and not slug.endswith("_count")}
    assert len(told) > 25
    for slug, one in told.items():
        assert f"indicators.{slug}.short_title" in english, slug
        assert one.family == "survey" or f"indicators.{slug}.definition" in english, slug
    assert {key.split(".")[1] for key in english if key.startswith(TITLES)} <= set(own)


def test_the_start_page_in_easy_swedish_is_shorter_than_the_ordinary_one(folder: Path) -> None:
    easy, ordinary = ((folder / FOLDERS[language] / "index.html").read_text(encoding="utf-8") for language in ("sv-lattlast", "sv"))
    assert len(words_of("".join(read_page(easy).parts))) < len(words_of("".join(read_page(ordinary).parts)))
    assert 'href="../index.html#alla-tal"' in easy and "<table" not in easy and 'id="alla-tal"' in ordinary


def test_easy_swedish_explains_a_hard_name_and_keeps_the_others() -> None:
    with speaking("sv-lattlast"):
        told = named("short_title", ["blue_light_sabotage", "vandalism"], ["Blåljussabotage", "Skadegörelse"])
        assert told == ["Att angripa polis, brandkår eller ambulans", "Skadegörelse"]
        assert named("definition", ["vandalism"], ["Det som räknas."]) == ["Det som räknas."]


@pytest.mark.parametrize("language", OTHERS)
def test_the_pages_exist_link_to_each_other_and_to_what_exists_once(folder: Path, language: str) -> None:
    here = folder / FOLDERS[language]
    names = sorted(path.name for path in here.glob("*.html"))
    assert names == sorted(path.name for path in folder.glob("*.html")) and {"loften.html", "mal.html", "omrade-n02.html"} <= set(names)
    for name in names:
        page = (here / name).read_text(encoding="utf-8")
        for target in re.findall(r'(?:href|src)="([^"#]+)(?:#[\w-]+)?"', page):
            assert target.startswith(("/utforska", Licence().address)) or (here / target).is_file(), (name, target)
        assert f'<html lang="{"en" if language == "en" else "sv"}">' in page
        for tag, address in (("sv", f"../{name}"), ("sv-simple", f"../lattlast/{name}"), ("en", f"../en/{name}")):
            assert f'<link rel="alternate" hreflang="{tag}" href="{address}">' in page
        assert "<script" not in page and "style=" not in page and page.count("<h1>") == 1 and '<meta name="description"' in page
        shared = [folder / "icon.svg", *sorted((folder / "fonts").glob("*.woff2"))]
        assert len(gzip.compress(page.encode())) + sum(len(gzip.compress(path.read_bytes())) for path in shared) <= 50_000


def test_what_people_have_written_is_told_in_the_words_of_the_agreements_file(folder: Path) -> None:
    english, easy = ((folder / where / "loften.html").read_text(encoding="utf-8") for where in ("en", "lattlast"))
    assert '51 of 70 <span>planned evenings</span> up to <span class="day">2026-10-31</span>. So far less than planned.' in english
    assert '51 av 70 <span>kvällar</span> till och med <span class="day">2026-10-31</span>. Det är mindre än planen.' in easy
    assert "Reckless driving shall decrease" in (folder / "en" / "mal.html").read_text(encoding="utf-8")
    assert "given in Swedish" not in english and "inte lättlästa" not in easy, "every text of the example is told in both"
    for page in (english, *((folder / "en" / name).read_text(encoding="utf-8") for name in ("omrade-n02.html", "mal.html"))):
        told = re.sub(r'<(\w+)[^>]* lang="sv"[^>]*>.*?</\1>', "", re.sub(r"<style>.*?</style>", "", page, flags=re.S), flags=re.S)
        parts = read_page(told).parts
        found = [word for word in re.findall(r"[\wåäö]+", " ".join(parts)) if set(word.lower()) & set("åäö")]
        assert set(found) <= {"Brå", "Lokalpolisområde", "Norrhamns", "Öst", "Väst", "Lägesbild"}, "names only"


@pytest.mark.parametrize(
    ("language", "mark", "note"), [("en", ' lang="sv"', "in Swedish"), ("sv-lattlast", "", "inte lättlästa"), ("sv", "", "")]
)
def test_what_nobody_has_translated_stands_in_swedish_and_says_so(language: str, mark: str, note: str) -> None:
    known = {"Kvällar": {"english": "Evenings", "easy": ""}, "Dagar": {"english": "", "easy": "Varje dag"}}
    with speaking(language):
        evenings, days = said("Kvällar", known), said("Dagar", known)
        told = in_swedish([evenings, days, 7])
        assert in_swedish([said("", known)]) == "", "what is not written needs no translation"
    assert (evenings, days) == {"en": ("Evenings", "Dagar"), "sv-lattlast": ("Kvällar", "Varje dag"), "sv": ("Kvällar", "Dagar")}[language]
    assert days.lang == mark and evenings.lang == "" and note in told and bool(told) == (language != "sv")


def test_the_swedish_pages_lead_to_the_other_languages(folder: Path) -> None:
    page = (folder / "omrade-n01.html").read_text(encoding="utf-8")
    assert '<a href="en/omrade-n01.html" hreflang="en" lang="en">English</a>' in page
    assert '<a href="lattlast/omrade-n01.html" hreflang="sv-simple" lang="sv">Lättläst</a>' in page
    assert 'href="en/tillganglighet.html"' in (folder / "tillganglighet.html").read_text(encoding="utf-8"), "what all must be able to read"


@pytest.mark.parametrize("language", OTHERS)
def test_the_pages_are_easy_to_read_and_few_words_stand_before_the_first_picture(folder: Path, language: str) -> None:
    for path in (folder / FOLDERS[language]).glob("*.html"):
        prose = read_page(path.read_text(encoding="utf-8"))
        assert lix("".join(prose.parts)) < TOO_LONG, path.name
        if path.name in ("index.html", "metod.html"):
            assert len(words_of(" ".join(prose.before_picture))) <= 90, path.name
        told = re.findall(r'<p class="but">(.*?)</p>', path.read_text(encoding="utf-8"), flags=re.S) if "omrade-" in path.name else []
        assert sum(len(re.sub("<[^>]+>", "", part).split()) for part in told) <= 90


def test_verdicts_are_the_same_in_every_language(tmp_path: Path) -> None:
    pages = small_site(tmp_path)
    tones = {language: re.findall(r'class="c-word (\w+)', pages[f"{where}index.html"]) for language, where in FOLDERS.items()}
    assert len(tones["sv"]) == 6
    for language in OTHERS:
        assert sorted(tones[language]) == sorted(tones["sv"]), "in English the names stand in another order"
    english = pages["en/index.html"]
    assert "Is less crime reported in Norrhamn?" in english and "1 down, 2 up" not in english and "one down, two up." in english
    assert "18.1" in english and "18,1" not in english and "per\u00a01,000 residents" in english and "22 November 2026" in english
    assert "18,1" in pages["lattlast/index.html"] and "Alla brott anmäls inte." in pages["lattlast/index.html"]


def test_numbers_and_days_are_written_the_way_of_the_language() -> None:
    with speaking("en"):
        assert (number(1234.5, 1), percent(0.15), long_day(TODAY), day(TODAY)) == ("1,234.5", "15%", "22 November 2026", "2026-11-22")
        assert number(-3) == "−3" and number(None) == "–" and percent(float("nan")) == "–"
    assert (number(1234.5, 1), percent(0.15), long_day(TODAY)) == ("1\u00a0234,5", "15\u00a0%", "22 november 2026")


def test_a_language_ends_with_its_block_and_stays_in_its_thread() -> None:
    heard: list[str] = []
    with pytest.raises(ValueError), speaking("en"):
        other = threading.Thread(target=lambda: heard.append(spoken()))
        other.start()
        other.join()
        raise ValueError
    assert spoken() == "sv" and heard == ["sv"]
    with pytest.raises(KeyError), speaking("fi"):
        pass


def test_a_key_that_a_language_lacks_is_told_in_swedish() -> None:
    with speaking("en"):
        assert text("site.file.licence") == texts("sv")["site.file.licence"]
        with pytest.raises(KeyError):
            text("site.no_such_key")

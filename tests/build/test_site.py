"""The public site: honest words, nothing hidden gets out, the same bytes, small and readable."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import struct
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest

from lagesbild import store
from lagesbild.build.site import write_site
from lagesbild.build.site_data import site_data
from lagesbild.build.site_files import JSON_NAME
from lagesbild.build.site_open_data import CATALOGUE
from lagesbild.build.site_rows import rows
from lagesbild.build.tables import write_tables
from lagesbild.model import ChangeVerdict, Licence, Polarity, ValueState

TODAY = date(2026, 11, 22)
HIDDEN = 777.125  # the numbers of withheld cells in the tests; they must never be seen
TOO_LONG = 40  # LIX
PAGES = ("index.html", "metod.html")
OFFENCES = {
    "vandalism": ("Skadegörelse", "lower", False, [600, 610, 590, 760]),
    "bicycle_theft": ("Cykelstöld", "lower", False, [310, 300, 280, 200]),
    "narcotics": ("Narkotikabrott", "neither", True, [250, 255, 300, 380]),
    "robbery": ("Rån", "lower", False, [21, 24, 19, 25]),
    "vehicle_fire": ("Bilbränder", "lower", False, [7, 8, 6, 9]),
    "threats": ("Ängslan och hot", "lower", False, [400, 390, 410, 405]),
}
POPULATION = 42_000.0
Change = Callable[[pd.DataFrame], pd.DataFrame]


def _estimate(indicator: str, year: int, count: float, unit: str) -> dict[str, Any]:
    factor = 1000 / POPULATION if unit == "per_1000" else 1.0
    value, spread = count * factor, 1.96 * np.sqrt(count) * factor
    return {
        "municipality": "9999", "area": "9999", "area_level": "municipality", "area_version": "", "indicator": indicator, "subgroup": "all",
        "period_start": pd.Timestamp(year, 1, 1), "period_end": pd.Timestamp(year, 12, 31), "period_kind": "year", "complete": True,
        "preliminary": False, "value": float(value), "lower": float(max(value - spread, 0)), "upper": value + spread,
        "numerator": float(count),
        "base": POPULATION if unit == "per_1000" else np.nan, "effective_base": np.nan, "unit": unit, "state": "value" if count else "zero",
        "withheld": None, "source": "Polisen", "vintage": "2026-11-20", "data_date": pd.Timestamp(2026, 10, 31),
    }  # fmt: skip


def _indicator(slug: str, unit: str) -> dict[str, Any]:
    title, better, policing, _ = OFFENCES[slug.removesuffix("_count")]
    return {
        "indicator": slug, "title": f"Anmält: {title}", "short_title": title, "sentence_name": title.lower(), "plural": False,
        "definition": f"Alla anmälda fall av {title.lower()}.", "source": "Polisen", "family": "crime",
        "measure": "rate" if unit == "per_1000" else "count", "unit": unit, "better": better, "policing_dependent": policing,
        "sensitive": False, "caveat": "", "sort_order": 100, "concept": "", "unit_words": "",
    }  # fmt: skip


def public_file(path: Path, change: Change = lambda estimate: estimate, breaks: list[tuple[str, date]] | None = None) -> store.Reader:
    """A small public file of Norrhamn, 2022-2025; `change` edits the estimates before they are written."""
    kinds = (("", "per_1000"), ("_count", "count"))
    estimate = [
        _estimate(slug + end, 2022 + i, count, unit)
        for slug, told in OFFENCES.items()
        for i, count in enumerate(told[3])
        for end, unit in kinds
    ]
    cuts = [{"indicator": slug, "break_date": pd.Timestamp(day), "reason": "Ny brottskod."} for slug, day in breaks or []]
    source = {
        "receipt": "", "source": "Polisen", "title": "Anmälda brott", "format": "police_rows", "kind": "incident", "file": "",
        "cadence": "month",
        "data_from": pd.Timestamp(2022, 1, 1), "data_date": pd.Timestamp(2026, 10, 31), "received_on": pd.Timestamp(2026, 11, 20),
        "rows_read": 0, "rows_stored": 0, "rows_rejected": 0, "rows_outside": 0, "rows_unplaced": 0, "preliminary_from": pd.NaT,
    }  # fmt: skip
    about = {"build": "0123456789ab", "municipality": "9999", "zone": "public", "made_for": pd.Timestamp(TODAY), "code_version": "0"}
    place = {"municipality": "9999", "name": "Norrhamn", "genitive": "Norrhamns", "police_area": "Norrhamn", "example": True}
    with store.write(path) as file:
        write_tables(file, {
            "estimate": change(pd.DataFrame(estimate)), "build_info": pd.DataFrame([about]), "municipality": pd.DataFrame([place]),
            "indicator": pd.DataFrame([_indicator(slug + end, unit) for slug in OFFENCES for end, unit in kinds]),
            "series_break": pd.DataFrame(cuts, columns=["indicator", "break_date", "reason"]), "source": pd.DataFrame([source]),
        })  # fmt: skip
    return store.Reader(path)


def hide(*slugs: str, year: int | None = None) -> Change:
    """Withhold these offences, with their numbers left in the file to see that they do not come out."""

    def change(estimate: pd.DataFrame) -> pd.DataFrame:
        marked = estimate["indicator"].str.removesuffix("_count").isin(slugs)
        marked &= (estimate["period_start"].dt.year == year) if year else True
        estimate.loc[marked, ["value", "lower", "upper", "numerator"]] = HIDDEN
        estimate.loc[marked, "state"] = "suppressed"
        estimate.loc[marked, "withheld"] = "withheld"
        return estimate

    return change


def site(tmp_path: Path, **how: Any) -> dict[str, str]:
    """The written text files by name."""
    options = {key: how.pop(key) for key in ("judge", "explore") if key in how}
    reader = public_file(tmp_path / "public.duckdb", **how)
    written = write_site(reader, tmp_path / "site", today=TODAY, **options)
    reader.close()
    texts = [path for path in written if path.suffix in (".html", ".css", ".csv", ".json", ".svg")]
    return {path.relative_to(tmp_path / "site").as_posix(): path.read_text(encoding="utf-8") for path in texts}


class Prose(HTMLParser):
    """Collects what is read: headings, paragraphs and list items of main, without pictures and tables."""

    SKIPPED = {"svg", "table", "nav", "script", "style"}

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.before_picture: list[str] = []
        self.inside, self.skipping, self.picture = False, 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.inside |= tag == "main"
        self.picture |= tag == "svg" and (values.get("role") == "img" or "change" in (values.get("class") or ""))
        self.skipping += tag in self.SKIPPED or values.get("class") in ("rows", "choices") or bool(self.skipping and tag == "ul")

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "main"
        self.skipping -= tag in self.SKIPPED or bool(self.skipping and tag == "ul")
        if tag in ("p", "h1", "h2", "li", "dt", "dd", "figcaption"):
            self.parts.append(". ")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.skipping:
            self.parts.append(data)
            if not self.picture:
                self.before_picture.append(data)


def read_page(page: str) -> Prose:
    prose = Prose()
    prose.feed(page)
    return prose


def words_of(told: str) -> list[str]:
    return re.findall(r"[\wåäöÅÄÖ]+(?:[-:,][\wåäö]+)*", told)


def lix(told: str) -> float:
    """Björnsson's readability index: words per sentence plus the per cent of words longer than six letters."""
    words, sentences = words_of(told), [part for part in re.split(r"[.!?:]+(?:\s|$)", told) if words_of(part)]
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return site(tmp_path_factory.mktemp("plain"))


def test_the_answer_names_what_is_certain_both_ways(plain: dict[str, str]) -> None:
    page = plain["index.html"]
    assert "Anmäls färre brott i Norrhamn?" in page and "Både ja och nej." in page
    assert "Ett slag minskar," in page and "två ökar." in page
    assert "Anmälda brott är inte alla brott." in page and "Exempeldata" in page


def test_the_order_of_the_first_screen(plain: dict[str, str]) -> None:
    page = plain["index.html"]
    places = [page.index(f'class="{name}') for name in ("question", "number", "versus", "verdict", "but", "finding", "plot")]
    assert places == sorted(places)


@pytest.mark.parametrize("name", PAGES)
def test_few_words_before_the_first_picture_and_easy_to_read(plain: dict[str, str], name: str) -> None:
    prose = read_page(plain[name])
    assert 10 < len(words_of(" ".join(prose.before_picture))) <= 90
    assert lix("".join(prose.parts)) < TOO_LONG


def test_lix_knows_hard_from_easy() -> None:
    assert lix("Solen skiner. Vi går ut.") < 20 < 50 < lix("Myndighetsutövningens organisationsförändringar implementeras kontinuerligt.")


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_whole_and_strict(plain: dict[str, str], name: str) -> None:
    page = plain[name]
    assert '<html lang="sv">' in page and '<meta name="description"' in page and page.count("<h1>") == 1
    assert "<script" not in page and "style=" not in page and page.count("<style>") == 1
    outside = re.findall(r'(?:href|src)="((?:https?:)?//[^"]+)', page)
    assert outside == ([f"{Licence().address}deed.sv"] if name == "metod.html" else []), "one link leads away: to the licence"
    assert not re.search(r"\b(NaN|nan|None|inf)\b", page.replace('preserveAspectRatio="none"', "").replace('class="figure none"', ""))
    told = re.sub("<style>.*?</style>", "", page, flags=re.S)
    assert "{" not in told and "0 %" not in told


def test_links_are_relative_and_their_targets_exist(plain: dict[str, str]) -> None:
    for name in PAGES:
        for target in re.findall(r'(?:href|src)="([^"#]+)(?:#(\w[\w-]*))?"', plain[name]):
            if target[0] == "/utforska" or target[0].startswith(Licence().address):
                continue
            assert not target[0].startswith("/") and (target[0] in plain or target[0].startswith("fonts/"))
            assert not target[1] or f'id="{target[1]}"' in plain[target[0]]
    assert "/utforska" in plain["index.html"]


def test_the_explore_link_can_be_moved_or_left_out(tmp_path: Path) -> None:
    assert "../utforska" in site(tmp_path / "a", explore="../utforska")["index.html"]
    assert "tforska" not in site(tmp_path / "b", explore=None)["index.html"]


def test_at_most_fifty_kilobytes_with_style_and_fonts(tmp_path: Path) -> None:
    site(tmp_path)
    shared = [tmp_path / "site" / "icon.svg", *sorted((tmp_path / "site" / "fonts").glob("*.woff2"))]
    for name in PAGES:
        sizes = [len(gzip.compress(path.read_bytes())) for path in (tmp_path / "site" / name, *shared)]
        assert sum(sizes) < 50_000


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, plain: dict[str, str]) -> None:
    assert site(tmp_path) == plain


def test_names_stand_in_swedish_order_never_by_value(plain: dict[str, str]) -> None:
    assert re.findall(r'<span class="name">(.+?)</span>', plain["index.html"]) == [
        "Bilbränder", "Cykelstöld", "Narkotikabrott", "Rån", "Skadegörelse", "Ängslan och hot",
    ]  # fmt: skip


def test_offences_found_by_police_work_are_never_coloured(plain: dict[str, str]) -> None:
    row = re.search(r'<li><span class="c-name"><span class="name">Narkotikabrott.*?</li>', plain["index.html"])
    assert row and "Säker ökning" in row[0] and "Varken bra eller dålig" in row[0]
    assert '<rect class="dot"' in row[0] and plain["index.html"].count('<rect class="dot"') == 1, (
        "certain, and neither good nor bad: a square"
    )
    assert not re.search(r'class="[^"]*\b(good|bad)\b', row[0])


def test_small_counts_are_told_as_counts(plain: dict[str, str]) -> None:
    row = re.search(r'<li><span class="c-name"><span class="name">Bilbränder.*?</li>', plain["index.html"])
    assert row and "+1 (från 8 till 9), kan vara slump" in row[0] and 'class="change' not in row[0]


def test_a_withheld_row_says_so_and_leaks_nothing(tmp_path: Path) -> None:
    pages = site(tmp_path, change=hide("threats", "robbery"))
    row = re.search(r'<li><span class="c-name"><span class="name">Rån.*?</li>', pages["index.html"])
    assert row and "Visas inte" in row[0] and "–" in row[0] and 'class="spark"' not in row[0]
    for page in pages.values():
        assert "777" not in page and "18,5" not in page
    assert any(
        r["state"] == "suppressed" and r["value"] is None and r["numerator"] is None for r in json.loads(pages["siffror.json"])["rows"]
    )


def test_a_hidden_comparison_year_is_not_compared(tmp_path: Path) -> None:
    page = site(tmp_path, change=hide("threats", year=2023))["index.html"]
    row = re.search(r'<li><span class="c-name"><span class="name">Ängslan och hot.*?</li>', page)
    assert row and "Talet för 2023 visas inte" in row[0] and "Kan inte avgöras" in row[0] and "777" not in page


def test_all_hidden_is_a_page_that_says_why(tmp_path: Path) -> None:
    page = site(tmp_path, change=hide(*OFFENCES))["index.html"]
    assert "Talen är för små." in page and "Varför visas inga tal?" in page and "1 till 4" in page
    assert "777" not in page and 'class="trend"' not in page and page.count("Visas inte") >= len(OFFENCES)


def test_no_figures_at_all_is_not_zero_crime(tmp_path: Path) -> None:
    page = site(tmp_path, change=lambda estimate: estimate.iloc[:0])["index.html"]
    assert "Det finns inga siffror än." in page and "Det är inte samma sak som noll brott." in page


def test_one_year_alone_is_not_compared(tmp_path: Path) -> None:
    page = site(tmp_path, change=lambda estimate: estimate[estimate["period_start"].dt.year == 2025])["index.html"]
    assert "Vi har bara ett år." in page and "Ingen säker förändring" not in page


def test_years_across_a_break_are_not_compared(tmp_path: Path) -> None:
    page = site(tmp_path, breaks=[("vandalism", date(2024, 1, 1))])["index.html"]
    row = re.search(r'<li><span class="c-name"><span class="name">Skadegörelse.*?</li>', page)
    assert row and "Kan inte jämföras" in row[0] and "Ny brottskod." in row[0]


def test_a_preliminary_year_is_not_compared_with_a_final_one(tmp_path: Path) -> None:
    page = site(tmp_path, change=lambda estimate: estimate.assign(preliminary=estimate["period_start"].dt.year == 2025))["index.html"]
    assert "Ett av åren är preliminärt" in page and "Säker " not in page.replace("Säkerhet", "")


def test_zero_is_told_as_zero(tmp_path: Path) -> None:
    def none_left(estimate: pd.DataFrame) -> pd.DataFrame:
        gone = estimate["indicator"].str.startswith("bicycle_theft") & (estimate["period_start"].dt.year == 2025)
        estimate.loc[gone, ["value", "lower", "numerator"]] = 0.0
        estimate.loc[gone, "state"] = "zero"
        return estimate

    page = site(tmp_path, change=none_left)["index.html"]
    row = re.search(r'<li><span class="c-name"><span class="name">Cykelstöld.*?</li>', page)
    assert row and "0 anmälda 2025, 300 år 2023" in row[0] and "Säker minskning" in row[0]


def test_every_verdict_polarity_and_state_has_words_a_symbol_and_a_tone(tmp_path: Path) -> None:
    reader = public_file(tmp_path / "public.duckdb")
    data = site_data(reader)
    for verdict, polarity, base, latest in itertools.product(
        get_args(ChangeVerdict), get_args(Polarity), get_args(ValueState), get_args(ValueState)
    ):
        for year, state in ((2023, base), (2025, latest)):
            data.years.loc[data.years["year"] == year, "state"] = state
        judged = {"indicator": "vandalism", "short_title": "Skadegörelse", "verdict": verdict, "polarity": polarity, "unit": "per_1000"}
        judged |= {"base_label": "2023", "latest_label": "2025"}
        judged |= {f"{side}_{key}": HIDDEN for side in ("base", "latest") for key in ("value", "lower", "upper", "count")}
        row = rows(data, [judged])[0]
        told = [row.word, row.symbol, row.tone, row.reason, row.note, row.counts, row.told(row.base), row.told(row.latest)]
        assert row.word and row.symbol and row.tone in ("good", "bad", "neutral", "ink", "unsure", "muted")
        assert not re.search(r"\b(nan|None|inf)\b", " ".join(told))
        if latest not in ("value", "zero"):
            assert row.told(row.latest) == "–" and "777" not in " ".join([row.counts, row.note]) and row.tone == "muted"
        if verdict not in ("increase", "decrease"):
            assert row.word not in ("Säker ökning", "Säker minskning")
    reader.close()


def test_the_csv_suits_swedish_excel(plain: dict[str, str]) -> None:
    lines = plain["siffror.csv"].lstrip("\ufeff").splitlines()
    assert plain["siffror.csv"].startswith("\ufeff") and lines[0].startswith("kommunkod;kommun;indikator;titel;år;")
    assert len(lines) == 1 + len(OFFENCES) * 4 * 2 and all(line.count(";") == lines[0].count(";") for line in lines)
    assert any("14,28571429" in line and "per 1 000" in line for line in lines)
    assert lines[0].endswith(";bygge;licens") and all(
        line.endswith(";CC BY 4.0, https://creativecommons.org/licenses/by/4.0/") for line in lines[1:]
    )


def test_the_json_explains_itself(plain: dict[str, str]) -> None:
    told = json.loads(plain["siffror.json"])
    assert told["build"] == "0123456789ab" and told["sources"][0]["data_date"] == "2026-10-31" and "Norrhamn" in told["cite"]
    assert set(told["rows"][0]) == set(told["fields"]) and told["indicators"]["vandalism"]["definition"]


def test_cells_that_could_be_formulas_are_neutralised(tmp_path: Path) -> None:
    pages = site(tmp_path, change=lambda estimate: estimate.assign(source="=cmd()"))
    assert ";'=cmd();" in pages["siffror.csv"]


def test_the_method_page_says_what_is_hidden_and_where_it_comes_from(plain: dict[str, str]) -> None:
    page = plain["metod.html"]
    assert "Antal brott mellan 1 och 4" in page and '<span class="day">2026-10-31</span>' in page and "siffror.csv" in page
    for word in ("Säker minskning", "Säker ökning", "Ingen säker förändring", "Kan inte avgöras", "Kan inte jämföras", "Visas inte"):
        assert word in page


OWN = Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.sv")


def test_a_shared_link_shows_a_picture_of_the_answer_and_the_licence_is_the_municipalitys(tmp_path: Path) -> None:
    reader = public_file(tmp_path / "public.duckdb")
    for name, address in (("a", "https://lage.example.se/"), ("b", "")):
        write_site(reader, tmp_path / name, today=TODAY, address=address, licence=OWN if name == "b" else None)
    reader.close()
    own, usual = tmp_path / "b", tmp_path / "a"
    for page in (own / "metod.html", own / "en" / "metod.html", own / "lattlast" / "metod.html"):
        told = page.read_text(encoding="utf-8")
        assert f'<a href="{OWN.address}" rel="license">{OWN.name}</a>.' in told and "Creative Commons" not in told
        beside = page.with_name("index.html").read_text(encoding="utf-8")
        assert "download>" not in beside or f'<a href="metod.html#data">{OWN.name}</a>.' in beside, "beside the files too"
    for name in (JSON_NAME, CATALOGUE):
        assert OWN.address in (own / name).read_text() and Licence().address not in (own / name).read_text()
        assert Licence().address in (usual / name).read_text()
    for path in (*tmp_path.glob("a/*.html"), *tmp_path.glob("a/en/*.html")):
        page = path.read_text(encoding="utf-8")
        where = "https://lage.example.se/en/delning.png" if path.parent.name == "en" else "https://lage.example.se/delning.png"
        assert (
            f'<meta property="og:image" content="{where}">' in page and 'property="og:image:alt"' in page and 'name="description"' in page
        )
    assert '<meta property="og:image" content="delning.png">' in (tmp_path / "b/index.html").read_text(encoding="utf-8")
    pictures = [(tmp_path / name / "delning.png").read_bytes() for name in ("a", "b", "a/en")]
    assert pictures[0] == pictures[1] != pictures[2]
    assert (
        pictures[0][:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", pictures[0][16:24]) == (1200, 630) and len(pictures[0]) < 100_000
    )

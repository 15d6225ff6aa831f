"""The pages of the neighbourhoods: what they say, that nothing hidden comes out, and that they are small and readable."""

import gzip
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.build.site_area_change import crime_since
from lagesbild.build.site_area_page import _line, _since
from lagesbild.build.site_area_sentences import crime_since_finding, safer, sentences
from lagesbild.exhibits.public_areas import KINDS, crime_against_rest, crime_map, crime_profile, crimes, family, kinds
from lagesbild.export import COLUMNS
from lagesbild.store import Reader, pointer
from tests.build.test_gate import made, rows_of_years
from tests.build.test_site import TOO_LONG, lix, read_page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = made(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files"), rows_of_years(first=40))
    found = pointer(home, "9999", "internal")
    assert found is not None
    return home / "build" / "9999" / found["build"] / "site"


def test_every_neighbourhood_has_a_page_that_the_list_and_the_map_lead_to(site: Path) -> None:
    listed = (site / "omraden.html").read_text(encoding="utf-8")
    for code, name in (("n01", "Väst"), ("n02", "Öst")):
        page = (site / f"omrade-{code}.html").read_text(encoding="utf-8")
        assert f"<h1>{name}</h1>" in page and "Varför visas inte allt?" in page
        assert len(re.findall(f'href="omrade-{code}.html"', listed)) == 2, "once in the list, once on the map"
    assert '<svg class="areas"' in listed and listed.count('tabindex="-1"') == 2
    assert "Visas inte" not in listed and "area none" in listed, "no survey asks them anything: nothing is hidden"
    assert "Vi frågar inte alla" not in page


def test_the_three_sentences_are_at_most_ninety_words_and_say_how_certain(site: Path) -> None:
    page = (site / "omrade-n01.html").read_text(encoding="utf-8")
    told = [re.sub("<[^>]+>", "", part) for part in re.findall(r'<p class="but">(.*?)</p>', page, flags=re.S)]
    assert 2 <= len(told) <= 3 and sum(len(part.split()) for part in told) <= 90
    assert any("säker" in part for part in told)


def test_a_hidden_year_is_filled_by_pooled_years_and_says_so(site: Path) -> None:
    page = (site / "omrade-n02.html").read_text(encoding="utf-8")
    assert "2021–2025</span> tillsammans. Enstaka år visas inte." in page or "2023–2025</span> tillsammans. Enstaka år visas inte." in page


def test_the_licence_stands_wherever_a_file_is_offered(site: Path) -> None:
    offering = [page for page in site.rglob("*.html") if " download>" in page.read_text(encoding="utf-8")]
    assert {"index.html", "omrade-n01.html", "metod.html"} <= {page.name for page in offering}
    assert [page for page in offering if "(CC BY 4.0)</a>." not in page.read_text(encoding="utf-8")] == []


def test_the_downloads_hold_the_areas_and_no_number_that_is_hidden(site: Path) -> None:
    told = json.loads((site / "siffror-omraden.json").read_text(encoding="utf-8"))
    rows = pd.DataFrame(told["rows"])
    assert set(rows["area"]) == {"N01", "N02"} and {"definition", "source"} <= set(next(iter(told["indicators"].values())))
    hidden = rows[rows["state"] == "suppressed"]
    assert len(hidden) and hidden[["value", "lower", "upper", "numerator", "base"]].isna().all().all()
    assert (site / "siffror-omraden.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_pages_are_small_easy_to_read_and_without_script(site: Path) -> None:
    for path in site.glob("omrad*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script" not in page and 'http-equiv="refresh"' not in page and '<meta name="description"' in page
        assert 'property="og:title"' in page
        shared = sum(
            (site / name).stat().st_size for name in ("fonts/source-sans-pro-regular.woff2", "fonts/source-sans-pro-semibold.woff2")
        )
        assert len(gzip.compress(page.encode())) + shared <= 50_000
        if path.name != "omraden.html":
            assert lix("".join(read_page(page).parts)) < TOO_LONG


@pytest.mark.parametrize("name", ["siffror.csv", "siffror-omraden.csv"])
def test_every_row_of_a_table_file_tells_its_licence(site: Path, name: str) -> None:
    head, *rows = (site / name).read_text(encoding="utf-8-sig").splitlines()
    assert (
        head.endswith(";licens") and rows and all(row.endswith(";CC BY 4.0, https://creativecommons.org/licenses/by/4.0/") for row in rows)
    )


def test_open_data_has_stable_addresses_and_a_catalogue_that_leads_to_every_file(site: Path) -> None:
    told = json.loads((site / "data/catalogue.json").read_text(encoding="utf-8"))
    named = {part["dcat:downloadURL"] for one in told["dcat:dataset"] for part in one["dcat:distribution"]}
    assert {"estimates.csv", "estimates.json", "fire_vandalism.csv"} <= named and all((site / "data" / name).is_file() for name in named)
    rows = pd.read_csv(site / "data/estimates.csv")
    assert list(rows.columns) == list(COLUMNS)
    hidden = rows[rows["state"] == "suppressed"]
    assert (
        len(hidden)
        and set(hidden["withheld"]) == {"withheld"}
        and hidden[["value", "lower", "upper", "numerator", "base"]].isna().all().all()
    )


def test_the_accessibility_statement_says_how_to_report_a_fault(site: Path) -> None:
    page = (site / "tillganglighet.html").read_text(encoding="utf-8")
    assert "WCAG 2.2" in page and "Fel på sidan?" in page and page.count("<h1>") == 1
    assert 'href="tillganglighet.html"' in (site / "index.html").read_text(encoding="utf-8")
    assert lix("".join(read_page(page).parts)) < TOO_LONG


def crime(areas: dict[str, tuple[float, str]], kind: str = "year", start: int = 2025, whole: float = 200) -> pd.DataFrame:
    def row(area: str, level: str, count: float, base: float, state: str) -> dict:
        shown = state == "value"
        return {
            "area": area, "area_level": level, "indicator": "vandalism", "period_kind": kind, "period_start": pd.Timestamp(start, 1, 1),
            "numerator": count if shown else np.nan, "base": base if shown else np.nan, "state": state, "better": "lower", "sort_order": 1,
            "value": 1000 * count / base if shown else np.nan,
        }  # fmt: skip

    parts = [row(area, "neighbourhood", count, 1000, state) for area, (count, state) in areas.items()]
    return pd.DataFrame([row("9999", "municipality", whole, 10_000, "value"), *parts])


def test_an_area_is_compared_with_the_municipality_less_the_area() -> None:
    found = crime_against_rest(crime({"a": (80, "value"), "b": (12, "value")})).set_index("area")
    assert found.loc["a", "rest_value"] == pytest.approx(1000 * 120 / 9000)
    assert found.loc["a", "verdict"] == "clearly_higher" and found.loc["a", "polarity"] == "bad"


def test_a_hidden_area_has_no_verdict_and_no_rest() -> None:
    both = pd.concat([crime({"a": (3, "suppressed")}), crime({"a": (9, "value")}, "pool3", 2023, 600)])
    alone = crime_against_rest(crime({"a": (3, "suppressed")})).iloc[0]
    assert alone["verdict"] == "too_uncertain" and np.isnan(alone["rest_value"])
    assert crime_against_rest(both).iloc[0]["period_kind"] == "pool3"


def test_years_together_go_before_a_year_in_which_there_is_nothing_to_compare_with() -> None:
    alone = crime({"a": (6, "value")})
    alone.loc[alone["area_level"] == "municipality", ["state", "numerator", "base"]] = ["suppressed", np.nan, np.nan]
    both = pd.concat([alone, crime({"a": (9, "value")}, "pool3", 2023, 600)])
    assert crime_against_rest(both).iloc[0]["period_kind"] == "pool3"
    assert crime_against_rest(pd.concat([alone, crime({"a": (9, "suppressed")}, "pool3", 2023)])).iloc[0]["period_kind"] == "year"


def test_a_hidden_line_shows_no_number() -> None:
    row = {"state": "suppressed", "unit": "per_1000", "value": 777.0, "lower": 777.0, "upper": 777.0, "rest_value": 777.0,
           "since_year": 2023.0, "then_value": 777.0, "then_state": "suppressed"}  # fmt: skip
    told = _line(row | {"verdict": "clearly_higher", "polarity": "bad", "short_title": "Rån"}, survey=False)
    assert "777" not in str(told) and told["word"] == "Visas inte"


JUDGED = [{"indicator": "vandalism", "base_label": "2023", "latest_label": "2025"}]
NO_BREAKS = pd.DataFrame({"indicator": pd.Series(dtype=str), "break_date": pd.Series(dtype="datetime64[ns]")})


def since(then: dict[str, tuple[float, str]], now: dict[str, tuple[float, str]], breaks: pd.DataFrame = NO_BREAKS) -> pd.DataFrame:
    rows = pd.concat([crime(then, start=2023), crime(now)]).assign(preliminary=False)
    return crime_since(crime_against_rest(rows), rows, JUDGED, breaks).set_index("area")


def test_crime_is_compared_with_the_year_that_the_municipality_is_compared_with() -> None:
    found = since({"a": (90, "value"), "b": (40, "value"), "c": (3, "suppressed")}, dict.fromkeys("abc", (40, "value")))
    assert found["since_verdict"].to_dict() == {"a": "decrease", "b": "no_clear_change", "c": "not_measured"}
    assert found["since_polarity"].to_dict() == {"a": "good", "b": "neutral", "c": "neutral"} and found.loc["a", "then_value"] == 90
    cut = pd.DataFrame({"indicator": ["vandalism"], "break_date": [pd.Timestamp("2024-07-01")]})
    assert since({"a": (90, "value")}, {"a": (40, "value")}, cut).loc["a", "since_verdict"] == "not_comparable"


def kinds_of_crime(**why: dict[str, object]) -> pd.DataFrame:
    """One kind of crime a keyword, its own figures those of a shown year beside a shown earlier one where nothing else is said."""
    row = {"state": "value", "period_kind": "year", "since_year": 2023.0, "then_state": "value", "since_verdict": "not_measured"}
    return pd.DataFrame([row | {"short_title": name} | one for name, one in why.items()])


def test_each_crime_says_for_itself_why_it_is_not_compared() -> None:
    crime = kinds_of_crime(
        skadegörelse={"since_verdict": "increase"}, rån={"state": "suppressed"}, cykelstöld={"period_kind": "pool3"},
        inbrott={"state": "zero", "then_state": "suppressed"}, bedrägeri={"then_state": np.nan}, hot={"since_verdict": "not_comparable"},
    )  # fmt: skip
    told = crime_since_finding(crime)
    assert "Tal för ett enda år visas inte för rån och cykelstöld." in told, "not burglary: its zero is shown"
    assert "För inbrott visas inte talet för 2023." in told and "För bedrägeri saknas tal att jämföra med." in told
    assert "har ändrats för hot." in told and all(told.count(name) == 1 for name in crime["short_title"])
    nothing = crime_since_finding(crime[crime["short_title"].isin(["inbrott", "hot"])])
    assert nothing.startswith("Om brotten har ökat eller minskat sedan 2023 går inte att säga.") and "För inbrott visas inte" in nothing


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"state": "zero", "then_state": "suppressed"}, "med 2023: talet för 2023 visas inte"),
        ({"state": "value", "then_state": np.nan}, "med 2023: talet för 2023 saknas"),
        ({"state": "value", "then_state": "value", "period_kind": "pool3"}, "med 2023: tal för ett år visas inte"),
    ],
)
def test_a_line_says_which_year_is_not_shown(row: dict[str, object], told: str) -> None:
    found = _since(
        {"unit": "per_1000", "then_value": np.nan, "since_polarity": "neutral"} | kinds_of_crime(rån=row).iloc[0].to_dict(), False
    )
    assert found is not None and (found["word"], found["told"]) == ("Kan inte jämföras", told)


def answers(**change: object) -> pd.DataFrame:
    row = {
        "concept": "unsafe_evening", "unit": "share", "state": "value", "indicator": "unsafe", "short_title": "Otrygga ute", "value": 0.25,
        "period_start": pd.Timestamp(2026, 9, 1), "since_year": 2023, "then_value": 0.42, "then_state": "value", "rest_value": 0.27,
        "since_verdict": "decrease", "verdict": "no_clear_difference",
    }  # fmt: skip
    return pd.DataFrame([row | change])


def test_the_page_answers_whether_the_area_is_safer_than_before_or_says_why_it_cannot_be_said() -> None:
    yes = safer("Älvbacka", answers())
    assert yes.startswith("Ja, Älvbacka är tryggare än 2023") and "25 av 100" in yes and "42 av 100" in yes and "säker" in yes
    assert safer("Älvbacka", answers(since_verdict="increase")).startswith("Nej, Älvbacka är otryggare än 2023")
    cannot = {
        "kan vara slump": answers(since_verdict="no_clear_change"), "för få svarar": answers(since_verdict="too_uncertain"),
        "på ett annat sätt": answers(since_verdict="not_comparable"), "har ställts en gång": answers(since_year=np.nan),
        "för få svarade då": answers(since_verdict="not_measured", then_state="suppressed"), "ingen enkät": pd.DataFrame(),
        "för få svarade 2026": answers(state="suppressed"), "fanns inte med då": answers(since_verdict="not_measured", then_state=np.nan),
    }  # fmt: skip
    for why, rows in cannot.items():
        told = safer("Älvbacka", rows)
        assert "går inte att säga" in told and why in told and ("25 av 100" in told) == (why not in ("ingen enkät", "för få svarade 2026"))
    assert len(sentences("Älvbacka", answers(), pd.DataFrame())) == 2


@pytest.fixture(scope="module")
def reader(site: Path) -> Reader:
    """The public file of the same build, for the interactive pages beside the site."""
    return Reader(site.parent / "public.duckdb", site.parent.name)


def test_the_rest_is_the_municipality_less_the_area_also_where_another_area_is_hidden(reader: Reader) -> None:
    every = [family(reader, kind) for kind in KINDS]
    rows, whole = pd.concat([found for found in every if len(found)]), crimes(reader)
    assert {"value", "suppressed"} <= set(rows["state"]), "an area that is hidden beside one that is shown, or the test shows nothing"
    for row in rows[rows["state"] == "value"].to_dict("records"):
        own = whole[
            (whole["area_level"] == "municipality")
            & (whole["indicator"] == row["indicator"])
            & (whole["period_kind"] == row["period_kind"])
        ]
        own = own[own["period_start"] == row["period_start"]].iloc[0]
        if own["state"] == "value":
            expected = 1000 * (own["numerator"] - row["numerator"]) / (own["base"] - row["base"])
            assert row["rest_value"] == pytest.approx(expected)
    hidden = rows[rows["state"] == "suppressed"]
    assert hidden[["value", "lower", "upper", "numerator", "rest_value"]].isna().all().all() and set(hidden["verdict"]) == {"too_uncertain"}


def test_a_map_says_how_many_areas_are_hidden_and_offers_only_periods_with_a_figure(reader: Reader) -> None:
    slug = next(slug for slug in crimes(reader)["indicator"] if kinds(reader, slug))
    kind = next(iter(kinds(reader, slug)))
    found = crime_map(reader, "Norrhamn", slug, kind, None)
    n = int((found.frame["state"] == "suppressed").sum())
    assert f"{n} av {len(found.frame)} områden visas inte" in found.source_line and "Källa:" in found.source_line
    for slug in set(crimes(reader)["indicator"]):
        for kind in kinds(reader, slug):
            rows = family(reader, kind)
            assert rows.loc[rows["indicator"] == slug, "value"].notna().any()


def test_an_area_takes_years_together_where_one_year_is_hidden_and_says_which(reader: Reader) -> None:
    found = crime_profile(reader, "N02")
    pooled = found.frame[found.frame["period_kind"] != "year"]
    assert len(pooled) and found.heading.startswith("Öst")
    assert any("–" in title for title in found.table.iloc[:, 0]), "the years stand with the name"

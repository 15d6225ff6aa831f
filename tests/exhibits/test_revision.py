"""What the page Vad ändrades says: largest relative moves first, small counts as counts, filters, and an honest empty state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import sentences_revision
from lagesbild.exhibits import revision
from lagesbild.exhibits.revision import Chosen
from lagesbild.settings import ROOT, settings
from lagesbild.stats.rates import poisson_interval
from lagesbild.store import current
from tests.build.conftest import reports, squares
from tests.build.overlapping import AUTUMN, SPRING, bra, built, take
from tests.pages.test_pages import words

MONTHS = [["2025 prel.", "2025 prel."], ["Jan", "Feb"]]
FINAL = [["2025", "2025"], ["Jan", "Feb"]]
LINES = [
    *((["Totalt antal brott", 1000, 900], ["Totalt antal brott", 1010, 900]), (["Stöld", 40, 30], ["Stöld", 50, 30])),
    *((["Rån", 3, 0], ["Rån", 6, 0]), (["Hot", 7, 8], ["Hot", "..", 8])),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Norrhamn after final figures have replaced preliminary ones and an area got one report more."""
    tmp_path = tmp_path_factory.mktemp("revision")
    home = tmp_path / "home"
    take(home, squares(tmp_path / "o.geojson"), SPRING)
    take(home, bra(tmp_path / "prel.xlsx", MONTHS, *(old for old, _ in LINES)), SPRING)
    take(home, bra(tmp_path / "slutlig.xlsx", FINAL, *(new for _, new in LINES)), AUTUMN)
    took = [("N01", "1210 2024-01-02", 2), ("N01", "1210 2024-03-30", 1)]
    take(home, reports(tmp_path / "a.csv", took), SPRING)
    take(home, reports(tmp_path / "b.csv", [("N01", "1210 2024-01-02", 3), *took[1:]]), AUTUMN)
    built(home)
    return home


@pytest.fixture
def rows(home: Path) -> pd.DataFrame:
    reader = current(home, "9999", "internal")
    assert reader is not None
    return revision.worded(revision.changes(reader))


def test_what_is_gone_stands_first_then_the_largest_relative_moves_and_small_counts_last(rows: pd.DataFrame) -> None:
    whole = revision.filtered(rows, Chosen(place="kommunen", step="manad", reason="slutligt"))
    assert rows["short_title"].tolist()[0] == "Hot" and rows["reason"].tolist()[0] == "withdrawn"
    assert whole["short_title"].tolist() == ["Stöld", "Totalt antal brott", "Rån"]
    assert [sentences_revision.move(row) for row in whole.to_dict("records")] == ["+10, +25,0 %", "+10, +1,0 %", "+3"]


def test_a_small_count_never_gets_a_per_cent(rows: pd.DataFrame) -> None:
    small = rows[rows[["old_numerator", "new_numerator"]].min(axis=1) < 20]
    assert len(small) > 2 and small["relative"].isna().all()
    assert not any("%" in sentences_revision.move(row) for row in small.to_dict("records"))


def test_a_rate_of_few_is_told_with_what_stands_behind_it() -> None:
    row = {"unit": "per_1000", "difference": 0.3, "relative": float("nan"), "old_numerator": 3.0, "new_numerator": 6.0}
    assert sentences_revision.move(row) == "+0,3, från 3 till 6 fall"
    share = {"unit": "share", "difference": -0.012, "relative": float("nan"), "old_numerator": 30.0, "new_numerator": 28.0}
    assert sentences_revision.move(share) == "−1,2 procentenheter"


@pytest.mark.parametrize(("old", "new", "within"), [(0, 1, True), (1, 0, True), (0, 3, True), (0, 4, False), (20, 40, False)])
def test_a_single_event_more_is_never_outside_the_uncertainty(rows: pd.DataFrame, old: int, new: int, within: bool) -> None:
    lower, upper = (float(bound) for bound in poisson_interval(new))
    row = rows[rows["unit"] == "count"].head(1).drop(columns=["within"])
    told = {"old_value": float(old), "old_numerator": float(old), "new_value": float(new), "new_numerator": float(new)}
    assert bool(revision.judged(row.assign(**told, lower=lower, upper=upper))["within"].iloc[0]) is within


def test_the_headline_counts_what_left_its_own_uncertainty(rows: pd.DataFrame) -> None:
    told = revision.what_changed(rows, Chosen())
    assert told.heading == f"{len(rows)}\u00a0värden som redan visats har ändrats, inget utanför osäkerheten"
    assert "slutliga i stället för preliminära" in told.sub and "har tagits bort av källan" in told.sub
    beyond = rows.assign(within=False).head(1)
    assert revision.what_changed(beyond, Chosen()).heading.startswith("1\u00a0värde som redan visats har ändrats")
    assert "Hot, Norrhamn, januari 2025 (7 till saknas)" in sentences_revision.beyond(beyond)


def test_the_sentence_tells_the_first_change_from_what_to_what(rows: pd.DataFrame) -> None:
    assert revision.what_changed(rows, Chosen()).sentence == "Störst ändring: Hot var 7 och är nu borta (saknas), Norrhamn, januari 2025"
    theft = revision.what_changed(rows, Chosen(indicator=rows.loc[rows["short_title"] == "Stöld", "indicator"].iloc[0]))
    assert theft.sentence == "Störst ändring: Stöld, från 40 till 50 (+10, +25,0 %), Norrhamn, januari 2025"
    assert theft.source_line == "Källa: Brå. Data till 2025-02-28, inläst 2026-09-01."


def test_the_download_holds_every_change_of_the_choice_with_interval_source_and_both_days(rows: pd.DataFrame) -> None:
    table = revision.what_changed(rows, Chosen()).table
    assert len(table) == len(rows)
    theft = table[table["Vad"] == "Stöld"].iloc[0]
    assert theft[["Före", "Nu", "Skillnad", "Skillnad i procent", "Antal före", "Källa"]].tolist() == [40, 50, 10, 25, 40, "Brå"]
    assert theft["Nedre gräns nu"] < 50 < theft["Övre gräns nu"] and theft["Osäkerheten"] == "Inom"
    assert (theft["Före inläst"], theft["Nu inläst"]) == ("2026-03-01", "2026-09-01")


def test_filters_offer_only_what_there_is(rows: pd.DataFrame) -> None:
    offered = revision.options(rows)
    assert list(offered["place"]) == ["alla", "kommunen", "omraden"]
    assert list(offered["step"]) == ["alla", "ar", "kvartal", "manad"]
    assert list(offered["reason"]) == ["alla", "slutligt", "sent", "borttaget"]
    for name, keys in offered.items():
        for key in keys:
            assert not revision.filtered(rows, Chosen(**{name: key})).empty, (name, key)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """The page with choices in the address."""

    def run(home: Path, **chosen: str) -> AppTest:
        for name, value in {"HOME": str(home), "ZONE": "internal", "TODAY": "2026-11-22"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        test = AppTest.from_file(str(ROOT / "pages/internal/revision.py"), default_timeout=60)
        for name, value in chosen.items():
            test.query_params[name] = value
        shown = test.run()
        assert not shown.exception
        return shown

    yield run
    settings.cache_clear()


def test_the_address_holds_the_choice_and_a_choice_without_rows_says_so(home: Path, page: Callable[..., AppTest]) -> None:
    shown = page(home, var="omraden", orsak="sent")
    assert shown.query_params["var"] in ("omraden", ["omraden"]) and "Väst, kvartal 1 2024" in words(shown) and "Stöld" not in words(shown)
    empty = words(page(home, var="omraden", orsak="slutligt", steg="ar"))
    assert "Inget värde har ändrats i det urvalet" in empty
    assert "prel.xlsx" in words(shown) and "a.csv" in words(shown), "the replaced files"


def test_a_file_that_only_brings_a_new_period_is_told_by_how_far_its_source_reaches(tmp_path: Path) -> None:
    for year, come in ((2024, SPRING), (2025, AUTUMN)):
        take(tmp_path / "home", bra(tmp_path / f"ar{year}.xlsx", [[str(year)], ["År"]], ["Totalt antal brott", 1000]), come)
    (row,) = revision.reaches(built(tmp_path / "home")).to_dict("records")
    assert (row["Senaste fil"], row["Data till"], row["Tidigare till"]) == ("ar2025.xlsx", "2025-12-31", "2024-12-31")


def test_nothing_changed_is_said_in_words(tmp_path: Path, page: Callable[..., AppTest]) -> None:
    take(tmp_path / "home", bra(tmp_path / "prel.xlsx", MONTHS, LINES[0][0]), SPRING)
    built(tmp_path / "home")
    said = words(page(tmp_path / "home"))
    assert "<h1>Inget som redan visats har ändrats</h1>" in said and "Ingen fil har ersatts av en nyare" in said

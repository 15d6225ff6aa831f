"""A frozen lägesbild keeps its figures: after new deliveries, under clean-up, and it says so when its file is no longer the same."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from lagesbild import build as builds
from lagesbild import frozen, show, spool, store
from lagesbild.cli import app
from lagesbild.freeze import freeze
from lagesbild.model import REFERENCE, LagesbildError, OtherShape
from lagesbild.read import queries, read
from lagesbild.sealed import opened, sealed
from lagesbild.settings import ROOT, settings
from lagesbild.texts import text
from lagesbild.work import WorkStore, default_url, open_work, snapshot
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import AUTUMN, SPRING, bra, take
from tests.pages.conftest import REPORTS
from tests.pages.test_pages import words

CODE = "9999"
SAID = {"title": "Lägesbild våren", "decision": "Styrgruppen § 12", "recipients": "Styrgruppen\nFolkhälsorådet", "comments": ""}
PAGES = ("situation", "trends", "revision")
EVERY = (*PAGES, "areas", "signals", "data_status", "effect", "goals", "survey", "question", "experienced", "compare", "focus")
NOT_OF_THE_BUILD = (  # which lägesbild is seen, in words and in links, and the steps and dates of the work as it is now
    r'<div class="lb lb-frozen".*?</div> ?',
    r"[?&](amp;)?bild=[0-9a-f]+",
    r'href="plan\?belagg=[^"]*"',
    *(
        rf'<div class="lb"><h2 class="lb-section">{re.escape(text(title))}</h2>.*?</ul></div> ?'
        for title in ("wheel.next", "goals.calendar.title")
    ),
    r'<div class="lb"><h2>De fem stegen</h2>.*?</div> ?<div class="lb"><ul class="lb-steps">.*?</ul></div> ?',
)
STRIP = re.compile("|".join(NOT_OF_THE_BUILD))


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Norrhamn with two areas, people and reports, built in spring."""
    tmp_path = tmp_path_factory.mktemp("spring")
    home = tmp_path / "home"
    take(home, squares(tmp_path / "o.geojson"), SPRING)
    take(home, people(tmp_path / "f.xlsx", dict.fromkeys((2023, 2024, 2025), (1000, 2000))), SPRING)
    take(home, reports(tmp_path / "brott.csv", REPORTS), SPRING)
    builds.build(home, CODE, SPRING)
    return home


@pytest.fixture(scope="module")
def autumn(spring: Path) -> Path:
    """The same home when a later delivery has corrected an old year and added a month: spring's build is still there."""
    home = shutil.copytree(spring, spring.parent / "autumn")
    rows = [("N01", "1210 2023-01-02", 44), *REPORTS[1:], ("N02", "1210 2026-05-01", 30)]
    take(home, reports(spring.parent / "senare.csv", rows), AUTUMN)
    builds.build(home, CODE, DAY)
    return home


@pytest.fixture
def home(spring: Path, tmp_path: Path) -> Path:
    return shutil.copytree(spring, tmp_path / "home")


def newer(home: Path, autumn: Path) -> None:
    """What is received and built after spring."""
    shutil.copytree(autumn, home, dirs_exist_ok=True)


@pytest.fixture
def work(home: Path) -> Iterator[WorkStore]:
    opened = open_work(default_url(home))
    yield opened
    opened.close()
    open_work.cache_clear()


@dataclass
class Seen:
    """What pages showed: the tables that they offer for download, and all their words but those on which lägesbild is seen."""

    tables: dict[str, list[pd.DataFrame]]
    said: dict[str, str]
    page: AppTest  # the last one

    def same(self, other: Seen) -> bool:
        """Whether both showed the same on every page."""
        mine, theirs = ([table for name in seen.tables for table in seen.tables[name]] for seen in (self, other))
        return self.said == other.said and len(mine) == len(theirs) and all(map(pd.DataFrame.equals, mine, theirs))


@pytest.fixture
def seen(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Seen]:
    """Runs pages of the internal zone on a day, on the current figures or on a frozen lägesbild."""

    def run(day: date, bild: str = "", pages: tuple[str, ...] = PAGES) -> Seen:
        found = Seen({}, {}, AppTest.from_string(""))
        monkeypatch.setenv("LAGESBILD_HOME", str(home))
        monkeypatch.setenv("LAGESBILD_ZONE", "internal")
        monkeypatch.setenv("LAGESBILD_TODAY", day.isoformat())
        settings.cache_clear()
        for name in pages:
            mine: list[pd.DataFrame] = found.tables.setdefault(name, [])
            monkeypatch.setattr(show, "tools", lambda *_, table, into=mine, **__: into.append(table() if callable(table) else table))
            page = AppTest.from_file(str(ROOT / "pages" / "internal" / f"{name}.py"), default_timeout=60)
            if bild:
                page.query_params["bild"] = bild
            found.page = page.run()
            assert not page.exception, name
            found.said[name] = STRIP.sub("", words(page))
        return found

    return run


@pytest.mark.parametrize("pages", [PAGES, pytest.param(EVERY, marks=pytest.mark.acceptance)], ids=["some", "every"])
def test_it_reopens_with_the_same_figures_after_new_data(
    home: Path, work: WorkStore, autumn: Path, seen: Callable[..., Any], pages: tuple[str, ...]
) -> None:
    before = seen(SPRING, "", pages)
    it = freeze(home, CODE, work, SAID, SPRING, SPRING, "Eva")
    newer(home, autumn)
    again = seen(DAY, it.identity, pages)
    assert before.said == again.said
    assert before.same(again) and sum(len(tables) for tables in before.tables.values()) >= 3
    assert not before.same(seen(DAY, "", pages)), "the new delivery does change what the pages show"
    told = words(again.page)
    assert "Du ser lägesbilden ”Lägesbild våren”, fryst 2026-03-01." in told and "Nyare siffror finns." in told


def test_the_way_back_leads_to_the_current_figures(home: Path, work: WorkStore, autumn: Path, seen: Callable[..., Any]) -> None:
    it = freeze(home, CODE, work, SAID, SPRING, SPRING, "Eva")
    newer(home, autumn)
    page = seen(DAY, it.identity, ("trends",)).page
    next(button for button in page.button if button.label == "Till de nyaste siffrorna").click().run()
    assert "Du ser lägesbilden" not in words(page) and "bild" not in page.query_params
    page = seen(DAY, "0123456789ab", ("trends",)).page
    assert page.warning[0].value == "Lägesbilden i adressen finns inte här. Du ser de nyaste siffrorna."


def test_what_was_frozen_is_written_down_with_who_and_what_it_was_made_with(home: Path, work: WorkStore) -> None:
    it = freeze(home, CODE, work, SAID, SPRING, DAY, "Eva")
    row = work.one("frozen", it.identity)
    assert (row["title"], row["frozen_on"], row["changed_by"], row["sha256"]) == ("Lägesbild våren", SPRING, "Eva", it.sha256)
    assert row["recipients"].splitlines() == ["Styrgruppen", "Folkhälsorådet"] and row["data_date"] == date(2025, 12, 31)
    assert "duckdb 1." in it.libraries and it.code_version.startswith("0.") and not it.other_shape
    assert [change["action"] for change in work.changes(CODE, "frozen")] == ["create"]
    assert frozen.frozen_ones(home, CODE) == [it] and frozen.frozen(home, CODE, "../../x") is None
    with pytest.raises(LagesbildError, match="redan frysta"):
        freeze(home, CODE, work, SAID, SPRING, DAY, "Bo")


def test_what_it_was_compared_with_is_kept_as_well(home: Path, work: WorkStore, tmp_path: Path) -> None:
    take(home, bra(tmp_path / "riket.xlsx", [["2024", "2025"]], ["Våldsbrott", 10, 12]), SPRING, REFERENCE)
    first = builds.build(home, REFERENCE, SPRING).build
    it = freeze(home, CODE, work, SAID, SPRING, SPRING, "Eva")
    take(home, bra(tmp_path / "senare.xlsx", [["2024", "2025"]], ["Våldsbrott", 10, 13]), AUTUMN, REFERENCE)
    second = builds.build(home, REFERENCE, DAY).build
    then = frozen.reference(home, it)
    assert then is not None and then.build == first != second and frozen.kept_builds(home, REFERENCE) == {first}
    os.utime(home / "build" / REFERENCE / first, (0, 0))
    assert builds.clean_up(home, REFERENCE) == ([], [first])


def test_a_freeze_that_failed_can_be_made_again(home: Path, work: WorkStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(store, "write_atomically", lambda *_: (_ for _ in ()).throw(OSError("disk")))
        with pytest.raises(LagesbildError, match="Disken"):
            freeze(home, CODE, work, SAID, SPRING, SPRING, "Eva")
    assert work.rows("frozen", CODE) == [] and frozen.frozen_ones(home, CODE) == []
    it = freeze(home, CODE, work, SAID | {"decision": "§ 13"}, SPRING, SPRING, "Eva")
    assert [row["decision"] for row in work.rows("frozen", CODE)] == ["§ 13"] and frozen.frozen_ones(home, CODE) == [it]


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 11, 23)])
def test_it_cannot_be_frozen_before_its_figures_or_after_today(home: Path, work: WorkStore, day: date) -> None:
    with pytest.raises(LagesbildError, match="2026-03-01"):
        freeze(home, CODE, work, SAID, day, DAY, "Eva")
    assert work.rows("frozen", CODE) == [] and frozen.frozen_ones(home, CODE) == []


@pytest.mark.parametrize("kind", ["accept", "undo", "rebuild"])
def test_nothing_is_frozen_while_the_desk_counts_a_file_in_or_out(home: Path, work: WorkStore, kind: spool.OrderKind) -> None:
    job = spool.ask(home, CODE, "brott.csv", kind, "Siv", "steward")
    with pytest.raises(LagesbildError, match=r"räknas om just nu på Datastatus \(brott.csv\)"):
        freeze(home, CODE, work, SAID, SPRING, DAY, "Eva")
    assert work.rows("frozen", CODE) == [] and frozen.frozen_ones(home, CODE) == []
    spool.remove(next(one for one in spool.jobs(home) if one.id == job))
    spool.hand_in(home, CODE, "annan.csv", b"x", "Siv", "steward")  # a file that is only looked at changes no figures
    assert freeze(home, CODE, work, SAID, SPRING, DAY, "Eva")


def test_to_freeze_is_no_part_of_the_next_build(home: Path, work: WorkStore) -> None:
    first = snapshot.taken(home, None, CODE)
    freeze(home, CODE, work, SAID, SPRING, SPRING, "Eva")
    assert snapshot.taken(home, None, CODE) == first


def test_clean_up_leaves_what_is_frozen_but_takes_its_microdata(home: Path, work: WorkStore, autumn: Path) -> None:
    it = freeze(home, CODE, work, SAID, SPRING, SPRING, "Eva")
    folder = home / "build" / CODE / it.build
    newer(home, autumn)
    loose = home / "build" / CODE / "0123456789ab"
    young = loose.with_name("ba9876543210")
    for made in (loose, young):
        made.mkdir()
    for old in (loose, folder):
        os.utime(old, (0, 0))
    current = store.pointer(home, CODE, "internal")
    assert current is not None and builds.clean_up(home, CODE) == (["0123456789ab"], [it.build])
    assert not loose.exists() and young.exists() and not (folder / "vault.duckdb").exists()
    assert (home / "build" / CODE / current["build"] / "vault.duckdb").exists()
    assert frozen.state(home, it) == "intact" and read(frozen.reader(home, it), "build_info")["build"][0] == it.build


def test_a_changed_and_a_missing_file_are_told(home: Path, work: WorkStore, autumn: Path, seen: Callable[..., Any]) -> None:
    it = freeze(home, CODE, work, SAID, SPRING, SPRING, "Eva")
    newer(home, autumn)
    path = frozen.file(home, it)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert "filen har ändrats" in builds.status(home)["frozen"][0]["line"]
    with pytest.raises(LagesbildError, match="Filen har ändrats"):
        frozen.reader(home, it)
    page = seen(DAY, it.identity, ("trends",)).page
    assert "Lägesbilden ”Lägesbild våren” går inte att öppna" in words(page) and page.button[0].label == "Till de nyaste siffrorna"
    path.unlink()
    assert builds.status(home)["frozen"][0]["state"] == "gone"


def other_shape(home: Path, it: frozen.Frozen) -> None:
    """Let a frozen lägesbild be one that another version of the program made."""
    pointer = home / "build" / CODE / "frozen" / f"{it.identity}.json"
    told = opened(pointer)
    pointer.write_text(sealed(told | {"shape": "annan"}), encoding="utf-8")


@pytest.mark.parametrize("pages", [PAGES, pytest.param(EVERY, marks=pytest.mark.acceptance)], ids=["some", "every"])
def test_tables_of_another_shape_are_told_and_show_the_same_figures(
    home: Path, work: WorkStore, seen: Callable[..., Any], pages: tuple[str, ...]
) -> None:
    it = freeze(home, CODE, work, SAID, SPRING, SPRING, "Eva")
    other_shape(home, it)
    again = seen(DAY, it.identity, pages)
    assert "annan version av programmet" in words(again.page)
    assert seen(SPRING, "", pages).same(again)


def test_what_an_older_program_did_not_know_is_empty_and_what_cannot_be_answered_is_told(tmp_path: Path) -> None:
    with store.write(tmp_path / "it's old.duckdb") as database:
        database.run("CREATE TABLE report (municipality VARCHAR, report VARCHAR, reported_on DATE, gone INTEGER)")
        database.run("INSERT INTO report VALUES ('9999', 'r-1', DATE '2026-03-01', 7)")
    reader = store.ReshapedReader(tmp_path / "it's old.duckdb", "", queries("schema"))
    (row,) = reader.frame("FROM report").to_dict("records")
    assert (row["report"], row["frozen"], row["title"]) == ("r-1", "", "") and "gone" not in row
    assert read(reader, "goals", agreement="2024-2027").empty and read(reader, "figure_cells").empty
    with pytest.raises(OtherShape, match="annan version av programmet"):
        reader.frame("FROM a_table_of_tomorrow")
    for statement in ("COPY report TO 'x.csv'", "SET memory_limit = '9GB'", "DELETE FROM kept.report", "ATTACH 'y.duckdb'"):
        with pytest.raises(LagesbildError):
            reader.frame(statement)


def test_the_page_freezes_lists_and_compares(home: Path, work: WorkStore, autumn: Path, seen: Callable[..., Any]) -> None:
    page = seen(SPRING, "", ("frozen",)).page
    assert "Ingen lägesbild är fryst än" in words(page)
    page.text_input[0].set_value("Lägesbild våren")
    next(button for button in page.button if button.label == "Frys de siffror som visas nu").click().run()
    assert (
        not page.exception and "”Lägesbild våren” är fryst 2026-03-01" in words(page) and "Inte rapporterad till någon än." in words(page)
    )
    assert "Inget skiljer ”Lägesbild våren” (2026-03-01) från siffrorna nu" in words(page)
    (row,) = work.rows("frozen", CODE)
    work.add("report", CODE, {"title": "Vår", "recipient": "Kommunstyrelsen", "reported_on": SPRING, "frozen": row["id"]}, "Eva")
    newer(home, autumn)
    page = seen(DAY, "", ("frozen",)).page
    said = words(page)
    assert "Rapporterad till Kommunstyrelsen 2026-03-01." in said and "Vår (fryst som ”Lägesbild våren”), 2026-03-01" in said
    assert "Nyare siffror har byggts sedan dess." in said and "som redan visats har ändrats" in said and "Fler fall för samma tid" in said
    page = seen(DAY, row["id"], ("frozen",)).page
    assert "är vald." in words(page) and "visar ändå alltid det som gäller nu" in words(page)


def test_the_command_freezes_and_check_tells_of_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HOME": str(home), "TODAY": "2026-11-22"}.items():
        monkeypatch.setenv(f"LAGESBILD_{name}", value)
    settings.cache_clear()
    run = CliRunner()
    asked = ["freeze", "--title", "Lägesbild 2026", "--decision", "KS § 4", "--recipient", "Kommunstyrelsen", "--recipient", "Rådet"]
    told = json.loads(run.invoke(app, [*asked, "--date", "2026-11-20", "--json"]).stdout)
    (row,) = open_work(default_url(home)).rows("frozen", CODE)
    assert (told["frozen"], told["day"]) == (row["id"], "2026-11-20") and row["recipients"] == "Kommunstyrelsen\nRådet"
    assert "Lägesbilden ”Lägesbild 2026”, fryst 2026-11-20: filen är den som frystes." in run.invoke(app, ["check"]).stdout
    path = home / "build" / CODE / told["build"] / "internal.duckdb"
    path.write_bytes(path.read_bytes() + b"x")
    broken = run.invoke(app, ["check", "--json"])
    assert broken.exit_code == 2 and json.loads(broken.stdout)["frozen"][0]["state"] == "changed"
    early = run.invoke(app, [*asked, "--date", "2026-02-01"])
    assert isinstance(early.exception, LagesbildError)

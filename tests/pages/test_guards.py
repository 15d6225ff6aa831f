"""Every internal page closes itself: without a menu it shows nothing to a role outside the table, and no municipality outside a role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import access, store
from lagesbild.access import PAGES, READERS, User, grants_of
from lagesbild.model import LagesbildError
from lagesbild.sealed import opened, sealed
from lagesbild.settings import ROOT, settings
from lagesbild.web.menu_pages import pages_of
from lagesbild.work import default_url, open_work
from tests.pages.test_pages import words

STEMS = [page.file.stem for page in pages_of("internal")]
FOREIGN = "Kanariekommun"
Open = Callable[..., AppTest]


@pytest.fixture
def as_role(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Open]:
    """Run one page, without menu, as somebody with roles; None is nobody."""

    def open_page(stem: str, roles: list[str] | None, home: Path = tmp_path, **chosen: str) -> AppTest:
        for name, value in {"HOME": str(home), "ZONE": "internal", "TODAY": "2026-11-22", "WITHOUT_LOGIN": "false"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        user = None if roles is None else User("Åsa Ek", grants_of(roles))
        monkeypatch.setattr(access, "user_of", lambda _claims: user)
        test = AppTest.from_file(str(ROOT / "pages" / "internal" / f"{stem}.py"), default_timeout=60)
        for name, value in chosen.items():
            test.query_params[name] = value
        return test.run()

    yield open_page
    settings.cache_clear()


@pytest.mark.parametrize("stem", STEMS)
def test_nobody_and_no_wrong_role_gets_past_a_pages_own_guard(as_role: Open, stem: str) -> None:
    wrong = [role for role in ("leadership", "analyst", "steward") if role not in PAGES[stem]]
    for roles in (None, [], ["admin"], *[[role] for role in wrong]):
        page = as_role(stem, roles)
        assert not page.exception and "Din roll omfattar inte" in words(page), roles
        assert "Här finns inga siffror än" not in words(page) and not page.button and not page.selectbox
    assert "Din roll omfattar inte" not in words(as_role(stem, ["steward"]))


def test_a_page_that_is_not_in_the_table_is_closed(as_role: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "PAGES", {stem: roles for stem, roles in PAGES.items() if stem != "trends"})
    assert "Din roll omfattar inte" in words(as_role("trends", ["steward"]))


@pytest.fixture(scope="session")
def neighbours(built: dict[bool, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two municipalities, of which one has a name that is seen wherever it leaks."""
    home = copytree(built[True], tmp_path_factory.mktemp("two") / "home")
    copytree(home / "build" / "9999", home / "build" / "2580")
    pointer = home / "build" / "2580" / "internal.json"
    told = opened(pointer)
    file = pointer.parent / told["file"]
    with store.write(file) as writer:
        writer.run(f"UPDATE municipality SET municipality = '2580', name = '{FOREIGN}', genitive = '{FOREIGN}s'")
    store.write_atomically(pointer, sealed(told | {"sha256": store.file_sha256(file)}))
    return home


@pytest.mark.parametrize("stem", ["situation", "police_area", "plan", "data_status"])
def test_a_role_for_one_municipality_meets_no_other(as_role: Open, neighbours: Path, stem: str) -> None:
    page = as_role(stem, ["analyst:9999"], neighbours, kommun="2580")
    told = words(page) + str(page.main)
    assert not page.exception and page.session_state["chosen_municipality"] == "9999" and FOREIGN not in told
    if stem == "situation":
        assert page.warning[0].value.startswith("Kommunen i adressen har inga siffror att visa för dig. Du ser ")
    both = as_role(stem, ["analyst"], neighbours, kommun="2580")
    assert both.session_state["chosen_municipality"] == "2580" and FOREIGN in words(both) + str(both.main), "the same eyes see it"


def test_a_role_where_nothing_is_built_is_told_so(as_role: Open, neighbours: Path) -> None:
    assert "Din roll gäller 0319" in words(as_role("situation", ["leadership:0319"], neighbours))


@pytest.mark.parametrize("stem", ["plan", "council", "frozen", "quarter", "promises"])
def test_leadership_reads_the_years_work_and_gets_no_form(as_role: Open, neighbours: Path, stem: str) -> None:
    page = as_role(stem, ["leadership"], neighbours, kommun="9999")
    assert not page.exception and "Din roll läser" in words(page) and not page.button
    writer = as_role(stem, ["analyst"], neighbours, kommun="9999")
    assert "Din roll läser" not in words(writer)
    open_work.cache_clear()


def test_a_store_that_reads_changes_nothing_whoever_asks(tmp_path: Path) -> None:
    whole = open_work(default_url(tmp_path))
    added = whole.add("party", "9999", {"name": "Skolan", "party_kind": "school"}, "Åsa")
    reading = whole.reading()
    for change in (
        lambda: reading.add("party", "9999", {"name": "Polisen"}, "Bo"),
        lambda: reading.save("party", added["id"], added["version"], {"name": "x"}, "Bo"),
        lambda: reading.delete("party", added["id"], added["version"], "Bo"),
        lambda: reading.restore("party", added["id"], "Bo"),
    ):
        with pytest.raises(LagesbildError, match="får läsa men inte ändra"):
            change()
    assert [row["name"] for row in reading.rows("party", "9999")] == ["Skolan"]
    open_work.cache_clear()


def test_readers_are_all_roles() -> None:
    assert {"leadership", "analyst", "steward"} == READERS

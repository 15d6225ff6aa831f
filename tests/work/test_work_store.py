"""The work store on SQLite and PostgreSQL: versions, conflicts, undo, the log, and no personal number anywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.orm import Session

from lagesbild.model import LagesbildError
from lagesbild.work import KINDS, EditConflict, GateClosed, WorkStore, WrongValues, label, open_work
from lagesbild.work.base import Base, Change
from lagesbild.work.open import make_engine
from tests.work.conftest import CODE

PERSON = "811218-9876"  # the number that Skatteverket uses as its example
FILLED: dict[str, Any] = {"day": date(2026, 3, 1), "whole": 3, "amount": 2.5, "flag": True, "areas": ["N01"], "parties": ["p"]}


@pytest.fixture
def filled(store: WorkStore) -> Callable[[str], dict[str, Any]]:
    """A record of a kind with every field filled in, and the records that it refers to."""

    def make(kind: str, **given: Any) -> dict[str, Any]:
        values = {}
        for field in KINDS[kind].fields():
            if field.kind == "record":
                values[field.name] = make(field.refers)["id"] if field.required else None
            else:
                values[field.name] = field.options[0] if field.kind == "choice" else FILLED.get(field.kind, f"något {field.name}")
        return store.add(kind, CODE, values | given, "Eva")

    return make


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_stored_changed_deleted_and_brought_back(store: WorkStore, filled: Callable[..., Any], kind: str) -> None:
    record = filled(kind)
    assert record["version"] == 1 and record["changed_by"] == "Eva"
    field = next(f for f in KINDS[kind].fields() if f.kind in ("line", "long", "day", "record"))
    value = date(2026, 4, 1) if field.kind == "day" else "annat" if field.kind != "record" else filled(field.refers)["id"]
    if field.name == "period_from":
        value = date(2026, 1, 1)
    changed = store.save(kind, record["id"], 1, {field.name: value}, "Bo")
    assert changed[field.name] == value and changed["version"] == 2
    assert store.save(kind, record["id"], 2, {field.name: value}, "Bo") == changed, "the same values again change nothing"
    store.delete(kind, record["id"], 2, "Bo")
    assert record["id"] not in [row["id"] for row in store.rows(kind, CODE)]
    assert [row["id"] for row in store.rows(kind, CODE, deleted=True)] == [record["id"]]
    back = store.restore(kind, record["id"], "Eva")
    assert {f.name: back[f.name] for f in KINDS[kind].fields()} == {f.name: changed[f.name] for f in KINDS[kind].fields()}
    log = store.changes(CODE, kind, record["id"])
    assert [(c["action"], c["who"], c["version"]) for c in reversed(log)] == [
        ("create", "Eva", 1), ("update", "Bo", 2), ("delete", "Bo", 3), ("restore", "Eva", 4),
    ]  # fmt: skip
    assert log[2]["before"][field.name] != log[2]["after"][field.name]


def test_the_second_editor_is_told_and_has_both_versions(store: WorkStore, filled: Callable[..., Any]) -> None:
    seen = filled("activity", title="Fältgrupp")
    store.save("activity", seen["id"], seen["version"], {"title": "Fältgrupp helgkvällar"}, "Bo")
    with pytest.raises(EditConflict, match="ändrades av Bo") as told:
        store.save("activity", seen["id"], seen["version"], {"title": "Fältgrupp varje kväll"}, "Eva")
    assert told.value.mine["title"] == "Fältgrupp varje kväll" and told.value.theirs["title"] == "Fältgrupp helgkvällar"
    assert store.one("activity", seen["id"])["title"] == "Fältgrupp helgkvällar"
    again = store.save("activity", seen["id"], told.value.theirs["version"], told.value.mine, "Eva")
    assert again["title"] == "Fältgrupp varje kväll"


def test_an_edit_of_something_deleted_meanwhile_is_a_conflict(store: WorkStore, filled: Callable[..., Any]) -> None:
    seen = filled("promise")
    store.delete("promise", seen["id"], seen["version"], "Bo")
    with pytest.raises(EditConflict, match="togs bort av Bo"):
        store.save("promise", seen["id"], seen["version"], {"result": "Klart"}, "Eva")


TEXTS = [
    (kind, field.name) for kind, model in KINDS.items() for field in model.fields()
    if field.kind in ("line", "long", "area", "goal", "focus", "areas", "parties")
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), TEXTS)
def test_a_personal_number_is_refused_with_the_field_named(kind: str, name: str) -> None:
    from lagesbild.work.values import cleaned

    field = next(f for f in KINDS[kind].fields() if f.name == name)
    words = f"ring {PERSON} om det"
    with pytest.raises(WrongValues) as told:
        cleaned(kind, {name: [words] if field.kind in ("areas", "parties") else words}, {})
    assert label(kind, name) in told.value.faults[name] and "personnummer" in told.value.faults[name] and "9876" not in str(told.value)


def test_a_personal_number_is_not_stored_even_in_the_log(store: WorkStore) -> None:
    with pytest.raises(WrongValues):
        store.add("party", CODE, {"name": f"Kalle {PERSON}"}, "Eva")
    assert store.rows("party", CODE) == [] and store.changes(CODE) == []


@pytest.mark.parametrize(
    ("values", "name", "sentence"),
    [
        ({"title": " "}, "title", "Aktivitet måste fyllas i."),
        ({"starts_on": "2026-02-30"}, "starts_on", "Från: ”2026-02-30” är inget datum. Skriv som 2026-11-22."),
        ({"status": "klart"}, "status", "Läge: ”klart” går inte att välja."),
        ({"cost": "gratis"}, "cost", "Kostnad, kronor: ”gratis” är inget tal."),
        ({"cost": "inf"}, "cost", "Kostnad, kronor: ”inf” är inget tal."),
        ({"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}, "ends_on", "Till ligger före Från."),
        ({"title": "x" * 301}, "title", "Aktivitet är för lång: högst 300 tecken."),
    ],
)
def test_what_is_wrong_is_said_field_by_field(store: WorkStore, values: dict[str, Any], name: str, sentence: str) -> None:
    with pytest.raises(WrongValues) as told:
        store.add("activity", CODE, {"title": "Fältgrupp"} | values, "Eva")
    assert told.value.faults == {name: sentence}
    assert store.rows("activity", CODE) == []


def test_a_comment_on_a_signal_is_short_and_says_a_judgement(store: WorkStore, filled: Callable[..., Any]) -> None:
    with pytest.raises(WrongValues) as told:
        filled("signal_comment", judgement="", comment="x" * 601)
    assert told.value.faults == {"judgement": "Bedömning måste fyllas i.", "comment": "Kommentar är för lång: högst 600 tecken."}
    assert filled("signal_comment", comment="x" * 600)["comment"] == "x" * 600


def test_swedish_numbers_and_absent_values_are_read(store: WorkStore) -> None:
    made = store.add("activity", CODE, {"title": "Belysning", "cost": "1 250,50", "starts_on": float("nan")}, "Eva")
    assert made["cost"] == 1250.5 and made["starts_on"] is None and made["status"] == "planned" and made["owner"] is None


def test_the_next_quarter_waits_for_the_evaluation_of_the_one_before(store: WorkStore) -> None:
    def quarter(first: int, **more: Any) -> dict[str, Any]:
        period = {"period_from": date(2026, first, 1), "period_to": date(2026, first + 2, 28), "title": f"Från månad {first}"}
        return store.add("direction", CODE, period | more, "Eva")

    first = quarter(1, state="decided")
    second = quarter(4)
    with pytest.raises(GateClosed, match="Från månad 1"):
        store.save("direction", second["id"], 1, {"state": "decided"}, "Eva")
    assert store.one("direction", second["id"])["state"] == "draft"
    store.save("direction", first["id"], 1, {"evaluation": "Lugnare på torget", "evaluated_on": date(2026, 4, 2)}, "Eva")
    second = store.save("direction", second["id"], 1, {"state": "decided"}, "Eva")
    third = quarter(7)
    store.save("direction", second["id"], 2, {"skipped_because": "Ny samordnare"}, "Eva")
    assert store.save("direction", third["id"], 1, {"state": "decided"}, "Eva")["state"] == "decided"


def test_one_councils_gate_does_not_stop_another(store: WorkStore, filled: Callable[..., Any]) -> None:
    north, south = filled("council"), filled("council")
    early = {"period_from": date(2026, 1, 1), "period_to": date(2026, 3, 31), "title": "Norr"}
    store.add("direction", CODE, early | {"council": north["id"]}, "Eva")
    late = {"period_from": date(2026, 4, 1), "period_to": date(2026, 6, 30), "title": "Söder", "state": "decided"}
    assert store.add("direction", CODE, late | {"council": south["id"]}, "Eva")["state"] == "decided"


def test_municipalities_do_not_see_each_other(store: WorkStore) -> None:
    store.add("party", "2580", {"name": "Skolan"}, "Eva")
    assert store.rows("party", CODE) == [] and store.changes(CODE) == []


def test_the_migrations_make_exactly_what_the_models_say(address: str) -> None:
    open_work(address).close()
    open_work.cache_clear()
    open_work(address).close()  # a second opening finds nothing to do
    engine = make_engine(address)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()
    assert set(Base.metadata.tables) == {*KINDS, Change.__tablename__}


def test_a_store_that_cannot_be_opened_is_told_without_its_address() -> None:
    with pytest.raises(LagesbildError, match="LAGESBILD_WORK_URL") as told:
        open_work("postgresql://lagesbild:hemligt@127.0.0.1:1/work")
    assert "hemligt" not in str(told.value)


def test_a_stamp_tells_also_of_a_change_that_was_numbered_first_and_stored_last(store: WorkStore) -> None:
    """PostgreSQL numbers a change when it is written, and shows it when its transaction ends."""

    def write(number: int) -> str:
        with Session(store._writing) as session, session.begin():
            told = {"kind": "activity", "record": "a", "version": 1, "action": "update", "before": {}, "after": {}, "who": "Eva"}
            session.add(Change(number=number, municipality=CODE, at=datetime(2026, 3, 1, 12, 0), **told))
        return store.stamp(CODE)

    assert write(1_000_007) != write(1_000_006)

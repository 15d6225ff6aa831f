"""A sample of each long run of `make soak`, and proof that each of them sees what it is there to see."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild import store
from lagesbild.model import LagesbildError
from tests.soak import corrupt, inject, kill, readers
from tests.soak.small import CODE, DAY, copied, look


@pytest.fixture(scope="module")
def home(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    shutil.copyfile(small_home.parent / "nyare.csv", folder / "nyare.csv")
    return shutil.copytree(small_home, folder / "home")


@pytest.fixture(scope="module")
def newer(home: Path) -> Path:
    """The same home when a newer delivery has been received and built, and the older build is still the published one."""
    return inject.start(home)["publish"]


def test_every_corruption_is_told_of(home: Path) -> None:
    found = corrupt.corrupt(home, 36)
    assert sum(found.done.values()) == 36 and not found.missed


def test_a_check_that_looks_at_pointers_only_misses_corruptions(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pointers_only(home: Path) -> list[str]:
        try:
            return [] if store.pointer(home, CODE, "public") else ["borta"]
        except LagesbildError:
            return ["skadad"]

    monkeypatch.setattr(corrupt, "damages", pointers_only)
    assert corrupt.corrupt(home, 18).missed


def test_a_process_that_is_killed_while_it_publishes_leaves_the_old_or_the_new(newer: Path) -> None:
    found = kill.kills(newer, 4, None)
    assert found.phases["publish"] >= 2 and sum(found.phases.values()) == 4 and not found.faults


def test_disk_and_memory_faults_leave_all_as_it_was(home: Path) -> None:
    found = inject.inject(home, 2, ("publish", "freeze", "backup", "restore"))
    assert found.tried >= 20 and found.refused > 0 and not found.faults


def test_an_operation_that_leaves_something_behind_is_seen(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def untidy(home: Path) -> None:
        (home / "register" / "halv.json").write_text("{", encoding="utf-8")
        builds.publish(home, CODE, DAY)

    monkeypatch.setitem(inject.OPERATIONS, "publish", untidy)
    assert inject.inject(home, 1, ("publish",)).faults


def flipped(newer: Path) -> readers.Publication:
    """Publications without the time that builds take: the pointers of two finished builds in turns."""
    pointers = [(newer / "build" / CODE / f"{zone}.json").read_bytes() for zone in ("internal", "public")]
    older = pointers[1]
    builds.publish(newer, CODE, DAY)
    both = [older, (newer / "build" / CODE / "public.json").read_bytes()]

    def publish(home: Path, turn: int) -> str:
        store.write_atomically(home / "build" / CODE / "public.json", both[turn % 2])
        return ""

    return publish


def test_readers_see_one_whole_build_at_a_time(newer: Path) -> None:
    victim = copied(newer, newer.parent / "read")
    found = readers.read_while_publishing(victim, 20, flipped(victim), seconds=2, readers=2)
    assert found.publications >= 20 and found.reads > 0 and len(found.builds) == 2 and not found.faults


def test_a_publication_that_overwrites_the_file_in_place_is_seen_by_the_readers(newer: Path) -> None:
    victim = copied(newer, newer.parent / "read")
    place = victim / "build" / CODE
    older, other = (store.pointer(victim, CODE, zone) for zone in ("public", "internal"))
    assert older and other
    new = (place / other["build"] / "public.duckdb").read_bytes()

    def overwrite(home: Path, turn: int) -> str:
        (place / older["file"]).write_bytes(new)
        return ""

    found = readers.read_while_publishing(victim, 2, overwrite, seconds=2, readers=2)
    assert [fault for fault in found.faults if not fault.startswith("published")], "the readers themselves must see it"


def test_what_a_home_looks_like_is_compared_whole(home: Path) -> None:
    assert look(home) == look(copied(home, home.parent / "same"))

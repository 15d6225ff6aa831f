"""A backup comes back with identical hashes, is refused when a byte of it is wrong, and never leaves half an installation."""

from __future__ import annotations

import hashlib
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from lagesbild import backup as backups
from lagesbild import store
from lagesbild.build.intact import damages
from lagesbild.model import LagesbildError
from lagesbild.work import default_url, open_work, snapshot
from tests.build.conftest import DAY, reports
from tests.build.overlapping import take

CODE = "9999"
PLACE = {"observation": "Trasig lampa", "place": "Torget", "observed_on": date(2023, 5, 2)}


@pytest.fixture(scope="module")
def made(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all that a backup holds: deliveries, a publication, a frozen lägesbild, an overlay and a work store."""
    home = shutil.copytree(small_home, tmp_path_factory.mktemp("made") / "home")
    open_work(default_url(home)).add("place_report", CODE, PLACE, "anna")
    (home / "catalogue" / "notes").mkdir(parents=True)
    (home / "catalogue" / "notes" / "egen.txt").write_text("å", encoding="utf-8")
    (home / "inbox").mkdir()
    (home / "inbox" / "väntar.csv").write_text("x", encoding="utf-8")
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "home")


@pytest.fixture(scope="module")
def taken(made: Path) -> Path:
    return backups.backup(made, made.parent).path


def hashes(home: Path) -> dict[str, str]:
    """Every file that a backup holds; the work store by what is written in it."""
    found = {p.relative_to(home).as_posix(): p for p in home.rglob("*") if p.is_file()}
    told = {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in found.items() if not name.startswith(("work.", "inbox"))}
    return told | {"work": snapshot.sha256(snapshot.taken(home, None, CODE))}


def test_a_restored_home_has_identical_hashes_and_opens(home: Path, taken: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    told = backups.restore(empty, taken)
    assert hashes(empty) == hashes(home) and told.files > 10
    assert damages(empty) == [] and not (empty / "inbox").exists()
    assert store.current(empty, CODE, "public") and store.current(empty, CODE, "internal")
    change = open_work(default_url(empty)).changes(CODE, "place_report")[0]
    assert (change["who"], change["after"]["place"]) == ("anna", "Torget")


def test_a_restore_replaces_what_came_since_when_it_is_told_to(home: Path, taken: Path, tmp_path: Path) -> None:
    before = hashes(home)
    take(home, reports(tmp_path / "ny.csv", [("N01", "1211 2025-01-03", 9)]), DAY)
    (home / "build" / CODE / "internal.json").unlink()
    open_work(default_url(home)).add("place_report", CODE, PLACE, "bo")
    (home / "audit").mkdir()
    (home / "audit" / "log.jsonl").write_text("vad som hänt\n", encoding="utf-8")
    with pytest.raises(LagesbildError, match="--replace"):
        backups.restore(home, taken)
    backups.restore(home, taken, replace=True)
    after = hashes(home)
    assert after.pop("audit/log.jsonl") and after == before, "what has happened is not taken back"
    assert len(open_work(default_url(home)).rows("place_report", CODE)) == 2
    assert not (home / ".restoring").exists() and (home / "inbox" / "väntar.csv").exists()


@pytest.mark.parametrize("where", [0.0, 0.3, 0.7, 0.97])
@pytest.mark.parametrize("how", ["flip", "cut"])
def test_a_damaged_backup_is_refused_and_nothing_is_changed(home: Path, taken: Path, tmp_path: Path, where: float, how: str) -> None:
    content = bytearray(taken.read_bytes().rstrip(b"\0"))
    at = int(where * len(content))
    if how == "cut":
        del content[at:]
    else:
        content[at] ^= 4
    (tmp_path / "damaged.tar").write_bytes(content)
    before = hashes(home)
    with pytest.raises(LagesbildError, match="skadad eller ofullständig"):
        backups.restore(home, tmp_path / "damaged.tar", replace=True)
    assert hashes(home) == before and not (home / ".restoring").exists()


def test_a_backup_that_leads_out_of_its_folder_is_refused(home: Path, tmp_path: Path) -> None:
    import io
    import tarfile

    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        entry = tarfile.TarInfo("../../ute.txt")
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    with pytest.raises(LagesbildError, match="skadad"):
        backups.restore(home, tmp_path / "evil.tar", replace=True)
    assert not (tmp_path / "ute.txt").exists() and not (tmp_path.parent / "ute.txt").exists()


def test_a_restore_that_dies_after_it_was_verified_is_completed_by_the_next_command(
    home: Path, taken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(home)
    shutil.rmtree(home / "archive")
    renames = Path.rename

    class Death(BaseException):
        pass

    def dies(path: Path, target: Path) -> Path:
        if "new/build" in path.as_posix():
            raise Death
        return renames(path, target)

    monkeypatch.setattr(Path, "rename", dies)
    monkeypatch.setattr(sys.modules["lagesbild.backup.restore"], "_back", lambda *_: None)  # a dead process puts nothing back
    with pytest.raises(Death):
        backups.restore(home, taken, replace=True)
    monkeypatch.undo()
    assert not (home / "build").exists(), "it died halfway"
    assert backups.resume(home) and hashes(home) == before and not (home / ".restoring").exists()
    assert not backups.resume(home)


def test_a_home_without_anything_and_a_target_inside_are_told(home: Path, tmp_path: Path) -> None:
    for target, said in ((home / "x.tar", "utanför"), (tmp_path / "saknas" / "x.tar", "Disken")):
        with pytest.raises(LagesbildError, match=said):
            backups.backup(home, target)
    with pytest.raises(LagesbildError, match="LAGESBILD_HOME"):
        backups.backup(tmp_path / "tom", tmp_path / "x.tar")
    assert not list(tmp_path.glob("*.tar")) and not list(tmp_path.glob(".*"))


def test_free_space_is_looked_at_first(home: Path, taken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 1_000_000))  # type: ignore[attr-defined]
    before = hashes(home)
    for work in (lambda: backups.backup(home, tmp_path / "x.tar"), lambda: backups.restore(home, taken, replace=True)):
        with pytest.raises(LagesbildError, match="ledigt utrymme"):
            work()
    assert hashes(home) == before

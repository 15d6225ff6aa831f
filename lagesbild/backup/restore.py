"""Puts a backup back: unpacked and verified beside what is there, then exchanged as one; what was there stays when anything fails.

The order of things in home/.restoring: new/ is filled and verified; `ready` is written, and from then on the restore is completed
by whoever comes next, should this process die; each entry is exchanged by renaming, the old ones into old/; the work store is
replaced in one transaction of its own; the folder goes away.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lagesbild import store
from lagesbild.backup.contents import MANIFEST, SEAL, WORK, entries
from lagesbild.build.intact import damages
from lagesbild.faults import in_swedish
from lagesbild.model import LagesbildError
from lagesbild.texts import number, text
from lagesbild.work import copy, default_url

STAGE, NEW, OLD, READY = ".restoring", "new", "old", "ready"
AUDIT = "audit"  # what has happened is never taken back: a log that is there stays
SPACE_MB = 16


@dataclass(frozen=True)
class Restored:
    """What came back: how many files, and when the backup was made."""

    files: int
    made: str


@in_swedish()
def restore(home: Path, backup: Path, work_url: str | None = None, *, replace: bool = False) -> Restored:
    """Verify a backup, then let it take the place of everything in a home and its work store; all of it or nothing.

    A home that holds anything is replaced only when `replace` says so; its audit log stays. Raises LagesbildError.
    """
    home.mkdir(parents=True, exist_ok=True)
    resume(home, work_url)
    if not replace and (entries(home) or (home / "work.sqlite").exists()):
        raise LagesbildError(text("backup.not_empty"))
    stage = home / STAGE
    try:
        told = _unpacked(backup, stage / NEW)
        _opens(stage / NEW)
        if (home / AUDIT).is_dir() and (stage / NEW / AUDIT).is_dir():
            shutil.rmtree(stage / NEW / AUDIT)
        _exchange(home, stage, work_url)
    finally:
        _cleared(stage)
    return Restored(len(told["files"]), told["made"])


def resume(home: Path, work_url: str | None = None) -> bool:
    """Complete a restore that died after it was verified, and clear away one that died before; whether there was any to complete."""
    stage = home / STAGE
    ready = (stage / READY).is_file()
    if ready:
        _forward(home, stage, work_url)
    _cleared(stage)
    return ready


def _unpacked(backup: Path, folder: Path) -> dict[str, Any]:
    """Unpack into a fresh folder; every byte is compared with the manifest, and the manifest with its seal."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _need_space(folder, backup)
    damaged = LagesbildError(text("backup.damaged", file=backup.name))
    try:
        hashes = _extracted(backup, folder)
        content = (folder / MANIFEST).read_bytes()
        told = json.loads(content)
        sealed = (folder / SEAL).read_text(encoding="utf-8") == hashlib.sha256(content).hexdigest()
    except (tarfile.TarError, FileNotFoundError, ValueError, EOFError) as fault:
        if isinstance(fault, FileNotFoundError) and not backup.is_file():
            raise LagesbildError(text("backup.no_file", file=backup.name)) from fault
        raise damaged from fault
    if not sealed or {name: made for name, made in hashes.items() if name not in (MANIFEST, SEAL)} != told["files"]:
        raise damaged
    for name in (MANIFEST, SEAL):
        (folder / name).unlink()
    return told


def _extracted(backup: Path, folder: Path) -> dict[str, str]:
    """Write the files of a tar below a folder; returns their hashes. Links, devices and names that lead out are faults."""
    hashes = {}
    with tarfile.open(backup, "r:") as tar:
        for entry in tar:
            name = tarfile.data_filter(entry, str(folder)).name
            stream = tar.extractfile(entry) if entry.isreg() else None
            if stream is None or name != entry.name or name in hashes:
                raise tarfile.TarError(entry.name)
            digest, path = hashlib.sha256(), folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as target:
                while block := stream.read(1 << 20):
                    digest.update(block)
                    target.write(block)
            hashes[name] = digest.hexdigest()
    return hashes


def _opens(folder: Path) -> None:
    """What was unpacked is an installation that its own check finds whole."""
    found = damages(folder)
    if found:
        raise LagesbildError(text("backup.not_whole", first=found[0]))


def _exchange(home: Path, stage: Path, work_url: str | None) -> None:
    """From here on either everything is exchanged, or everything is put back."""
    new = sorted(path.name for path in (stage / NEW).iterdir() if path.name != WORK)
    gone = [name for name in entries(home) if name not in new and name != AUDIT]
    for path in (stage / NEW).rglob("*"):
        store.sync(path)
    (stage / OLD).mkdir()
    store.write_atomically(stage / READY, json.dumps({"new": new, "gone": gone}))
    try:
        _forward(home, stage, work_url)
    except BaseException:
        _back(home, stage)
        raise


def _forward(home: Path, stage: Path, work_url: str | None) -> None:
    """Exchange what is not exchanged yet; safe to begin anew at any point. What cannot be marked as done is done again later."""
    told = json.loads((stage / READY).read_text(encoding="utf-8"))
    for name in told["new"]:
        if (stage / NEW / name).exists():
            if (home / name).exists():
                (home / name).rename(stage / OLD / name)
            (stage / NEW / name).rename(home / name)
    for name in told["gone"]:
        if (home / name).exists() and not (stage / OLD / name).exists():
            (home / name).rename(stage / OLD / name)
    store.sync(home)
    if (stage / NEW / WORK).is_file():
        copy.load(work_url or default_url(home), (stage / NEW / WORK).read_bytes())
    with suppress(OSError):
        (stage / READY).unlink()


def _back(home: Path, stage: Path) -> None:
    told = json.loads((stage / READY).read_text(encoding="utf-8"))
    for name in [*told["new"], *told["gone"]]:
        if name in told["new"] and not (stage / NEW / name).exists():
            (home / name).rename(stage / NEW / name)
        if (stage / OLD / name).exists():
            (stage / OLD / name).rename(home / name)
    (stage / READY).unlink()
    store.sync(home)


def _cleared(stage: Path) -> None:
    """Take the stage away; what cannot be taken away now is taken by the next `resume`, and is no reason to call the rest a failure."""
    for _ in range(2):
        with suppress(OSError, MemoryError):
            if stage.exists() and not (stage / READY).is_file():
                shutil.rmtree(stage)
            return


def _need_space(folder: Path, backup: Path) -> None:
    if not backup.is_file():
        return
    need, free = backup.stat().st_size // 1_000_000 + SPACE_MB, shutil.disk_usage(folder).free // 1_000_000
    if free < need:
        raise LagesbildError(text("backup.too_little_space", need=number(need), free=number(free)))

"""Takes a backup: one tar file with a manifest of hashes at its end, while the product runs."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lagesbild import __version__, store
from lagesbild.backup.contents import MANIFEST, SEAL, WORK, files
from lagesbild.faults import in_swedish
from lagesbild.model import LagesbildError
from lagesbild.texts import number, text
from lagesbild.work import copy, default_url

TRIES = 3  # a file may be removed by a clean-up while the backup reaches it
SPACE_MB = 16  # free disk wanted beyond the files themselves
BLOCK = 1 << 20


@dataclass(frozen=True)
class Taken:
    """One finished backup."""

    path: Path
    files: int
    size: int  # bytes


class _Hashed(io.RawIOBase):
    """A file that is hashed as it is read: the hash is of the very bytes that came into the backup."""

    def __init__(self, stream: Any) -> None:
        self._stream, self.digest = stream, hashlib.sha256()

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        found = self._stream.read(size)
        self.digest.update(found)
        return found


@in_swedish()
def backup(home: Path, target: Path, work_url: str | None = None) -> Taken:
    """Write a backup of a home and its work store; whole when this returns, and no file at all when it fails.

    `target` is the file to write, or a folder in which it gets a name of its own. Nothing is stopped or locked meanwhile.
    """
    if not (home / "register").is_dir() and not (home / "build").is_dir():
        raise LagesbildError(text("backup.nothing", folder=home.name))
    path = target / f"lagesbild-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.tar" if target.is_dir() else target
    if path.exists():
        raise LagesbildError(text("backup.exists", file=path.name))
    if home.resolve() in path.resolve().parents:
        raise LagesbildError(text("backup.inside", file=path.name))
    for attempt in range(TRIES):
        try:
            return _taken(home, path, work_url)
        except FileNotFoundError:
            if attempt == TRIES - 1 or not path.parent.is_dir():
                raise
    raise AssertionError("never reached")


def _taken(home: Path, path: Path, work_url: str | None) -> Taken:
    found = list(files(home))
    _need_space(path.parent, sum(file.stat().st_size for file in found))
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with tarfile.open(draft, mode="w", format=tarfile.PAX_FORMAT, bufsize=BLOCK) as tar:
            draft.chmod(0o600)
            hashes = {file.relative_to(home).as_posix(): _add(tar, file, home) for file in found}
            if work_url or (home / "work.sqlite").exists():
                hashes[WORK] = _put(tar, WORK, copy.dump(work_url or default_url(home)))
            told = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "version": __version__, "files": hashes}
            seal = _put(tar, MANIFEST, json.dumps(told, ensure_ascii=False, indent=1).encode())
            _put(tar, SEAL, seal.encode())
        store.sync(draft)
        draft.replace(path)
        try:
            store.sync(path)
        except BaseException:  # not known to be durable: no backup
            path.unlink(missing_ok=True)
            raise
    finally:
        draft.unlink(missing_ok=True)
    return Taken(path, len(hashes), path.stat().st_size)


def _add(tar: tarfile.TarFile, file: Path, home: Path) -> str:
    with file.open("rb") as stream:
        entry = _entry(file.relative_to(home).as_posix(), os.fstat(stream.fileno()).st_size)
        hashed = _Hashed(stream)
        tar.addfile(entry, hashed)  # pyright: ignore[reportArgumentType]
    return hashed.digest.hexdigest()


def _put(tar: tarfile.TarFile, name: str, content: bytes) -> str:
    tar.addfile(_entry(name, len(content)), io.BytesIO(content))
    return hashlib.sha256(content).hexdigest()


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o640
    return entry


def _need_space(folder: Path, size: int) -> None:
    need, free = size // 1_000_000 + SPACE_MB, shutil.disk_usage(folder).free // 1_000_000
    if free < need:
        raise LagesbildError(text("backup.too_little_space", need=number(need), free=number(free)))

"""Notes beside a build the hash of each of its files, and tells which of them are no longer as they were."""

from __future__ import annotations

from pathlib import Path

from lagesbild import steps, store
from lagesbild.sealed import opened, sealed

FILES = "files.json"


def note_files(folder: Path) -> None:
    """Write files.json: every other file of a finished build with its SHA-256."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != FILES)
    hashes = {path.relative_to(folder).as_posix(): store.file_sha256(path) for path in steps.each("check", found)}
    store.write_atomically(folder / FILES, sealed(hashes))


def changed(folder: Path, may_lack: tuple[str, ...] = ()) -> list[str]:
    """The names of files that are gone or not as they were when the build was made; the note itself is one of them."""
    try:
        noted = opened(folder / FILES, strict=True)
    except (OSError, ValueError):
        return [FILES]
    return [name for name, sha256 in noted.items() if not _as_noted(folder / name, sha256, name in may_lack)]


def _as_noted(path: Path, sha256: str, may_lack: bool) -> bool:
    if not path.is_file():
        return may_lack
    return store.file_sha256(path) == sha256

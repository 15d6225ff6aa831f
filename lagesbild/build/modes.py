"""Who may read a build on disk: the zone's own group while it is internal, everybody what has been published.

docs/decisions/0041-the-public-process-sees-published-files-only.md. On a machine with one user this changes nothing.
"""

from __future__ import annotations

from pathlib import Path

INTERNAL_FILE, INTERNAL_FOLDER = 0o640, 0o750
PUBLIC_FILE, PUBLIC_FOLDER = 0o644, 0o755
SHARED_FOLDER = 0o2770  # what the internal zone writes, too
PASSED = 0o751  # a folder that the public process may pass through and not look around in


def hide(build: Path, frozen: Path) -> None:
    """Before a finished build is put in place: its files are for its own user and group, and the group may freeze it."""
    if not frozen.exists():
        frozen.mkdir()
        frozen.chmod(SHARED_FOLDER)
    for path in (build, *build.rglob("*")):
        path.chmod(INTERNAL_FOLDER if path.is_dir() else INTERNAL_FILE)


def show(build: Path) -> None:
    """Before the public pointer moves to a build: its public file and site can be read by everybody, nothing else of it."""
    for folder in (build.parent.parent, build.parent, build / "site", *(build / "site").rglob("*")):
        _allow(folder, PUBLIC_FOLDER if folder.is_dir() else PUBLIC_FILE)
    _allow(build / "public.duckdb", PUBLIC_FILE)
    _allow(build, PASSED)


def _allow(path: Path, mode: int) -> None:
    """Add what is missing, where anything is: only a file's owner may change its mode, even to what it is."""
    now = path.stat().st_mode & 0o7777
    if now & mode != mode:
        path.chmod(now | mode)

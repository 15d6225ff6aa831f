"""Logins that were ended, known to every process of the zone: an empty file each, until the login would have ended anyway.

Several processes serve one zone, and a process that starts again remembers nothing: what one of them ends must be closed in all.
A file's name is a hash, which tells neither who it was nor how to come back; its time is when nobody needs it any more.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

FOLDER = "logged_out"
GROUP_ONLY = 0o2770  # every process of the zone writes here


def note(home: Path, login: Sequence[str], until: float) -> None:
    """End a login everywhere until a moment (seconds since 1970); what is past its moment is removed. Raises OSError."""
    folder = home / FOLDER
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(GROUP_ONLY)
    now = time.time()
    for old in folder.iterdir():
        with suppress(FileNotFoundError):  # another process removes it too
            if old.stat().st_mtime < now:
                old.unlink()
    file = _file(home, login)
    file.touch()
    os.utime(file, (until, until))


def noted(home: Path, login: Sequence[str]) -> bool:
    """Whether a login was ended, by whichever process."""
    return _file(home, login).exists()


def _file(home: Path, login: Sequence[str]) -> Path:
    return home / FOLDER / hashlib.sha256("\0".join(login).encode()).hexdigest()

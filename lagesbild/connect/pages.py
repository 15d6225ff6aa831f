"""The answers of a fetch that is not finished, kept in the home folder, so that the next try goes on where this one stopped."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lagesbild.connect.polite import Conversation
from lagesbild.store import write_atomically

FOLDER = "fetch"
FRESH = 6 * 3600  # seconds: an older answer is asked for again, for the source may have changed between its pages


@dataclass(frozen=True)
class Pages:
    """What one source has answered about one municipality."""

    folder: Path

    @classmethod
    def of(cls, home: Path, source: str, code: str) -> Pages:
        """The kept answers of an earlier try, without those that are too old."""
        folder = home / FOLDER / f"{source}-{code}"
        for path in folder.glob("*.json"):
            if time.time() - path.stat().st_mtime > FRESH:
                path.unlink(missing_ok=True)
        return cls(folder)

    def answer(self, talk: Conversation, address: str, body: Any = None) -> bytes:
        """The answer to a request: the one that is kept, else the source's, which is then kept."""
        key = hashlib.sha256(json.dumps([address, body], sort_keys=True).encode()).hexdigest()[:24]
        path = self.folder / f"{key}.json"
        if path.is_file():
            return path.read_bytes()
        content = talk.ask(address, body)
        write_atomically(path, content)
        return content

    def done(self) -> None:
        """The fetch is whole: nothing of it is needed any more."""
        shutil.rmtree(self.folder, ignore_errors=True)

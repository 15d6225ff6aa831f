"""Where the public zone is served on this machine, told by the process that serves it to the internal zone of the same home.

For a developer's own machine: an installation names its public site in LAGESBILD_SITE_URL.
"""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

NOTE = ".public-zone.json"  # in the home; a backup leaves out what begins with a dot
SECONDS = 0.3  # to answer


@contextlib.contextmanager
def told(home: Path, address: str | None) -> Iterator[None]:
    """While the block runs, the address lies in the home; nothing where there is none, or where the home is not ours to write in."""
    place = home / NOTE
    if address is None:
        yield
        return
    with contextlib.suppress(OSError):
        place.write_text(json.dumps({"address": address}), encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)


def public_zone(home: Path) -> str:
    """The address of the public zone that is served from this home and answers now; empty where none does."""
    try:
        address = str(json.loads((home / NOTE).read_text(encoding="utf-8"))["address"])
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname or "", parts.port or 80), SECONDS):
            return address
    except (OSError, ValueError, KeyError, TypeError):
        return ""

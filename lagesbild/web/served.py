"""A file as it goes over the wire: type, ETag, compressed once, answered with 304 when the browser has it."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response

FOREVER = "public, max-age=31536000, immutable"  # the name holds a hash of the content
REVALIDATE = "no-cache"  # keep it, but ask each time: an ETag answers
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/geo+json", "application/manifest+json")
KNOWN = {
    ".js": "text/javascript",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".css": "text/css",
    ".webp": "image/webp",
}
SMALLEST = 600  # bytes below which compressing is not worth it


@dataclass
class Served:
    """The bytes of one document and how long a browser may keep them."""

    body: bytes
    media_type: str
    cache: str = REVALIDATE

    @cached_property
    def etag(self) -> str:
        """A strong tag of the content."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @cached_property
    def squeezed(self) -> bytes | None:
        """The gzip form, or None for what does not shrink."""
        if len(self.body) < SMALLEST or not self.media_type.startswith(COMPRESSIBLE):
            return None
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    def response(self, headers: Headers, status: int = 200) -> Response:
        """The answer to a request with these headers."""
        told = {"Cache-Control": self.cache, "ETag": self.etag, "Vary": "Accept-Encoding"}
        if status == 200 and self.etag in [tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=told)
        body = self.body
        if "gzip" in headers.get("accept-encoding", "") and self.squeezed is not None:
            body, told["Content-Encoding"] = self.squeezed, "gzip"
        kind = self.media_type + ("; charset=utf-8" if self.media_type.startswith("text/") else "")
        return Response(body, status_code=status, headers=told | {"Content-Type": kind})


def html(body: bytes, cache: str = REVALIDATE) -> Served:
    """A page made in memory."""
    return Served(body, "text/html", cache)


def read_file(path: Path, cache: str = REVALIDATE) -> Served:
    """A file from disk with the type its name tells."""
    return Served(path.read_bytes(), _kind(path), cache)


def in_memory(address: str, body: bytes) -> Served:
    """A file that we made, at an address that holds a hash of its content."""
    return Served(body, _kind(Path(address)), FOREVER)


def _kind(path: Path) -> str:
    return KNOWN.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def listing(folder: Path) -> dict[str, Path]:
    """Every plain file below a folder by its relative address.

    A request is looked up here and never turned into a path, so nothing outside the folder can be asked for.
    """
    root = folder.resolve()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.resolve().is_relative_to(root)]
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path for name, path in named.items() if not any(part.startswith(".") for part in name.split("/"))}

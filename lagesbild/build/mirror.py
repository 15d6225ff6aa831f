"""Copies what is published to a folder of its own: what a web server needs, on this machine or another, and nothing internal.

FOLDER/build/<code>/<id>/{public.duckdb, site/}, FOLDER/build/<code>/public.json    a home for processes of the public zone
FOLDER/catalogue                                                                    what is authored beside the product
FOLDER/site/<code> -> the published site, FOLDER/site/riket -> the comparison       the root of a web server without any process
"""

from __future__ import annotations

import gzip
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lagesbild import store
from lagesbild.build.contents import FILES, changed
from lagesbild.build.modes import PUBLIC_FILE
from lagesbild.faults import in_swedish
from lagesbild.model import NATIONAL, LagesbildError
from lagesbild.texts import text

COUNTRY = "riket"  # the address of the comparison's pages
SQUEEZED = (".html", ".css", ".svg", ".json", ".csv", ".geojson")  # what nginx hands out from a .gz beside it
SMALLEST = 600  # bytes below which compressing is not worth it
KEPT = 2  # publications of each municipality: the current one, and the one that a reader may be in the middle of


@dataclass(frozen=True)
class Mirrored:
    """How many publications were copied, and how many were there already."""

    copied: int
    there: int


@in_swedish()
def mirror(home: Path, target: Path) -> Mirrored:
    """Bring a folder up to what is published now; readers see each site whole, the one before or the new one."""
    codes = [*store.built(home, "public"), *([NATIONAL] if store.pointer(home, NATIONAL, "public") else [])]
    new = [_municipality(home, target, code) for code in codes]
    for place in (path for path in (target / "build").glob("*") if path.name not in codes):  # withdrawn: its address goes first
        (target / "site" / _address(place.name)).unlink(missing_ok=True)
        shutil.rmtree(place)
    if (home / "catalogue").is_dir():
        shutil.copytree(home / "catalogue", target / "catalogue", dirs_exist_ok=True)
    return Mirrored(sum(new), len(new) - sum(new))


def _municipality(home: Path, target: Path, code: str) -> bool:
    """Copy one publication, move the site's address and the pointer to it; whether it was new."""
    told = store.pointer(home, code, "public")
    assert told is not None, "a publication that was there a moment ago"
    source, place = home / "build" / code / told["build"], target / "build" / code
    folder = place / told["build"]
    new = not folder.is_dir()
    if new:
        draft = place / f".{told['build']}.{os.getpid()}.new"
        shutil.rmtree(draft, ignore_errors=True)
        _copy(source, draft, told["sha256"])
        draft.rename(folder)
        store.sync(place)
    _point(target / "site" / _address(code), Path("..") / "build" / code / told["site"])
    content = (home / "build" / code / "public.json").read_bytes()
    if not (place / "public.json").is_file() or (place / "public.json").read_bytes() != content:
        store.write_atomically(place / "public.json", content, PUBLIC_FILE)
    older = sorted((p for p in place.iterdir() if p.is_dir() and p != folder), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in older[KEPT - 1 :]:
        shutil.rmtree(path)
    return new


def _copy(source: Path, draft: Path, sha256: str) -> None:
    """The public file and the site, as they were made; a damaged publication is told and not spread."""
    if bad := [name for name in changed(source) if name in ("public.duckdb", FILES) or name.startswith("site/")]:
        raise LagesbildError(text("store.damaged", file=bad[0]))
    shutil.copytree(source / "site", draft / "site")
    shutil.copyfile(source / "public.duckdb", draft / "public.duckdb")
    if store.file_sha256(draft / "public.duckdb") != sha256:
        raise LagesbildError(text("store.damaged", file="public.duckdb"))
    for path in [p for p in (draft / "site").rglob("*") if p.is_file() and p.suffix in SQUEEZED and p.stat().st_size >= SMALLEST]:
        squeezed = path.with_name(f"{path.name}.gz")
        squeezed.write_bytes(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))
        os.utime(squeezed, (path.stat().st_atime, path.stat().st_mtime))
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() else PUBLIC_FILE)


def _address(code: str) -> str:
    return COUNTRY if code == NATIONAL else code


def _point(link: Path, to: Path) -> None:
    """Let an address lead to a site, in one step."""
    link.parent.mkdir(parents=True, exist_ok=True)
    draft = link.with_name(f".{link.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        draft.unlink()
    draft.symlink_to(to)
    draft.replace(link)

"""The published static sites: `/<code>/...` for each municipality, and `/` for the default one (or a list of them).

Which build is public is read from public.json again whenever that file has changed, so `publish` needs no restart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response

from lagesbild.catalog import load_catalog
from lagesbild.model import NATIONAL
from lagesbild.store import built, pointer
from lagesbild.texts import text
from lagesbild.web.documents import plain
from lagesbild.web.served import Served, html, listing, read_file

FOLDERS = ("en", "lattlast")  # of a site, each with an index.html
COUNTRY = "riket"  # the address of the pages of all municipalities together
ENGLISH = "/en/"  # the folder of a site's pages in English


@dataclass
class Site:
    """One published site: its files by address, each read and compressed once."""

    files: dict[str, Path]
    kept: dict[str, Served] = field(default_factory=dict)

    def find(self, name: str) -> Served | None:
        """The file at an address: itself, an index of a folder, or the page without its ending."""
        for candidate in (name, f"{name}index.html" if name.endswith("/") or not name else "", f"{name}.html"):
            if candidate in self.files:
                if candidate not in self.kept:
                    self.kept[candidate] = read_file(self.files[candidate])
                return self.kept[candidate]
        return None


class PublishedSites:
    """What the public zone shows beside its Streamlit pages."""

    def __init__(self, home: Path, default: str | None) -> None:
        self._home, self._default = home, default
        self._read = lru_cache(maxsize=400)(self._site)

    def codes(self) -> list[str]:
        """The municipalities that have published."""
        return built(self._home, "public")

    def answer(self, path: str, headers: Headers) -> Response | None:
        """The site's answer to an address, or None where it has no such page."""
        code, slash, rest = path.lstrip("/").partition("/")
        codes = self.codes()
        if code in codes or code == COUNTRY:
            if not slash:
                return RedirectResponse(f"/{code}/", status_code=308)
            found = self._find(NATIONAL if code == COUNTRY else code, rest)
        else:
            main = self._default if self._default in codes else codes[0] if len(codes) == 1 else None
            if main is None and path == "/":
                return self._choose(codes, headers)
            found = self._find(main, path.lstrip("/")) if main else None
        if found is None:
            return self._folder(path)
        answer = found.response(headers)
        if ENGLISH in f"/{path}":
            answer.headers["Content-Language"] = "en"
        return answer

    def _folder(self, path: str) -> Response | None:
        """The way to a folder that was asked for without its last slash; links inside it would lead astray otherwise."""
        own = path.strip("/").rpartition("/")[2]
        if path.endswith("/") or own not in FOLDERS or self.answer(f"{path}/", Headers()) is None:
            return None
        return RedirectResponse(f"/{path.strip('/')}/", status_code=308)  # one slash first: two would name another host

    def _find(self, code: str, name: str) -> Served | None:
        try:
            changed = (self._home / "build" / code / "public.json").stat().st_mtime_ns
            return self._read(code, changed).find(name)
        except FileNotFoundError:  # withdrawn, or its build removed, in this very moment
            return None

    def _site(self, code: str, _changed: int) -> Site:
        found = pointer(self._home, code, "public")
        folder = (self._home / "build" / code / str(found["site"])).resolve() if found else self._home / "nothing"
        inside = folder.is_relative_to((self._home / "build" / code).resolve()) and folder.name == "site"
        return Site(listing(folder) if inside else {})

    def _choose(self, codes: list[str], headers: Headers) -> Response:
        if not codes:
            return html(plain(text("web.published.none_title"), text("web.published.none"), {})).response(headers, status=503)
        names = {code: municipality.name for code, municipality in load_catalog(self._home).municipalities.items()}
        links = {f"/{COUNTRY}/": text("riket.choose_all")} if pointer(self._home, NATIONAL, "public") else {}
        links |= {f"/{code}/": names.get(code, code) for code in codes}
        return html(plain(text("web.published.title"), text("web.published.lead"), links)).response(headers)

"""A municipality's figures with what people have written until now, instead of what they had written when the figures were built."""

from __future__ import annotations

from functools import lru_cache

from lagesbild.model import LagesbildError
from lagesbild.read import queries
from lagesbild.settings import settings
from lagesbild.store import Reader
from lagesbild.store_written import WrittenReader
from lagesbild.work import WorkStore, default_url, open_work
from lagesbild.work.snapshot import snapshot
from lagesbild.work.tables import work_tables


def as_written(build: Reader, code: str) -> Reader:
    """A build with the work as it is now; with the build's own where nothing is written, or the store does not open.

    The same reader as long as nobody writes, so that what is worked out from it is kept.
    """
    url, home = settings().work_url, settings().home
    if url is None and not (home / "work.sqlite").exists():
        return build
    try:
        store = open_work(url or default_url(home))
        return _laid_over(build, store, code, store.stamp(code))
    except LagesbildError:  # the pages where people write tell it
        return build


@lru_cache(maxsize=8)
def _laid_over(build: Reader, store: WorkStore, code: str, stamp: str) -> Reader:
    schema = queries("schema")
    return WrittenReader(build, {name: (schema[name], rows) for name, rows in work_tables(snapshot(store, code), code).items()}, stamp)

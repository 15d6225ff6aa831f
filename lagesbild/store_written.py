"""A build with what people have written since it was made: the same file, with some of its tables laid over."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pandas as pd

from lagesbild.store import Reader


class WrittenReader(Reader):
    """The sealed view of a build in which some tables hold other rows; everything else is the build's own.

    The tables are temporary ones of one connection, so one caller at a time asks it.
    """

    def __init__(self, build: Reader, tables: Mapping[str, tuple[str, pd.DataFrame]], written: str) -> None:
        """tables: name -> the statement of queries/schema that makes it, and its rows; written: what tells these rows from others."""
        self.path, self.build, self.written = build.path, build.build, written
        self._figures, self._lock = build, threading.Lock()
        self._connection = build._connection.cursor()
        for name, (statement, rows) in tables.items():
            self._connection.execute(re.sub(r"\bTABLE\b", "TEMP TABLE", statement, count=1))
            if len(rows):
                self._connection.append(name, rows, by_name=True)  # a temporary table goes before the build's of the same name

    @property
    def figures(self) -> Reader:
        """The build by itself."""
        return self._figures

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        with self._lock:
            yield self._connection

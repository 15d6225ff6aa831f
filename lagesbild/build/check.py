"""Runs the checks of queries/check: each selects rows that are wrong, so an empty answer is good."""

from __future__ import annotations

from lagesbild.model import LagesbildError
from lagesbild.read import queries
from lagesbild.store import Writer
from lagesbild.texts import text


def check_build(database: Writer) -> None:
    """Stop at the first failing check whose tables are in the database.

    A check's first line reads "-- fail TABLE: Swedish sentence".
    """
    tables = set(database.counts())
    for name, sql in queries("check").items():
        kind, _, rest = sql.splitlines()[0].removeprefix("-- ").partition(" ")
        table, _, why = rest.partition(": ")
        if kind != "fail" or table not in tables:
            continue
        wrong = database.frame(sql)
        if not wrong.empty:
            row = ", ".join(f"{key} {value}" for key, value in wrong.iloc[0].items())
            raise LagesbildError(text("build.check_failed", check=name, why=why, row=row))

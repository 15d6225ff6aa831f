"""What people have written and marked public, screened once more for personal identity numbers before it is published."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lagesbild.model import LagesbildError
from lagesbild.personal_number import holds_person, mask
from lagesbild.texts import text

# What is written freely in the tables of the work that are published; the first column is what a row is called.
WRITTEN = {"activity": ("title", "library", "place", "owner"), "promise": ("promise_text", "place", "owner", "counted", "result"),
           "translation": ("swedish", "english", "easy")}  # fmt: skip
SHORT = 60


def check_words(tables: Mapping[str, pd.DataFrame]) -> None:
    """Raise with the record and the field when any published text of the work holds a personal identity number."""
    for table, columns in WRITTEN.items():
        for row in tables[table].to_dict("records"):
            for column in columns:
                if holds_person([str(row[column])]):
                    field = text(f"work.{table}.{column.removeprefix('promise_')}")
                    name = mask(str(row[columns[0]]))[:SHORT]
                    raise LagesbildError(text("release.person", kind=text(f"work.{table}.one"), name=name, field=field))

"""The one way in which intake says no: a text key and its values, turned into a Swedish sentence at the door."""

from __future__ import annotations

import re

from lagesbild.model import LagesbildError
from lagesbild.texts import text

LONGEST_SHOWN = 60


class Refusal(LagesbildError):
    """A structural fault that refuses the whole file; `sentence` adds the file's name."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, file: str) -> str:
        """The Swedish sentence for the receipt, naming the file."""
        return text(f"intake.{self.key}", file=file, **self.values)


def shown(value: object) -> str:
    """A value from a file as it may stand in a sentence: one line, no control characters, not too long."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    flat = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+", " ", str(value)).strip()
    return flat if len(flat) <= LONGEST_SHOWN else flat[: LONGEST_SHOWN - 1] + "…"


def listed(values: list[str], most: int = 5) -> str:
    """Names for a sentence: the first few, then how many more there are."""
    head = ", ".join(shown(value) for value in values[:most])
    return head if len(values) <= most else text("intake.and_more", head=head, more=len(values) - most)

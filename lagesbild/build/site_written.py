"""What people have written, in the language of the page where somebody has told it there, else in Swedish and marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lagesbild.build.site_languages import CATALOGUE, TAGS
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import spoken, text

COLUMN = {"en": "english", "sv-lattlast": "easy"}  # where the words of a language stand; Swedish is written already
Told = Mapping[str, Mapping[str, str]]


class Said(str):
    """A text that people have written; `told` is False where the page's language has no words for it, `lang` marks it then."""

    told: bool
    lang: str

    def __new__(cls, words: str, *, told: bool = True) -> Said:
        """The words, and whether they are in the language of the page."""
        found = super().__new__(cls, words)
        found.told, found.lang = told, "" if told or spoken() != CATALOGUE else f' lang="{TAGS["sv"]}"'
        return found


def translations(reader: Reader) -> Told:
    """{Swedish text: {"english": ..., "easy": ...}} of a public file."""
    return {row["swedish"]: row for row in read(reader, "translations").to_dict("records")}


def said(words: str, known: Told) -> Said:
    """A written text in the language that is spoken, where it is told in it."""
    column = COLUMN.get(spoken())
    if column is None or not words:
        return Said(words)
    found = known.get(words, {}).get(column, "")
    return Said(found or words, told=bool(found))


def in_swedish(parts: Iterable[object]) -> str:
    """That what is not translated stands in Swedish; empty where everything is told in the page's language."""
    return "" if all(part.told for part in parts if isinstance(part, Said)) else text("site_promises.swedish")

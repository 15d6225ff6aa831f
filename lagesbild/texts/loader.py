"""Loads the text catalogue: one TOML file per topic and language, one dotted key per sentence.

What is written inside `speaking("en")` is written in English. A language other than Swedish carries the topics of the public
pages that exist in it; a key that it lacks is told in Swedish. A test demands that this happens only to what all languages
share: the headings of data files and the topics that no translated page uses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGE = "sv"
LANGUAGES = (LANGUAGE, "sv-lattlast", "en")  # Swedish, easy Swedish, English
GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))|(?<=\b[Pp]er) (?=1)")  # 1 000, and what it is counted per
_spoken: ContextVar[str] = ContextVar("spoken", default=LANGUAGE)


@lru_cache(maxsize=len(LANGUAGES))
def texts(language: str = LANGUAGE) -> dict[str, str]:
    """All texts of a language as {"topic.section.key": sentence}; the topic is the file's stem. No line ends within a number."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        _flatten(tomllib.loads(path.read_text(encoding="utf-8")), path.stem, found)
    return found


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Texts, numbers and dates in a language until the block ends; in this thread only."""
    if language not in LANGUAGES:
        raise KeyError(language)
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language that is written now."""
    return _spoken.get()


def text(key: str, /, **values: object) -> str:
    """The sentence under a key with its {placeholders} filled; a key that Swedish lacks raises KeyError."""
    found = translation(key)
    sentence = texts()[key] if found is None else found
    return sentence.format(**values) if values else sentence


def translation(key: str) -> str | None:
    """The sentence of the language that is written now; None where it has none of its own."""
    return texts(_spoken.get()).get(key)


def unbroken(words: str) -> str:
    """The words with numbers such as 1 000, and what they are counted per, kept on one line; also for words of the catalogue."""
    return GROUPS.sub("\u00a0", words)


def _flatten(table: dict, prefix: str, into: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}.{key}"
        if isinstance(value, dict):
            _flatten(value, name, into)
        else:
            into[name] = unbroken(str(value))

"""Takes a PX file apart into its keywords and its cells, strictly by the grammar: the first thing that breaks it is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lagesbild.intake.refusal import Refusal, shown
from lagesbild.texts import number

HEAD = re.compile(r'\s*([A-Z][A-Z0-9-]*)(?:\[([A-Za-z-]+)\])?(?:\(\s*("[^"\n]*"(?:\s*,\s*"[^"\n]*")*)\s*\))?\s*=\s*')
BLANK = re.compile(r"[\s\x1a]*")
NAME = re.compile(r"\s*([A-Z][A-Z0-9-]*)")
QUOTED = re.compile(r'"([^"\n]*)"')
MORE = re.compile(r'\s*"([^"\n]*)"')  # a long text goes on in new quotes
PLAIN = re.compile(r'TLIST\(\s*\w+\s*(?:,\s*"[^"\n]*"\s*-\s*"[^"\n]*"\s*)?\)|[A-Za-z0-9_.+-]+')
NEXT = re.compile(r"\s*([,;])\s*")
CELL = re.compile(r'"[^"\n]*"|[^\s;]+')
MOST_KEYWORDS, MOST_VALUES = 100_000, 200_000


@dataclass(frozen=True)
class Keyword:
    """One keyword as it stands: its name, language, the variable or value that it is about, and its values."""

    name: str
    language: str
    subjects: tuple[str, ...]
    values: list[str]
    at: int

    @property
    def shown(self) -> str:
        """The keyword as the file writes it, for sentences."""
        about = "(" + ",".join(f'"{subject}"' for subject in self.subjects) + ")" if self.subjects else ""
        return shown(f"{self.name}{f'[{self.language}]' if self.language else ''}{about}")


def keywords(content: str) -> tuple[list[Keyword], int]:
    """(every keyword before DATA, where the cells begin); -1 for a file without DATA."""
    found: list[Keyword] = []
    at = 0
    while BLANK.match(content, at).end() < len(content):  # type: ignore[union-attr]
        head = HEAD.match(content, at)
        if head is None:
            raise _misspelt(content, at, found)
        if head[1] == "DATA":
            return found, head.end()
        if len(found) >= MOST_KEYWORDS:
            raise Refusal("px.too_many_keywords", limit=number(MOST_KEYWORDS))
        subjects = tuple(QUOTED.findall(head[3])) if head[3] else ()
        keyword = Keyword(head[1], head[2] or "", subjects, [], head.start(1))
        at = _values(content, head.end(), keyword)
        found.append(keyword)
    return found, -1


def _values(content: str, at: int, keyword: Keyword) -> int:
    """Fill in a keyword's values and give the position after its semicolon."""
    while True:
        text = QUOTED.match(content, at)
        parts = [text[1]] if text else []
        plain = None if text else PLAIN.match(content, at)
        if text is None and plain is None:
            raise _broken(content, at, keyword)
        at = (text or plain).end()  # type: ignore[union-attr]
        while text and (text := MORE.match(content, at)):
            parts.append(text[1])
            at = text.end()
        keyword.values.append("".join(parts) if plain is None else plain[0])
        if len(keyword.values) > MOST_VALUES:
            raise Refusal("px.too_many_values", keyword=keyword.shown, limit=number(MOST_VALUES))
        mark = NEXT.match(content, at)
        if mark is None:
            raise _broken(content, at, keyword)
        at = mark.end()
        if mark[1] == ";":
            return at


def cells(content: str, at: int, wanted: int, keyword: str = "DATA") -> list[str]:
    """The cells after DATA=: numbers and the source's symbols as text; another number of them than the dimensions make is refused."""
    end = content.find(";", at)
    body_end = len(content) if end < 0 else end
    if end >= 0 and content[end + 1 :].strip("\x1a \r\n\t"):
        raise Refusal("px.after_data", line=number(line_of(content, end)))
    found = [match[0].strip('"') for match in islice(CELL.finditer(content, at, body_end), wanted + 1)]
    if len(found) != wanted:
        key = "px.half_data" if len(found) < wanted else "px.more_data"
        raise Refusal(key, keyword=keyword, found=number(len(found)), wanted=number(wanted), line=number(line_of(content, body_end)))
    return found


def line_of(content: str, at: int) -> int:
    """The line of a position, from 1."""
    return content.count("\n", 0, at) + 1


def _broken(content: str, at: int, keyword: Keyword) -> Refusal:
    line = line_of(content, at)
    if at >= len(content.rstrip()):
        return Refusal("px.cut", keyword=keyword.shown, line=number(line))
    return Refusal("px.broken", keyword=keyword.shown, line=number(line), sample=shown(content[at : at + 12]))


def _misspelt(content: str, at: int, found: list[Keyword]) -> Refusal:
    name = NAME.match(content, at)
    rest = content[at:].lstrip()[:12]
    after = found[-1].shown if found else "–"
    start = name.start(1) if name else at + len(content[at:]) - len(content[at:].lstrip())
    told = shown(name[1] if name else rest.split("\n")[0])
    return Refusal("px.no_keyword", keyword=told, after=after, line=number(line_of(content, start)))

"""How much room words take on a slide: lines and heights reckoned before they are written, so that nothing is clipped.

Slides use Arial, which cannot be shipped. It is measured by the product's own font, made wider by a factor that covers Arial for
running Swedish text and figures; what is reckoned is thus a little more than what is needed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lagesbild.briefing.raster import FONTS

LINE = 1.2  # height of a line in its font's size, as PowerPoint sets Arial
_WIDER = {False: 1.12, True: 1.14}


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / f"SourceSansPro-{'Semibold' if bold else 'Regular'}.ttf"), 100)


@lru_cache(maxsize=20_000)
def width_of(words: str, size: float, bold: bool = False) -> float:
    """The width of one line of text in inches at a size in points."""
    return float(_font(bold).getlength(words)) / 100 * _WIDER[bold] * size / 72


def lines_of(words: str, size: float, width: float, bold: bool = False) -> list[str]:
    """Text broken into lines that fit a width in inches; a word that is too long for a line is broken within."""
    found: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if width_of(joined, size, bold) <= width:
                line = joined
                continue
            found += [line] if line else []
            *whole, line = _broken(word, size, width, bold)
            found += whole
        found.append(line)
    return found


def height_of(words: str, size: float, width: float, bold: bool = False) -> float:
    """The height in inches of text that is broken at a width."""
    return len(lines_of(words, size, width, bold)) * size * LINE / 72


def _broken(word: str, size: float, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces

"""SVG pictures as PNG for Word and PowerPoint, which show SVG differently from version to version."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

PPI = 220  # sharp on paper and on a large screen, small enough to mail
LEAST = 3.4  # inches: legends and names are laid out for at least so much
NEAR = 0.85  # type this much larger or smaller is no reason to draw again
FONTS = Path(__file__).parents[1] / "charts" / "fonts"
_FONT_PATHS: Any = [str(FONTS)]
_PAGE = '#set page(width: {width}in, height: auto, margin: 0pt, fill: white)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
_HEAD = re.compile(r"<svg\b[^>]*>")


@lru_cache(maxsize=48)
def png_of(svg: str, width: float) -> bytes:
    """A drawing as PNG bytes on white, so many inches wide; needs no network and gives the same bytes every time."""
    import typst

    page = _PAGE.format(width=f"{width:.4f}").encode()
    made = typst.compile(page, format="png", ppi=PPI, sys_inputs={"svg": svg}, font_paths=_FONT_PATHS, ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise ValueError("a picture that fits on no single sheet")
    return made


def height_per_width(svg: str) -> float:
    """How tall a drawing is for each unit of width, by its viewBox, else by its width and height; 1 where it tells neither."""
    found = _HEAD.search(svg)
    head = found.group() if found else ""
    box = re.search(r'viewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)', head)
    sides = [re.search(rf'\s{side}="([\d.]+)', head) for side in ("width", "height")]
    width, height = box.groups() if box else [side.group(1) if side else "1" for side in sides]
    return float(height) / float(width) if float(width) else 1.0


def fitted(
    draw: Callable[[float], str], width: float, height: float, zoom: float = 1.0, *, tall: bool = False
) -> tuple[bytes, float, float]:
    """A picture that keeps within a width and a height in inches: PNG bytes, its width and its height.

    zoom: how many times larger than drawn it is shown, so that small print becomes readable from the back of a room;
    tall: it is likely to be about as tall as wide. Drawn again where the guess was wrong, so that its type keeps its size.
    """
    guess = min(width, height) if tall else width
    svg = draw(_drawn(guess, zoom))
    shown = min(width, height / height_per_width(svg))
    if not NEAR <= guess / shown <= 1 / NEAR:
        svg = draw(_drawn(shown, zoom))
        shown = min(width, height / height_per_width(svg))
    return png_of(svg, round(shown, 3)), shown, shown * height_per_width(svg)


def _drawn(shown: float, zoom: float) -> float:
    """How wide a picture is drawn that is shown so wide."""
    return max(shown / zoom, min(LEAST, shown))

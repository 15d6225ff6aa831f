"""Exhibits as pictures of a briefing: the same drawing as on the page, with its words beside it instead of inside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from lagesbild.briefing.document import BarData, Mark, Picture, SeriesData, TrendData
from lagesbild.exhibits.exhibit import Exhibit

BARE = {"title": "", "source": "", "sub": ""}


def picture_of(
    found: Exhibit,
    data: TrendData | BarData | SeriesData | None = None,
    *,
    title: str | None = None,
    sub: str | None = None,
    source: str | None = None,
    mark: Mark | None = None,
    **more: Any,
) -> Picture | None:
    """An exhibit's picture with its words, or with others where the section already says them; None where it has no picture.

    more: what the drawing is told besides its width, such as height in inches.
    """
    if found.picture is None:
        return None
    alt = " ".join(part for part in (f"{found.heading}.", found.sentence) if part)
    words = (found.heading if title is None else title, found.sub if sub is None else sub, found.source_line if source is None else source)
    return Picture(*words, alt, drawn(found.picture, **more), data, mark)


def drawn(picture: Callable[..., str], **more: Any) -> Callable[[float], str]:
    """A printed picture without its own words, at a width in inches."""
    return partial(_at, partial(picture, **BARE, **more))


def _at(picture: Callable[..., str], width: float) -> str:
    return picture(width=width)

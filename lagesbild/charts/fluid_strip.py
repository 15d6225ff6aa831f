"""Many municipalities on one scale from zero: a thin line each, the middle half as a band and the median as a thick line."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

HEIGHT, TOP, FOOT, SCALE = 64, 6, 42, 60


def strip(values: Iterable[float], half: tuple[float, float, float], end: str) -> str:
    """`half`: lower quartile, median, upper quartile; `end`: the largest value in words. Decoration: the table beside it tells each."""
    known = [value for value in values if math.isfinite(value)]
    top = max(known, default=0.0)

    def at(x: float) -> float:
        return round(min(max(100 * x / top, 0.0), 100.0), 2) if top > 0 else 0.0

    low, middle, high = map(at, half)
    parts = [f'<rect class="s-half" x="{low}%" y="{TOP}" width="{round(high - low, 2)}%" height="{FOOT - TOP}"/>']
    parts += [f'<line class="s-one" x1="{at(x)}%" x2="{at(x)}%" y1="{TOP + 6}" y2="{FOOT - 6}"/>' for x in sorted(known)]
    parts.append(f'<line class="s-middle" x1="{middle}%" x2="{middle}%" y1="{TOP}" y2="{FOOT}"/>')
    parts.append(f'<line class="track" x1="0" x2="100%" y1="{FOOT}" y2="{FOOT}"/><text class="scale" x="0" y="{SCALE}">0</text>')
    parts.append(f'<text class="scale end" x="100%" y="{SCALE}">{escape(end)}</text>')
    return f'<svg class="strip" width="100%" height="{HEIGHT}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'

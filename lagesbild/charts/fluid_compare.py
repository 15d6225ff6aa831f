"""An area and the rest of the municipality on one scale from zero: a dot with its interval, and a square."""

from __future__ import annotations

import math
from html import escape

HEIGHT, HERE, REST, MIDDLE = 46, 12, 34, 27


def compare(value: float, lower: float, upper: float, rest: float, top: float, tone: str = "ink", ends: tuple[str, str] = ("", "")) -> str:
    """Two tracks; `top` is the end of the scale, `ends` what is written at its ends. Decoration: the numbers stand beside it."""

    def at(x: float) -> float:
        return round(min(max(100 * x / top, 0.0), 100.0), 2) if top > 0 else 0.0

    parts = [f'<line class="track" x1="0" x2="100%" y1="{y}" y2="{y}"/>' for y in (HERE, REST)]
    parts += [
        f'<text class="scale{" end" if x else ""}" x="{x}" y="{MIDDLE}">{escape(told)}</text>'
        for x, told in zip((0, "100%"), ends, strict=True)
    ]
    if math.isfinite(lower) and math.isfinite(upper):
        left, right = at(lower), at(upper)
        parts.append(f'<rect class="bar" x="{left}%" y="{HERE - 4}" width="{max(round(right - left, 2), 0.5)}%" height="8"/>')
    parts.append(f'<circle class="dot" cx="{at(value)}%" cy="{HERE}" r="5"/>')
    if math.isfinite(rest):
        parts.append(
            f'<svg class="square" x="{at(rest)}%" y="{REST}" overflow="visible"><rect x="-5" y="-5" width="10" height="10"/></svg>'
        )
    return f'<svg class="compare {tone}" width="100%" height="{HEIGHT}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'

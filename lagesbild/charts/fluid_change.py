"""A change as a dot, an interval and an upright stroke, and the symbols of the certainty words: shape first, colour second."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lagesbild.texts import text

LIMITS = (2.0, 4.0, 8.0)  # how many times more or less the scale may reach
EDGE = 1.03  # room at both ends, so that a mark at the limit is whole

# One symbol per word; drawn in an 18 x 18 box with the colour of the text around.
SYMBOLS = {
    "down": '<path d="M1.5 3.5h15L9 16z" fill="currentColor"/>',
    "up": '<path d="M1.5 14.5h15L9 2z" fill="currentColor"/>',
    "flat": '<path d="M1 7.6h16v2.8H1z" fill="currentColor"/>',
    "unsure": '<circle cx="9" cy="9" r="7.2" fill="url(#hatch)" stroke="currentColor" stroke-width="1.6"/>',
    "hidden": '<circle cx="9" cy="9" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2 2.52"/>',
    "broken": '<path d="M1 7.6h5.6v2.8H1zM11.4 7.6H17v2.8h-5.6zM8.2 2h1.6v14H8.2z" fill="currentColor"/>',
    "check": '<path d="M9 1a8 8 0 1 0 0 16A8 8 0 0 0 9 1zM7.9 13L4.2 9.3l1.4-1.4 2.2 2.2 4.4-4.7 1.5 1.4z" fill="currentColor"/>',
    "half": '<circle cx="9" cy="9" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M9 1.8a7.2 7.2 0 0 0 0 14.4z" fill="currentColor"/>',
    "cross": '<circle cx="9" cy="9" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M6 6l6 6M12 6l-6 6" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "clock": '<circle cx="9" cy="9" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M9 4.8V9l3 1.8" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "none": '<circle cx="9" cy="9" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
}


@dataclass(frozen=True)
class Change:
    """How many times the base level the latest figure is, with its interval; a dot without interval is hollow."""

    ratio: float
    lower: float
    upper: float

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw: a ratio of zero or without end has no place on the scale."""
        return math.isfinite(self.ratio) and self.ratio > 0


@dataclass(frozen=True)
class Figured:
    """A figure and the ends of its interval; NaN where there is none."""

    value: float
    lower: float
    upper: float


def symbols() -> str:
    """The definitions that `symbol` points to: once per page."""
    shapes = "".join(f'<symbol id="s-{name}" viewBox="0 0 18 18">{body}</symbol>' for name, body in SYMBOLS.items())
    hatch = '<path class="hatch" d="M0 0v4" stroke-width="2"/>'
    pattern = f'<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">{hatch}</pattern>'
    dots = '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="dots" cx="3" cy="3" r="1"/></pattern>'
    return f'<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{pattern}{dots}{shapes}</defs></svg>'


def symbol(name: str) -> str:
    """A certainty word's symbol; the word itself must stand beside it."""
    if name not in SYMBOLS:
        raise KeyError(name)
    return f'<svg class="sym" width="18" height="18" aria-hidden="true"><use href="#s-{name}"/></svg>'


def limit(changes: list[Change]) -> float:
    """The smallest of the allowed limits that holds every dot and nine tenths of the interval ends."""
    drawn = [change for change in changes if change.drawn]
    dots = [abs(math.log(change.ratio)) for change in drawn]
    ends = sorted(abs(math.log(end)) for c in drawn for end in (c.lower, c.upper) if math.isfinite(end) and end > 0)
    reach = max([*dots, *ends[int(len(ends) * 0.9) - 1 : int(len(ends) * 0.9)]], default=0.0)
    return next((size for size in LIMITS if math.log(size) >= reach), LIMITS[-1])


def place(ratio: float, reach: float) -> float:
    """Per cent from the left on a scale where half and double lie equally far from the middle."""
    if ratio <= 0:
        return 0.0
    return round(min(max(50 + 50 * math.log(ratio) / (math.log(reach) * EDGE), 0.0), 100.0), 2)


def scale(reach: float) -> str:
    """The head of the list: what half, the same and double look like."""
    words = {1 / 4: "quarter", 1 / 2: "half", 1: "same", 2: "double", 4: "four"}
    shown = {size: word for size, word in words.items() if 1 / reach <= size <= reach}
    found = []
    for size, word in shown.items():
        x = place(size, reach)
        anchor = "start" if x < 8 else "end" if x > 92 else "mid"
        at = {"start": 0, "end": 100}.get(anchor, x)
        spare = " spare" if size in (1 / 2, 2) and reach > 2 else " ends" if size != 1 else ""
        found.append(f'<text class="tick {anchor}{spare}" x="{at}%" y="15">{text("site.scale." + word)}</text>')
        found.append(f'<line class="whisker" x1="{x}%" x2="{x}%" y1="21" y2="26"/>')
    return f'<svg class="change" aria-hidden="true" width="100%" height="26">{"".join(found)}</svg>'


def row(change: Change, reach: float, tone: str) -> str:
    """One change on the common scale; nothing to draw gives an empty string.

    `tone` is good, bad, neutral (certain, neither of them: a filled square), ink (no certain change: a hollow dot) or unsure.
    """
    if not change.drawn:
        return ""
    x = place(change.ratio, reach)
    parts = ['<line class="track" x1="0" x2="100%" y1="11" y2="11"/>']
    if math.isfinite(change.lower) and change.lower >= 0:
        ends = place(change.lower, reach), place(change.upper, reach) if math.isfinite(change.upper) else 100.0
        wide = round(ends[1] - ends[0], 2)
        parts.append(f'<rect class="bar" x="{ends[0]}%" width="{wide}%" y="7" height="8"/>')
    dot = "dot" if len(parts) > 1 else "dot hollow"
    parts.append('<line class="stroke" x1="50%" x2="50%" y1="2" y2="20"/>')
    parts.append(_point(x, tone, dot))
    return f'<svg class="change {tone}" aria-hidden="true" width="100%" height="22">{"".join(parts)}</svg>'


def _point(x: float, tone: str, kind: str) -> str:
    """The mark of a figure: a filled square where it is certain and neither good nor bad, else a dot."""
    if tone == "neutral":
        return f'<rect class="{kind}" x="{x}%" y="6" width="10" height="10" transform="translate(-5)"/>'
    return f'<circle class="{kind}" cx="{x}%" cy="11" r="5"/>'


def level(now: Figured, then: Figured, top: float, tone: str) -> str:
    """A figure with its interval on a scale from zero to `top`; where it was then, an upright stroke on a foot as wide as its interval.

    A value of NaN then: no stroke. Without its own interval the stroke would look certain, which it is not.
    """

    def at(x: float) -> float:
        return round(min(max(100 * x / top, 0.0), 100.0), 2)

    parts = ['<line class="track" x1="0" x2="100%" y1="11" y2="11"/>']
    if math.isfinite(now.lower) and math.isfinite(now.upper):
        parts.append(f'<rect class="bar" x="{at(now.lower)}%" width="{round(at(now.upper) - at(now.lower), 2)}%" y="7" height="8"/>')
    if math.isfinite(then.value):
        parts.append(f'<line class="stroke" x1="{at(then.value)}%" x2="{at(then.value)}%" y1="2" y2="20"/>')
        if math.isfinite(then.lower) and math.isfinite(then.upper):
            parts.append(f'<line class="foot" x1="{at(then.lower)}%" x2="{at(then.upper)}%" y1="20" y2="20"/>')
    parts.append(_point(at(now.value), tone, "dot"))
    return f'<svg class="change {tone}" aria-hidden="true" width="100%" height="22">{"".join(parts)}</svg>'


def level_scale(steps: int, ends: tuple[str, str]) -> str:
    """The head of a list of levels: equal steps from zero, with words at both ends."""
    marks = [round(100 * n / steps, 2) for n in range(steps + 1)]
    lines = [f'<line class="whisker" x1="{x}%" x2="{x}%" y1="21" y2="26"/>' for x in marks]
    words = f'<text class="tick" x="0" y="15">{ends[0]}</text><text class="tick end" x="100%" y="15">{ends[1]}</text>'
    return f'<svg class="change" aria-hidden="true" width="100%" height="26">{words}{"".join(lines)}</svg>'

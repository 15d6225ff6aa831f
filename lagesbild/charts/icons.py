"""Small drawings as text: the shape carries the verdict, the colour repeats it, and a word always stands beside it."""

from __future__ import annotations

import base64
from urllib.parse import quote

from lagesbild.charts import theme

_STROKE = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
_DISC = f'<circle cx="9" cy="9" r="8" fill="{theme.BETTER}"/>'
_DIAMOND = f'<path d="M9 .6 17.4 9 9 17.4 .6 9z" fill="{theme.WORSE}" stroke="{theme.WORSE}" stroke-width="1" stroke-linejoin="round"/>'
_RING = f'<circle cx="9" cy="9" r="7.6" fill="none" stroke="{theme.UNSURE}" stroke-width="1.4" stroke-dasharray="2.6 2.17"/>'
_SQUARE = f'<rect x="1" y="1" width="16" height="16" rx="3" fill="{theme.NEUTRAL}"/>'
_OPEN = f'<rect x="1.8" y="1.8" width="14.4" height="14.4" rx="3" fill="none" stroke="{theme.PRIMARY}" stroke-width="1.6"/>'
_UP, _DOWN = "M9 13V5.4M5.8 8.4 9 5.2l3.2 3.2", "M9 5v7.6M5.8 9.6 9 12.8l3.2-3.2"
_INK_DISC = f'<circle cx="9" cy="9" r="8" fill="{theme.NEUTRAL}"/>'
_INK_RING = f'<circle cx="9" cy="9" r="7.2" fill="none" stroke="{theme.NEUTRAL}" stroke-width="1.6"/>'
_HATCH = '<path d="M1 7 7 1M1 13 13 1M3 17 17 3M9 17l8-8"'


def _sign(path: str, colour: str = "#FFFFFF", width: float = 1.9) -> str:
    return f'<path d="{path}" {_STROKE} stroke="{colour}" stroke-width="{width}"/>'


# Families: disc = good, diamond = bad, filled square = sure without polarity, dashed ring = not to be judged.
_DRAWN = {
    "improved": _DISC + _sign("M9 5.2v7.6M5.2 9h7.6"),
    "on_track": _DISC + _sign("M5 9h7.4M9.4 5.8 12.6 9l-3.2 3.2"),
    "reached": _DISC + _sign("M5.2 9.3l2.7 2.7 5-5.6"),
    "good_up": _DISC + _sign(_UP),
    "good_down": _DISC + _sign(_DOWN),
    "worsened": _DIAMOND + _sign("M5.6 9h6.8"),
    "off_track": _DIAMOND + _sign("M9 5v4.8M9 12.8v.1", width=2.1),
    "bad_up": _DIAMOND + _sign(_UP),
    "bad_down": _DIAMOND + _sign(_DOWN),
    "late": _DIAMOND + _sign("M9 5v4.8M9 12.8v.1", width=2.1),
    "neutral_up": _SQUARE + _sign(_UP),
    "neutral_down": _SQUARE + _sign(_DOWN),
    "no_clear_change": _RING + _sign("M5.2 9.8c1-2 2.3-2 3.8-.8s2.8 1.2 3.8-.8", theme.MUTED, 1.5),
    "undetermined": _RING + _sign("M7 7.2c.2-2.6 4-2.4 4 .1 0 1.6-2 1.7-2 3.2M9 12.9v.1", theme.MUTED, 1.5),
    "too_early": _RING + _sign("M9 5.4V9l2.4 1.6", theme.MUTED, 1.5),
    "not_measured": _RING + _sign("M5.6 12.4l6.8-6.8", theme.MUTED, 1.5),
    "not_comparable": _RING + _sign("M6 7.6h6M6 10.4h6M11 5.4l-4 7.2", theme.MUTED, 1.4),
    "withheld": f'<rect x="1.5" y="1.5" width="15" height="15" rx="3" fill="none" stroke="{theme.UNSURE}" stroke-width="1.4"/>'
    f'{_HATCH} stroke="{theme.UNSURE}" stroke-width="1" opacity=".7"/>',
    "signal": f'<circle cx="9" cy="9" r="7.2" fill="none" stroke="{theme.WORSE}" stroke-width="1.9"/>'
    f'<circle cx="9" cy="9" r="2.8" fill="{theme.WORSE}"/>',
    "activities": _OPEN + _sign("M5.4 6.2h.1M5.4 9h.1M5.4 11.8h.1M8 6.2h4.8M8 9h4.8M8 11.8h4.8", theme.PRIMARY, 1.5),
    # Whether a promise was kept is told by the shape alone: it is never good or bad in colour.
    "promise_kept": _INK_DISC + _sign("M5.2 9.3l2.7 2.7 5-5.6"),
    "promise_partly_kept": _INK_RING + f'<path d="M9 1.8a7.2 7.2 0 0 0 0 14.4z" fill="{theme.NEUTRAL}"/>',
    "promise_not_kept": _INK_RING + _sign("M6 6l6 6M12 6l-6 6", theme.NEUTRAL, 1.8),
    "promise_ongoing": _INK_RING + _sign("M9 4.8V9l3 1.8", theme.NEUTRAL, 1.6),
    "current": _sign("M3.4 9.6l3.8 3.8 7.6-8.4", theme.PRIMARY, 2),
    "information": f'<circle cx="9" cy="9" r="7.4" fill="none" stroke="{theme.MUTED}" stroke-width="1.5"/>'
    + _sign("M9 8.4v4M9 5.6v.1", theme.MUTED, 1.7),
}

ICONS = tuple(_DRAWN)
_CHANGE = {
    ("increase", "good"): "good_up",
    ("increase", "bad"): "bad_up",
    ("increase", "neutral"): "neutral_up",
    ("decrease", "good"): "good_down",
    ("decrease", "bad"): "bad_down",
    ("decrease", "neutral"): "neutral_down",
    ("no_clear_change", ""): "no_clear_change",
    ("too_uncertain", ""): "undetermined",
    ("not_comparable", ""): "not_comparable",
    ("not_measured", ""): "not_measured",
}
_AREA = {"clearly_higher": "up", "clearly_lower": "down", "no_clear_difference": "no_clear_change", "too_uncertain": "undetermined"}


def change_icon(verdict: str, polarity: str = "neutral") -> str:
    """The icon's name for a change: an arrow gives the number's direction, disc, diamond or square its meaning."""
    return _CHANGE.get((verdict, polarity)) or _CHANGE.get((verdict, "")) or "undetermined"


def area_icon(verdict: str, polarity: str = "neutral") -> str:
    """The icon's name for an area held against the rest of its municipality."""
    name = _AREA.get(verdict, "undetermined")
    return f"{polarity}_{name}" if name in ("up", "down") else name


def promise_icon(status: str) -> str:
    """The icon's name for whether a promise was kept; in ink, never coloured."""
    return f"promise_{status}"


def tone_of(icon: str) -> str:
    """Which text colour goes with an icon: better, worse, muted, primary or ink."""
    drawn = _DRAWN[icon]
    tones = {_DISC: "better", _DIAMOND: "worse", _RING: "muted", _OPEN: "primary", _SQUARE: "ink", _INK_DISC: "ink", _INK_RING: "ink"}
    for shape, tone in tones.items():
        if drawn.startswith(shape):
            return tone
    return "worse" if icon == "signal" else "muted"


def drawing(name: str) -> str:
    """An icon as SVG text, in the colours of paper."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18">{_DRAWN[name]}</svg>'


def svg_uri(svg: str) -> str:
    """An SVG drawing as the address of an <img>, a quarter shorter than base64: only what ends an address is encoded."""
    return "data:image/svg+xml," + quote(svg.replace('"', "'"), safe=" '/:=;,.()!*+-@?|[]{}")


def svg_css(svg: str) -> str:
    """An SVG drawing as an address inside a style, where blanks, quotes and brackets would end it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def both_themes(svg: str) -> str:
    """An SVG drawing that follows the page: inside an <img> its own style swaps every token colour in dark mode."""
    pairs = ((part, light, dark) for light, dark in theme.DARK.items() for part in ("fill", "stroke"))
    rules = "".join(f'[{part}="{light}"]{{{part}:{dark}}}' for part, light, dark in pairs if f'{part}="{light}"' in svg)
    return svg.replace(">", f"><style>@media(prefers-color-scheme:dark){{{rules}}}</style>", 1)

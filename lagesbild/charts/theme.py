"""The product's colours, type and sizes: one set of tokens that every picture draws with, and their dark counterparts."""

from __future__ import annotations

import re

FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
FONT_SIZE = 13

INK = "#16262E"
MUTED = "#51636B"
PAPER = "#FFFFFF"
SURFACE = "#F4F7F8"
LINE = "#D5DEE2"
GRID = "#E6ECEF"
AXIS = "#9FB0B7"
PRIMARY = "#0B5C7A"
HIGHLIGHT = "#E7F0F3"
BETTER = "#1F6FB2"
WORSE = "#B4541A"
BETTER_TEXT = "#195E98"
WORSE_TEXT = "#9C4715"
NEUTRAL = INK  # certain, and neither good nor bad: near-black, for grey says that nothing is certain
UNSURE = "#6B7B83"  # marks only: too pale for text
OUTLINE = "#7F8F97"
BAND = "#F3EEDF"
BAND_EARLIER = "#FAF8F1"
BAND_REST = "#E4DCC2"  # what remains of an agreement's time
STRIP = "#F8F5EB"
CLASSES = ("#E7F0F3", "#BDD5DE", "#86B1C2", "#45849C", "#0B5C7A")
FADED = ("#F4F9FA", "#E1ECF0", "#C8DCE4", "#ABC8D3", "#91B6C4")  # the classes at 45 % on white
DARK_CLASSES_FROM = 3  # white names from this class on

# Every light token has a dark counterpart; the map's classes keep their order of strength.
DARK = {
    INK: "#E6EEF1",
    MUTED: "#A9BAC2",
    PAPER: "#10191E",
    SURFACE: "#17232A",
    LINE: "#2E3F48",
    GRID: "#223039",
    AXIS: "#4A5D67",
    PRIMARY: "#7CC4E0",
    HIGHLIGHT: "#1D3039",
    BETTER: "#74B4EA",
    WORSE: "#F09A60",
    BETTER_TEXT: "#8CC2F0",
    WORSE_TEXT: "#F4AC7B",
    UNSURE: "#95A6AE",
    OUTLINE: "#8497A0",
    BAND: "#2C2A20",
    BAND_EARLIER: "#211F19",
    BAND_REST: "#4A432C",
    STRIP: "#1E1D18",
    CLASSES[1]: "#28505F",
    CLASSES[2]: "#367487",
    CLASSES[3]: "#57A0B8",
    FADED[0]: "#16242A",
    FADED[1]: "#1A323B",
    FADED[2]: "#21414B",
    FADED[3]: "#2F5563",
    FADED[4]: "#3F6C7D",
}


def fade(colour: str, alpha: float) -> str:
    """A token as rgba(), for ribbons and hatching."""
    red, green, blue = _channels(colour)
    return f"rgba({red},{green},{blue},{alpha:g})"


def darken(drawing: str) -> str:
    """A drawing's text (SVG or JSON) with every light token swapped for its dark counterpart."""
    swaps = {light.lower(): dark for light, dark in DARK.items()}
    rgb = {",".join(map(str, _channels(light))): ",".join(map(str, _channels(dark))) for light, dark in DARK.items()}
    drawing = re.sub(r"#[0-9A-Fa-f]{6}\b", lambda hit: swaps.get(hit.group().lower(), hit.group()), drawing)
    return re.sub(r"rgba\((\d+,\d+,\d+),", lambda hit: f"rgba({rgb.get(hit.group(1), hit.group(1))},", drawing)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

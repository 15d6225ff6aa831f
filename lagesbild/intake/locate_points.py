"""Judges the points of reports by the municipality that they should lie in: moved to degrees, and what is wrong with those elsewhere."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pyproj import CRS, Transformer

from lagesbild.intake.refusal import Refusal, shown
from lagesbild.model import Municipality
from lagesbild.texts import count, number, text

DEGREES = "EPSG:4326"
DECIMALS = 9  # a tenth of a millimetre, so that another version of the transformation gives the same point
MOST = 0.5  # where more than this share of the points has one and the same mistake, the file is wrong, not its rows
Verdict = Literal["inside", "absent", "half", "zero", "swapped", "metres", "degrees", "outside"]
WHOLE_FILE = {"swapped": "points.swapped_axes", "metres": "points.metres_called_degrees", "degrees": "points.degrees_called_metres"}


def in_degrees(east: np.ndarray, north: np.ndarray, crs: str) -> tuple[np.ndarray, np.ndarray]:
    """(longitude, latitude) in WGS 84 of coordinates in a system; infinite where the system has no such place."""
    if crs == DEGREES or not len(east):
        return east, north
    lon, lat = Transformer.from_crs(crs, DEGREES, always_xy=True).transform(east, north, errcheck=False)
    return np.round(lon, DECIMALS), np.round(lat, DECIMALS)


def inside(east: np.ndarray, north: np.ndarray, crs: str, ours: Municipality, margin: float) -> np.ndarray:
    """Whether each point lies within the municipality's bounds, widened by so many degrees north and south and twice that east and west."""
    lon, lat = in_degrees(east, north, crs)
    west, south, eastern, northern = ours.bounds
    across = (lon >= west - 2 * margin) & (lon <= eastern + 2 * margin)
    return across & (lat >= south - margin) & (lat <= northern + margin)


def verdicts(east: np.ndarray, north: np.ndarray, crs: str, ours: Municipality, margin: float) -> np.ndarray:
    """For each point what it is; a point that is not inside is told by the mistake that would put it there if mended."""
    found = np.full(len(east), "outside", dtype=object)
    found[inside(east, north, crs, ours, margin)] = "inside"
    left = (found == "outside").nonzero()[0]
    geographic = CRS.from_user_input(crs).is_geographic
    mistaken: Verdict = "metres" if geographic else "degrees"
    other = f"EPSG:{ours.metric_crs}" if geographic else DEGREES
    tries: tuple[tuple[Verdict, np.ndarray, np.ndarray, str], ...] = (
        (mistaken, north[left], east[left], other),
        (mistaken, east[left], north[left], other),
        ("swapped", north[left], east[left], crs),
    )
    for verdict, first, second, system in tries:
        found[left[inside(first, second, system, ours, margin)]] = verdict
    found[(east == 0) & (north == 0)] = "zero"
    found[np.isnan(east) != np.isnan(north)] = "half"
    found[np.isnan(east) & np.isnan(north)] = "absent"
    return found


def refuse_if_most(found: np.ndarray, crs: str, columns: str, ours: Municipality) -> None:
    """Refuse a file in which most points have the same mistake, or in which none lies in the municipality."""
    points = int((found != "absent").sum())
    said = {"columns": columns, "crs": shown(crs), "metric": f"EPSG:{ours.metric_crs}", "name": ours.name, "code": ours.code}
    for verdict, key in WHOLE_FILE.items():
        wrong = int((found == verdict).sum())
        if points and wrong > MOST * points:
            raise Refusal(key, wrong=number(wrong), all=number(points), **said)
    if (found == "outside").any() and not np.isin(found, ["inside", "absent"]).any():
        rows = count(int((found == "outside").sum()), text("intake.word.point"), text("intake.word.points"))
        raise Refusal("points.outside", rows=rows, **said)

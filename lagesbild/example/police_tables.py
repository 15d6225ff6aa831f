"""Writes the police's safety survey in Norrhamn as the police hand it out: shares and problem index per area, no answers."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit

from lagesbild.example.answers import told
from lagesbild.example.deliveries import workbook
from lagesbild.example.geography import SEED, places
from lagesbild.example.people import people

HIGHEST = 6  # of the problem index
Numbers = NDArray[np.float64]


def write_police_tables(folder: Path) -> list[Path]:
    """One file per wave, the first first: the older long and as text, the newer wide and as a workbook."""
    plan = told()["police"]
    waves = [wave for wave in plan if wave.isdigit()]
    return [_write(folder / plan[wave]["file"], wave) for wave in waves]


def _write(path: Path, wave: str) -> Path:
    plan = told()["police"]
    names = [area["name"] for area in places()["area"]]
    rng = np.random.default_rng([SEED, 7, int(wave)])
    answers = np.round(plan[wave]["answers"] / len(names) * rng.uniform(0.93, 1.07, len(names))).astype(int)
    figures = {question["code"]: _figures(rng, question, wave, answers) for question in plan["question"]}
    rows = [(plan["layout"]["whole"], int(answers.sum()), {code: whole for code, (whole, _) in figures.items()})]
    rows += [(names[n], int(answers[n]), {code: areas[n] for code, (_, areas) in figures.items()}) for n in range(len(names))]
    return _long(path, wave, rows) if path.suffix == ".csv" else _wide(path, wave, rows)


def _figures(rng: np.random.Generator, question: dict[str, Any], wave: str, answers: NDArray[np.int_]) -> tuple[float, Numbers]:
    """(the whole municipality, every area): percent, or index with two decimals; the areas' mean by people is the whole."""
    pattern = np.array(next(q["areas"] for q in told()["question"] if q["code"] == question["like"])) / 100
    whole = question["percent"][wave] / 100 if "percent" in question else question["index"][wave] / HIGHEST
    crowd = people().loc[int(wave) - 1].to_numpy(dtype=float)
    strayed = logit(pattern) + rng.normal(0, 1, len(pattern)) / np.sqrt(answers * pattern * (1 - pattern))
    shift = brentq(lambda by: np.average(expit(strayed + by), weights=crowd) - whole, -4, 4)
    areas = expit(strayed + shift)
    return (round(100 * whole, 1), np.round(100 * areas, 1)) if "percent" in question else (whole * HIGHEST, np.round(HIGHEST * areas, 2))


def _long(path: Path, wave: str, rows: list[tuple[str, int, dict[str, Any]]]) -> Path:
    layout = told()["police"]["layout"]
    untold = next(area["name"] for area in places()["area"] if area["code"] == layout["untold"])
    lines = [
        [wave, area, code, f"{figure:.10g}".replace(".", ","), "" if area == untold else answers]
        for area, answers, figures in [*[(beyond, "", rows[0][2]) for beyond in layout["beyond"]], *rows]
        for code, figure in figures.items()
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows([layout["headings"], *lines])
    return path


def _wide(path: Path, wave: str, rows: list[tuple[str, int, dict[str, Any]]]) -> Path:
    layout = told()["police"]["layout"]
    head = [layout["headings"][1], layout["headings"][-1], *rows[0][2]]
    lines = [[area, answers, *(round(float(figure), 2) for figure in figures.values())] for area, answers, figures in rows]
    return workbook(path, layout["sheet"], [[layout["title"].format(wave=wave)], [], head, *lines, [], [layout["note"]]])

"""Writes the school office's table of what Norrhamn's pupils answer: shares by school area, grade and sex."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from lagesbild.example.answers import told
from lagesbild.example.geography import SEED, places

ANSWERING = 0.88  # of the pupils
Counts = NDArray[np.int64]


def write_school_table(path: Path) -> Path:
    """One row per year, question, area and group of pupils, with semicolons and decimal commas."""
    plan, random = told()["school"], np.random.default_rng([SEED, 8])
    lines = [line for place in range(len(plan["years"])) for line in _year(random, plan, place)]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows([plan["headings"], *lines])
    return path


def _year(random: np.random.Generator, plan: dict[str, Any], place: int) -> Iterator[list[Any]]:
    """The rows of one year: who answered is the same for all questions, and every total is the sum of its parts."""
    answered = random.binomial(_pupils(plan), ANSWERING)
    areas = {area["code"]: area["name"] for area in places()["area"]}
    for question in plan["question"]:
        lean = np.array(question["grades"])[:, None] + np.array([0.5, -0.5]) * question["girls"]
        yes = random.binomial(answered, expit(logit(question["percent"][place] / 100) + lean)[None])
        for at, name in [(slice(None), plan["whole"]), *((slice(n, n + 1), areas[code]) for n, code in enumerate(plan["areas"]))]:
            for group, which in _groups(plan):
                figure = _figure(int(yes[at][which].sum()), int(answered[at][which].sum()), plan)
                yield [plan["years"][place], name, question["title"], *group, *figure]


def _pupils(plan: dict[str, Any]) -> Counts:
    """Pupils of shape (areas, grades, sexes), spread as the people who live there."""
    crowd = np.array([next(area["people"] for area in places()["area"] if area["code"] == code) for code in plan["areas"]])
    grades = np.array([grade["pupils"] for grade in plan["grades"]])
    return np.rint(crowd[:, None, None] / crowd.sum() * grades[:, None] * np.array([0.49, 0.51])).astype(np.int64)


def _groups(plan: dict[str, Any]) -> Iterator[tuple[list[str], tuple[Any, ...]]]:
    """(grade and sex as they are written, where they lie): everybody, each grade, each sex of a grade."""
    everybody = plan["everybody"]
    yield [everybody, everybody], (...,)
    for grade, told_grade in enumerate(plan["grades"]):
        yield [told_grade["name"], everybody], (slice(None), grade)
        for sex, name in enumerate(plan["sexes"]):
            yield [told_grade["name"], name], (slice(None), grade, sex)


def _figure(yes: int, answered: int, plan: dict[str, Any]) -> tuple[str, int]:
    """The share in per cent, or the mark that stands for too few, and the number of answers."""
    share = plan["mark"] if answered < plan["few"] else f"{100 * yes / answered:.1f}".replace(".", ",")
    return share, answered

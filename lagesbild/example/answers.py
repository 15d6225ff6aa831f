"""Makes up who in Norrhamn answers the safety survey and what, so that the weighted shares are those of surveys.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit

from lagesbild.example.geography import FOLDER, SEED
from lagesbild.settings import ROOT

ALIKE = 1.1  # how much answers to different questions by the same person have in common, in logits
SPREAD = 1.0  # chance that makes one wave's areas differ from another's, against that of a random sample
Numbers = NDArray[np.float64]


@lru_cache(maxsize=1)
def told() -> dict[str, Any]:
    """Shares, response and files of surveys.toml."""
    return tomllib.loads((FOLDER / "surveys.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def survey(name: str) -> dict[str, Any]:
    """A survey of the catalogue, as it stands in data/surveys."""
    return tomllib.loads((ROOT / "data" / "surveys" / f"{name}.toml").read_text(encoding="utf-8"))


def waves() -> list[str]:
    """The waves of Norrhamn's own survey, the first first."""
    return [wave["wave"] for wave in survey("norrhamn_trygghet")["waves"]]


def asked(wave: str) -> list[dict[str, Any]]:
    """The questions of a wave: some came later than the first."""
    order = waves()
    return [one for one in survey("norrhamn_trygghet")["questions"] if order.index(one.get("since", order[0])) <= order.index(wave)]


@lru_cache(maxsize=8)
def respondents(wave: str) -> pd.DataFrame:
    """One row per respondent: area, age (years), group (of age), woman, weight and an answer (or NaN) to each question.

    The weights make every area's ages as many as the people they stand for, and sum to the people of 16-84 years.
    """
    random = np.random.default_rng([SEED, 6, int(wave)])
    strata = next(w for w in survey("norrhamn_trygghet")["waves"] if w["wave"] == wave)["strata"]
    rows = pd.concat([_of_area(random, area, size) for area, size in _sizes(random, wave, strata).items()], ignore_index=True)
    share = np.array([group["share"] for group in told()["ages"]])
    people = np.array([strata[area]["population"] for area in rows["area"]]) * share[rows["group"]]
    rows["weight"] = np.round(people / rows.groupby(["area", "group"])["age"].transform("size"), 4)
    mood = random.logistic(0, ALIKE, len(rows))
    later = np.random.default_rng([SEED, 7, int(wave)])
    for question in asked(wave):
        plan = next(item for item in told()["question"] if item["code"] == question["code"])
        rows[question["code"]] = _answers(later if plan.get("later") else random, rows, mood, question, plan, waves().index(wave))
    return rows.iloc[random.permutation(len(rows))].reset_index(drop=True)


def _sizes(random: np.random.Generator, wave: str, strata: dict[str, Any]) -> dict[str, int]:
    """How many answer in each area: about as many everywhere, but few where few are invited."""
    invited = np.array([stratum["sample"] for stratum in strata.values()])
    few = invited == invited.min()
    even = (told()["answered"][wave] - told()["smallest"]) / (len(invited) - 1)
    found = np.where(few, told()["smallest"], np.floor(even + random.uniform(-6, 6, len(invited)))).astype(int)
    found[0] += told()["answered"][wave] - found.sum()
    return dict(zip(strata, found.tolist(), strict=True))


def _of_area(random: np.random.Generator, area: str, size: int) -> pd.DataFrame:
    """The respondents of an area; the young are fewer than in the population."""
    ages = told()["ages"]
    likely = np.array([group["share"] * group["answers"] for group in ages])
    counts = np.maximum(random.multinomial(size - len(ages), likely / likely.sum()), 0) + 1
    group = np.repeat(np.arange(len(ages)), counts)
    low, high = (np.array([item[key] for item in ages])[group] for key in ("from", "to"))
    return pd.DataFrame({"area": area, "group": group, "age": random.integers(low, high + 1), "woman": random.random(size) < 0.53})


def _answers(
    random: np.random.Generator, rows: pd.DataFrame, mood: Numbers, question: dict[str, Any], plan: dict[str, Any], place: int
) -> Numbers:
    """One question: those who answer, those of them who give a counted answer, and which one."""
    chance = random.random(len(rows))
    silent, unwilling = told()["silent"], told()["silent"] + told()["unwilling"]
    unknowing = unwilling + told()["unknowing"].get(question["code"], 0)
    answers = chance >= unknowing
    lean = mood + plan["older"] * rows["group"] + plan["women"] * rows["woman"] + random.logistic(0, 1, len(rows))
    found = np.full(len(rows), np.nan)
    counted = np.zeros(len(rows), dtype=bool)
    for area, share in _shares(random, rows[answers], plan, place).items():
        here = np.flatnonzero(answers & (rows["area"] == area))
        order = here[np.argsort(-lean.to_numpy()[here])]
        reached = np.cumsum(rows["weight"].to_numpy()[order]) - rows["weight"].to_numpy()[order] / 2
        counted[order[reached <= share * rows["weight"].to_numpy()[here].sum()]] = True
    valid = [key for key in question["scale"] if key not in question["not_answered"]]
    for which, mine in ((counted, question["counts"]), (answers & ~counted, [key for key in valid if key not in question["counts"]])):
        found[which] = random.choice(np.array(mine, dtype=float), int(which.sum()), p=_fading(len(mine)))
    found[(chance >= silent) & (chance < unwilling)] = 9
    found[(chance >= unwilling) & (chance < unknowing)] = 8
    return found


def _shares(random: np.random.Generator, rows: pd.DataFrame, plan: dict[str, Any], place: int) -> dict[str, float]:
    """The share of each area in a wave: its pattern, chance, and the municipality's own share as their weighted mean."""
    sums = rows.groupby("area")["weight"].agg(["sum", "size"])
    pattern = np.array(plan["areas"]) / 100
    if place < len(waves()) - 1:
        pattern = expit(logit(pattern) + random.normal(0, SPREAD, len(pattern)) / np.sqrt(sums["size"] * pattern * (1 - pattern)))
    target = plan["percent"][place - len(waves())] / 100
    shift = brentq(lambda by: np.average(expit(logit(pattern) + by), weights=sums["sum"]) - target, -3, 3)
    return dict(zip(sums.index, expit(logit(pattern) + shift), strict=True))


def _fading(size: int) -> Numbers:
    """Chances of so many answers, each less common than the one before."""
    chance = 0.55 ** np.arange(size)
    return chance / chance.sum()

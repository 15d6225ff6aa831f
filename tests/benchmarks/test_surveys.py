"""How long a large survey takes: 20,000 answers to 60 questions received, and 40 questions by area and group for three waves."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd

from lagesbild.build.survey_domains import divisions
from lagesbild.intake import receive
from lagesbild.stats.proportion import share_interval
from lagesbild.stats.survey import design, estimates, stacked
from lagesbild.stats.survey_change import domain_difference
from tests.benchmarks.measure import Line, at_most
from tests.benchmarks.raw import DAY
from tests.intake.made_files import home_folder
from tests.intake.made_surveys import INDICATOR

PEOPLE, QUESTIONS = 20_000, 60
AREAS, ASKED, WAVES, ANSWERED = 14, 40, 3, 2_450
SCALE = '{ "1" = "Nej", "2" = "Ja, i någon mån", "3" = "Ja, i hög grad", "8" = "Vet ej" }'


def declare(home: Path) -> None:
    """A survey of sixty questions in the home's catalogue."""
    folder = home / "catalogue"
    for kind in ("surveys", "indicators"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    lines = ['title = "Stor mätning"', 'source = "Provsunds kommun"', 'instrument = "own"', 'municipality = "9990"']
    lines += ['population = "16–84 år"', 'sex = { "1" = "M", "2" = "K" }', "[columns]"]
    lines += [f'{role} = ["{role}"]' for role in ("wave", "area", "weight", "sex", "age")]
    for n in range(QUESTIONS):
        words = INDICATOR.format(code=f"Q{n}", measure="share", unit="share")
        (folder / "indicators" / f"stor_{n}.toml").write_text(words, encoding="utf-8")
        lines += ["[[questions]]", f'code = "Q{n}"', f'indicator = "stor_{n}"', f'text = "Är Q{n} ett problem?"', f"scale = {SCALE}"]
        lines += ['counts = ["2", "3"]', 'not_answered = ["8"]']
    lines += ["[[waves]]", 'wave = "2026"', "field_from = 2026-09-01", "field_to = 2026-10-15"]
    (folder / "surveys" / "stor.toml").write_text("\n".join(lines), encoding="utf-8")


def test_twenty_thousand_answers_to_sixty_questions_are_received(folder: Path, told: list[Line]) -> None:
    home, rng = home_folder(folder / "surveyed"), np.random.default_rng(4)
    declare(home)
    background = {
        "wave": 2026, "area": [f"N{n:02d}" for n in rng.integers(1, 15, PEOPLE)], "weight": rng.uniform(0.5, 3, PEOPLE).round(6),
        "sex": rng.integers(1, 3, PEOPLE), "age": rng.integers(16, 85, PEOPLE),
    }  # fmt: skip
    grid = {f"Q{n}": rng.choice([1, 2, 3, 8], PEOPLE) for n in range(QUESTIONS)}
    path = folder / "stor.csv"
    pd.DataFrame(background | grid).to_csv(path, sep=";", index=False)
    began, used = time.perf_counter(), time.process_time()
    receipt = receive(path, home, None, None, DAY)
    spent, used = time.perf_counter() - began, time.process_time() - used
    assert receipt.outcome == "accepted" and receipt.rows_stored == PEOPLE, receipt.message
    told.append(at_most(f"receive {PEOPLE} x {QUESTIONS} survey answers", spent, 10, " s", f" ({used:.1f} s of processor)"))


def test_estimates_of_forty_questions_by_area_and_group_for_three_waves(told: list[Line]) -> None:
    rng, began, made = np.random.default_rng(5), time.perf_counter(), 0
    areas = pd.DataFrame({"area": [f"N{n:02d}" for n in range(AREAS)], "area_version": "2024", "area_level": "neighbourhood"})
    for _ in range(WAVES):
        area, weight = rng.integers(0, AREAS, ANSWERED), rng.uniform(0.5, 3, ANSWERED)
        people = pd.DataFrame({"sex": rng.choice(["K", "M"], ANSWERED), "age": rng.choice(["16-29", "30-44", "45-64", "65-84"], ANSWERED)})
        plan = design(area, np.full(AREAS, 4_000.0))
        for division in divisions(people, areas, area, (), "9990"):
            sums = [division.tally(weight, area, rng.integers(0, 2, ANSWERED).astype(float), AREAS) for _ in range(ASKED)]
            inside = stacked([item.combined(division.member) for item in sums])
            figures = estimates(inside, plan)
            share_interval(figures)
            made += len(figures.n)
            if division.against:
                domain_difference(stacked([item.combined(1 - division.member) for item in sums]), inside, plan, share=True)
    spent = time.perf_counter() - began
    assert made >= ASKED * AREAS * 12 * WAVES
    told.append(at_most(f"estimates of {ASKED} questions x {AREAS} areas x 15 groups x {WAVES} waves", spent, 20, " s"))

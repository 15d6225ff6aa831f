"""A small invented survey of Provsund, and files of answers and tables for it, so that a test says only what is special."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

from tests.intake.made_files import workbook

QUESTIONS = ("F1", "F2", "F3", "F4")
PROBLEM = '{ "1" = "Inget problem", "2" = "Litet problem", "3" = "Stort problem", "8" = "Vet ej" }'
INDICATOR = """
title = "Prov {code}"
short_title = "Prov {code}"
definition = "Andel som svarar {code}."
source = "Provsunds kommun"
measure = "{measure}"
unit = "{unit}"
better = "lower"
family = "survey"
"""
SURVEY = """
title = "Provsunds mätning"
source = "Provsunds kommun"
instrument = "own"
municipality = "9990"
population = "16–84 år"
{keys}
sex = {{ "2" = "K", "1" = "M" }}
areas = {{ "Norra" = "N01", "Södra" = "N02" }}

[columns]
wave = ["Mätning"]
area = ["Område"]
weight = ["Vikt"]
stratum = ["Stratum"]
sex = ["Kön"]
age = ["Ålder"]
age_group = ["Åldersgrupp"]
{questions}
[[waves]]
wave = "2024"
field_from = 2024-09-01
field_to = 2024-10-15
[[waves]]
wave = "2026"
field_from = 2026-09-01
field_to = 2026-10-15
"""
QUESTION = """
[[questions]]
code = "{code}"
also = ["Fråga_{code}"]
indicator = "prov_{number}"
text = "Är {code} ett problem?"
scale = {scale}
{counts}
"""
INDEX = '{ "0" = "0", "1" = "1", "2" = "2", "3" = "3" }'


def add_survey(home: Path, keys: str = "", slug: str = "prov", score: str = "F4", text: str = "") -> Path:
    """Put the survey and its indicators into a home's catalogue; one question is a score, the others are shares."""
    folder = home / "catalogue"
    for kind in ("surveys", "indicators"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    questions = ""
    for number, code in enumerate(QUESTIONS, start=1):
        mean = code == score
        words = INDICATOR.format(code=code, measure="mean" if mean else "share", unit="index" if mean else "share")
        (folder / "indicators" / f"prov_{number}.toml").write_text(words, encoding="utf-8")
        counts = "score = true" if mean else 'counts = ["2", "3"]\nnot_answered = ["8"]'
        questions += QUESTION.format(code=code, number=number, scale=INDEX if mean else PROBLEM, counts=counts)
    path = folder / "surveys" / f"{slug}.toml"
    path.write_text(text or SURVEY.format(keys=keys, questions=questions), encoding="utf-8")
    return path


def person(**changes: Any) -> dict[str, Any]:
    """One sound respondent."""
    return {"Mätning": 2026, "Område": "N01", "Vikt": 1.5, "Kön": 2, "Ålder": 40, "F1": 1, "F2": 2, "F3": 3, "F4": 0} | changes


def people(count: int, **changes: Any) -> list[dict[str, Any]]:
    """Sound respondents in two areas, with ages and answers that differ."""
    return [
        person(**({"Område": f"N0{n % 2 + 1}", "Ålder": 16 + n % 60, "F1": n % 3 + 1, "Vikt": 1 + n / 10} | changes)) for n in range(count)
    ]


def answers(path: Path, rows: list[dict[str, Any]], leave_out: tuple[str, ...] = ()) -> Path:
    """The respondents as .csv or .xlsx, by the path's ending."""
    kept = [{key: value for key, value in row.items() if key not in leave_out} for row in rows]
    headings = list(dict.fromkeys(key for row in kept for key in row))
    lines = [headings, *([row.get(key, "") for key in headings] for row in kept)]
    if path.suffix == ".xlsx":
        return workbook(path, lines, "Svar")
    path.write_text("".join(";".join(str(cell) for cell in line) + "\n" for line in lines), encoding="utf-8")
    return path


def sav(path: Path, rows: list[dict[str, Any]], **more: Any) -> Path:
    """The respondents as an SPSS file, with labels and missing values as the test wants."""
    pyreadstat.write_sav(pd.DataFrame(rows), str(path), **more)
    return path


def table(path: Path, lines: list[list[Any]]) -> Path:
    """A ready table with these rows."""
    if path.suffix == ".xlsx":
        return workbook(path, lines, "Tabell")
    path.write_text("".join(";".join(str(cell) for cell in line) + "\n" for line in lines), encoding="utf-8")
    return path

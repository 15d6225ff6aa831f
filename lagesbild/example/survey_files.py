"""Writes the answers to Norrhamn's safety survey as they come: from SPSS with labels, as a workbook or as text."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from lagesbild.example.answers import asked, respondents, survey, told, waves
from lagesbild.example.deliveries import WRITTEN, workbook
from lagesbild.example.geography import places

STAMP = slice(92, 109)  # where an SPSS file holds the date and time of its making
NO_ANSWER = ("8", "9")


def write_surveys(folder: Path) -> list[Path]:
    """The waves of Norrhamn's own survey, the first first."""
    return [_write(folder / told()["files"][wave], wave) for wave in waves()]


def _write(path: Path, wave: str) -> Path:
    rows = respondents(wave)
    columns = {
        "Lopnr": np.arange(1, len(rows) + 1),
        "Matning": int(wave),
        "Omrade": rows["area"],
        "Kon": np.where(rows["woman"], 2, 1),
        "Alder": rows["age"],
        "Vikt": rows["weight"],
    }
    table = pd.DataFrame(columns).join(rows[[question["code"] for question in asked(wave)]])
    return {".sav": _sav, ".xlsx": _xlsx, ".csv": _csv}[path.suffix](path, table, told().get("slips", {}).get(wave, []))


def _sav(path: Path, table: pd.DataFrame, slips: list[dict[str, Any]]) -> Path:
    """Areas and answers as numbers with labels, "vet ej" and "vill ej svara" declared as missing."""
    assert not slips, "a numeric variable holds no stray text"
    areas = places()["area"]
    number = {area["code"]: float(place) for place, area in enumerate(areas, start=1)}
    questions = survey("norrhamn_trygghet")["questions"]
    pyreadstat.write_sav(
        table.assign(Omrade=table["Omrade"].map(number)),
        str(path),
        row_compress=True,
        file_label=told()["own"]["title"],
        column_labels={question["code"]: question["text"] for question in questions},
        variable_value_labels={
            "Omrade": {number[area["code"]]: area["name"] for area in areas},
            "Kon": {1: "Man", 2: "Kvinna"},
            **{question["code"]: {int(key): label for key, label in question["scale"].items()} for question in questions},
        },
        missing_ranges={question["code"]: [int(key) for key in NO_ANSWER if key in question["scale"]] for question in questions},
    )
    made = bytearray(path.read_bytes())
    made[STAMP] = f"{WRITTEN:%d %b %y%H:%M:%S}".encode("ascii")
    path.write_bytes(made)
    return path


def _xlsx(path: Path, table: pd.DataFrame, slips: list[dict[str, Any]]) -> Path:
    """Areas and answers as codes, empty where there is no answer."""
    return workbook(path, told()["own"]["sheet"], [list(table.columns), *_cells(table, slips, lambda value: value)])


def _csv(path: Path, table: pd.DataFrame, slips: list[dict[str, Any]]) -> Path:
    """Areas by name, semicolons and decimal commas, as a Swedish Excel saves text."""
    names = {area["code"]: area["name"] for area in places()["area"]}
    rows = _cells(table.assign(Omrade=table["Omrade"].map(names)), slips, lambda value: str(value).replace(".", ","))
    with path.open("w", encoding="cp1252", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows([list(table.columns), *rows])
    return path


def _cells(table: pd.DataFrame, slips: list[dict[str, Any]], written: Any) -> list[list[Any]]:
    """The cells row by row, whole numbers without decimals, with what went wrong on the way."""
    rows = [["" if value != value else written(_plain(value)) for value in row] for row in table.itertuples(index=False)]
    for slip in slips:
        rows[slip["row"] - 1][list(table.columns).index(slip["column"])] = slip["text"]
    return rows


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    return int(value) if float(value).is_integer() else float(value)

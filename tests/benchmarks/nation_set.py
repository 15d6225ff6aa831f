"""Makes an invented nation: at scale 1, 290 municipalities with 6,000 areas, 24 million reports and a million survey answers. Seeded.

python -m tests.benchmarks.nation_set FOLDER SCALE     makes the files and receives them into FOLDER/home
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from lagesbild.intake import receive
from tests.benchmarks.large import SEED, block, head
from tests.benchmarks.raw import DAY
from tests.intake.made_surveys import INDICATOR

MUNICIPALITIES, AREAS, REPORTS, ANSWERS = 290, 6_000, 24_000_000, 1_000_000
SCALE = float(os.environ.get("LAGESBILD_BENCH_NATION", "0.007"))
ROWS = int(os.environ.get("LAGESBILD_BENCH_REPORTS", "0"))  # 0: as many as the scale says
QUESTIONS = 3
YEARS = range(2016, 2026)
WAVES = {"2024": "2024-09-01", "2025": "2025-09-01"}
ALIKE = 0.8  # sizes fall with the rank to this power: a few are large, most are small
PLACE = """code = "{code}"
name = "{name}"
genitive = "{name}s"
police_area = "{name}"
county = "Påhittat län"
metric_crs = 3006
bounds = [{west:.2f}, {south:.2f}, {east:.2f}, {north:.2f}]
example = true
"""


@dataclass(frozen=True)
class Size:
    """How large a nation is."""

    municipalities: int
    areas: int
    reports: int
    answers: int

    @classmethod
    def of(cls, scale: float, reports: float = 1.0) -> Size:
        """The nation at a scale; `reports` times the reports of that scale, to see what rows alone cost."""
        rows = round((ROWS or REPORTS * scale) * reports)
        return cls(max(round(MUNICIPALITIES * scale), 2), max(round(AREAS * scale), 4), rows, round(ANSWERS * scale))

    def shares(self) -> np.ndarray:
        """Each municipality's share of what is counted, the largest first."""
        weights = np.arange(1, self.municipalities + 1) ** -ALIKE
        return weights / weights.sum()


def code_of(n: int) -> str:
    """Codes that no municipality of Sweden has."""
    return str(5001 + n)


def name_of(n: int) -> str:
    """A name that no municipality has."""
    return f"Provkommun {n + 1}"


def make_nation(folder: Path, size: Size, first: int = 0) -> Path:
    """A home with all of it received; `first`: so many municipalities are there already."""
    home = folder / "home"
    _declare(home, size)
    for n in range(first, size.municipalities):
        for path in files_of(folder / "files" / code_of(n), n, size):
            receipt = receive(path, home, code_of(n), None, DAY)
            assert receipt.outcome == "accepted", receipt.message
            path.unlink()
    return home


def files_of(folder: Path, n: int, size: Size) -> list[Path]:
    """One municipality's deliveries: borders, people, reports and answers."""
    folder.mkdir(parents=True, exist_ok=True)
    share, random = float(size.shares()[n]), np.random.default_rng([SEED, n])
    count = max(round(size.areas * share * 0.5 + size.areas / size.municipalities * 0.5), 2)
    areas = [f"P{m + 1:03d}" for m in range(count)]
    reports = max(round(size.reports * share), 100)
    return [
        _borders(folder / "omraden.geojson", n, areas),
        _people(folder / "folkmangd.xlsx", areas, max(int(10_000_000 * share / count), 300), random),
        new_reports(folder / "anmalda_brott.csv", n, reports, areas),
        _answers(folder / "matning.csv", areas, max(round(size.answers * share), 200), random),
    ]


def new_reports(path: Path, n: int, rows: int, areas: list[str], first: int = 0) -> Path:
    """One municipality's extract of reported crime."""
    with path.open("wb") as stream:
        stream.write(head("utf-8"))
        start = n * 10_000_000 + first
        for begin in range(start, start + rows, 500_000):
            stream.write(block(begin, min(500_000, start + rows - begin), "utf-8", name_of(n), areas))
    return path


def _declare(home: Path, size: Size) -> None:
    """The municipalities and the survey that they all make, in the home's catalogue."""
    catalogue = home / "catalogue"
    for n in range(size.municipalities):
        own = catalogue / "municipalities" / f"{code_of(n)}-prov"
        own.mkdir(parents=True, exist_ok=True)
        west, south = _corner(n)
        told = PLACE.format(code=code_of(n), name=name_of(n), west=west, south=south, east=west + 0.35, north=south + 0.3)
        (own / "municipality.toml").write_text(told, encoding="utf-8")
    for kind in ("surveys", "indicators"):
        (catalogue / kind).mkdir(exist_ok=True)
    scale = '{ "1" = "Nej", "2" = "Ja, i någon mån", "3" = "Ja, i hög grad", "8" = "Vet ej" }'
    lines = ['title = "Provmätningen"', 'source = "Provrikets kommuner"', 'instrument = "own"', 'population = "16–84 år"']
    lines += ['sex = { "1" = "M", "2" = "K" }', "[columns]"]
    lines += [f'{role} = ["{role}"]' for role in ("wave", "area", "weight", "sex", "age")]
    for n in range(QUESTIONS):
        words = INDICATOR.format(code=f"R{n}", measure="share", unit="share")
        (catalogue / "indicators" / f"rike_{n}.toml").write_text(words, encoding="utf-8")
        lines += ["[[questions]]", f'code = "R{n}"', f'indicator = "rike_{n}"', f'text = "Är R{n} ett problem?"', f"scale = {scale}"]
        lines += ['counts = ["2", "3"]', 'not_answered = ["8"]']
    for wave, day in WAVES.items():
        lines += ["[[waves]]", f'wave = "{wave}"', f"field_from = {day}", f"field_to = {day[:5]}10-15"]
    (catalogue / "surveys" / "rike.toml").write_text("\n".join(lines), encoding="utf-8")


def _corner(n: int) -> tuple[float, float]:
    """The south-west corner of a municipality: they lie in rows, beside each other."""
    return 12.0 + 0.4 * (n % 20), 57.0 + 0.4 * (n // 20)


def _borders(path: Path, n: int, areas: list[str]) -> Path:
    (west, south), columns = _corner(n), int(np.ceil(np.sqrt(len(areas))))
    side, features = 0.3 / columns, []
    for m, area in enumerate(areas):
        x, y = west + side * (m % columns), south + side * (m // columns)
        ring = [[round(x + dx * side, 6), round(y + dy * side, 6)] for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"omradeskod": area, "namn": f"Område {m + 1}"}, "geometry": shape})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def _people(path: Path, areas: list[str], each: int, random: np.random.Generator) -> Path:
    """SCB's layout: the year stands on the first row of its block only."""
    persons = random.integers(each // 2, each * 3 // 2, len(areas))
    rows = [(str(year) if m == 0 else "", area, int(persons[m] * 1.01 ** (year - 2016))) for year in YEARS for m, area in enumerate(areas)]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("000005FC")
        sheet.write_row(0, 0, ["Folkmängden per region efter år, region och kön"])
        sheet.write_row(2, 0, ["", "", "totalt"])
        for n, row in enumerate(rows):
            sheet.write_row(3 + n, 0, row)
        sheet.write_row(4 + len(rows), 0, ["Källa:"])
    return path


def _answers(path: Path, areas: list[str], people: int, random: np.random.Generator) -> Path:
    told = {
        "wave": random.choice(list(WAVES), people), "area": random.choice(areas, people), "weight": random.uniform(0.5, 3, people).round(6),
        "sex": random.integers(1, 3, people), "age": random.integers(16, 85, people),
    }  # fmt: skip
    told |= {f"R{n}": random.choice([1, 2, 3, 8], people, p=[0.5, 0.3, 0.15, 0.05]) for n in range(QUESTIONS)}
    pd.DataFrame(told).to_csv(path, sep=";", index=False)
    return path


if __name__ == "__main__":
    made = make_nation(Path(sys.argv[1]), Size.of(float(sys.argv[2])))
    print(made)

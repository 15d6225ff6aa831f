"""The invented survey that R's figures were computed from: 660 answers, areas as strata, three margins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Survey:
    """Codes of one survey's respondents beside its table, and the population margins."""

    answers: pd.DataFrame
    areas: list[str]
    area: np.ndarray
    levels: list[np.ndarray]
    totals: list[np.ndarray]


@pytest.fixture(scope="session")
def survey() -> Survey:
    answers, margins = (pd.read_csv(DATA / f"survey_synthetic_{name}.csv") for name in ("microdata", "margins"))
    levels, totals = [], []
    for name in ("sex", "age", "area"):
        rows = margins[margins["var"] == name]
        levels.append(np.asarray(pd.Categorical(answers[name], categories=rows["level"]).codes))
        totals.append(rows["pop"].to_numpy(float))
    areas = margins.loc[margins["var"] == "area", "level"].tolist()
    return Survey(answers, areas, levels[2], levels, totals)

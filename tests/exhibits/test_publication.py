"""What a publication changes for those outside, figure by figure, and how far its sources reach."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from lagesbild.exhibits import publication as publications
from lagesbild.exhibits.publication import publication
from lagesbild.show_desk_publish import facts

KEY = {"area_version": "", "period_kind": "year", "period_start": pd.Timestamp(2025, 1, 1), "subgroup": "all", "indicator": "brott"}


def file(figures: dict[str, tuple[str, float]], until: dict[str, str]) -> Any:
    """A public file: {area: (state, value)} and {source: last day}."""
    return {
        "public_figures": pd.DataFrame([{**KEY, "area": area, "state": state, "value": value} for area, (state, value) in figures.items()]),
        "sources": pd.DataFrame({"title": [*until], "data_date": pd.to_datetime([*until.values()])}),
    }


@pytest.fixture(autouse=True)
def _made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publications, "read", lambda reader, name: reader[name])


BEFORE = {"N01": ("value", 10.0), "N02": ("value", 20.0), "N03": ("value", 7.0), "N04": ("suppressed", np.nan), "N05": ("zero", 0.0)}
AFTER = {
    "N01": ("value", 10.0),
    "N02": ("value", 21.0),
    "N03": ("suppressed", np.nan),
    "N04": ("suppressed", np.nan),
    "N06": ("value", 5.0),
}


def test_every_figure_is_new_changed_the_same_withheld_or_gone() -> None:
    after = file(AFTER, {"Brott": "2026-10-31", "Folk": "2025-12-31"})
    before = file(BEFORE, {"Brott": "2026-09-30", "Folk": "2025-12-31"})
    told = publication(after, before, {"promise": 6}, {"promise": 5})
    assert (told.new, told.changed, told.same, told.gone, told.withheld, told.newly_withheld) == (1, 1, 1, 1, 2, 1)
    assert told.sources == (("Brott", "2026-10-31", "2026-09-30"),) and told.until == "2026-10-31"
    said = [f"{fact.words} {fact.note}".strip() for fact in facts(told.to_json() | {"first": False, "gate": "", "broken": False})]
    assert said[0] == "Data till och med 2026-10-31 Brott: till 2026-10-31, tidigare till 2026-09-30."
    assert said[1].replace("\u00a0", " ") == "1 nytt tal, 1 ändrat tal, 1 tal som förut 1 tal som visades tidigare finns inte längre."
    assert said[2].replace("\u00a0", " ") == "2 tal visas inte, för att skydda enskilda 1 tal av dem visades tidigare."
    assert said[3] == "Löften: 6 (tidigare 5)"


def test_the_first_publication_is_new_throughout() -> None:
    told = publication(file(AFTER, {"Brott": "2026-10-31"}), None, {}, {})
    assert (told.new, told.same, told.gone, told.newly_withheld) == (3, 0, 0, 0)
    assert told.sources == (("Brott", "2026-10-31", ""),)

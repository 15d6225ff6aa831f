"""Standardised rates against epitools and OHID's own test figures."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.proportion import wilson
from lagesbild.stats.standardise import byar, direct, expected_events, indirect_rate, ratio
from tests.conftest import SHARED

DATA = Path(__file__).parent / "data"
PEER = SHARED / "oracles" / "peer"


def test_direct_and_indirect_standardisation_equal_epitools() -> None:
    rows, told = pd.read_csv(DATA / "std_epitools_input.csv"), pd.read_csv(DATA / "std_epitools.csv").set_index("measure")["value"]
    adjusted = direct(rows["count"], rows["pop"], rows["std"])
    np.testing.assert_allclose(
        [adjusted.value, adjusted.lower, adjusted.upper], told[["adj", "lci_fay_feuer", "uci_fay_feuer"]], rtol=1e-12
    )
    found = ratio(rows["count"].sum(), expected_events(rows["pop"], rows["refcount"], rows["refpop"]))
    np.testing.assert_allclose([found.value, found.lower, found.upper], told[["sir", "sir_lci", "sir_uci"]], rtol=1e-12)


@pytest.mark.shared
def test_indirectly_standardised_rates_equal_phe() -> None:
    people = pd.read_csv(PEER / "phe_isr_input.csv").dropna()  # an age group without any of the figures says nothing
    told = pd.read_csv(PEER / "phe_isr_expected.csv")
    for row in told[told["area"].isin(people["area"])].itertuples():
        mine = people[people["area"] == row.area]
        expected = expected_events(mine["pop"], mine["refcount"], mine["refpop"])
        assert (mine["count"].sum(), expected) == (row.observed, pytest.approx(row.expected, rel=1e-12))
        per = row.ref_rate if np.isfinite(row.ref_rate) else float(str(row.statistic).partition(" x ")[2])
        usual, strict = (indirect_rate(row.observed, expected, per, level) for level in (0.95, 0.998))
        found = [usual.value, usual.lower, usual.upper, strict.lower, strict.upper]
        wanted = [row.value, row.lower95_0cl, row.upper95_0cl, row.lower99_8cl, row.upper99_8cl]
        np.testing.assert_allclose(found[: 5 if np.isfinite(row.lower99_8cl) else 3], [w for w in wanted if np.isfinite(w)], rtol=1e-10)


@pytest.mark.shared
def test_byar_and_wilson_equal_phe() -> None:
    told = pd.read_csv(PEER / "phe_byars_wilson.csv")
    for row in told.itertuples():
        level = float(str(row.confidence).rstrip("%")) / 100
        found = byar(row.x, level) if row.method == "Byars" else wilson(row.x / row.n, row.n, level)
        np.testing.assert_allclose(np.ravel(found), [row.lowercl, row.uppercl], rtol=1e-10)

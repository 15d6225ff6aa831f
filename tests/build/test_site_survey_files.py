"""The surveys' figures as files: what the method page says of the intervals is enough to compute them again."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, norm, t

from lagesbild.build.site import write_site
from lagesbild.stats.proportion import share_interval
from lagesbild.stats.survey import design, estimates, tally
from tests.build.test_site_safety import UNSAFE, waves
from tests.exhibits.made_goals import DAY, figures, made

PLACES = ("9999", "N01", "N02", "N03")


def answered() -> pd.DataFrame:
    """The share of four places in a survey with strata, weights and one place where nobody is afraid."""
    draw = np.random.default_rng(11)
    place, stratum = draw.integers(0, 4, 800), draw.integers(0, 3, 800)
    value = (draw.random(800) < np.array([0.3, 0.1, 0.0, 0.9])[place]).astype(float)
    weight = draw.uniform(0.3, 4, 800)
    plan = design(stratum, [9_000, 4_000, 2_000])
    found = estimates(tally(weight, stratum, place, value, domains=4, strata=3), plan)
    lower, upper = share_interval(found)
    told = {"value": found.estimate, "lower": lower, "upper": upper, "base": found.n, "effective_base": found.kish}
    return pd.DataFrame(told | {"standard_error": found.se, "degrees": found.df, "design_effect": found.design_effect, "area": PLACES})


def counted_waves() -> dict[str, pd.DataFrame]:
    """The waves with the sum of their respondents' weights: nearly one in two answered."""
    told = waves()
    return told | {"survey_wave": told["survey_wave"].assign(people=4_300.0)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = figures()
    newest = whole[(whole["indicator"] == UNSAFE) & (whole["period_start"] == whole["period_start"].max())].iloc[0]
    rows = answered().assign(**{name: newest[name] for name in newest.index if name not in answered().columns})
    rows["area_level"] = np.where(rows["area"] == "9999", "municipality", "neighbourhood")
    rows["area_version"] = np.where(rows["area"] == "9999", "", "1")
    rows["state"] = ["value", "value", "zero", "suppressed"]  # the hidden one still holds its numbers: they must not come out
    names = pd.DataFrame({"municipality": "9999", "area": PLACES, "name": ["Norrhamn", "Väst", "Öst", "Dold"]})
    names = names.assign(area_level=rows["area_level"], area_version=rows["area_version"])
    home = tmp_path_factory.mktemp("surveys")
    events = whole[whole["unit"] == "per_1000"]
    reader = made(home / "public.duckdb", pd.concat([events, rows]), more=counted_waves() | {"area": names})
    write_site(reader, home / "site", today=DAY)
    reader.close()
    return home / "site"


def read(folder: Path) -> pd.DataFrame:
    told = (folder / "siffror-enkater.csv").read_bytes().decode("utf-8-sig")
    return pd.read_csv(io.StringIO(told), sep=";", decimal=",", dtype={"områdeskod": str}).set_index("områdeskod")


def test_a_statistician_gets_the_same_intervals_from_the_file_alone(folder: Path) -> None:
    rows = read(folder).drop(index="N03")
    p, n, kish = rows["värde"], rows["invånare eller svar"], rows["effektivt antal svar"]
    ratio = (t.ppf(0.975, n - 1) / t.ppf(0.975, rows["frihetsgrader"])) ** 2
    base = np.minimum(np.where(p == 0, kish, p * (1 - p) / rows["medelfel"].where(p > 0) ** 2) * ratio, kish)
    z = norm.ppf(0.975)
    half = z * np.sqrt(base * p * (1 - p) + z**2 / 4) / (base + z**2)
    middle = (p * base + z**2 / 2) / (base + z**2)
    lower, upper = np.where(p == 0, 0, middle - half), np.where(p == 0, beta.ppf(0.975, 1, base), middle + half)
    wave = rows["svarande i omgången"] / rows["vikternas summa i omgången"]
    assert wave.to_numpy() == pytest.approx([2_000 / 4_300] * 3), "all who answered in the wave, and the sum of their weights"
    simple = (p * (1 - p) / (n - 1) * (1 - wave)).where(p > 0)
    assert (rows["medelfel"] ** 2 / simple).to_numpy() == pytest.approx(rows["designeffekt"].to_numpy(), rel=0.05, nan_ok=True)
    assert len(rows) == 3 and (kish < n).all() and (rows["värde"] == 0).sum() == 1
    assert rows["nedre gräns"].to_numpy() == pytest.approx(lower, abs=1e-9)
    assert rows["övre gräns"].to_numpy() == pytest.approx(upper, abs=1e-9)


def test_a_hidden_answer_has_no_number_in_either_file(folder: Path) -> None:
    row = read(folder).loc["N03"]
    assert row["status"] == "visas inte" and row["värde":"designeffekt"].isna().all()
    told = json.loads((folder / "siffror-enkater.json").read_text(encoding="utf-8"))
    assert set(told["rows"][0]) == set(told["fields"]) and told["indicators"][UNSAFE]["definition"]
    hidden = next(row for row in told["rows"] if row["area"] == "N03")
    assert hidden["value"] is hidden["standard_error"] is hidden["design_effect"] is None


@pytest.mark.parametrize("where", ["", "en/", "lattlast/"])
def test_the_method_page_says_what_is_in_each_file_and_how_it_is_computed(folder: Path, where: str) -> None:
    page = (folder / where / "metod.html").read_text(encoding="utf-8")
    files = {path.name for path in folder.glob("siffror*")}
    assert len(files) == 6 and files == set(re.findall(r">(siffror[\w-]*\.\w+)</a>", page))
    if where != "lattlast/":
        for name in ("Poisson", "Garwood 1936", "Wilson 1927", "Kish 1965", "Benjamini"):
            assert name in page
    assert 'id="formler"' in page

"""The gate on real rows: four municipalities with the police's fires by DeSO, most areas far below five."""

import json
from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild.build.release import built_folder, release_lines
from lagesbild.intake import receive
from tests.build.conftest import DAY
from tests.build.test_real_deliveries import POPULATION, REAL

pytestmark = [pytest.mark.shared, pytest.mark.acceptance]
FILES = (POPULATION, "police/brand brott.csv", "police/bilbrand brott.csv", "police/blåljus sabotage brott.csv")


@pytest.mark.parametrize("code", ["2580", "2480", "2581", "0319"])
def test_real_rows_by_deso_hold_twice_in_sequence(tmp_path: Path, code: str) -> None:
    """Held with the gate, broken by the same attack without it.

    In Umeå and Piteå no area has five in a year, so nothing shown can be taken from a total, and it takes what hiding small
    counts alone tells as well: a hidden count is not zero, or it would be shown (record 32).
    """
    for file in FILES[:2]:
        receive(REAL / file, tmp_path, code, None, DAY)
    builds.build(tmp_path, code, DAY)
    builds.publish(tmp_path, code, DAY)
    for file in FILES[2:]:
        receive(REAL / file, tmp_path, code, None, DAY)
    builds.build(tmp_path, code, DAY)
    folder = built_folder(tmp_path, code)
    told = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    print("\n".join(release_lines(folder)))
    assert told["earlier"] and told["attacked"] > 0 and not told["exact"] and not told["narrow"]
    assert told["without_gate"] > 0

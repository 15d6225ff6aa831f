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


@pytest.mark.parametrize(("code", "broken"), [("2580", True), ("2480", False), ("2581", False), ("0319", False)])
def test_real_rows_by_deso_hold_twice_in_sequence(tmp_path: Path, code: str, broken: bool) -> None:
    """`broken`: whether the same attack narrows a figure when only small counts are hidden.

    In Umeå and Piteå it does not: each total has many hidden areas and a rest without area, and a hidden figure may be zero.
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
    assert (told["without_gate"] > 0) == broken

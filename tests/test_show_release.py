"""The release report in the steward's words: what is hidden, why, what it costs, and how the attack went."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from lagesbild.show_release import FILE, attack, cost, outcome, tables
from lagesbild.texts import text

TOLD: dict[str, Any] = {
    "build": "0123456789ab", "earlier": "", "thresholds": {"smallest_count": 5, "smallest_count_sensitive": 10, "smallest_survey_base": 30},
    "figures": [
        {"level": "municipality", "period_kind": "year", "figures": 130, "shown": 124},
        {"level": "areas", "period_kind": "year", "figures": 1820, "shown": 1200},
        {"level": "areas", "period_kind": "pool5", "figures": 364, "shown": 244},
    ],
    "reasons": {"would_reveal_another": 204, "too_few": 801},
    "hidden": [["N05", "threats", "year 2025-01-01", "too_few"], ["N06", "threats", "year 2025-01-01", "too_few"], ["N05", "x", "y", "z"]],
    "attacked": 795, "exact": [], "narrow": [], "controlled": 100, "without_gate": 78, "seconds": 0.7,
}  # fmt: skip


def test_the_report_begins_with_how_the_attack_went() -> None:
    assert outcome(TOLD) == "Det allmänheten ser: 0 av 795 skyddade tal gick att räkna ut"
    assert outcome(TOLD | {"attacked": 0}) == "Det allmänheten ser: inget tal behövde döljas"
    told = attack(TOLD)
    assert "0,7 sekunder" in told and "78 av 100 slumpvis valda" in told and "Inget är publicerat sedan förut." in told
    assert "bygge abc" in attack(TOLD | {"earlier": "abc"})


def test_the_cost_is_the_share_that_is_shown_and_names_the_municipalitys_own_limits() -> None:
    told = cost(TOLD).replace("\u00a0", " ")
    assert "från 1 till 4" in told and "från 1 till 9" in told and "färre än 30" in told
    assert "66 % av talen för enstaka år, – för tre år tillsammans och 67 % för fem år" in told
    assert cost(TOLD | {"figures": TOLD["figures"][:1]}) == text("release.page.no_areas")


def test_the_tables_say_what_is_shown_why_the_rest_is_not_and_which_crimes_lose_most() -> None:
    found = tables(TOLD, {"threats": "Hot"})
    assert found["figures"].iloc[1, :3].tolist() == ["Områden, enstaka år", "1\u00a0200", "620"]
    assert found["reasons"].iloc[:, 1].tolist() == ["801", "204"] and found["crimes"].iloc[0].tolist() == ["Hot", "2"]
    assert list(tables(TOLD | {"reasons": {}, "hidden": []}, {})) == ["figures"], "nothing hidden, nothing to explain"


def test_every_reason_has_its_words() -> None:
    for reason in ("too_few", "would_reveal_another", "too_small_base", "sensitive"):
        assert text(f"release.page.reason_{reason}")


def test_a_build_with_nothing_that_may_be_published_is_told_too(tmp_path: Path) -> None:
    nothing = TOLD | {"figures": [], "reasons": {}, "hidden": [], "attacked": 0, "controlled": 0, "without_gate": 0}
    (tmp_path / FILE).write_text(json.dumps(nothing), encoding="utf-8")

    def page(folder: str) -> None:
        from pathlib import Path

        from lagesbild.show_release import release_part

        release_part(Path(folder), {})

    test = AppTest.from_function(page, kwargs={"folder": str(tmp_path)}).run()
    assert not test.exception and test.expander[0].label == outcome(nothing)

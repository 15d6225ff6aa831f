"""Effekt to follow-up: the estimate is stored with one click and then stands on Plan and, after the next build, beside the goal."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild.exhibits.goal_activities import activities_by_goal
from lagesbild.sentences_activities import effect_words
from lagesbild.store import current
from lagesbild.work import default_url, open_work
from tests.build.conftest import DAY
from tests.exhibits.test_effect_exhibit import built
from tests.pages.test_pages import words
from tests.pages.test_work_pages import Open, opened

__all__ = ["built", "opened"]
ADDRESS = {"brott": "fire_vandalism", "insats": "N01", "jamfor": "N02", "start": "2025-01", "manader": "12"}


def test_one_click_keeps_value_interval_method_build_and_address(built: Path, tmp_path: Path, opened: Open) -> None:
    home = shutil.copytree(built, tmp_path / "home")
    reader = current(home, "9999", "internal")
    assert reader is not None
    store = open_work(default_url(home))
    activity = store.add("activity", "9999", {"title": "Belysning", "goal": "vald", "starts_on": DAY}, "Eva")["id"]
    page = opened("effect", home=home, aktivitet=activity, **ADDRESS)
    assert "indikation, inte ett bevis" in words(page)
    page.button(key="keep_button_counts").click().run()
    assert not page.exception and "Sparad som uppföljning av Belysning" in words(page)
    (kept,) = store.rows("follow_up", "9999")
    half = 1.959964 * math.sqrt(96 + 36 + 96 + 96)
    assert (kept["effect"], kept["effect_low"], kept["effect_high"]) == (-60.0, round(-60 - half, 1), round(-60 + half, 1))
    assert kept["activity"] == activity and "(WDD)" in kept["effect_method"] and kept["evidence_build"] == reader.build
    assert kept["evidence"].startswith("effekt?") and all(f"{n}={v}" in kept["evidence"] for n, v in ADDRESS.items())
    assert "aktivitet" not in kept["evidence"]
    plan = words(opened("plan", home=home, aktivitet=activity))
    assert "Indikation, inte bevis: −60 anmälda mot jämförelsen, troligen −95 till −25" in plan and kept["evidence_build"] in plan
    builds.build(home, "9999", DAY)
    after = current(home, "9999", "internal")
    assert after is not None
    (told,) = activities_by_goal(after, DAY)["vald"]
    assert effect_words(told).startswith("Indikation, inte bevis: −60") and told["evidence"] == kept["evidence"]
    store.close()
    open_work.cache_clear()


@pytest.mark.parametrize(
    ("effect", "low", "high", "said"),
    [
        (-2.5, -6.0, 1.0, "Indikation, inte bevis: −2,5 enheter, troligen −6,0 till +1,0"),
        (3.0, None, None, "Indikation, inte bevis: +3 enheter, utan felmarginal"),
        (None, None, None, "Effekten går inte att skatta"),
        (math.nan, 1.0, 2.0, "Effekten går inte att skatta"),
    ],
)
def test_an_effect_is_never_told_without_its_caution(effect: float | None, low: float | None, high: float | None, said: str) -> None:
    assert effect_words({"effect": effect, "effect_low": low, "effect_high": high, "effect_unit": "enheter"}) == said

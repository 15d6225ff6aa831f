"""What all tests share: those that need the real files beside the repository are skipped, with a reason, where these are absent."""

from __future__ import annotations

import pytest

from lagesbild.settings import ROOT

SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes unless it is asked for by its mark; skip what is `shared` on a machine without those files."""
    if "acceptance" not in str(config.getoption("markexpr")):
        long = [item for item in items if item.get_closest_marker("acceptance")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="needs the real files in ../shared"))

"""What all tests share: those that need the real files beside the repository are skipped, with a reason, where these are absent."""

from __future__ import annotations

import pytest

from lagesbild.settings import ROOT

SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is marked `shared` on a machine without those files."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="needs the real files in ../shared"))

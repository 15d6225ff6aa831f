"""A source on this machine with everything that can be fetched, and settings that lead to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lagesbild.settings import settings
from tests.connect.source_server import Source, kolada, pxweb, serving, wfs


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[Source]:
    """The three services, two Kolada values a page so that there are several."""
    with serving({**kolada(lambda: running, 20), **pxweb(), **wfs()}) as running:
        told = {
            "KOLADA_URL": f"{running.base}/v3",
            "SCB_URL": f"{running.base}/api/v2",
            "SCB_MAP_URL": f"{running.base}/geoserver/stat/wfs",
        }
        for name, value in {**told, "FETCH_PAUSE": "0", "TODAY": "2026-11-22"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        yield running

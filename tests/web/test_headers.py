"""Which sites may show our pages in a frame: a setting, in the policy and nowhere against it."""

from __future__ import annotations

import pytest

from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.web.headers import HEADERS, frame_origins, headers


def test_nobody_else_may_frame_a_page_unless_the_setting_says_so() -> None:
    assert headers() == HEADERS and HEADERS["X-Frame-Options"] == "SAMEORIGIN"
    assert HEADERS["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    told = headers(("https://nyheter.example", "http://127.0.0.1:8123"))
    assert told["Content-Security-Policy"].endswith("frame-ancestors 'self' https://nyheter.example http://127.0.0.1:8123")
    assert "X-Frame-Options" not in told and told.keys() == HEADERS.keys() - {"X-Frame-Options"}


@pytest.mark.parametrize("wrong", ["nyheter.example", "https://nyheter.example/", "https://a.example;", "*", "'none'", "https://*.example"])
def test_what_is_no_origin_stops_the_start_with_its_cure(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_EMBED_ORIGINS", f"https://bra.example {wrong}")
    settings.cache_clear()
    with pytest.raises(LagesbildError, match=r"https://nyheter\.example"):
        frame_origins("public")


def test_the_internal_zone_is_framed_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_EMBED_ORIGINS", "https://nyheter.example")
    settings.cache_clear()
    assert frame_origins("public") == ("https://nyheter.example",) and frame_origins("internal") == ()

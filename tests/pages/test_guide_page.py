"""Guide: every part opens, every picture is there with words for it, every link leads to a page, and each chart has its text."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild.settings import settings
from lagesbild.show_exhibit import READING
from lagesbild.show_guide import GUIDE, LINK, PICTURE, kinds, parts
from lagesbild.texts import text
from lagesbild.web.menu_pages import pages_of
from tests.browser.guide_pictures import PICTURES
from tests.pages.test_pages import words

WRITTEN = sorted(GUIDE.glob("*.md"))


def opened(part: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("LAGESBILD_ZONE", "internal")
    settings.cache_clear()
    page = AppTest.from_file(str(next(page.file for page in pages_of("internal") if page.address == "guide")), default_timeout=60)
    page.query_params["del"] = part
    run = page.run()
    settings.cache_clear()
    return run


@pytest.mark.parametrize("part", list(parts()))
def test_every_part_opens_under_its_title(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(part, monkeypatch)
    assert not page.exception and text(f"guide.title.{part}") in words(page)


def test_what_is_written_is_a_part() -> None:
    assert {path.stem for path in WRITTEN} == set(parts()) - {"diagram", "ordlista"}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_pictures_are_there_and_links_lead_to_pages(path) -> None:
    written = path.read_text(encoding="utf-8")
    for found in PICTURE.finditer(written):
        assert (GUIDE / f"{found['name']}.webp").is_file() and found["name"] in PICTURES and len(found["alt"]) > 20
    addresses = {page.address or "." for page in pages_of("internal")}
    assert {address for _, address in LINK.findall(written)} <= addresses


def test_each_kind_of_chart_has_its_text_and_each_text_its_chart() -> None:
    assert set(READING.values()) == set(kinds())


def test_the_glossary_is_in_the_order_of_the_alphabet(monkeypatch: pytest.MonkeyPatch) -> None:
    terms = re.findall(r"<dt>(.*?)</dt>", words(opened("ordlista", monkeypatch)))
    assert len(terms) > 20 and terms == sorted(terms, key=lambda term: term.lower().translate(str.maketrans("åäö", "{|}")))

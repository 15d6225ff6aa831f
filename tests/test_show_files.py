"""What a browser fetches once: every address that a page writes is handed out, for ever, and changes with its content."""

from __future__ import annotations

import re

import pytest

from lagesbild import show_files
from lagesbild.charts.icons import ICONS
from lagesbild.show_guide import parts, pieces
from lagesbild.web.documents import shell
from lagesbild.web.served import FOREVER, in_memory

SOURCE = re.compile(r'src="([^"]+)"')
STREAMLIT = """<!doctype html><html lang="en"><head><link rel="shortcut icon" href="./favicon.png">
<!-- Machine-readable --><link rel="service-desc" href="./x"><title>Streamlit</title><script>window.prerenderReady = false</script></head>
<body><noscript>English</noscript><div id="root"></div></body></html>"""


def test_every_icon_is_a_file_of_both_zones() -> None:
    for zone in ("internal", "public"):
        handed = show_files.files(zone)
        for name in ICONS:
            (source,) = SOURCE.findall(show_files.icon(name))
            assert handed[f"/{source}"].startswith(b"<svg") and b"prefers-color-scheme" in handed[f"/{source}"]


def test_the_guides_pictures_are_files_of_the_internal_zone_alone() -> None:
    drawn = [
        source for part in parts() if part not in ("diagram", "ordlista") for words in pieces(part) for source in SOURCE.findall(words)
    ]
    assert drawn
    assert {f"/{source}" for source in drawn} <= set(show_files.files("internal"))
    assert not [name for name in show_files.files("public") if name.endswith(".webp")]


def test_an_address_changes_with_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    before = show_files.address_of(show_files.SHEET)
    monkeypatch.setattr(show_files, "_sheet", lambda: ":root{}")
    show_files._bodies.cache_clear()
    show_files._version.cache_clear()
    try:
        assert show_files.address_of(show_files.SHEET) != before
    finally:
        monkeypatch.undo()
        show_files._bodies.cache_clear()
        show_files._version.cache_clear()
    assert show_files.address_of(show_files.SHEET) == before


def test_the_empty_page_asks_for_the_style_sheet_after_streamlits_own() -> None:
    page = shell(STREAMLIT, "public", show_files.address_of(show_files.SHEET)).decode()
    assert page.index('<div id="root">') < page.index(f'<link rel="stylesheet" href="./{show_files.address_of(show_files.SHEET)}">')
    sheet = in_memory(show_files.SHEET, show_files.files("public")[f"/{show_files.address_of(show_files.SHEET)}"])
    assert (sheet.media_type, sheet.cache) == ("text/css", FOREVER) and sheet.squeezed and len(sheet.squeezed) < len(sheet.body) / 3


def test_words_cannot_leave_their_style() -> None:
    assert show_files.css_text('a"}</style>\n<script>') == '"a\\"}\\3c /style> \\3c script>"'

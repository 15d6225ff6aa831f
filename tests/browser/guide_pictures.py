"""The pictures of the guide, taken of the running example: `make screens` makes them anew."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from lagesbild.show_guide import GUIDE
from tests.browser.running import Server, visit

SIZE: ViewportSize = {"width": 1280, "height": 760}
QUALITY = 72
PICTURES = {
    "laget": "/",
    "mal": "/mal",
    "omraden": "/omraden?omrade=N04",
    "trender": "/trender",
    "briefing": "/briefing?slag=omradesblad&om=area:N04",
    "datastatus": "/datastatus",
}


def take_all(browser: Browser, server: Server, folder: Path = GUIDE) -> list[Path]:
    """One picture of the upper part of each page that the guide shows, as WebP."""
    made = []
    for name, address in PICTURES.items():
        page = browser.new_page(viewport=SIZE, locale="sv-SE")
        visit(page, server.url + address, streamlit=True)
        page.wait_for_timeout(1_500)
        taken = Image.open(io.BytesIO(page.screenshot()))
        page.close()
        made.append(folder / f"{name}.webp")
        taken.convert("RGB").save(made[-1], "WEBP", quality=QUALITY, method=6)
    return made

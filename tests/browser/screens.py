"""`make screens`: a picture of every page of both zones at three widths, to hold beside the drawings.

Usage: python -m tests.browser.screens FOLDER [TEXT: only addresses that hold it]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from lagesbild.model import Zone
from lagesbild.settings import ROOT
from lagesbild.store import built
from lagesbild.web.menu_pages import pages_of
from tests.browser.guide_pictures import take_all
from tests.browser.running import TODAY, addresses, open_browser, serving, visit

WIDTHS = {390: 844, 820: 1180, 1440: 900}
ZONES: tuple[Zone, ...] = ("internal", "public")


def take(page: Page, url: str, file: Path, streamlit: bool) -> None:
    """One full-page picture. Streamlit scrolls inside itself, so the window is made as high as the page."""
    visit(page, url, streamlit)
    size = page.viewport_size or {"width": 1440, "height": 900}
    needed = page.evaluate(
        "() => Math.max(document.documentElement.scrollHeight, document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0)"
    )
    if needed > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": min(int(needed), 12_000)})
        page.wait_for_timeout(400)
    page.screenshot(path=file, full_page=True)
    page.set_viewport_size(size)


def wanted(zone: Zone, home: Path, only: str) -> list[str]:
    """The addresses to show; the site of the only municipality is shown at the root."""
    found = addresses(zone, home)
    if len(codes := built(home, "public")) == 1:
        found = [address.removeprefix(f"/{codes[0]}") for address in found if address != f"/{codes[0]}/index.html"]
    return [address for address in found if only in address]


def main(folder: Path, only: str = "") -> None:
    """Build Norrhamn where no ready home is given, serve it and take the pictures."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(os.environ.get("LAGESBILD_TEST_HOME", scratch))
        if home == Path(scratch):
            environment = os.environ | {"LAGESBILD_HOME": scratch, "LAGESBILD_TODAY": TODAY}
            subprocess.run([sys.executable, "-m", "lagesbild", "example"], cwd=ROOT, env=environment, check=True)
        browser = open_browser(playwright)
        for zone in ZONES:
            pages = {f"/{page.address}": page.file.stem for page in pages_of(zone)}
            with serving(zone, home, Path(scratch) / f"{zone}.log") as server:
                for address in wanted(zone, home, only):
                    for width, height in WIDTHS.items():
                        page = browser.new_page(viewport={"width": width, "height": height}, locale="sv-SE")
                        name = pages.get(address) or address.strip("/").replace("/", "-").removesuffix(".html") or "start"
                        take(page, server.url + address, folder / f"{zone}-{name}-{width}.png", streamlit=address in pages)
                        page.close()
                    print(zone, address)
                if zone == "internal" and not only:
                    print(*take_all(browser, server))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

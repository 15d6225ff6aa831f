"""The whole way in a real browser: a yearly Brå file, a survey and a wrong file from the download folder to published, and back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lagesbild import spool
from lagesbild.settings import ROOT
from lagesbild.store import pointer
from tests.browser.running import TODAY, Server, serving
from tests.build.conftest import people, reports, squares
from tests.build.made_wave import answers, declare
from tests.build.overlapping import bra, take

HEADS = [["2025"] * 3, ["Jan", "Feb", "Mar"]]
SLOW = 120_000  # milliseconds that a build may take on a machine with other work


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Path, Server]]:
    """A municipality with areas and people, its internal zone, and the importer beside it."""
    home = tmp_path / "home"
    home.mkdir()
    declare(home)
    take(home, squares(tmp_path / "omraden.geojson"))
    take(home, people(tmp_path / "folk.xlsx", {2024: (900, 100), 2025: (900, 100)}))
    environment = os.environ | {"LAGESBILD_HOME": str(home), "LAGESBILD_TODAY": TODAY}
    importer = subprocess.Popen([sys.executable, "-m", "lagesbild", "importer"], cwd=ROOT, env=environment)
    try:
        with serving("internal", home, tmp_path / "log", settings={"LAGESBILD_MUNICIPALITY": "9999"}) as server:
            yield home, server
    finally:
        importer.kill()
        importer.wait()


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label).first.click(timeout=SLOW)


def take_in(page: Page) -> None:
    """Take in the file that is shown; the next one that waits is then shown in its place."""
    button = page.get_by_role("button", name=re.compile("^(check )?Ta in "))
    label = button.inner_text(timeout=SLOW)
    button.click()
    expect(page.get_by_role("button", name=label)).to_have_count(0, timeout=SLOW)


def drop(page: Page, *files: Path) -> None:
    page.locator("[data-testid=stFileUploader] input").set_input_files(list(files))


def test_files_dropped_while_others_arrive_all_lie_on_the_desk(desk: tuple[Path, Server], browser: Browser, tmp_path: Path) -> None:
    home, server = desk
    page = browser.new_page(locale="sv-SE")
    page.goto(f"{server.url}/datastatus")
    expect(page.locator("[data-testid=stFileUploader] input")).to_be_attached(timeout=SLOW)
    for n in range(4):
        (tmp_path / f"serie{n}.csv").write_text(f"a;b\n{n};2\n", encoding="utf-8")
        drop(page, tmp_path / f"serie{n}.csv")
        page.wait_for_timeout(400)
    for n in range(4):
        expect(page.get_by_role("main").get_by_text(f"serie{n}.csv").last).to_be_visible(timeout=SLOW)
    assert sorted(job.file for job in spool.jobs(home, "9999") if job.file.startswith("serie")) == [f"serie{n}.csv" for n in range(4)]
    page.close()


@pytest.mark.acceptance
def test_from_the_download_folder_to_published_and_back(desk: tuple[Path, Server], browser: Browser, tmp_path: Path) -> None:
    home, server = desk
    began = time.monotonic()
    page = browser.new_page(locale="sv-SE")
    page.goto(f"{server.url}/datastatus")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inget är inläst än", timeout=SLOW)
    crimes = bra(tmp_path / "bra_2025.xlsx", HEADS, ["Totalt antal brott", 100, 90, 80])
    wrong = reports(tmp_path / "brott.csv", [("N01", "1210 2025-01-02", 40), ("N02", "1210 2025-06-01", 9)])
    sound = wrong.read_text(encoding="utf-8")
    wrong.write_text(sound.replace('"Skadegörelse"', '"19900101-0017"'), encoding="utf-8")
    drop(page, crimes, answers(tmp_path / "svar_2026.csv", 2026, {"F1": (40, 30)}), wrong)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Två filer väntar på dig", timeout=SLOW)  # not the refused one
    page.reload()  # nothing that waits is lost
    take_in(page)
    take_in(page)
    refused = page.locator("[data-testid=stHorizontalBlock]").filter(has_text="brott.csv")
    refused.get_by_role("button", name="Visa").last.click(timeout=SLOW)
    expect(page.get_by_text("har personnummer eller samordningsnummer i kolumnen Brottskod.klartext")).to_be_visible(timeout=SLOW)
    wrong.write_text(sound, encoding="utf-8")
    drop(page, wrong)
    take_in(page)
    press(page, "Publicera")
    press(page, "Ja, publicera")
    expect(page.get_by_text("Publicerad 2026-11-22").nth(2)).to_be_visible(timeout=SLOW)  # all three files
    print(f"from the first file to published: {time.monotonic() - began:.0f} s")
    public, internal = (pointer(home, "9999", zone) for zone in ("public", "internal"))
    assert public and internal and public["build"] == internal["build"]
    press(page, "Ångra en inläsning")
    page.get_by_label("Vilken fil?").click(timeout=SLOW)
    page.get_by_role("option", name="brott.csv").click(timeout=SLOW)
    page.get_by_text("Ja, de publika siffrorna ska ändras").click(timeout=SLOW)
    press(page, "Ångra filen")
    expect(page.get_by_text("Ångrad 2026-11-22").first).to_be_visible(timeout=SLOW)
    after = pointer(home, "9999", "public")
    assert after and after["build"] != public["build"]
    page.close()

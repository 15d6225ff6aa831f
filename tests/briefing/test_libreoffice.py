"""The files open in another program than the one they are made for: LibreOffice turns each into a PDF without a page too many."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import ImageFont

from lagesbild.briefing import measure
from lagesbild.briefing.docx import render_docx
from lagesbild.briefing.pptx import render_pptx
from tests.briefing.documents import document

WORDS = (
    "Otryggheten har minskat sedan 2023", "Andel otrygga eller som inte går ut ensamma sent på kvällen. Procent, 16–84 år.",
    "Samverkansöverenskommelseuppföljningsansvarig", "32 % 1 234,5 (0,71–1,12)", "Ingen säker förändring",
    "Mål i överenskommelsen 2024–2027",
)  # fmt: skip


@pytest.mark.acceptance
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("words", WORDS)
def test_room_is_reckoned_for_arial(words: str, bold: bool) -> None:
    """Liberation Sans has Arial's widths; what is reckoned is never less, and not much more."""
    file = next(Path("/usr/share/fonts").rglob(f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"))
    needed = ImageFont.truetype(str(file), 100).getlength(words) / 100 * 18 / 72
    assert 0.98 * needed <= measure.width_of(words, 18, bold) <= 1.15 * needed


@pytest.mark.acceptance
@pytest.mark.parametrize(("kind", "render", "pages"), [("docx", render_docx, range(4, 8)), ("pptx", render_pptx, range(16, 17))])
def test_libreoffice_opens_it(kind: str, render, pages: range, tmp_path: Path) -> None:
    assert shutil.which("soffice"), "Install Debian's libreoffice-writer and libreoffice-impress"
    file = tmp_path / f"briefing.{kind}"
    file.write_bytes(render(document()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    made = tmp_path / "briefing.pdf"
    assert made.exists(), ran.stderr
    told = made.read_bytes()
    assert told.startswith(b"%PDF") and told.count(b"/Type/Page\n") + told.count(b"/Type/Page/") in pages

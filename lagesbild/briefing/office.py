"""What Word and PowerPoint files share: verdicts as a sign and a word, properties, and bytes that do not depend on the clock."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from lagesbild.briefing.document import Document, Mark
from lagesbild.charts import theme
from lagesbild.texts import day, text

LANGUAGE = "sv-SE"
TONES = {"better": theme.BETTER_TEXT, "worse": theme.WORSE_TEXT, "muted": theme.MUTED, "primary": theme.PRIMARY, "ink": theme.INK}
# A sign says in black and white what the icon's shape says on the page; most are in every font.
SIGNS = {
    "improved": "+", "on_track": "►", "reached": "✓", "good_up": "▲", "good_down": "▼",
    "worsened": "×", "off_track": "!", "bad_up": "▲", "bad_down": "▼", "late": "!",
    "neutral_up": "▲", "neutral_down": "▼", "no_clear_change": "–", "undetermined": "?", "too_early": "…",
    "not_measured": "○", "not_comparable": "≠", "withheld": "□", "signal": "●", "activities": "■", "current": "✓", "information": "•",
    "promise_kept": "✓", "promise_partly_kept": "½", "promise_not_kept": "×", "promise_ongoing": "…",
}  # fmt: skip
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")


def clean(words: str) -> str:
    """Text without the characters that a file of XML cannot hold; pasted comments carry such."""
    return _UNPRINTABLE.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))


def words_of(mark: Mark) -> str:
    """A verdict as text: its sign and its word."""
    return f"{SIGNS[mark.icon]}\u00a0{mark.word}"


def colour(token: str) -> str:
    """A colour of the theme as Office writes it: six digits without a hash."""
    return token.removeprefix("#").upper()


def classification_of(document: Document) -> str:
    """Who may read it, in one word: Intern or Offentlig."""
    return text(f"office.classification.{document.classification}")


def first_sentence(words: str) -> str:
    """What a picture is called where nothing else names it: the first sentence of its words for those who cannot see it."""
    return words.split(". ")[0].rstrip(".")


def edition_of(document: Document) -> str:
    """What tells one copy from another, for the foot of every page: the build and the day."""
    return f"{text('office.build', build=document.build)} · {day(document.day)}"


def heading_of(document: Document) -> str:
    """The kind and its year, for the head of every page."""
    return f"{document.kind_title} {document.day.year}"


def foot_of(document: Document) -> str:
    """What ends a briefing: who signed what it follows up, and how far the data go unless a section tells."""
    sourced = any(section.slug == "sources" for section in document.sections)
    return " ".join(part for part in (document.foot, "" if sourced else document.reach) if part)


def municipality_of(document: Document) -> str:
    """The municipality's name, which comes first in the place."""
    return clean(document.place.split(" · ")[0].strip())


def set_properties(core: Any, document: Document) -> None:
    """Title, author, subject, language and dates of a file; python-docx and python-pptx name them alike."""
    core.title, core.subject = clean(document.title)[:255], clean(document.kind_title)[:255]
    core.author = core.last_modified_by = municipality_of(document)[:255]
    core.created = core.modified = datetime(document.day.year, document.day.month, document.day.day)
    core.language, core.revision = LANGUAGE, 1
    core.comments = core.keywords = ""
    core.category = classification_of(document)


def same_every_time(package: bytes, document: Document) -> bytes:
    """An Office file with the document's day instead of the clock, in itself and in the workbooks inside it."""
    into = io.BytesIO()
    stamp = f"{document.day:%Y-%m-%d}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = same_every_time(part, document)
            elif name == "docProps/core.xml":
                part = _CLOCK.sub(rb"\g<1>" + stamp + rb"\g<3>", part)
            entry = zipfile.ZipInfo(name, (max(document.day.year, 1980), document.day.month, document.day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return into.getvalue()

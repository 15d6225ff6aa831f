"""Gives Streamlit's own scripts Swedish words as they are sent: it has no setting for language.

Only whole text literals are exchanged. A single word can be something else in a program, so it is exchanged only where it
names something to the reader (a label, an alternative text). The fields for dates, lists and choices come with Swedish words
of their own but ask for American ones: that request is exchanged too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lagesbild.texts import text, texts

PREFIX, MENU = "frontend.words.", "frontend.menu."
ASKED, OURS = b"locale:`en-US`,children", b"locale:`sv-SE`,children"
ABSENT, DASH = b"=`None`;function", "=`–`;function".encode()  # what an empty cell of an editable table shows
UPLOAD = b"`Upload directories`:`Upload`"  # the words on the button of the file uploader
REMOVE, CANCEL = b"`Remove ${", b"`Cancel upload of ${"  # what a button beside a chosen value or a file does with it
NAMES = rb'(?<="aria-label":)|(?<=[{,]alt:)|(?<=[{,]label:)'
ROW = rb"(?<=\}\),)"  # the last thing in a menu's row, after its icon

COUNTED = re.compile(rb"(`\$\{\w+\.flat\(\)\.length\} )more`")  # how many pages the narrow menu holds besides those shown


@lru_cache(maxsize=2)
def words(prefix: str = PREFIX) -> dict[bytes, bytes]:
    """English -> Swedish, as bytes of a script."""
    return {key.removeprefix(prefix).encode(): swedish.encode() for key, swedish in texts().items() if key.startswith(prefix)}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[bytes]:
    phrases = b"|".join(re.escape(word) for word in words() if b" " in word)
    single = b"|".join(re.escape(word) for word in words() if b" " not in word)
    rows = b"|".join(re.escape(word) for word in words(MENU))
    return re.compile(rb"`(" + phrases + rb")`|(?:" + NAMES + rb")`(" + single + rb")`|" + ROW + rb"`(" + rows + rb")`(?=\])")


def translated(script: bytes) -> bytes:
    """The script with Swedish words; the same bytes where it has none of ours."""
    script = COUNTED.sub(rb"\1" + text("frontend.more").encode() + b"`", script)
    choose = f"`{text('frontend.choose_folders')}`:`{text('frontend.choose_file')}`".encode()
    swedish = script.replace(ASKED, OURS).replace(ABSENT, DASH).replace(UPLOAD, choose)
    for english, key in ((REMOVE, "remove"), (CANCEL, "cancel_upload")):
        swedish = swedish.replace(english, f"`{text(f'frontend.{key}')} ${{".encode())
    told = words() | words(MENU)
    return _pattern().sub(lambda found: b"`" + told[found[1] or found[2] or found[3]] + b"`", swedish)

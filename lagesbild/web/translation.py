"""Gives Streamlit's own scripts Swedish words as they are sent: it has no setting for language.

Only whole text literals are exchanged. A single word can be something else in a program, so it is exchanged only where it
names something to the reader (a label, an alternative text). The fields for dates, lists and choices come with Swedish words
of their own but ask for American ones: that request is exchanged too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lagesbild.texts import text, texts

PREFIX = "frontend.words."
ASKED, OURS = b"locale:`en-US`,children", b"locale:`sv-SE`,children"
ABSENT, DASH = b"=`None`;function", "=`–`;function".encode()  # what an empty cell of an editable table shows
UPLOAD = b"`Upload directories`:`Upload`"  # the words on the button of the file uploader
NAMES = rb'(?<="aria-label":)|(?<=[{,]alt:)|(?<=[{,]label:)'

COUNTED = re.compile(rb"(`\$\{\w+\.flat\(\)\.length\} )more`")  # how many pages the narrow menu holds besides those shown


@lru_cache(maxsize=1)
def words() -> dict[bytes, bytes]:
    """English -> Swedish, as bytes of a script."""
    return {key.removeprefix(PREFIX).encode(): swedish.encode() for key, swedish in texts().items() if key.startswith(PREFIX)}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[bytes]:
    phrases = [re.escape(word) for word in words() if b" " in word]
    single = [re.escape(word) for word in words() if b" " not in word]
    return re.compile(rb"`(" + b"|".join(phrases) + rb")`|(?:" + NAMES + rb")`(" + b"|".join(single) + rb")`")


def translated(script: bytes) -> bytes:
    """The script with Swedish words; the same bytes where it has none of ours."""
    script = COUNTED.sub(rb"\1" + text("frontend.more").encode() + b"`", script)
    choose = f"`{text('frontend.choose_folders')}`:`{text('frontend.choose_file')}`".encode()
    swedish = script.replace(ASKED, OURS).replace(ABSENT, DASH).replace(UPLOAD, choose)
    return _pattern().sub(lambda found: b"`" + words()[found[1] or found[2]] + b"`", swedish)

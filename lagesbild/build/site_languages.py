"""The languages of the site: where each lies, what its pages link to, and the names of what is measured in it.

Every page exists in Swedish, easy Swedish and English; the files exist once. What people have written (goals, promises,
activities, titles of deliveries) is never translated, and marked as Swedish on an English page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from lagesbild.build.site_area import Areas
from lagesbild.build.site_data import SiteData
from lagesbild.texts import LANGUAGES, speaking, spoken, text, translation

FOLDERS = {"sv": "", "sv-lattlast": "lattlast/", "en": "en/"}
TAGS = {"sv": "sv", "sv-lattlast": "sv", "en": "en"}  # for screen readers: easy Swedish is Swedish
LINKED = TAGS | {"sv-lattlast": "sv-simple"}  # of a link: "simple" is the registered variant of a simplified form
CATALOGUE = "en"  # the language that needs words of its own for what the catalogue says in Swedish
EASY = "sv-lattlast"  # the language whose pages are shorter: what is only for those who count stands on the ordinary page
NAMES = ("title", "short_title", "sentence_name", "definition", "caveat")


@dataclass(frozen=True)
class Told:
    """What the site shows, in the words of the language that is written."""

    data: SiteData
    around: Areas
    judged: list[dict[str, Any]]


def told_here(data: SiteData, around: Areas, judged: list[dict[str, Any]]) -> Told:
    """Everything with the indicators' names and explanations in the language that is written now."""
    words = data.indicators.copy()
    for column in (name for name in NAMES if name in words):
        words[column] = named(column, words.index, words[column])
    breaks = data.breaks.assign(reason=text("site.method.other_break")) if spoken() == CATALOGUE else data.breaks
    told = [row | {"short_title": named("short_title", [row["indicator"]], [row["short_title"]])[0]} for row in judged]
    around = replace(around, crime=_frame(around.crime), survey=_frame(around.survey))
    return Told(replace(data, indicators=words, breaks=breaks), around, told)


def _frame(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(**{name: named(name, rows["indicator"], rows[name]) for name in NAMES if name in rows}) if len(rows) else rows


def named(column: str, slugs: Iterable[str], own: Iterable[str]) -> list[str]:
    """The names in the language that is written; a title without translation keeps its Swedish, an explanation says where it is.

    Easy Swedish names only what is hard to understand, and keeps the catalogue's explanations.
    """
    spare = {"definition": text("site.method.not_described"), "caveat": ""} if spoken() == CATALOGUE else {}
    told = []
    for slug, swedish in zip(slugs, own, strict=True):
        key = f"indicators.{str(slug).removesuffix('_count')}"
        found = translation(f"{key}.{column}") or (translation(f"{key}.short_title") if column in ("title", "sentence_name") else None)
        told.append(found or spare.get(column, swedish))
    return told


def links(file: str) -> dict[str, Any]:
    """What a page's frame needs: its language, the way to the site's root, and the same page in every language."""
    root = "../" * FOLDERS[spoken()].count("/")
    same = [(language, f"{root}{FOLDERS[language]}{file}") for language in LANGUAGES]
    return {
        "lang": TAGS[spoken()],
        "root": root,
        "only_swedish": f' hreflang="{TAGS["sv"]}"' if spoken() == CATALOGUE else "",
        "in_swedish": f' lang="{TAGS["sv"]}"' if spoken() == CATALOGUE else "",
        "alternates": [(LINKED[language], address) for language, address in same],
        "languages": [
            {"name": _own_name(language), "address": address, "hreflang": LINKED[language], "lang": TAGS[language]}
            for language, address in same
            if language != spoken()
        ],
    }


def _own_name(language: str) -> str:
    with speaking(language):
        return text("site.frame.this_language")

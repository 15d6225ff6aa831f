"""The method page: its text file, the little figures for the words, definitions, sources and the list of files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lagesbild.build.site_data import SiteData
from lagesbild.build.site_rows import Row
from lagesbild.charts.fluid_change import Change, Figured, level, row, symbol
from lagesbild.model import Thresholds
from lagesbild.texts import day, long_day, spoken, text
from lagesbild.texts.loader import FOLDER

# What the little figures show: times the base level, as a reader would meet it in the list.
EXAMPLES = {
    "decrease": ("down", "good", Change(0.72, 0.6, 0.87)),
    "increase": ("up", "bad", Change(1.4, 1.18, 1.66)),
    "no_clear_change": ("flat", "ink", Change(0.93, 0.78, 1.11)),
    "too_uncertain": ("unsure", "unsure", Change(0.95, 0.51, 1.85)),
    "not_comparable": ("broken", "muted", None),
    "hidden": ("hidden", "muted", None),
}
REACH = 2.0


@dataclass
class Section:
    """One part of the text file: heading, and its blocks as ("p" | "q" | "li", text)."""

    heading: str
    blocks: list[tuple[str, str]] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[str]:
        """The plain paragraphs."""
        return [told for kind, told in self.blocks if kind == "p"]

    @property
    def items(self) -> list[str]:
        """The list's items."""
        return [told for kind, told in self.blocks if kind == "li"]

    @property
    def table(self) -> list[list[str]]:
        """The list's items as rows of cells: what a | parts."""
        return [[cell.strip() for cell in told.split("|")] for told in self.items]

    @property
    def quotes(self) -> list[str]:
        """The quoted paragraphs."""
        return [told for kind, told in self.blocks if kind == "q"]


def method_text(thresholds: Thresholds) -> dict[str, Section]:
    """The method page's text by section; "intro" holds the heading and the lead."""
    told = (FOLDER / spoken() / f"method.{spoken()}.md").read_text(encoding="utf-8")
    told = told.format(
        largest=thresholds.smallest_count - 1,
        largest_sensitive=thresholds.smallest_count_sensitive - 1,
        smallest_base=thresholds.smallest_survey_base,
    )
    found: dict[str, Section] = {}
    section = Section("")
    for block in re.split(r"\n\s*\n|\n(?=- )", told.strip()):
        block = " ".join(block.split())
        head = re.fullmatch(r"##? (?:(\w+): )?(.+)", block)
        if head:
            section = found.setdefault(head[1] or "intro", Section(head[2]))
        elif block:
            kind = {"- ": "li", "> ": "q"}.get(block[:2], "p")
            section.blocks.append((kind, block if kind == "p" else block[2:]))
    return found


def words() -> list[dict[str, str]]:
    """The certainty words with symbol, figure and one sentence each."""
    return [
        {
            "symbol": symbol(sign),
            "word": text(f"site.word.{key}"),
            "tone": tone,
            "figure": row(example, REACH, tone) if example else "",
            "told": text(f"site.method.{key}"),
        }
        for key, (sign, tone, example) in EXAMPLES.items()
    ]


def level_word() -> dict[str, str]:
    """A change that is not certain though the earlier figure lies outside the present interval, as the list of areas draws it."""
    sign, tone, _ = EXAMPLES["no_clear_change"]
    figure = level(Figured(0.4, 0.33, 0.47), Figured(0.48, 0.41, 0.55), 0.6, tone)
    return {"symbol": symbol(sign), "word": text("site.word.no_clear_change"), "tone": tone, "figure": figure}


def definitions(data: SiteData, found: list[Row]) -> list[dict[str, Any]]:
    """What each offence of the summary counts, with its caveats."""
    told = []
    for item in found:
        notes = [item.caveat] if item.caveat else [text("site.method.policing")] if item.policing else []
        notes += [text("site.method.breaks", day=long_day(when), reason=reason) for when, reason in item.breaks]
        told.append({"title": item.title, "definition": item.definition, "notes": notes})
    return told


def sources(data: SiteData) -> list[dict[str, str]]:
    """Every kind of delivery with the day its data reach and the day it came."""
    return [
        {
            "source": row["source"],
            "title": row["title"],
            "data": "–" if pd.isna(row["data_date"]) else day(row["data_date"]),
            "received": day(row["received_on"]),
        }
        for row in data.sources.to_dict("records")
    ]

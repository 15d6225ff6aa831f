"""The picture that a shared link to the site shows, in the words of the language that is written."""

from __future__ import annotations

from typing import Any

from lagesbild.build.site_data import SiteData
from lagesbild.texts import text

CARD = "delning.png"


def card(data: SiteData, begun: dict[str, Any]) -> bytes:
    """The picture of the start page's answer; `begun` is what `site_start.start` gives."""
    from lagesbild.charts.printed_card import Card, png  # loads matplotlib

    told = begun["first"]
    return png(
        Card(
            place=data.name,
            owner=text("site.frame.owner", official=data.official, name=data.name),
            question=told["question"],
            answer=told["headline"],
            figure=f"{told['value']} {told['unit']}  ·  {told['word']}" if told["value"] else "",
            comparison=told["comparison"],
            note=text("site.frame.example", name=data.name) if data.example else "",
        )
    )

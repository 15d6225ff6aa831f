"""What a reader who quotes a survey needs: who asked whom, when and how, how many answered, and what the municipality as a whole said."""

from __future__ import annotations

from typing import Any

from lagesbild.build.site_data import SHOWN, SiteData
from lagesbild.build.site_languages import named
from lagesbild.exhibits import survey_figures
from lagesbild.exhibits.survey_figures import Wave
from lagesbild.store import Reader
from lagesbild.texts import day, number, text

WHOLE = "municipality"


def surveys(reader: Reader, data: SiteData) -> list[dict[str, Any]]:
    """The newest wave of every survey in the file, the municipality's own first; empty where there is none."""
    found: dict[str, Wave] = {}
    for wave in survey_figures.waves(reader):
        found.setdefault(wave.survey, wave)
    return [_told(reader, data, wave) for wave in sorted(found.values(), key=lambda wave: wave.instrument != "own")]


def _told(reader: Reader, data: SiteData, wave: Wave) -> dict[str, Any]:
    days = {"start": day(wave.field_from), "end": day(wave.field_to)}
    about = [text("site.survey.asked", source=wave.source, population=wave.population, mode=wave.mode, **days)]
    if wave.sample and wave.respondents:
        share = number(100 * wave.respondents / wave.sample)
        about.append(text("site.survey.answered", sample=number(wave.sample), n=number(wave.respondents), share=share))
    elif wave.sample:
        about.append(text("site.survey.invited", sample=number(wave.sample)))
    about += _weighed(wave)
    cite = text("site.survey.cite", title=wave.title, wave=wave.wave, name=data.name, build=data.build)
    return {"title": f"{wave.title} {wave.wave}", "about": about, "cite": cite, "rows": _whole(reader, wave)}


def _weighed(wave: Wave) -> list[str]:
    """Which weights the answers carry and what they are worth: with them the intervals can be computed again."""
    if wave.weighting == "table":
        effect = wave.design_effect
        return [text("site.survey.weights_table", effect=number(effect, 1), hundred=number(100 * effect))] if effect else []
    return [text(f"site.survey.weights_{wave.weighting}", **({} if wave.weighting == "none" else {"effective": number(wave.effective)}))]


def _whole(reader: Reader, wave: Wave) -> list[dict[str, str]]:
    """The answers of the whole municipality: shares of a hundred with interval and base."""
    rows = survey_figures.figures(reader, wave.survey, wave.wave)
    rows = rows[(rows["area_level"] == WHOLE) & (rows["unit"] == "share") & rows["state"].isin(SHOWN)]
    titles = named("short_title", rows["indicator"], rows["short_title"])
    return [
        {
            "title": title,
            "wording": row["wording"],
            "value": number(100 * row["value"]),
            "between": text("site.area.between", lower=number(100 * row["lower"]), upper=number(100 * row["upper"])),
            "base": number(row["base"]),
        }
        for title, row in zip(titles, rows.to_dict("records"), strict=True)
    ]

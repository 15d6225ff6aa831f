"""Decides for which municipality a file is received, from the wish, the rows or the map; never by guessing between two."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lagesbild.catalog import Catalog
from lagesbild.catalog import municipality as known_municipality
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Parsed
from lagesbild.intake.refusal import Refusal, listed
from lagesbild.intake.register import known_areas
from lagesbild.model import ALL, REFERENCE


def choose(parsed: Parsed, wanted: str | None, catalog: Catalog, home: Path, names: Names) -> str:
    """The code of the municipality whose rows are stored; names: those that the file was read with."""
    here = [code for code in parsed.rows["municipality"].unique() if code not in (NOWHERE, RECEIVER)]
    if wanted == REFERENCE:
        return wanted
    if wanted is not None:
        known_municipality(catalog, wanted)
        _check_own(parsed, wanted, here, names)
        return wanted
    ours = [code for code in here if code in catalog.municipalities]
    if not here:
        ours = list(parsed.candidates) or _owners(parsed, catalog, home)
    if len(ours) == 1:
        return ours[0]
    if ours:
        raise Refusal("municipality.several", found=listed([names.named(code) for code in sorted(ours)], 10))
    if here:
        strangers = [f"{parsed.names[code]} ({code})" if code in parsed.names else names.named(code) for code in sorted(here)]
        raise Refusal("municipality.not_in_catalog", found=listed(strangers), code=min(here))
    raise Refusal("municipality.none", known=listed([names.named(code) for code in sorted(catalog.municipalities)], 10))


def with_surveys_of(wanted: str | None, catalog: Catalog) -> Catalog:
    """The catalogue without other municipalities' surveys, whose variables may have the same names."""
    if wanted is None:
        return catalog
    return replace(catalog, surveys={slug: survey for slug, survey in catalog.surveys.items() if survey.municipality in (ALL, wanted)})


def _check_own(parsed: Parsed, wanted: str, here: list[str], names: Names) -> None:
    rows = parsed.rows["municipality"]
    if wanted in here or RECEIVER in rows.to_numpy() or parsed.national:
        return
    others = list(dict.fromkeys([*map(names.named, sorted(here)), *names.missed]))
    if not others:
        raise Refusal("municipality.larger", wanted=names.named(wanted))
    raise Refusal("municipality.others", wanted=names.named(wanted), found=listed(others))


def _owners(parsed: Parsed, catalog: Catalog, home: Path) -> list[str]:
    """The municipalities whose loaded areas hold every code of the file; none where the file has no areas."""
    if "area" not in parsed.rows:
        return []
    codes = set(parsed.rows["area"].unique())
    return [code for code in catalog.municipalities if codes <= {area for _, _, area in known_areas(home, code, ("area",))}]

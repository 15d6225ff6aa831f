"""Ties a format's reader to the code that reads it: one line per reader, nothing else decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from lagesbild.catalog import Catalog
from lagesbild.intake import (
    convert_areas,
    convert_bra,
    convert_bra_table,
    convert_events,
    convert_figures,
    convert_incidents,
    convert_kolada,
    convert_named_areas,
    convert_points,
    convert_population,
    convert_population_table,
    convert_survey,
    convert_survey_table,
    register,
    survey_sums,
)
from lagesbild.intake.area_names import Gazetteer, Place
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import Opened, sheet_of
from lagesbild.intake.refusal import Refusal
from lagesbild.model import Format, Municipality


@dataclass(frozen=True)
class Desk:
    """What a converter may know beside the file: the catalogue, the home folder and the day."""

    catalog: Catalog
    home: Path
    received_on: date

    @cached_property
    def names(self) -> Names:
        """How files call the catalogue's municipalities; one for the whole file, so that it knows which others were met."""
        return Names(self.catalog.municipalities)


Finished = tuple[pd.DataFrame, list[Notice]]


def _as_they_are(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    return rows, []


def _anywhere(parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> None:
    """Rows that say themselves where they belong."""


@dataclass(frozen=True)
class Converter:
    """`parse` turns the whole file into canonical rows, `locate` judges places by the municipality, `finish` settles our own areas."""

    parse: Callable[[Opened, Format, Desk], Parsed]
    finish: Callable[[pd.DataFrame, Parsed, Format, Municipality, Desk], Finished] = _as_they_are
    locate: Callable[[Parsed, Format, Municipality, Desk], None] = _anywhere


def converter(fmt: Format) -> Converter:
    """The converter that a format names, or the one named like its kind."""
    name = fmt.reader or fmt.kind
    if name not in CONVERTERS:
        raise Refusal("format.unknown_reader", reader=name, title=fmt.title, known=", ".join(sorted(CONVERTERS)))
    return CONVERTERS[name]


def _incidents(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    assert opened.document is not None, "the format asked for text"
    return convert_incidents.parse(opened.document, fmt, desk.names, desk.received_on)


def _placed_incidents(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    return convert_incidents.finish(rows, fmt, register.known_areas(desk.home, ours.code, ("area", "population")))


def _areas(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    assert opened.layer is not None, "the format asked for a map layer"
    return convert_areas.parse(opened.layer, fmt, desk.catalog.municipalities.values())


def _mended_areas(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    return convert_areas.finish(rows, fmt, ours, parsed.rows.attrs["crs"])


def _bra_table(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    """Brå's text layouts; offences are known by the paths that have been received and those of the catalogue."""
    received = {path for r in register.receipts(desk.home) if r.source == fmt.source and r.kind == fmt.kind for path in r.coverage_codes}
    groups = [group.bra_paths for group in desk.catalog.crime_groups.values()]
    return convert_bra_table.parse(opened, fmt, desk.names, convert_bra_table.known_paths(sorted(received), groups))


def _population(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    if opened.cube is not None:
        return convert_population.parse_cube(opened.cube, fmt)
    return convert_population.parse_grid(sheet_of(opened, fmt), fmt)


def _placed_population(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    return convert_population.finish(rows, fmt, register.known_areas(desk.home, ours.code, ("area",)))


def _named_population(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    return _placed_population(convert_population_table.settle(rows, gazetteer(fmt, ours, desk)), parsed, fmt, ours, desk)


def _kolada_values(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    return convert_kolada.parse_values(opened, fmt, desk.names, desk.catalog.indicators)


def _counted_states(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    return rows, convert_kolada.counted_states(rows)


def _points(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    return convert_points.parse(opened, fmt, desk.names, desk.catalog, desk.received_on)


def _placed_points(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    bordered = register.known_areas(desk.home, ours.code, ("area",))
    placed, notices = convert_points.finish(rows, fmt, register.known_areas(desk.home, ours.code, ("area", "population")))
    return placed, notices if bordered else [*notices, convert_points.no_borders(ours)]


def _answers(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    return convert_survey.parse(opened, fmt, desk.catalog.surveys)


def _laid_out_answers(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    about = parsed.rows.attrs
    known = register.known_areas(desk.home, ours.code, ("area", "population"))
    return convert_survey.finish(rows, fmt, desk.catalog.surveys[about["survey"]], about["columns"], known)


def _survey_table(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    return convert_survey_table.parse(opened, fmt, desk.catalog.surveys, desk.names)


def _summed_table(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> Finished:
    known = register.known_areas(desk.home, ours.code, ("area", "population"))
    return survey_sums.finish(rows, fmt, desk.catalog.surveys[parsed.rows.attrs["survey"]], known)


def _events(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    return convert_events.parse(opened, fmt, desk.names, desk.received_on)


def _located_events(parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> None:
    if "east" in parsed.rows:
        convert_points.locate(parsed, fmt, ours)
    convert_events.place(parsed, gazetteer(fmt, ours, desk))


def _figures(opened: Opened, fmt: Format, desk: Desk) -> Parsed:
    return convert_figures.parse(opened, fmt, desk.names, desk.catalog.indicators)


def _located_figures(parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> None:
    convert_figures.place(parsed, gazetteer(fmt, ours, desk))


def gazetteer(fmt: Format, ours: Municipality, desk: Desk) -> Gazetteer:
    """The municipality's loaded areas as a format's file may name them."""
    places = [Place(*told) for told in register.named_areas(desk.home, ours.code)]
    return Gazetteer(places, fmt.spec["areas"], ours, fmt.spec["areas"].get("whole", ()))


CONVERTERS: dict[str, Converter] = {
    "events": Converter(_events, lambda rows, parsed, fmt, ours, desk: convert_events.finish(rows, parsed), _located_events),
    "figures": Converter(_figures, lambda rows, parsed, fmt, ours, desk: convert_figures.finish(rows, parsed), _located_figures),
    "incident": Converter(_incidents, _placed_incidents),
    "area": Converter(_areas, _mended_areas),
    "named_areas": Converter(
        lambda opened, fmt, desk: convert_named_areas.parse(opened, fmt),
        lambda rows, parsed, fmt, ours, desk: convert_named_areas.finish(rows, fmt, ours, desk.home),
    ),
    "points": Converter(_points, _placed_points, lambda parsed, fmt, ours, desk: convert_points.locate(parsed, fmt, ours)),
    "aggregate": Converter(lambda opened, fmt, desk: convert_bra.parse(sheet_of(opened, fmt), fmt, desk.names)),
    "bra_table": Converter(_bra_table),
    "survey": Converter(_answers, _laid_out_answers),
    "survey_table": Converter(_survey_table, _summed_table),
    "population": Converter(_population, _placed_population),
    "population_table": Converter(lambda opened, fmt, desk: convert_population_table.parse(opened, fmt, desk.names), _named_population),
    "kolada_values": Converter(_kolada_values, _counted_states),
    "kolada_definitions": Converter(lambda opened, fmt, desk: convert_kolada.parse_definitions(opened, fmt)),
}

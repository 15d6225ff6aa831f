"""python -m lagesbild briefing: one finished document, or every area's sheet in one call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from lagesbild.briefing.compose import compose
from lagesbild.briefing.context import subjects
from lagesbild.briefing.render import render
from lagesbild.briefing.request import address_of, file_name, request_of
from lagesbild.catalog_briefings import load_briefings, logo
from lagesbild.cli_audit import told as told_audit
from lagesbild.frozen import Frozen, frozen_ones
from lagesbild.frozen import frozen as find_frozen
from lagesbild.frozen import reader as frozen_reader
from lagesbild.model import LagesbildError
from lagesbild.model_briefing import BriefingKind
from lagesbild.read import read
from lagesbild.settings import settings, today
from lagesbild.store import Reader, built, current, write_atomically
from lagesbild.texts import text
from lagesbild.written import as_written

out, err = Console(highlight=False), Console(stderr=True, highlight=False)


def briefing(
    kind: Annotated[str, typer.Argument(help=text("cli.briefing.kind_help"))],
    municipality: Annotated[str | None, typer.Option("--municipality", help=text("cli.municipality_help"))] = None,
    area: Annotated[str | None, typer.Option("--area", help=text("cli.briefing.area_help"))] = None,
    about: Annotated[str | None, typer.Option("--about", help=text("cli.briefing.about_help"))] = None,
    period: Annotated[str | None, typer.Option("--period", help=text("cli.briefing.period_help"))] = None,
    recipient: Annotated[str, typer.Option("--recipient", help=text("cli.briefing.recipient_help"))] = "",
    frozen: Annotated[str | None, typer.Option("--frozen", help=text("cli.briefing.frozen_help"))] = None,
    form: Annotated[str, typer.Option("--format", help=text("cli.briefing.format_help"))] = "pdf",
    every_area: Annotated[bool, typer.Option("--every-area", help=text("cli.briefing.every_area_help"))] = False,
    out_file: Annotated[Path | None, typer.Option("--out", help=text("cli.briefing.out_help"))] = None,
) -> None:
    """Make a briefing from the current build."""
    chosen = _kind(kind)
    code = municipality or settings().municipality or next(iter(built(settings().home, chosen.zone)), "")
    kept = _frozen(code, frozen) if frozen else None
    reader = _reader(code, chosen, kept) if code else None
    if reader is None:
        raise LagesbildError(text("cli.briefing.not_built", code=code))
    told = {"om": about or (f"area:{area}" if area else ""), "period": period or "", "mottagare": recipient}
    day = kept.frozen_on if kept else today(bool(read(reader, "municipality").iloc[0]["example"]))
    wishes = [told | {"om": address} for address in _areas(reader, day)] if every_area else [told]
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        for wish in bar.track(wishes, description=text("cli.briefing.making", kind=chosen.title)):
            request = request_of(chosen, wish, day, kept.title if kept else "")
            made = render(compose(reader, chosen.zone, chosen, request, logo(settings().home, code)), form)
            target = _target(out_file, file_name(chosen, request.subject, day, form), every_area)
            write_atomically(target, made)
            if chosen.zone == "internal":
                told_audit("briefing", code, build=reader.build, what=f"{chosen.slug} {form}")
            out.print(text("cli.briefing.written", file=target.name), markup=False, soft_wrap=True)


def _reader(code: str, chosen: BriefingKind, kept: Frozen | None) -> Reader | None:
    """What it is made from: a frozen lägesbild, the published file, or the current build with the work as it is written now."""
    if kept:
        return frozen_reader(settings().home, kept)
    reader = current(settings().home, code, chosen.zone)
    return as_written(reader, code) if reader and chosen.zone == "internal" else reader


def _frozen(code: str, identity: str) -> Frozen:
    found = find_frozen(settings().home, code, identity)
    if found is None:
        known = ", ".join(one.identity for one in frozen_ones(settings().home, code)) or text("briefing.fault.none_known")
        raise LagesbildError(text("briefing.fault.frozen", identity=identity, known=known))
    return found


def _kind(slug: str) -> BriefingKind:
    known = load_briefings(settings().home)
    if slug not in known:
        raise LagesbildError(text("briefing.fault.kind", kind=slug, known=", ".join(known)))
    return known[slug]


def _areas(reader: Reader, day: date) -> Iterator[str]:
    return (address_of(subject) for subject in subjects(reader, day) if subject.kind in ("area", "council"))


def _target(wanted: Path | None, name: str, folder: bool) -> Path:
    """Where the file goes: the given file, or a file of its own name in the given folder."""
    if wanted is None:
        return Path(name)
    return wanted / name if folder or wanted.is_dir() else wanted

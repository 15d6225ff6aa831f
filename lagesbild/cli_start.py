"""The commands of a municipality's first hour: add it to the catalogue, see what to order, and fetch open statistics."""

from __future__ import annotations

import json as jsonlib
from pathlib import Path
from typing import Annotated, Any

import typer

from lagesbild import cli_audit
from lagesbild.catalog import load_catalog
from lagesbild.catalog_new import SWEDEN, SWEREF99_TM, new_municipality, place_of, places
from lagesbild.catalog_sources import WANTED
from lagesbild.intake import receipts
from lagesbild.model import LagesbildError
from lagesbild.settings import EXAMPLE_CODE, settings, today
from lagesbild.store import write_atomically
from lagesbild.texts import number, text

KINDS = ("new", "changed", "vanished", "unusual")
COUNTS = ("rows_read", "rows_stored", "rows_rejected", "rows_outside")


def new(
    code: Annotated[str, typer.Argument(help=text("cli.code_help"))] = "",
    name: Annotated[str, typer.Argument(help=text("cli.name_help"))] = "",
    bounds: Annotated[str, typer.Option(help=text("cli.bounds_help"))] = ",".join(map(str, SWEDEN)),
    metric_crs: Annotated[int, typer.Option(help=text("cli.crs_help"))] = SWEREF99_TM,
    police_area: Annotated[str, typer.Option("--police-area", help=text("cli.police_area_help"))] = "",
) -> None:
    """Add a municipality by its code or name, where the catalogue lacks it, and tell what to order for it."""
    home = settings().home
    code = code or typer.prompt(text("getting_started.cli.which"))
    code = code if code.isdigit() else place_of(code).code
    if name or code not in load_catalog(home).municipalities or code not in places():
        path = new_municipality(home, code, name, [float(part) for part in bounds.split(",")], metric_crs, police_area)
        cli_audit.told("create", code)
        added = load_catalog(home).municipalities[code].name
        typer.echo(text("cli.created", name=added, file=path.relative_to(home).as_posix()))
    else:
        typer.echo(text("cli.already_in_catalogue", name=load_catalog(home).municipalities[code].name))
    told = [receipt.to_json() for receipt in receipts(home) if receipt.municipality == code]
    typer.echo(text("getting_started.cli.missing"))
    for wanted in WANTED:
        state = text(f"getting_started.state.{'loaded' if wanted.is_loaded(told) else 'missing'}")
        how = (
            text("getting_started.cli.fetch", source=wanted.connector, code=code)
            if wanted.connector
            else text("getting_started.cli.ask", ask=wanted.said("ask"))
        )
        typer.echo(f"- {wanted.title} ({state}). {wanted.said('who')} {how}")
    typer.echo(text("getting_started.cli.next"))


def fetch(
    source: Annotated[str, typer.Argument(help=text("connect.cli.source_help"))],
    municipality: Annotated[str | None, typer.Option("--municipality", help=text("cli.municipality_help"))] = None,
    accept: Annotated[bool, typer.Option("--accept", help=text("connect.cli.accept_help"))] = False,
    json: Annotated[bool, typer.Option("--json", help=text("cli.json_help"))] = False,
) -> None:
    """Fetch a source, show what is new in it, and take it in when asked to; exit 2 when a file was refused."""
    from lagesbild import connect
    from lagesbild.importer.looked import looked_at

    home, code = settings().home, municipality or settings().municipality
    if not code:
        raise LagesbildError(text("connect.cli.which"))
    day = today(code == EXAMPLE_CODE)
    files = connect.fetch(source, home, code, day, lambda n: typer.echo(text("connect.cli.asked", n=number(n)), err=True))
    cli_audit.told("fetch", code, what=f"{source} {', '.join(file.name for file in files)}")
    answers = []
    for file in files:
        path = home / "inbox" / file.name
        write_atomically(path, file.content)
        told = looked_at(home, code, path, day, None)
        answers.append({"file": file.name, "state": told["state"], **_sums(told)})
        if not json:
            typer.echo(_sentence(file.name, told))
        if told["state"] == "ready":
            _stored(path, code, accept, json)
        if told["state"] == "already":
            path.unlink()
    if json:
        typer.echo(jsonlib.dumps(answers, ensure_ascii=False, indent=1))
    if any(answer["state"] in ("refused", "asks") for answer in answers):
        raise typer.Exit(2)


def _stored(path: Path, code: str, accept: bool, quiet: bool) -> None:
    """Take a file in that was asked for, else say how to."""
    from lagesbild.intake import receive

    if accept:
        day = today(code == EXAMPLE_CODE)
        receipt = receive(path, settings().home, code, None, day, day)
        cli_audit.told("receive", code, receipt=receipt.receipt, what=receipt.outcome)
        path.unlink()
    if not quiet:
        typer.echo(receipt.message if accept else text("connect.cli.how_to_accept", file=path.name, code=code))


def _sums(told: dict[str, Any]) -> dict[str, Any]:
    receipt = told.get("receipt", {})
    return {key: receipt.get(key, 0) for key in COUNTS} | {"changes": told.get("changes", {}).get("counts", {})}


def _sentence(file: str, told: dict[str, Any]) -> str:
    """What a file brings, in one sentence."""
    if told["state"] != "ready":
        return told["receipt"]["message"]
    counts = told["changes"].get("counts", {})
    parts = [
        text(f"desk.changes.{kind}{'_one' if counts[kind] == 1 else ''}", n=number(counts[kind])) for kind in KINDS if counts.get(kind)
    ]
    return text("connect.cli.brings", file=file, parts=", ".join(parts) or text("desk.changes.none"))

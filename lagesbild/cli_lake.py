"""The commands of a lake: create it, move the facts of a home into it, and tidy it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lagesbild.later import loaded_later
from lagesbild.settings import settings
from lagesbild.texts import number, text

if TYPE_CHECKING:
    from lagesbild.build import lake as lakes
else:
    lakes = loaded_later("lagesbild.build.lake")

app = typer.Typer(add_completion=False, no_args_is_help=True, help=text("lake.cli.help"))


@app.command(help=text("lake.cli.create_help"))
def create() -> None:
    """Make the lake that the settings tell of."""
    lakes.create_lake()
    typer.echo(text("lake.cli.created"))


@app.command(help=text("lake.cli.adopt_help"))
def adopt() -> None:
    """Move the facts of this home into the lake."""
    typer.echo(text("lake.cli.adopted", n=number(lakes.adopt(settings().home))))


@app.command(help=text("lake.cli.leave_help"))
def leave() -> None:
    """Write the facts of this home back into files."""
    typer.echo(text("lake.cli.left", n=number(lakes.leave(settings().home))))


@app.command(help=text("lake.cli.tidy_help"))
def tidy(days: Annotated[int, typer.Option("--days", help=text("lake.cli.days_help"), min=0)] = 30) -> None:
    """Remove what nothing needs."""
    told = lakes.tidy_lake(settings().home, days)
    deliveries, moments, files = map(number, (told.deliveries, told.moments, told.files))
    typer.echo(text("lake.cli.tidied", deliveries=deliveries, moments=moments, files=files))

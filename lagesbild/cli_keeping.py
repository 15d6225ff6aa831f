"""The commands that keep an installation: backup, restore and builds."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lagesbild import cli_audit
from lagesbild.later import loaded_later
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.settings import EXAMPLE_CODE, settings, today
from lagesbild.texts import number, text

if TYPE_CHECKING:
    from lagesbild import backup as backups
    from lagesbild import build as builds
else:
    backups, builds = (loaded_later(f"lagesbild.{name}") for name in ("backup", "build"))

Code = Annotated[str | None, typer.Option("--municipality", help=text("cli.municipality_help"))]
KEEP, REMOVE = "behall", "ta-bort"


def commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("backup", help=text("backup.backup_help"))(backup)
    app.command("restore", help=text("backup.restore_help"))(restore)
    app.command("retain", help=text("backup.retain_help"))(retain)


def completed() -> None:
    """Before any other command: complete a restore that died after it had been verified."""
    with suppress(PermissionError):  # somebody who may not write here may still look
        if (settings().home / ".restoring").exists() and backups.resume(settings().home, settings().work_url):
            typer.echo(text("backup.resumed"), err=True)


def backup(target: Annotated[Path, typer.Argument(help=text("backup.target_help"))]) -> None:
    """Copy the installation into one file."""
    done = backups.backup(settings().home, target, settings().work_url)
    cli_audit.told("backup")
    typer.echo(text("backup.done", file=done.path.name, files=number(done.files), size=number(done.size / 1e6, 1)))
    if settings().lake:
        typer.echo(text("lake.cli.not_in_backup"))


def restore(
    source: Annotated[Path, typer.Argument(help=text("backup.source_help"))],
    replace: Annotated[bool, typer.Option("--replace", help=text("backup.replace_help"))] = False,
) -> None:
    """Put a backup back."""
    done = backups.restore(settings().home, source, settings().work_url, replace=replace)
    cli_audit.told("restore")
    typer.echo(text("backup.restored", made=done.made[:16].replace("T", " "), files=number(done.files)))


def retain(
    before: Annotated[int, typer.Option("--before", help=text("backup.before_help"), min=1900, max=2100)],
    municipality: Code = None,
    frozen: Annotated[str | None, typer.Option("--frozen", help=text("backup.frozen_help"))] = None,
    yes: Annotated[bool, typer.Option("--yes", help=text("backup.yes_help"))] = False,
) -> None:
    """Take out what is from before a year."""
    if frozen not in (None, KEEP, REMOVE):
        raise LagesbildError(text("backup.retain.unknown_frozen", said=frozen))
    if before > today().year:
        raise LagesbildError(text("backup.retain.future", year=before))
    home = settings().home
    for code in [municipality] if municipality else builds.municipalities_with_files(home):
        found = builds.old(home, code, before, settings().work_url)
        if not found.whole and not found.partly and not found.place_reports:
            typer.echo(text("backup.retain.nothing", code=code, year=before))
            continue
        _planned(code, before, found)
        remove = _asked_frozen(found, frozen)
        if not yes and not _asked(lambda: typer.confirm(text("backup.retain.ask")), text("backup.retain.say_yes")):
            raise typer.Exit(1)
        day, who = today(code == EXAMPLE_CODE), getpass.getuser()
        done = builds.retain(home, code, before, day, remove_frozen=remove, work_url=settings().work_url, who=who)
        cli_audit.told("retain", code)
        rows, places = number(done.rows), number(done.place_reports)
        typer.echo(text("backup.retain.done", code=code, rows=rows, places=places, builds=number(done.builds)))
        if done.published and code != REFERENCE:
            typer.echo(text("backup.retain.publish", code=code, year=before))
        typer.echo(text("backup.retain.elsewhere"))


def _planned(code: str, before: int, found: builds.Old) -> None:
    counts = {"whole": len(found.whole), "partly": len(found.partly), "places": found.place_reports}
    typer.echo(text("backup.retain.plan", code=code, **{name: number(count) for name, count in counts.items()}))
    for it in found.frozen:
        typer.echo(text("backup.retain.frozen", title=it.title, day=it.frozen_on.isoformat(), year=before))


def _asked_frozen(found: builds.Old, said: str | None) -> bool:
    """Whether the frozen lägesbilder go too: as said, else as asked; nobody to ask is a fault that names them."""
    if said is not None or not found.frozen:
        return said == REMOVE
    titles = "; ".join(it.title for it in found.frozen)
    return _asked(lambda: typer.confirm(text("backup.retain.ask_frozen")), text("backup.retain.which_frozen", titles=titles))


def _asked(question: Callable[[], bool], otherwise: str) -> bool:
    if not sys.stdin.isatty():
        raise LagesbildError(otherwise)
    return question()

"""What the command line tells the audit log, and `python -m lagesbild audit verify`."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from lagesbild.audit import COMMAND_LINE, Event, record, verify
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.texts import number, text

app = typer.Typer(add_completion=False, no_args_is_help=True, help=text("access.cli.help"))


@app.callback()
def audit() -> None:
    """The audit log."""


@app.command("verify", help=text("access.cli.verify_help"))
def verify_log(known: Annotated[str | None, typer.Option("--known", help=text("access.cli.known_help"))] = None) -> None:
    """Look through the whole log; exit 2, and the first line that does not hold, when it was tampered with."""
    found = verify(settings().home, _noted(known) if known else None)
    if found.fault:
        typer.echo(text(f"access.fault.{found.fault}", line=found.line), err=True)
        raise typer.Exit(2)
    typer.echo(text("access.cli.whole", n=number(found.lines), mark=f"{found.lines}:{found.hash}"))


def told(event: Event, municipality: str | None = None, *, build: str | None = None, receipt: str | None = None, what: str = "") -> None:
    """Write what somebody did on this machine to the audit log, under the name of their account."""
    record(settings().home, event, who=_account(), role=COMMAND_LINE, municipality=municipality, build=build, receipt=receipt, what=what)


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account that has a number and no name
        return text("access.cli.unnamed")


def _noted(known: str) -> tuple[int, str]:
    line, _, mark = known.partition(":")
    if not line.isdigit() or len(mark) != 64:
        raise LagesbildError(text("access.cli.known_wrong"))
    return int(line), mark

"""The command check: what is received, built and published, whether it is whole, and before a start whether the settings are sound."""

from __future__ import annotations

import json as jsonlib
import os
import shutil
from typing import TYPE_CHECKING, Annotated

import typer

from lagesbild.facts import place
from lagesbild.later import loaded_later
from lagesbild.model import LagesbildError, Zone
from lagesbild.settings import settings
from lagesbild.texts import number, text

if TYPE_CHECKING:
    from lagesbild import build as builds
else:
    builds = loaded_later("lagesbild.build")

BAD = ("damaged", "changed", "gone")
LEAST_MB = 500  # free disk for a process that writes


def check(
    json: Annotated[bool, typer.Option("--json", help=text("cli.json_help"))] = False,
    config: Annotated[bool, typer.Option("--config", help=text("cli.config_help"))] = False,
    zone: Annotated[str | None, typer.Option("--zone", help=text("cli.zone_help"))] = None,
) -> None:
    """List receipts and whether what is built and published is intact; exit 2 when it is not."""
    if config:
        check_config(zone)
        typer.echo(text("cli.config_sound"))
        return
    told = builds.status(settings().home)
    states = told["builds"] + told["frozen"] + told["damages"]
    if json:
        typer.echo(jsonlib.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in told["receipts"] + states:
            typer.echo(line["line"])
    if any(line["state"] in BAD for line in states):
        raise typer.Exit(2)


def check_config(zone: str | None) -> None:
    """Refuse what must not be started: for a zone its login and addresses, without one the importer's home. Raises LagesbildError."""
    from lagesbild import serve as web

    home = settings().home
    if zone not in (None, "internal", "public"):
        raise LagesbildError(text("cli.unknown_zone", zone=zone))
    if not home.is_dir():
        raise LagesbildError(text("cli.config_no_home", setting="LAGESBILD_HOME"))
    if zone:
        named: Zone = "internal" if zone == "internal" else "public"
        web.check(web.Start(named, 0))
    if zone == "public":
        _public_sees_too_much()
        return
    if not os.access(home, os.W_OK | os.X_OK):
        raise LagesbildError(text("cli.config_not_writable", setting="LAGESBILD_HOME"))
    place(home).check()
    free = shutil.disk_usage(home).free // 1_000_000
    if free < LEAST_MB:
        raise LagesbildError(text("cli.config_full", free=number(free), least=number(LEAST_MB)))


def _public_sees_too_much() -> None:
    """In production, where others own the home, the public process may read published files only; one's own files one may read."""
    home = settings().home
    if home.stat().st_uid in (os.geteuid(), 0) or os.geteuid() == 0:
        return
    inner = [home / "work.sqlite", *(home / name for name in ("archive", "register", "audit")), *home.glob("build/*/internal.json")]
    open_ones = [path for path in inner if path.exists() and os.access(path, os.R_OK)]
    if open_ones:
        raise LagesbildError(text("cli.config_too_open", file=open_ones[0].relative_to(home).as_posix()))

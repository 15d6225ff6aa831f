"""The commands of frozen lägesbilder: freeze the current build, and clean up among the builds that nothing points at."""

from __future__ import annotations

import json as jsonlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from lagesbild import cli_audit
from lagesbild.freeze import freeze
from lagesbild.frozen import frozen_ones
from lagesbild.later import loaded_later
from lagesbild.model import LagesbildError
from lagesbild.settings import EXAMPLE_CODE, settings, today
from lagesbild.store import built
from lagesbild.texts import text
from lagesbild.work import WorkStore, default_url, open_work

if TYPE_CHECKING:
    from lagesbild import build as builds
else:
    builds = loaded_later("lagesbild.build")

Json = Annotated[bool, typer.Option("--json", help=text("cli.json_help"))]
Code = Annotated[str | None, typer.Option("--municipality", help=text("cli.municipality_help"))]


def freeze_build(
    title: Annotated[str, typer.Option("--title", help=text("frozen.cli.title_help"))],
    municipality: Code = None,
    decision: Annotated[str, typer.Option("--decision", help=text("frozen.cli.decision_help"))] = "",
    recipient: Annotated[list[str] | None, typer.Option("--recipient", help=text("frozen.cli.recipient_help"))] = None,
    comments: Annotated[str, typer.Option("--comments", help=text("frozen.cli.comments_help"))] = "",
    day: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help=text("frozen.cli.date_help"))] = None,
    who: Annotated[str | None, typer.Option("--by", help=text("frozen.cli.by_help"))] = None,
    json: Json = False,
) -> None:
    """Freeze the current internal build of one municipality as a lägesbild."""
    home, code = settings().home, municipality or settings().municipality or _only()
    said = {"title": title, "decision": decision, "recipients": "\n".join(recipient or []), "comments": comments}
    now = today(code == EXAMPLE_CODE)
    work = open_work(settings().work_url or default_url(home))
    it = freeze(home, code, work, said, day.date() if day else now, now, who or text("frozen.cli.writer"))
    cli_audit.told("freeze", code, build=it.build, what=it.identity)
    told = {"municipality": code, "frozen": it.identity, "title": it.title, "day": it.frozen_on.isoformat(), "build": it.build}
    typer.echo(jsonlib.dumps(told, ensure_ascii=False) if json else text("frozen.cli.frozen", **told))


def freeze_example(work: WorkStore, code: str, day: date) -> None:
    """Freeze the example's build, unless one is frozen already."""
    if not frozen_ones(settings().home, code):
        said = {name: text(f"frozen.example.{name}") for name in ("title", "decision", "recipients", "comments")}
        freeze(settings().home, code, work, said, day, day, text("cli.example_writer"))


def _only() -> str:
    """The one municipality of this installation; with several, one must be named."""
    codes = built(settings().home, "internal")
    if len(codes) == 1:
        return codes[0]
    raise LagesbildError(text("frozen.fault.which" if codes else "cli.nothing_received"))


def clean_up(municipality: Code = None) -> None:
    """Remove builds that nothing points at, and the microdata of frozen ones."""
    for code in [municipality] if municipality else sorted(path.name for path in (settings().home / "build").glob("*") if path.is_dir()):
        removed, emptied = builds.clean_up(settings().home, code)
        if removed or emptied:
            cli_audit.told("clean_up", code)
        typer.echo(text("frozen.cli.cleaned", code=code, removed=len(removed), emptied=len(emptied)))

"""The commands for many municipalities: build those that have changed, several at once, and compare what is published."""

from __future__ import annotations

import json as jsonlib
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lagesbild import cli_audit
from lagesbild.catalog import load_catalog
from lagesbild.later import loaded_later
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.settings import EXAMPLE_CODE, settings, today
from lagesbild.texts import number, text

if TYPE_CHECKING:
    from lagesbild import build as builds
    from lagesbild.build import many, nation
    from lagesbild.build import mirror as mirrors
else:
    builds, many, nation, mirrors = (loaded_later(f"lagesbild.build{name}") for name in ("", ".many", ".nation", ".mirror"))

app = typer.Typer(add_completion=False, no_args_is_help=True, help=text("riket.cli.help"))
out, err = Console(highlight=False), Console(stderr=True, highlight=False)


@app.command(help=text("riket.cli.build_help"))
def build(
    workers: Annotated[int | None, typer.Option("--workers", min=1, help=text("riket.cli.workers_help"))] = None,
    memory: Annotated[str, typer.Option("--memory", help=text("riket.cli.memory_help"))] = "",
    publish: Annotated[bool, typer.Option("--publish", help=text("riket.cli.publish_help"))] = False,
    again: Annotated[bool, typer.Option("--again", help=text("riket.cli.again_help"))] = False,
    json: Annotated[bool, typer.Option("--json", help=text("cli.json_help"))] = False,
) -> None:
    """Build what has changed; exit 2 when a municipality failed."""
    home, several = settings().home, workers or many.default_workers()
    known = {REFERENCE, *load_catalog(home).municipalities}
    codes = [code for code in builds.municipalities_with_files(home) if code in known]
    if not codes:
        raise LagesbildError(text("cli.nothing_received"))
    todo = many.tasks(home, codes, lambda code: today(code == EXAMPLE_CODE), publishing=publish, again=again)
    done = _done(todo, several, memory or many.memory_for(several), quiet=json)
    unchanged = [many.Done(code, "unchanged") for code in codes if code not in {task.municipality for task in todo}]
    if json:
        print(jsonlib.dumps([asdict(one) for one in [*done, *unchanged]], ensure_ascii=False, indent=1))
    else:
        tally = Counter(one.state for one in [*done, *unchanged])
        peak = number(max((one.peak_mb for one in done), default=0))
        out.print(text("riket.cli.summary", peak=peak, **{state: number(tally[state]) for state in ("built", "unchanged", "failed")}))
    if publish:
        _compared(quiet=json)
    if any(one.state == "failed" for one in done):
        raise typer.Exit(2)


def _done(todo: list[many.Task], workers: int, memory: str, *, quiet: bool) -> list[many.Done]:
    """Do what is to be done, tell each line as it comes, and note it in the audit log."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    found: list[many.Done] = []
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(text("riket.cli.building", n=number(len(todo))), total=len(todo))
        for one in many.build_many(settings().home, todo, workers, memory):
            bar.advance(task)
            found.append(one)
            for event in [*(["build"] if one.state == "built" else []), *(["publish"] if one.published else [])]:
                cli_audit.told(event, one.municipality, build=one.build)  # pyright: ignore[reportArgumentType]
            if not quiet:
                _say(one)
    return found


def _say(one: many.Done) -> None:
    if one.state == "failed":
        err.print(text("riket.cli.failed", code=one.municipality, fault=one.fault), style="red", markup=False)
        return
    key = "riket.cli.published" if one.published else "riket.cli.built"
    out.print(text(key, code=one.municipality, build=one.build, seconds=number(one.seconds, 1)), markup=False)


def mirror(folder: Annotated[Path, typer.Argument(help=text("riket.cli.folder_help"))]) -> None:
    """Copy what is published to a web node's folder."""
    done = mirrors.mirror(settings().home, folder)
    out.print(text("riket.cli.mirrored", copied=number(done.copied), there=number(done.there), folder=folder.name), markup=False)


@app.command(help=text("riket.cli.compare_help"))
def compare() -> None:
    """Compare what is published."""
    if not _compared():
        raise LagesbildError(text("riket.cli.nothing_published"))


def _compared(*, quiet: bool = False) -> bool:
    found = nation.compare_nation(settings().home, today())
    if found is not None and not quiet:
        key = "riket.cli.compared" if found.made else "riket.cli.compared_already"
        out.print(text(key, n=number(found.municipalities), build=found.build), markup=False)
    return found is not None

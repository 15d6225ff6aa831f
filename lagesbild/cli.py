"""The command line: python -m lagesbild COMMAND. Words for people come from texts; faults are one sentence and exit code 2."""

from __future__ import annotations

import json as jsonlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lagesbild import cli_audit, cli_check, cli_frozen, cli_keeping, cli_lake, cli_national, cli_start
from lagesbild.catalog import load_catalog
from lagesbild.cli_briefing import briefing
from lagesbild.faults import in_swedish
from lagesbild.intake import Answers, Receipt, suggest, write_draft
from lagesbild.intake import accept as accept_proposal
from lagesbild.intake import receive as receive_file
from lagesbild.intake.suggestion_words import answers, lines, options
from lagesbild.later import loaded_later
from lagesbild.model import REFERENCE, LagesbildError, Zone
from lagesbild.settings import EXAMPLE_CODE, settings, today
from lagesbild.store import built, pointer
from lagesbild.texts import number, text

if TYPE_CHECKING:
    from lagesbild import build as builds
else:
    builds = loaded_later("lagesbild.build")

app = typer.Typer(add_completion=False, no_args_is_help=True, help=text("cli.help"), pretty_exceptions_enable=False)
out, err = Console(highlight=False), Console(stderr=True, highlight=False)
Json = Annotated[bool, typer.Option("--json", help=text("cli.json_help"))]
app.command(help=text("cli.briefing.help"))(briefing)
Code = Annotated[str | None, typer.Option("--municipality", help=text("cli.municipality_help"))]


def main() -> None:
    """Run the command line; every fault ends as a Swedish sentence, never as a traceback."""
    os.umask(os.umask(0o077) | 0o007)  # what is written is nobody else's to read; the starter decides about the group
    try:
        cli_keeping.completed()
        with in_swedish():
            app()
    except LagesbildError as fault:
        err.print(str(fault), style="red", markup=False)
        sys.exit(2)


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        yield bar


@app.command(help=text("cli.receive_help"))
def receive(
    files: Annotated[list[Path], typer.Argument(help=text("cli.files_help"))],
    municipality: Code = None,
    format: Annotated[str | None, typer.Option("--format", help=text("cli.format_help"))] = None,
    propose: Annotated[bool, typer.Option("--propose", help=text("cli.propose_help"))] = False,
    accept: Annotated[bool, typer.Option("--accept-mapping", help=text("cli.accept_help"))] = False,
    name: Annotated[str | None, typer.Option("--name", help=text("cli.format_name_help"))] = None,
    title: Annotated[str | None, typer.Option("--title", help=text("cli.format_title_help"))] = None,
    column: Annotated[list[str] | None, typer.Option("--column", help=text("cli.column_help"))] = None,
    say: Annotated[list[str] | None, typer.Option("--say", help=text("cli.say_help"))] = None,
    out_file: Annotated[Path | None, typer.Option("--out", help=text("cli.draft_help"))] = None,
    extracted: Annotated[datetime | None, typer.Option("--extracted", formats=["%Y-%m-%d"], help=text("cli.extracted_help"))] = None,
    json: Json = False,
) -> None:
    """Take in files, or propose how to; exit 2 when one was refused."""
    code, receipts = municipality or settings().municipality, []
    if propose or accept:
        said = answers(column or [], say or [], name, title)
        receipts = [r for path in files if (r := _suggested(path, code, said, json, accept, out_file))]
        files = []
    with _progress() as bar:
        for path in files:
            task = bar.add_task(text("cli.reading", file=path.name), total=None)
            receipts.append(
                receive_file(path, settings().home, code, format, today(code == EXAMPLE_CODE), extracted.date() if extracted else None)
            )
            bar.remove_task(task)
    for receipt in receipts:
        cli_audit.told("accept" if accept else "receive", code, receipt=receipt.receipt, what=receipt.outcome)
    if json and not propose:
        print(jsonlib.dumps([receipt.published() for receipt in receipts], ensure_ascii=False, indent=1))
    else:
        for receipt in receipts:
            out.print(receipt.message, markup=False, style="red" if receipt.outcome == "refused" else "")
    if any(receipt.outcome == "refused" for receipt in receipts):
        raise typer.Exit(2)


def _suggested(path: Path, code: str | None, said: Answers, json: bool, accepting: bool, target: Path | None) -> Receipt | None:
    """Print the proposal for a file and write it as a draft, or accept it; the receipt of an accepted one."""
    home = settings().home
    if accepting:
        done = accept_proposal(path, home, code, today(code == EXAMPLE_CODE), said)
        if done.receipt.outcome != "refused" and not json:
            out.print(text("proposal.said.saved", title=done.proposal.title, file=", ".join(done.files)), markup=False)
        return done.receipt
    told = suggest(path, home, code, today(code == EXAMPLE_CODE), said)
    if json:
        print(jsonlib.dumps(told.to_json(), ensure_ascii=False, indent=1))
        return None
    for line in lines(told, options(code, said)):
        out.print(line, markup=False, soft_wrap=True)
    if told.format_toml:
        out.print(text("proposal.said.written", file=_below(write_draft(told, home, target), home)), markup=False, soft_wrap=True)
    return None


def _below(path: Path, home: Path) -> str:
    """A path as seen from the home folder; elsewhere the file's name alone."""
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name


@app.command(help=text("cli.build_help"))
def build(municipality: Code = None, json: Json = False) -> None:
    """Build one municipality, or every municipality that has accepted files."""
    told = []
    with _progress() as bar:
        for code in _codes(municipality):
            task = bar.add_task(text("cli.building", code=code), total=None)
            made = builds.build(
                settings().home,
                code,
                today(code == EXAMPLE_CODE),
                lambda step, done, of, t=task, c=code: bar.update(t, description=_step(c, step, done, of)),
            )
            bar.remove_task(task)
            cli_audit.told("build", code, build=made.build)
            told.append({"municipality": code, "build": made.build, "rows": made.rows})
            if not json:
                out.print(text("cli.built", code=code, build=made.build, estimates=number(made.rows["estimate"])), markup=False)
    if json:
        print(jsonlib.dumps(told, indent=1))


def _step(code: str, step: str, done: int, of: int) -> str:
    """How far a build has come, in the words of the desk."""
    return text("cli.step", code=code, step=text(f"desk.step.{step}"), share=f" {number(100 * done / of)} %" if of else "")


@app.command(help=text("cli.publish_help"))
def publish(municipality: Code = None) -> None:
    """Publish the current build of one or every built municipality."""
    home = settings().home
    for code in [municipality] if municipality else [c for c in built(home, "internal") if c != REFERENCE]:
        build = builds.publish(home, code, today(code == EXAMPLE_CODE))
        cli_audit.told("publish", code, build=build)
        out.print(text("cli.published", code=code, build=build), markup=False)


@app.command(help=text("cli.undo_help"))
def undo(receipt: Annotated[str, typer.Argument(help=text("cli.receipt_help"))]) -> None:
    """Strike a receipt and build again without it."""
    code = builds.undo(settings().home, receipt, today(receipt.endswith(EXAMPLE_CODE)))
    cli_audit.told("undo", code, receipt=receipt)
    out.print(text("cli.undone", receipt=receipt, code=code), markup=False)


app.command("check", help=text("cli.check_help"))(cli_check.check)
app.add_typer(cli_audit.app, name="audit")
app.add_typer(cli_lake.app, name="lake")
app.add_typer(cli_national.app, name="national")
app.command("mirror", help=text("riket.cli.mirror_help"))(cli_national.mirror)
app.command("freeze", help=text("frozen.cli.freeze_help"))(cli_frozen.freeze_build)
cli_keeping.commands(app)
app.command("clean-up", help=text("frozen.cli.clean_up_help"))(cli_frozen.clean_up)


@app.command(help=text("cli.release_help"))
def release(municipality: Code = None, json: Json = False) -> None:
    """Tell what the current build's public file hides, why, and how the attack on it went."""
    for code in [municipality] if municipality else [c for c in built(settings().home, "internal") if c != REFERENCE]:
        folder = builds.built_folder(settings().home, code)
        if json:
            print((folder / builds.RELEASE).read_text(encoding="utf-8"))
        for line in [] if json else builds.release_lines(folder):
            out.print(line, markup=False, soft_wrap=True)


app.command("new", help=text("cli.new_help"))(cli_start.new)
app.command("fetch", help=text("connect.cli.help"))(cli_start.fetch)


@app.command(help=text("cli.export_help"))
def export(
    what: Annotated[str, typer.Argument(help=text("cli.what_help"))],
    out_file: Annotated[Path, typer.Option("--out", help=text("cli.out_help"))],
    zone: Annotated[str, typer.Option(help=text("cli.zone_help"))] = "public",
    indicator: Annotated[str | None, typer.Option(help=text("cli.indicator_help"))] = None,
    municipality: Code = None,
) -> None:
    """Write estimates in the export contract."""
    from lagesbild.export import export_estimates

    if what != "estimates":
        raise LagesbildError(text("cli.unknown_export", what=what))
    rows = export_estimates(settings().home, _zone(zone), municipality, indicator, out_file)
    if _zone(zone) == "internal":
        cli_audit.told("export", municipality, what=what)
    out.print(text("cli.exported", rows=number(rows), file=out_file.name), markup=False)


@app.command(help=text("cli.serve_help"))
def serve(
    zone: Annotated[str | None, typer.Option(help=text("cli.zone_help"))] = None,
    port: Annotated[int | None, typer.Option(help=text("cli.port_help"))] = None,
    host: Annotated[str, typer.Option(help=text("cli.host_help"))] = "127.0.0.1",
    without_login: Annotated[bool, typer.Option("--without-login", help=text("cli.without_login_help"))] = False,
) -> None:
    """Serve one zone, or both when no zone is named."""
    from lagesbild import serve as web

    if without_login:
        os.environ["LAGESBILD_WITHOUT_LOGIN"] = "true"  # the zone's own process reads it too
        settings.cache_clear()
    if zone is None:
        raise typer.Exit(web.serve_both())
    raise typer.Exit(web.serve(_zone(zone), port or web.PORTS[_zone(zone)], host))


@app.command(help=text("desk.cli.help"))
def importer(with_starter: Annotated[bool, typer.Option("--with-starter", hidden=True)] = False) -> None:
    """Take the data desk's orders until stopped."""
    from lagesbild.importer import run

    run(settings().home, starter=sys.stdin.fileno() if with_starter else None)


@app.command(help=text("cli.example_help"))
def example(again: Annotated[bool, typer.Option("--again", help=text("cli.again_help"))] = False) -> None:
    """Make, take in, build and publish the invented municipality Norrhamn."""
    from lagesbild.example import make_earlier, make_example, make_reference, work_records
    from lagesbild.work import default_url, fill, open_work

    home, code = settings().home, EXAMPLE_CODE
    if pointer(home, code, "public") and not again:
        out.print(text("cli.example_exists"), markup=False)
        return
    day = today(example=True)
    with _progress() as bar:
        bar.add_task(text("cli.making_example"), total=None)
        folder = home / "inbox" / "norrhamn"
        areas, *files = make_example(folder)
        mine = [(areas, day), *make_earlier(folder), *((path, day) for path in files)]
        for whose, path, came in [*((code, *told) for told in mine), *((REFERENCE, path, day) for path in make_reference(folder))]:
            receipt = receive_file(path, home, whose, None, came, apart=False)
            if receipt.outcome == "refused":
                raise LagesbildError(receipt.message)
        work = open_work(settings().work_url or default_url(home))
        fill(work, code, work_records(), text("cli.example_writer"))
        builds.build(home, REFERENCE, day)
        made = builds.build(home, code, day)
        builds.publish(home, code, day)
        cli_frozen.freeze_example(work, code, day)
    for event in ("build", "publish"):
        cli_audit.told(event, code, build=made.build)
    out.print(text("cli.built", code=code, build=made.build, estimates=number(made.rows["estimate"])), markup=False)


def _codes(municipality: str | None) -> list[str]:
    if municipality:
        return [municipality]
    found = builds.municipalities_with_files(settings().home)
    if not found:
        raise LagesbildError(text("cli.nothing_received"))
    return [code for code in found if code == REFERENCE or code in load_catalog(settings().home).municipalities]


def _zone(name: str) -> Zone:
    if name == "public":
        return "public"
    if name == "internal":
        return "internal"
    raise LagesbildError(text("cli.unknown_zone", zone=name))

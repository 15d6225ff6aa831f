"""Proposes how a file that no format claims could be read: what it looks like, which column is what, and what must be asked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pandas as pd

from lagesbild.catalog import Catalog
from lagesbild.intake.area_names import Gazetteer
from lagesbild.intake.figure_cells import VALUES
from lagesbild.intake.mapping_file import format_file, indicator_files
from lagesbild.intake.near_format import near_format
from lagesbild.intake.near_title import near_title
from lagesbild.intake.periods_said import period
from lagesbild.intake.propose_columns import MOST, Evidence, evidence
from lagesbild.intake.propose_kinds import FIGURES, NONE, Layout, base_of, layout
from lagesbild.intake.propose_questions import Question, questions, settings_of
from lagesbild.intake.recognise import Opened, heading_lines
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.intake.survey_fit import Fit
from lagesbild.intake.survey_sheet import Sheet, sheet
from lagesbild.intake.tabular import body
from lagesbild.intake.values import folded, slug
from lagesbild.model import Format
from lagesbild.texts import number, text

READABLE = ("event", "figures")
TEMPLATES = {"event": "events", "figures": "figures"}
NUMBERS = ("base", "numerator", *VALUES)
DAY_LIKE = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}")
SHORTEST_HEAD = 2  # a line of headings has at least so many


@dataclass(frozen=True)
class Answers:
    """What a person has said about a file: which column is what, and other things by name."""

    columns: Mapping[str, str] = field(default_factory=dict)  # role -> heading, "-" for no such column
    says: Mapping[str, str] = field(default_factory=dict)  # source, cadence, dates, period, values, shares, design_effect
    name: str = ""
    title: str = ""


@dataclass(frozen=True)
class ColumnTold:
    """One column as the proposal reads it; role is empty for a column that is left unread."""

    heading: str
    role: str
    role_words: str
    certainty: str
    why: tuple[str, ...]
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A reading of an unknown file that people can accept, change or refuse; everything in it can be written as JSON."""

    file: str
    kind: str
    kind_words: str
    certainty: str
    why: tuple[str, ...]
    advice: str
    sheet: str
    line: int
    rows: int
    columns: tuple[ColumnTold, ...]
    questions: tuple[Question, ...]
    slug: str
    title: str
    settings: dict[str, str]
    format_toml: str = ""
    indicator_tomls: dict[str, str] = field(default_factory=dict)
    first_rows: tuple[dict[str, str], ...] = ()
    refused: bool = False  # whether the file would be refused when read so
    trial: str = ""  # what happened when the file was read by the proposal, in a sentence
    recognised: str = ""  # the title of a format that claims the file all the same
    near: tuple[str, ...] = ()  # what it lacks to be of a known format, how to mend it and what the format needs

    @property
    def acceptable(self) -> bool:
        """Whether nothing is left to ask and the file can be read so."""
        return self.kind in READABLE and not self.questions and not self.refused

    def to_json(self) -> dict[str, Any]:
        """The proposal as plain values."""
        return asdict(self) | {"acceptable": self.acceptable}

    def format(self) -> Format:
        """The format that the proposal would save, as the catalogue would read it."""
        table = tomllib.loads(self.format_toml)
        plain = {key: table.pop(key) for key in ("title", "kind", "source", "container", "cadence", "reader")}
        return Format(slug=self.slug, spec=table, **plain)


def propose(file: str, opened: Opened, catalog: Catalog, gazetteer: Gazetteer | None, answers: Answers | None = None) -> Proposal:
    """How a table in a text file or a workbook could be read. file: its name. gazetteer: the receiver's areas, where it is known.

    A file that holds persons, or no table, is refused as ever.
    """
    said = answers or Answers()
    name, line, headings = _headings(opened, catalog)
    read, _ = sheet(opened, lambda found: Fit(None, {}) if found == headings else None)
    templates = {kind: catalog.formats[name] for kind, name in TEMPLATES.items()}
    if opened.cube is not None:
        templates = {kind: replace(template, container=opened.family) for kind, template in templates.items()}
        said = replace(said, says={"source": opened.cube.source or text("proposal.words.source"), **said.says})
    read = body(read, templates["event"].spec["read"]["totals"])
    columns = evidence(read, spellings(catalog), templates["figures"].spec["symbols"], gazetteer)
    _check(said, columns)
    found = layout(columns, said.columns)
    settings = settings_of(found, columns, said.says)
    own_slug, title = _called(file, read, said)
    told = Proposal(
        file, found.kind, text(f"proposal.kind.{found.kind}"), found.certainty, found.why,
        text(f"proposal.advice.{found.kind}"), name, line, len(read.lines), _columns(columns, found),
        (*questions(found, columns, settings, said, gazetteer, _when(read.above, file)), *_splitting(read, found, columns, said)),
        own_slug, title, settings, near=near_format(opened, catalog.formats)
        or near_title(opened, catalog.formats.values(), gazetteer.ours.name if gazetteer else ""),
    )  # fmt: skip
    if found.kind not in READABLE:
        return told
    labels = _labels(read, found)
    if "area" in found.roles and columns[found.roles["area"].index].elsewhere:
        national = templates[found.kind].spec["areas"] | {"national": True}
        templates[found.kind] = replace(templates[found.kind], spec=templates[found.kind].spec | {"areas": national})
    made = format_file(told.slug, title, found, columns, settings, templates[found.kind], labels)
    return replace(told, format_toml=made, indicator_tomls=indicator_files(told.slug, found, columns, settings, labels))


def spellings(catalog: Catalog) -> dict[str, list[str]]:
    """{role: headings} that the catalogue's formats have for the roles of events and figures, and for what belongs elsewhere."""
    found: dict[str, list[str]] = {"persons": text("proposal.words.persons").split("|")}
    for name in TEMPLATES.values():
        for role, headings in catalog.formats[name].spec["columns"].items():
            found.setdefault(role, []).extend(headings)
    for fmt in catalog.formats.values():
        found.setdefault("crime_code", []).extend(fmt.spec.get("columns", {}).get("crime_code", ()))
    return found


def _headings(opened: Opened, catalog: Catalog) -> tuple[str, int, list[str]]:
    """The likeliest line of headings: the one with most headings, known ones twice, and fewest days and amounts."""
    known = {folded(heading) for headings in spellings(catalog).values() for heading in headings}
    found = [(name, row, line) for name, row, line in heading_lines(opened) if sum(map(bool, line)) >= SHORTEST_HEAD]
    if not found:
        raise Refusal("proposal.no_table")
    name, row, headings = max(found, key=lambda item: 2 * sum(folded(h) in known for h in item[2]) + _words(item[2]))
    start = opened.document.start if opened.document else row + 1
    return name, start, headings


def _words(line: list[str]) -> int:
    """How much a line speaks like headings: words for it, days and amounts that are no period against it."""
    amounts = [bool(cell) and cell.replace(".", "").replace(",", "").isdigit() for cell in line]
    days = [bool(DAY_LIKE.match(cell)) for cell in line]
    against = sum(day or (amount and period(cell) is None) for day, amount, cell in zip(days, amounts, line, strict=True))
    return sum(bool(cell) and not amount for cell, amount in zip(line, amounts, strict=True)) - 2 * against


def _when(above: Sequence[str], file: str) -> str:
    """The period that the lines above the headings name, else the file's name; empty where there is none or several."""
    stem = file.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
    for line in (" ".join(above), stem):
        found = {word for word in line.replace("(", " ").replace(")", " ").replace(",", " ").split() if period(word)}
        if len(found) == 1:
            return found.pop()
    return ""


def _check(said: Answers, columns: list[Evidence]) -> None:
    """Refuse an answer that names a column the file does not have."""
    headings = [column.heading for column in columns]
    for role, told in said.columns.items():
        unknown = [part for part in (told.split("|") if role == FIGURES else [told]) if part not in (NONE, *headings)]
        if unknown:
            raise Refusal("proposal.no_such_column", role=role, heading=shown(unknown[0]), found=", ".join(map(shown, headings)))


def _columns(columns: list[Evidence], found: Layout) -> tuple[ColumnTold, ...]:
    by_index = {one.index: one for one in found.roles.values()}
    figures = {column.index for column in found.figures}
    bases = {base.index: c.heading for c in found.figures if found.shape == "wide" and (base := base_of(c, columns))}
    told = []
    for column in columns:
        one = by_index.get(column.index)
        role = one.role if one else "figure" if column.index in figures else "base" if column.index in bases else ""
        words = text(f"proposal.role.{role or 'none'}")
        why = one.why if one else (text("proposal.why.numbers"),) if role else ()
        why = (text("proposal.why.base_of", heading=bases[column.index]),) if role == "base" and not one else why
        told.append(ColumnTold(column.heading, role, words, one.certainty if one else "", why, column.samples))
    return tuple(told)


def _splitting(read: Sheet, found: Layout, columns: list[Evidence], said: Answers) -> Iterator[Question]:
    """What to ask when several rows are of one place, period and group: some column of words says what tells them apart."""
    if found.kind != "figures" or not len(read.lines):
        return
    texts = {column.index: read.columns[column.index].rows() for column in columns}
    key = [texts[one.index] for role, one in found.roles.items() if role not in NUMBERS]
    if not key or not pd.concat(key, axis=1).duplicated().any():
        return
    taken = {one.index for one in found.roles.values()}
    free = [c for c in columns if c.index not in taken and c.is_text and c.filled >= MOST]
    apart = [c for c in free if not pd.concat([*key, texts[c.index]], axis=1).duplicated().any()]
    headings = [c.heading for c in apart or free]
    example = headings[0] if headings else text("proposal.words.heading")
    yield Question("indicator", text("proposal.ask.repeated", headings=", ".join(headings) or "–"), f'--column "indicator={example}"')


def _labels(read: Sheet, found: Layout) -> list[str]:
    """What the events' types or the figures are called in the file, in its order; empty where a format's title must do."""
    if found.shape == "wide":
        return [column.heading for column in found.figures]
    role = "type" if found.kind == "event" else "indicator"
    if role not in found.roles:
        return []
    texts = read.columns[found.roles[role].index].rows()
    return [said for said in dict.fromkeys(texts.str.strip()) if said]


def _called(file: str, read: Sheet, said: Answers) -> tuple[str, str]:
    """(slug, title) of the format: as said, else after the file's title or its name without dates."""
    stem = file.rsplit(".", 1)[0]
    words = [word for word in stem.replace("_", " ").replace("-", " ").split() if not word.isdigit()]
    title = said.title or next((line for line in read.above if not line.isdigit()), "") or " ".join(words).capitalize() or stem
    own = said.name or slug(" ".join(words) or "tabell")
    return slug(own).replace("-", "_") or "tabell", title


def summary(told: Proposal) -> str:
    """One sentence for a receipt: what the file looks like and how to see the proposal."""
    key = "other" if told.kind not in READABLE else "asks" if told.questions else "readable"
    first = told.questions[0].words if told.questions else ""
    return text(f"proposal.hint.{key}", kind=told.kind_words, advice=told.advice, rows=number(told.rows), first=first)

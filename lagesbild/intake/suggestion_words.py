"""Says a proposal in lines for people: what the file looks like, each column, the first rows, and what must be answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagesbild.intake.proposal import READABLE, Answers, Proposal
from lagesbild.intake.propose_questions import Question
from lagesbild.model import LagesbildError
from lagesbild.texts import number, text, texts

LONGEST = 60


def lines(told: Proposal, given: str = "") -> Iterator[str]:
    """The proposal, line by line; an empty line stands between its parts. given: the options that it was asked for with."""
    key = "proposal.said.head_sheet" if told.sheet else "proposal.said.head"
    about = {"file": told.file, "sheet": told.sheet, "kind": told.kind_words, "certainty": _sure(told.certainty)}
    yield text(key, **about, rows=number(told.rows), line=told.line)
    if told.recognised:
        yield text("proposal.said.recognised", title=told.recognised)
    if told.near:
        yield " ".join(told.near)
    yield text("proposal.said.why", why=" ".join(told.why))
    yield from _part("columns", [_column(told, index) for index in range(len(told.columns))])
    yield from _part(
        "rows", [text("proposal.said.row", row="; ".join(f"{role} {value}" for role, value in row.items())) for row in told.first_rows]
    )
    if told.trial:
        yield from ("", text("proposal.said.trial", trial=told.trial))
    yield from _part("ask", [asked(question) for question in told.questions])
    if told.kind in READABLE:
        yield from _part("taken", [_taken(key, value) for key, value in sorted(told.settings.items()) if value])
    yield ""
    answered = [given, *(question.option for question in told.questions)]
    if told.acceptable:
        yield text("proposal.said.accept", command=_command(told.file, [*answered, "--accept-mapping"]))
    elif told.kind in READABLE and told.questions and all(question.option for question in told.questions):
        yield text("proposal.said.answer", command=_command(told.file, [*answered, "--propose"]))
    else:
        yield text("proposal.said.advice", advice=told.advice)


def asked(question: Question) -> str:
    """A question and how to answer it, where an option can."""
    key = "proposal.said.question" if question.option else "proposal.said.question_only"
    return text(key, words=question.words, option=question.option)


def _command(file: str, parts: Sequence[str]) -> str:
    return " ".join(filter(None, ("receive", _quoted(file), *parts)))


def options(municipality: str | None, said: Answers) -> str:
    """The options of a proposal as they are written again for its acceptance."""
    told = [f"--municipality {municipality}"] if municipality else []
    told += [f"--column {_quoted(f'{role}={heading}')}" for role, heading in said.columns.items()]
    told += [f"--say {_quoted(f'{key}={value}')}" for key, value in said.says.items()]
    told += [f"--name {_quoted(said.name)}"] if said.name else []
    return " ".join([*told, *([f"--title {_quoted(said.title)}"] if said.title else [])])


def _quoted(word: str) -> str:
    """A word for a command line, in double quotes where a shell would part it."""
    return word if all(letter.isalnum() or letter in "=_.-/:" for letter in word) else '"' + word.replace('"', '\\"') + '"'


def _taken(key: str, value: str) -> str:
    """One thing that is taken for granted: what it is in words, and how it is written."""
    return text("proposal.said.setting", words=text(f"proposal.setting.{key}"), value=_valued(key, value), key=key, written=value)


def _valued(key: str, value: str) -> str:
    known = f"proposal.setting_value.{key}.{value}"
    return text(known) if known in texts() else value


def answers(columns: Sequence[str], says: Sequence[str], name: str | None, title: str | None) -> Answers:
    """Answers as they are written on a command line: "date=Datum"."""
    return Answers(dict(map(_pair, columns)), dict(map(_pair, says)), name or "", title or "")


def _pair(written: str) -> tuple[str, str]:
    key, mark, value = written.partition("=")
    if not mark:
        raise LagesbildError(text("proposal.said.bad_pair", pair=written))
    return key.strip(), value.strip()


def _part(key: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield from ("", text(f"proposal.said.{key}"), *rows)


def _column(told: Proposal, index: int) -> str:
    column = told.columns[index]
    if not column.role:
        return text("proposal.said.column_unread", heading=column.heading, samples=", ".join(_short(s) for s in column.samples))
    words = {"heading": column.heading, "role": column.role_words, "certainty": _sure(column.certainty or told.certainty)}
    return text("proposal.said.column", **words, why=" ".join(column.why))


def _short(sample: str) -> str:
    return sample if len(sample) <= LONGEST else sample[:LONGEST] + "…"


def _sure(certainty: str) -> str:
    return text(f"proposal.certainty.{certainty}")

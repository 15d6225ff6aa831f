"""Says a proposal in lines for people: what the file looks like, each column, the first rows, and what must be answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagesbild.intake.proposal import READABLE, Answers, Proposal
from lagesbild.model import LagesbildError
from lagesbild.texts import number, text

LONGEST = 60


def lines(told: Proposal) -> Iterator[str]:
    """The proposal, line by line; an empty line stands between its parts."""
    key = "proposal.said.head_sheet" if told.sheet else "proposal.said.head"
    about = {"file": told.file, "sheet": told.sheet, "kind": told.kind_words, "certainty": _sure(told.certainty)}
    yield text(key, **about, rows=number(told.rows), line=told.line)
    if told.recognised:
        yield text("proposal.said.recognised", title=told.recognised)
    yield text("proposal.said.why", why=" ".join(told.why))
    yield from _part("columns", [_column(told, index) for index in range(len(told.columns))])
    yield from _part(
        "rows", [text("proposal.said.row", row="; ".join(f"{role} {value}" for role, value in row.items())) for row in told.first_rows]
    )
    if told.trial:
        yield from ("", text("proposal.said.trial", trial=told.trial))
    yield from _part("ask", [text("proposal.said.question", words=q.words, option=q.option) for q in told.questions])
    if told.kind in READABLE:
        taken = ", ".join(f"{key}={value}" for key, value in sorted(told.settings.items()) if value)
        yield from ("", text("proposal.said.taken", settings=taken))
    key = "proposal.said.accept" if told.acceptable else "proposal.said.advice"
    yield text(key, file=told.file, advice=told.advice)


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

"""What intake answers for every file: how many rows came in, where each went, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal

from lagesbild.model import FactKind, Grain

Outcome = Literal["accepted", "already_received", "refused"]
PUBLISHED = (
    "file",
    "sha256",
    "format",
    "municipality",
    "outcome",
    "rows_read",
    "rows_stored",
    "rows_rejected",
    "rows_outside",
    "rejections",
    "warnings",
    "message",
)
DATES = ("received_on", "extracted_on", "data_from", "data_date", "preliminary_from", "struck_on", "erased_on", "erased_before")


@dataclass(frozen=True)
class Rejection:
    """One row that was not stored: its line in the file (from 1), its column and a Swedish reason."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class Notice:
    """Something to know about a file that was nevertheless read."""

    code: str
    message: str


@dataclass(frozen=True)
class Receipt:
    """The answer for one file and one municipality; rows_read = rows_stored + rows_rejected + rows_outside, always."""

    file: str
    sha256: str
    format: str
    municipality: str
    outcome: Outcome
    message: str
    rows_read: int = 0
    rows_stored: int = 0
    rows_rejected: int = 0
    rows_outside: int = 0
    rejections: tuple[Rejection, ...] = ()
    warnings: tuple[Notice, ...] = ()
    receipt: str = ""
    cells_sha256: str = ""
    format_sha256: str = ""
    kind: FactKind | Literal[""] = ""
    source: str = ""
    cadence: str = ""
    received_on: date | None = None
    sequence: int = 0  # running number in the register: which of two files of the same day came last
    extracted_on: date | None = None  # when the sender took the figures out, where somebody has said it
    data_from: date | None = None
    data_date: date | None = None
    preliminary_from: date | None = None
    area_version: str = ""
    area_level: str = ""
    rows_unplaced: int = 0
    coverage_codes: tuple[str, ...] = ()
    listed: bool = False  # it covers its coverage codes only, however many these are
    grain: Grain = "day"  # how exactly its days are known
    type_names: dict[str, str] = field(default_factory=dict, hash=False)  # type code of an event -> its Swedish title
    proposal: dict[str, Any] | None = None  # how a refused file that no format claims could be read
    facts: str = ""
    facts_sha256: str = ""
    struck_on: date | None = None
    erased_on: date | None = None  # when the file itself was taken out of the archive: retention
    erased_before: date | None = None  # rows of earlier days were taken out of it

    def published(self) -> dict[str, Any]:
        """The fields that `receive --json` prints, a fixed contract."""
        whole = asdict(self)
        return {key: whole[key] for key in PUBLISHED}

    def to_json(self) -> dict[str, Any]:
        """Every field, as the register keeps them: dates as 2026-11-22."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}

    @staticmethod
    def from_json(table: dict[str, Any]) -> Receipt:
        """A receipt from the register's JSON; unknown keys of later versions are left out."""
        known = {f.name for f in fields(Receipt)}
        kept = {key: value for key, value in table.items() if key in known}
        for key in DATES:
            kept[key] = date.fromisoformat(kept[key]) if kept.get(key) else None
        kept["rejections"] = tuple(Rejection(**item) for item in kept.get("rejections", ()))
        kept["warnings"] = tuple(Notice(**item) for item in kept.get("warnings", ()))
        kept["coverage_codes"] = tuple(kept.get("coverage_codes", ()))
        return Receipt(**kept)

    def struck(self, on: date) -> Receipt:
        """The same receipt after an undo."""
        return replace(self, struck_on=on)

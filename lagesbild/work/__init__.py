"""What people write during the year: plans, problems, activities, decisions, promises, dialogues; internal, never opened in public."""

from lagesbild.work.base import Field
from lagesbild.work.calendar import Due, LawItem, law_items, next_due, year_wheel
from lagesbild.work.excel_import import Reading, read_workbook, store_reading
from lagesbild.work.excel_write import export_workbook
from lagesbild.work.gaps import Gaps, attendance, balance, gaps, on_time, shown_status, tally
from lagesbild.work.models import KINDS
from lagesbild.work.open import default_url, open_work
from lagesbild.work.rules import GateClosed, evaluated
from lagesbild.work.snapshot import fill
from lagesbild.work.store import EditConflict, WorkStore
from lagesbild.work.values import WrongValues, label

__all__ = [
    "KINDS",
    "Due",
    "EditConflict",
    "Field",
    "Gaps",
    "GateClosed",
    "LawItem",
    "Reading",
    "WorkStore",
    "WrongValues",
    "attendance",
    "balance",
    "default_url",
    "evaluated",
    "export_workbook",
    "fill",
    "gaps",
    "label",
    "law_items",
    "next_due",
    "on_time",
    "open_work",
    "read_workbook",
    "shown_status",
    "store_reading",
    "tally",
    "year_wheel",
]

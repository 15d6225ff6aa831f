"""What people write during the year: plans, problems, activities, decisions, promises, dialogues; internal, never opened in public."""

from lagesbild.work.base import Field
from lagesbild.work.models import KINDS
from lagesbild.work.open import default_url, open_work
from lagesbild.work.rules import GateClosed
from lagesbild.work.snapshot import fill
from lagesbild.work.store import EditConflict, WorkStore
from lagesbild.work.values import WrongValues, label

__all__ = ["KINDS", "EditConflict", "Field", "GateClosed", "WorkStore", "WrongValues", "default_url", "fill", "label", "open_work"]

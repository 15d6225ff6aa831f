"""Copies an installation into one file while it is used, and puts it back whole or not at all."""

from lagesbild.backup.restore import Restored, restore, resume
from lagesbild.backup.take import Taken, backup

__all__ = ["Restored", "Taken", "backup", "restore", "resume"]

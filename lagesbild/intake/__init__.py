"""Turns a file that somebody hands over into canonical facts and a receipt, or refuses it with a sentence that says how to mend it."""

from lagesbild.intake.receipt import Notice, Receipt, Rejection
from lagesbild.intake.reception import receive
from lagesbild.intake.register import facts, receipts, strike

__all__ = ["Notice", "Receipt", "Rejection", "facts", "receipts", "receive", "strike"]

"""Turns a file that somebody hands over into canonical facts and a receipt, or refuses it with a sentence that says how to mend it."""

from lagesbild.intake.proposal import Answers, Proposal
from lagesbild.intake.receipt import Notice, Receipt, Rejection
from lagesbild.intake.reception import answered, look, receive, suggest
from lagesbild.intake.register import facts, receipts, strike
from lagesbild.intake.suggestion_files import accept, write_draft

__all__ = [
    "Answers",
    "Notice",
    "Proposal",
    "Receipt",
    "Rejection",
    "accept",
    "answered",
    "facts",
    "look",
    "receipts",
    "receive",
    "strike",
    "suggest",
    "write_draft",
]

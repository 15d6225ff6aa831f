"""Every word a user reads, and numbers and dates written the way of the language: Swedish unless something else is spoken."""

from lagesbild.texts.loader import LANGUAGES, speaking, spoken, text, texts, translation, unbroken
from lagesbild.texts.numbers import MONTHS, count, day, interval, long_day, month_name, number, percent, period_name, signed

__all__ = [
    "LANGUAGES", "MONTHS", "count", "day", "interval", "long_day", "month_name", "number", "percent", "period_name", "signed", "speaking",
    "spoken", "text", "texts", "translation", "unbroken",
]  # fmt: skip

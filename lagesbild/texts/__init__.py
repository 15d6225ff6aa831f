"""Every word a user reads, and numbers and dates written the Swedish way."""

from lagesbild.texts.loader import text, texts
from lagesbild.texts.numbers import MONTHS, count, day, interval, long_day, month_name, number, period_name, signed

__all__ = ["MONTHS", "count", "day", "interval", "long_day", "month_name", "number", "period_name", "signed", "text", "texts"]

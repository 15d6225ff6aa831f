"""Läget: is reported crime certainly changing, and where? Five minutes before a meeting."""

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import areas, situation
from lagesbild.exhibits.data_status import data_line
from lagesbild.show_page import choice, open_page
from lagesbild.texts import long_day, text

page = open_page("internal")
years = situation.years(page.reader)
since = int(choice(text("situation.since"), "sedan", {str(y): str(y) for y in years[1:]}, str(years[0] - situation.YEARS_BACK))) if years[1:] else None
found = situation.situation(page.reader, since)

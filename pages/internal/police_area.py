"""Lokalpolisområdet: its municipalities' agreements and goals side by side."""

import pandas as pd
import streamlit as st

from lagesbild import show, show_goals
from lagesbild.exhibits import police_area
from lagesbild.settings import settings, today
from lagesbild.show_access import covered
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.store import built, current
from lagesbild.texts import text
from lagesbild.written import as_written

page = open_current(live=True)
home = settings().home
readers = {code: as_written(reader, code) for code in covered(built(home, "internal")) if (reader := current(home, code, "internal"))}
areas = police_area.police_areas(readers)
mine = next(name for name, codes in areas.items() if page.code in codes)
keys = {codes[0]: name for name, codes in areas.items()}
area = keys[choice(text("goals.police_area.chosen"), "omrade", keys, areas[mine][0])] if len(keys) > 1 else mine
here = {code: readers[code] for code in areas[area]}
rows = police_area.side_by_side(here, today)
heading = text("goals.police_area.heading_one" if len(rows) == 1 else "goals.police_area.heading", area=area)
show.heading(text("goals.police_area.eyebrow", area=area), heading, text("goals.police_area.sub"))
table = pd.DataFrame(rows)
show.data_table(table, caption=text("goals.police_area.caption"))
for column, (code, reader) in zip(st.columns(max(2, len(here)), gap="large"), here.items(), strict=False):
    with column:
        show_goals.goal_facts(code, *police_area.goals_of(reader, today))

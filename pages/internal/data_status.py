"""Datastatus: which sources are loaded, due and late, and for the steward the desk where files are taken in, published and undone."""

import streamlit as st

from lagesbild import show, show_desk
from lagesbild.exhibits.data_status import EQUATION, STATE, data_status
from lagesbild.settings import settings
from lagesbild.show_desk_job import desk_part
from lagesbild.show_desk_start import first_files
from lagesbild.show_exhibit import tool_row
from lagesbild.show_release import release_part
from lagesbild.show_work_now import open_current
from lagesbild.texts import long_day, text

first_files()
page = open_current()
found = data_status(page.reader, page.day)
desk = None if page.frozen else show_desk.opened(settings().home, page.code)
show.heading(
    text("data_status.eyebrow", day=long_day(page.day)), show_desk.heading(desk, found.facts["late"], found.facts["due"]), found.sub
)
cells = found.facts["cells"].copy()
cells[STATE] = [show.Cell(words, icon=icon) for words, icon in zip(cells[STATE], found.facts["icons"], strict=True)]
rejected = text("data_status.column.rejected")
cells[rejected] = [n if n == "0" else show.Cell(n, tone="worse") for n in cells[rejected]]
show.data_table(cells, caption=text("data_status.caption"), numeric=EQUATION)
show.source_line(found.source_line)
tool_row(found, "datastatus")
if desk:
    desk_part(desk, found.frame, "empty")
    titles = page.read("indicators").set_index("indicator")["short_title"].to_dict()
    release_part(settings().home / "build" / page.code / page.reader.build, titles)
with st.expander(text("data_status.receipts")):
    show.data_table(found.facts["receipts"], caption=text("data_status.receipts"), numeric=EQUATION)
with st.expander(text("data_status.rejections")):
    if found.facts["rejections"].empty:
        show.note(text("data_status.no_rejections"))
    else:
        show.data_table(found.facts["rejections"], caption=text("data_status.rejections"))

"""Datastatus: what has been delivered, what was wrong with it, and what is late."""

from lagesbild import show
from lagesbild.exhibits.data_status import EQUATION, STATE, data_status
from lagesbild.show_exhibit import tool_row
from lagesbild.show_page import open_page
from lagesbild.texts import long_day, text

page = open_page("internal")
found = data_status(page.reader, page.day)
show.heading(text("data_status.eyebrow", day=long_day(page.day)), found.heading, found.sub)
cells = found.facts["cells"]
cells[STATE] = [show.Cell(words, icon="late" if late else "current") for words, late in zip(cells[STATE], found.facts["late"], strict=True)]
show.data_table(cells, caption=text("data_status.caption"), numeric=EQUATION, wide_only=found.facts["wide_only"])
show.source_line(found.source_line)
tool_row(found, "datastatus")
show.section(text("data_status.rejections"))
if found.facts["rejections"].empty:
    show.note(text("data_status.no_rejections"))
else:
    show.data_table(found.facts["rejections"], caption=text("data_status.rejections"))
show.section(text("data_status.receipts"))
show.data_table(found.facts["receipts"], caption=text("data_status.receipts"))

"""Guide: what each reader does here, how charts are read, what words mean, and a tour of the example."""

import streamlit as st

from lagesbild import show
from lagesbild.settings import settings
from lagesbild.show_access import opened
from lagesbild.show_guide import draw_part, parts
from lagesbild.show_page import buttons
from lagesbild.texts import text

if settings().zone != "internal":
    st.stop()
opened()
show.sheet("guide")
head = st.container()
part = buttons(text("guide.choose"), "del", parts())
with head:
    show.heading(text("guide.eyebrow"), text(f"guide.title.{part}"), "")
with st.container(key="guide"):
    draw_part(part)

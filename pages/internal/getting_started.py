"""Kom igång: from nothing to a map and one measured goal, for the steward of a new municipality."""

import streamlit as st

from lagesbild import show, show_desk
from lagesbild import show_getting_started as steps
from lagesbild.settings import settings
from lagesbild.show_access import let_in, opened
from lagesbild.show_agreement_form import agreement_step, goal_step
from lagesbild.texts import number, text

if settings().zone != "internal":
    st.stop()
user = let_in()
home = settings().home
start = steps.started(home, user)
if start is None:
    opened()
    show.heading(text("getting_started.eyebrow"), text("getting_started.no_place"), text("getting_started.lede"))
    steps.choose_place(home, user, None)
    st.stop()
show.shell(start.name, example=start.catalog.municipalities[start.code].example)
done = sum(start.done.values())
words = {"name": start.name, "done": number(done), "all": number(len(start.done))}
key = "heading_done" if done == len(start.done) else "heading" if done else "heading_0"
lede = "lede_done" if key == "heading_done" else "lede"
show.heading(text("getting_started.eyebrow"), text(f"getting_started.{key}", **words), text(f"getting_started.{lede}"))
steps.choose_place(home, user, start.code)
DRAWN = {"agreement": agreement_step, "goal": goal_step, "sources": steps.sources_step, "figures": steps.figures_step}
resting = show_desk.held()  # before the buttons are drawn
for step, draw in DRAWN.items():
    first = steps.opens(start, step)
    with st.expander(steps.label(start, step), icon=steps.sign(start, step), expanded=first, key=f"step_{step}_{first:d}"):
        draw(start)
show_desk.watch(start.desk, resting=resting)

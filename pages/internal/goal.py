"""Ett mål: all its measures over all periods, the pace, and what the next figure can show."""

import pandas as pd
import streamlit as st

from lagesbild import sentences_goals, show, show_compare_goals, show_goal_work, show_goals
from lagesbild.charts import interactive
from lagesbild.exhibits import agreements, goal_work, goals
from lagesbild.sentences_next_figure import coming
from lagesbild.show_exhibit import draw, figure_table, tool_row
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
told = {one.agreement.slug: one for one in agreements.all_standings(page.reader, page.day)}
now = agreements.now(page.reader, page.day)
with_goals = {slug: one for slug, one in told.items() if goals.goal_list(page.reader, one).facts["rows"]}
if not with_goals:
    show.heading(text("goals.eyebrow_unknown", place=page.name), text("goals.none_title"))
    show.empty_state(text("goals.none_title"), text("goals.none_why", place=page.name), text("goals.none_cure"))
    st.stop()
left, right = st.columns([2.35, 1], gap="large")
with right:
    labels = {slug: one.agreement.label or one.agreement.title for slug, one in with_goals.items()}
    slug = choice(text("goals.choose_agreement"), "overenskommelse", labels, now.agreement.slug if now else None)
    of = with_goals[slug]
    rows = {row["goal"]: row for row in goals.goal_list(page.reader, of).facts["rows"]}
    names = {key: f"{row['number']}. {row['title']}" if row["number"] else row["title"] for key, row in rows.items()}
    goal = rows[choice(text("goals.choose"), "mal", names)]
measures = {str(row["measure_order"]): row for row in goal["measures"]}
with right:
    asked = (
        choice(text("goals.choose_measure"), "matt", {key: row["short_title"] for key, row in measures.items()})
        if len(measures) > 1
        else "1"
    )
row = measures.get(asked)
eyebrow = text("goals.eyebrow_one", number=goal["number"], all=len(rows), label=of.agreement.label or page.name)
found = goals.measure_exhibit(page.reader, page.name, of, row) if row else None
with left:
    show.heading(
        eyebrow if goal["number"] else text("goals.eyebrow_whole", label=of.agreement.label), found.heading if found else goal["title"]
    )
    if found:
        show.note(found.sub)
        draw(found, "goal")
        show.source_line(found.source_line)
        tool_row(found, f"mal-{page.code}-{goal['goal']}")
        figure_table(found, text("goals.table"))
        show_goals.measure_rows(page, of, goal)
        show.note(text("goals.history"))
    else:
        show.empty_state(text("goals.why.no_measure"), sentences_goals.goal_why(goal))
with right:
    show_goals.status_words(row or goal, found.sentence if found else sentences_goals.goal_why(goal))
    show.note(found.facts["method"] if found else "")
    if row and row["progress"].pace and row["target"] is not None:
        show.section(sentences_goals.pace_title(row))
        show.note(sentences_goals.pace_sub(row))
        show.chart(interactive.pace_bar(**sentences_goals.pace_figures(row)), alt=sentences_goals.pace_alt(row), key="pace")
    if found and row:
        show.section(text("goals.power.title"))
        show.note(f"{coming(row, page.day)} {found.facts['power']}".strip())
        show_compare_goals.of_measure(page, of, goal, row)
    decided = goal_work.decisions(page.reader, goal["activities"], of.day) if of.counts else []
    late = sum(one["standing"] == "late" for one in decided)
    show_goals.activities(page, goal, found.marks if found else pd.DataFrame(), late)
    show_goal_work.decisions(page, decided)
    if of.counts:
        show_goal_work.promises(page, goal["goal"])
    show.note(goal["note"])

"""Inloggning: who is logged in, what that opens, until when, and the way out."""

import streamlit as st

from lagesbild import show
from lagesbild.settings import settings
from lagesbild.show_access import account_facts, local_time, logout_button, opened
from lagesbild.texts import text

if settings().zone != "internal":
    st.stop()
user = opened()
left, right = st.columns([2.35, 1], gap="large")
with left:
    if user.development:
        show.heading(text("access.account.eyebrow"), text("access.account.development_title"), text("access.account.development"))
    else:
        show.heading(text("access.account.eyebrow"), text("access.account.title", name=user.name), user.identity)
    show.fact_list(account_facts(user), title=text("access.account.rights"))
    show.source_line(text("access.account.told"))
with right:
    if not user.development:
        show.section(text("access.account.ends", time=local_time(user.until)))
        logout_button()

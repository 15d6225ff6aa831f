"""Händelselogg: who did what, and whether the log is as it was written."""

import streamlit as st

from lagesbild.settings import settings
from lagesbild.show_access import opened
from lagesbild.show_event_log import event_table, filtered, log_heading, seen_by

if settings().zone != "internal":
    st.stop()
user = opened()
home = settings().home
log_heading(home)
told = seen_by(user, home)
if told:
    kind, day, _ = st.columns([1.2, 1, 3])
    event_table(filtered(told, kind, day), home)

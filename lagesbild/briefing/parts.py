"""The parts that a kind of briefing can be put together from, by the name that its file uses."""

from __future__ import annotations

from collections.abc import Callable

from lagesbild.briefing import part_areas, part_crime, part_frame, part_goals, part_survey, part_work, summary
from lagesbild.briefing.context import Context
from lagesbild.briefing.document import Section

Part = Callable[[Context], Section | None]
PARTS: dict[str, Part] = {
    "brief": summary.brief,
    "agreement": part_goals.agreement,
    "duties": part_goals.duties,
    "goals": part_goals.goal_table,
    "goal_series": part_goals.goal_series,
    "questions": part_survey.questions,
    "area_question": part_survey.area_question,
    "standing_out": part_areas.standing_out,
    "profile": part_areas.profile,
    "since_before": part_areas.since_before,
    "crime_series": part_crime.crime_series,
    "crime_table": part_crime.crime_table,
    "signals": part_crime.signal_table,
    "promises": part_work.promises,
    "activities": part_work.activities,
    "chain": part_work.chain,
    "direction": part_work.direction,
    "dialogues": part_work.dialogues,
    "councils": part_work.councils,
    "reports": part_work.reports,
    "comments": part_frame.comments,
    "decisions": part_frame.decisions,
    "limits": part_frame.limits,
    "sources": part_frame.sources,
}

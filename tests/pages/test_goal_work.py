"""A goal's page tells the decisions and promises behind it, and does not say that nothing is late when a decision is."""

from datetime import date

from lagesbild.work import WorkStore
from tests.pages.test_pages import words
from tests.pages.test_work_pages import Open, opened

__all__ = ["opened"]
CODE = "9999"


def test_a_late_decision_and_a_promise_stand_on_the_page_of_their_goal(work: WorkStore, opened: Open) -> None:
    autumn = {"period_from": date(2026, 10, 1), "period_to": date(2026, 12, 31)}
    activity = work.add("activity", CODE, {"title": "Kontroller", "goal": "buskorning", "status": "ongoing"}, "Eva")
    said = words(opened("goal", mal="buskorning"))
    assert "ingen är försenad." in said and "Inriktningsbeslut för målet" not in said and "Medborgarlöften för målet" not in said
    drafted = work.add("direction", CODE, {"title": "Andra omgången", "state": "draft"} | autumn, "Eva")
    work.save("activity", activity["id"], activity["version"], {"direction": drafted["id"]}, "Eva")
    kept = {"text": "Två kvällar i veckan", "goal": "buskorning", "status": "ongoing", "planned": 70, "done": 51}
    work.add("promise", CODE, kept | autumn, "Eva")
    said = words(opened("goal", mal="buskorning"))
    assert "ingen är försenad, men ett inriktningsbeslut är det." in said
    assert "Utkast. Skulle ha beslutats senast 2026-10-01, 52 dagar sen." in said and f"kvartal={drafted['id']}" in said
    assert "Två kvällar i veckan" in said and "51 av 70" in said and "Hittills mindre än planerat." in said
    assert "Andra omgången" not in words(opened("goal", mal="vald")), "it is no decision of that goal"

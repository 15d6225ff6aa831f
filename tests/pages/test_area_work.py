"""An area's page tells what is promised everywhere beside what is promised there alone."""

from datetime import date

from lagesbild.work import WorkStore
from tests.pages.test_pages import words
from tests.pages.test_work_pages import Open, opened

__all__ = ["opened"]
CODE = "9999"
PERIOD = {"period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31)}


def test_promises_to_the_whole_municipality_stand_under_a_heading_of_their_own(work: WorkStore, opened: Open) -> None:
    assert "Gäller hela kommunen" not in words(opened("areas", omrade="N01"))
    for area, place, promised in (
        ("", "", "Lampor lagas"),
        ("N01", "", "Vuxna ute"),
        ("N02", "", "Någon annanstans"),
        ("", "Torget", "Vid torget"),
    ):
        work.add("promise", CODE, {"text": promised, "area": area, "place": place, "status": "ongoing"} | PERIOD, "Eva")
    said = words(opened("areas", omrade="N01"))
    assert said.index("Vuxna ute") < said.index("Gäller hela kommunen") < said.index("Lampor lagas")
    assert "Någon annanstans" not in said and "Vid torget" not in said

"""The words follow the verdict: every combination of verdict, direction, size and missing figure is read."""

from itertools import product
from typing import Any

import pytest

from lagesbild import sentences
from lagesbild.texts import text

VERDICTS = ("increase", "decrease", "no_clear_change", "too_uncertain", "not_comparable", "not_measured")
FORBIDDEN = ("nan", "none", "inf ", "null", "{", "}")


def row(verdict: str, before: float | None, after: float, unit: str = "per_1000", policing: bool = False) -> dict[str, Any]:
    return {
        "verdict": verdict, "policing_dependent": policing, "unit": unit, "sentence_name": "skadegörelsen", "plural": False,
        "reason": "Ny brottskod." if verdict == "not_comparable" else "", "base_label": "2023", "latest_label": "2025",
        "base_value": before, "latest_value": after, "base_count": before, "latest_count": after,
        "latest_lower": after * 0.9, "latest_upper": after * 1.1,
    }  # fmt: skip


CASES = [
    case
    for case in product(VERDICTS, (None, 0.0, 3.0, 250.0), (0.0, 6.0, 300.0), ("per_1000", "count"))
    if case[1] is not None or case[0] in ("not_measured", "not_comparable")  # every other verdict has both figures
]


@pytest.mark.parametrize(("verdict", "before", "after", "unit"), CASES)
def test_every_sentence_is_whole_and_claims_change_only_when_tested(verdict: str, before: float | None, after: float, unit: str) -> None:
    judged = row(verdict, before, after, unit)
    said = [
        sentences.change_why(judged),
        sentences.trend_heading(judged),
        sentences.trend_sentence(judged),
        sentences.change_headline([judged], "2023"),
    ]
    for sentence in said:
        assert sentence and not any(word in sentence.lower() for word in FORBIDDEN), sentence
        if verdict not in ("increase", "decrease"):
            assert "har ökat" not in sentence and "har minskat" not in sentence, sentence
    heading = sentences.trend_heading(judged)
    assert ("har ökat" in heading) == (verdict == "increase") and ("har minskat" in heading) == (verdict == "decrease")


def test_small_counts_are_told_as_counts_never_as_percent() -> None:
    assert sentences.change_why(row("too_uncertain", 3, 6)) == "+3 (från 3 till 6 anmälda), inom slumpen."


def test_what_would_be_certain_alone_is_not_said_to_be_within_chance() -> None:
    """24 reports against 54 are p = 0.0009 by themselves: chance seldom gives that, but one in many comparisons may."""
    plain, lost = row("no_clear_change", 24, 54), row("no_clear_change", 24, 54) | {"among": 168}
    assert sentences.change_why(plain).endswith("ryms inom slumpen.")
    assert sentences.change_why(lost).endswith("Går inte säkert att skilja från slumpen när 168 jämförelser prövas tillsammans.")
    few = sentences.change_why(row("no_clear_change", 4, 16) | {"among": 168})
    assert few.startswith("+12 (från 4 till 16 anmälda). Går inte säkert") and "inom slumpen" not in few


def test_a_headline_counts_certain_changes_and_tells_police_work_apart() -> None:
    rows = [row("decrease", 60, 30), row("increase", 30, 60), row("increase", 200, 350, policing=True), row("no_clear_change", 50, 52)]
    assert sentences.change_headline(rows, "2023") == "En brottstyp har säkert minskat sedan 2023, en har ökat"
    assert "speglar polisens arbete" in sentences.change_lede(rows)


def test_nothing_certain_is_said_so() -> None:
    assert sentences.change_headline([row("no_clear_change", 50, 52)], "2023") == "Ingen brottstyp har säkert förändrats sedan 2023"
    found = sentences.change_headline([row("no_clear_change", 50, 52), row("increase", 200, 350, policing=True)], "2023")
    assert found == "Ingen brottstyp har säkert förändrats sedan 2023, utom sådana som polisen själv upptäcker"
    assert sentences.change_headline([row("not_measured", None, 5)], "2023") == text("sentences.headline.untested")


def test_a_certain_verdict_with_few_events_is_not_called_chance() -> None:
    assert sentences.change_why(row("increase", 2, 18)) == "+16 (från 2 till 18 anmälda), mer än slumpen."


@pytest.mark.parametrize(("n", "said"), [(0, "inget område"), (1, "ett område"), (2, "två områden"), (14, "14 områden")])
def test_small_numbers_are_words(n: int, said: str) -> None:
    assert sentences.counted(n, "område", "områden") == said

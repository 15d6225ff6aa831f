"""What is kept of a build: the same question has the same answer, another build, zone or choice never has it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from lagesbild import kept as keeping
from lagesbild.kept import kept


def counting(most: int = keeping.MOST) -> Any:
    asked: list[tuple[Any, ...]] = []

    def answer(*question: Any) -> int:
        asked.append(question)
        return len(asked)

    return kept(answer, most=most)


def test_the_same_question_is_worked_out_once() -> None:
    answer, reader = counting(), object()
    assert [answer(reader, "year", 2025), answer(reader, "year", 2025), answer(reader, "year", 2024)] == [1, 1, 2]


def test_two_files_never_share_an_answer_though_their_builds_have_one_name() -> None:
    """The internal and the public file of a build bear the same identity; their readers are two."""
    answer = counting()
    internal, public = (SimpleNamespace(path=Path(name), build="a1") for name in ("internal.duckdb", "public.duckdb"))
    assert answer(internal) != answer(public)


def test_a_row_is_the_same_when_it_says_the_same_and_absent_values_are_alike() -> None:
    rows = pd.DataFrame({"indicator": ["x", "y"], "value": [1.0, float("nan")]}).set_index("indicator", drop=False)
    answer = counting()
    assert answer(rows.loc["y"]) == answer(rows.loc["y"]) != answer(rows.loc["x"])


def test_a_frame_is_the_same_only_when_it_is_the_same_object() -> None:
    answer, frame = counting(), pd.DataFrame({"value": [1]})
    assert answer(frame) == answer(frame) != answer(frame.copy())
    made = {answer(pd.DataFrame({"value": [n]})) for n in range(50)}
    assert len(made) == 50, "an object that is gone never lends its identity to another"


def test_the_oldest_answer_gives_way() -> None:
    answer = counting(most=2)
    assert [answer(n) for n in (1, 2, 3, 3, 1)] == [1, 2, 3, 3, 4]

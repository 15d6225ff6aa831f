"""JSON-stat: dense and sparse values, statuses, both forms of the container, and refusals by the member that is wrong."""

from __future__ import annotations

import time

import pytest

from lagesbild.intake import facts
from tests.intake.made_cubes import dataset, json_file


def _states(home, receipt):
    found = facts(home, receipt)
    return list(zip(found["area"], [day.year for day in found["reference_date"]], found["persons"], found["state"], strict=True))


def test_sparse_values_and_statuses_are_the_same_as_a_list_with_gaps(deliver, home, tmp_path):
    sparse = deliver(json_file(tmp_path / "a.json", dataset(value={"0": 10, "1": 0, "3": 7}, status={"2": "..", "3": "p"})))
    assert sparse.outcome == "accepted", sparse.message
    found = _states(home, sparse)
    assert [told[3] for told in found] == ["value", "zero", "missing", "value"]
    again = deliver(json_file(tmp_path / "b.json", dataset(value=[10, 0.0, None, 7], status=["", "", "..", "p"])))
    assert again.outcome == "already_received"
    assert "samma uppgifter" in again.message


def test_the_older_container_holds_the_same_table(deliver, home, tmp_path):
    new = dataset()
    old = {"label": new["label"], "value": new["value"], "dimension": new["dimension"] | {key: new[key] for key in ("id", "size", "role")}}
    first = deliver(json_file(tmp_path / "a.json", {"dataset": old}))
    assert [told[2] for told in _states(home, first)] == [10, 11, 5, 6]
    assert deliver(json_file(tmp_path / "b.json", new)).outcome == "already_received"


def test_a_number_that_its_status_denies_is_rejected_not_chosen(deliver, tmp_path):
    refused = deliver(json_file(tmp_path / "a.json", dataset(status={"2": ".."})))
    assert refused.outcome == "refused"
    assert "5 .." in refused.message


REGION = {"Region": {"category": {"index": {"9990": 0, "9990A0010": 5}}}, "Tid": {"category": {"index": ["2023", "2024"]}}}


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"value": [1, 2, 3]}, ["value", "3 av 4"]),
        ({"value": {"4": 1}}, ["value", "4", "bara 4"]),
        ({"value": {"-1": 1}}, ["value", "-1"]),
        ({"value": {"9" * 5_000: 1}}, ["value"]),
        ({"value": "10"}, ["value"]),
        ({"status": {"99": ".."}}, ["status", "99"]),
        ({"size": [2, 3]}, ["Tid", "2 värden", "size säger 3"]),
        ({"size": [2, -2]}, ["size"]),
        ({"size": [2, True]}, ["size"]),
        ({"id": ["Region", "Region"]}, ["id"]),
        ({"id": ["Region", "År"]}, ["dimension.År"]),
        ({"dimension": REGION}, ["dimension.Region.category.index"]),
        ({"dimension": []}, ["dimension"]),
        ({"class": "collection"}, ["collection", "en tabell i taget"]),
        ({"label": "Skogsbränder efter region och år"}, ["Skogsbränder", "folkmängd per region"]),
    ],
)
def test_what_is_wrong_is_named_by_its_member(deliver, stored, tmp_path, members, words):
    refused = deliver(json_file(tmp_path / "t.json", dataset(**members)), "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


@pytest.mark.parametrize(
    "members",
    [
        {"note": ["Kontakta 19811218-9876"]},
        {"extension": {"contact": [{"name": "19811218-9876"}]}},
        {"status": {"1": "19811218-9876"}},
        {"id": ["Region", "Tid"], "19811218-9876": 1},
    ],
)
def test_a_personal_identity_number_anywhere_refuses_the_file(deliver, stored, tmp_path, members):
    refused = deliver(json_file(tmp_path / "t.json", dataset(**members)), "9990")
    assert "personnummer" in refused.message
    assert "9876" not in refused.message
    assert stored() == []


def _dimensions(codes: int, count: int, size: str) -> bytes:
    """A dataset that declares `count` dimensions of a size, each with so many codes."""
    names = [f"v{index}" for index in range(count)]
    listed = ",".join(f'"{code}"' for code in range(codes))
    told = ",".join(f'"{name}":{{"category":{{"index":[{listed}]}}}}' for name in names if codes)
    ids = ",".join(f'"{name}"' for name in names)
    return f'{{"class":"dataset","id":[{ids}],"size":[{",".join([size] * count)}],"dimension":{{{told}}},"value":{{}}}}'.encode()


HOSTILE = {
    "cells": (_dimensions(1_000, 6, "1000"), ["värden efter 6 variabler"]),
    "declared": (_dimensions(1, 1, "9" * 20), ["fler än"]),
    "dimensions": (_dimensions(0, 100_000, "1"), ["variabler, fler än gränsen 30"]),
    "deep": (b'{"class":"dataset","value":' + b"[" * 200_000 + b"]" * 200_000 + b"}", ["giltig JSON"]),
    "digits": (b'{"class":"dataset","value":[' + b"9" * 100_000 + b"]}", ["giltig JSON"]),
    "cut": (b'{"class":"dataset","value":[1,2', ["giltig JSON"]),
    "nul": (b'{"class":"dataset","label":"a\0b"}', ["NUL"]),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_would_cost_memory_or_time_is_refused_first(deliver, stored, tmp_path, kind):
    content, words = HOSTILE[kind]
    (tmp_path / "t.json").write_bytes(content)
    started = time.process_time()
    refused = deliver(tmp_path / "t.json", "9990")
    assert time.process_time() - started < 10
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []

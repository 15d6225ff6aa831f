"""A sample of the long runs of intake, and proof that each of them sees what it is there to see."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from lagesbild.intake import Receipt, receive
from tests.soak import imports, mutate


def test_of_mutated_files_no_row_is_lost_in_silence(tmp_path: Path) -> None:
    found = mutate.mutations(tmp_path, 150)
    assert sum(found.outcomes.values()) == 150 and found.outcomes["accepted"] > 20 and found.counted > 10
    assert not found.faults and not found.ended


def losing(path: Path, *arguments: object, **named: object) -> Receipt:
    """A reception that loses a row of each file and ends the process at a border file."""
    if path.suffix == ".geojson":
        os.kill(os.getpid(), signal.SIGKILL)
    told: Receipt = receive(path, *arguments, **named)  # pyright: ignore[reportArgumentType]
    return replace(told, rows_read=told.rows_read - 1, rows_stored=told.rows_stored - 1) if told.outcome == "accepted" else told


def test_a_row_that_is_lost_is_seen_and_a_process_that_ends_is_told(tmp_path: Path) -> None:
    found = mutate.mutations(tmp_path, 40, losing)
    assert any("rows read" in fault for fault in found.faults) and any("another number" in fault for fault in found.faults)
    assert found.ended and sum(found.outcomes.values()) + len(found.ended) == 40


def test_receptions_leave_no_descriptor_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not imports.imports(tmp_path / "sound", 5, apart=False).faults

    def leaking(path: Path, *arguments: object, **named: object) -> Receipt:
        os.open(path, os.O_RDONLY)
        return receive(path, *arguments, **named)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(imports, "receive", leaking)
    found = imports.imports(tmp_path / "leaking", 5, apart=False)
    assert found.descriptors == 5 and found.faults

"""What the importer says of its work is found beside the job, and what its steps took is kept for the next time."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild import spool
from lagesbild.spool_progress import Progress, last_time, progress, telling


@pytest.fixture
def job(tmp_path: Path) -> spool.Job:
    found = spool.find(tmp_path, spool.hand_in(tmp_path, "9999", "brott.csv", b"a;b\n1;2\n", "Siv", "steward"))
    assert found
    return found


def test_the_step_its_count_and_the_steps_before_it_are_found_beside_the_job(tmp_path: Path, job: spool.Job) -> None:
    assert progress(job) == Progress()
    with telling(tmp_path, [job]) as tell:
        tell("vault", 1, 4)
        tell("vault", 3, 4)
        assert (progress(job).done, progress(job).share, dict(progress(job).took)) == (3, 0.75, {})
        tell("gate")
        now = progress(job)
        assert (now.step, now.of, [*now.took]) == ("gate", 0, ["vault"]) and now.began <= now.step_began
    assert [*last_time(tmp_path, "9999")] == ["vault", "gate"]
    assert last_time(tmp_path, "2580") == {}


def test_work_that_failed_says_nothing_of_how_long_it_takes(tmp_path: Path, job: spool.Job) -> None:
    with pytest.raises(ZeroDivisionError), telling(tmp_path, [job]) as tell:
        tell("vault")
        raise ZeroDivisionError
    assert last_time(tmp_path, "9999") == {}


def test_half_a_report_is_no_report(job: spool.Job) -> None:
    (job.folder / spool.PROGRESS).write_text('{"step": "vau')
    assert progress(job) == Progress()

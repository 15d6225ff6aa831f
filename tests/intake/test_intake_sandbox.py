"""Files from outside are read in a process that can do no harm, dies without harm and is believed in nothing."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from lagesbild.intake import Answers, Receipt, look, receipts, receive, sandbox, suggest
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from tests.intake.made_files import police_file, sound_rows
from tests.intake.rogue import rogue

DAY = date(2026, 11, 22)
Stored = Callable[[], list[str]]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Files are read in a process of their own, as people have it; the limits may be set."""
    monkeypatch.setenv("LAGESBILD_SANDBOX", "true")
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return police_file(tmp_path / "brott.csv", sound_rows(40))


def limit(patch: pytest.MonkeyPatch, **limits: int) -> None:
    for name, value in limits.items():
        patch.setattr(settings(), f"sandbox_{name}", value)


def test_a_file_read_apart_is_stored_as_one_read_here(apart: pytest.MonkeyPatch, home: Path, reports: Path) -> None:
    here, there = (look(reports, home, "0319", None, DAY, apart=apart) for apart in (False, True))
    assert there.receipt == here.receipt and there.facts is not None and there.facts.equals(here.facts)
    assert {"limits", "namespace"} <= set(there.held) or {"limits", "seccomp"} <= set(there.held)
    assert not here.held, "a file read here is told as such"
    assert receive(reports, home, "0319", None, DAY).outcome == "accepted"
    assert [receipt.rows_stored for receipt in receipts(home)] == [40]


def test_a_proposal_is_made_apart_and_its_refusals_come_through(
    apart: pytest.MonkeyPatch, home: Path, tmp_path: Path, reports: Path
) -> None:
    apart.setattr("lagesbild.intake.reception.suggested", None)  # nothing is read in this process
    (tmp_path / "larm.csv").write_text("Datum;Händelse\n2025-01-02;Brand\n2025-02-03;Brand\n", encoding="utf-8")
    told = suggest(tmp_path / "larm.csv", home, "0319", DAY, Answers({"date": "Datum"}))
    assert told.file == "larm.csv" and told.rows == 2 and told.format().title
    with pytest.raises(LagesbildError, match=r"larm.csv.*Namn"):
        suggest(tmp_path / "larm.csv", home, "0319", DAY, Answers({"date": "Namn"}))


ATTEMPTS = """
    import json, os, socket, subprocess
    told = {}
    def attempt(name, act):
        try:
            told[name] = str(act())
        except OSError as fault:
            told[name] = "refused"
    inner = json.loads(order["municipality"])
    attempt("network", lambda: socket.create_connection(("127.0.0.1", inner["port"]), 2).getpeername())
    attempt("accounts", lambda: open("/etc/passwd").read(9))
    attempt("goals", lambda: open(home / "work.sqlite").read())
    attempt("written", lambda: open(home / "register" / "evil.json", "w").close())
    attempt("archive", lambda: os.listdir(home / "archive"))
    attempt("program", lambda: subprocess.run(["/bin/true"]).returncode)
    attempt("parent", lambda: os.kill(os.getppid(), 0))
    attempt("starter", lambda: open(f"/proc/{os.getppid()}/environ").read(4))
    told["secrets"] = [key for key in os.environ if "SECRET" in key or "WORK" in key]
    return {"told": told}
"""


@pytest.mark.parametrize("loose", [False, True])
def test_the_reading_process_reaches_nothing_but_its_file(
    apart: pytest.MonkeyPatch, home: Path, tmp_path: Path, reports: Path, loose: bool
) -> None:
    for name in ("register", "archive"):
        (home / name).mkdir()
    (home / "work.sqlite").write_text("goals")
    apart.setenv("LAGESBILD_COOKIE_SECRET", "x" * 40)
    apart.setenv("LAGESBILD_WORK_URL", "postgresql://u:p@h/d")
    rogue(apart, tmp_path, ATTEMPTS, loose=loose)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        told = attempts(reports, home, server)
    refused = {name for name, met in told.items() if met == "refused"}
    assert told.pop("secrets") == []
    assert told["archive"] == "[]", "what the conversion needs is readable"
    assert refused == (set() if loose else set(told) - {"archive"})


def attempts(path: Path, home: Path, server: socket.socket) -> dict[str, object]:
    with sandbox._answer(path, home, json.dumps({"port": server.getsockname()[1]}), DAY, {"kind": "examine"}) as (told, _, _):
        return told["told"]


DEATHS = {
    "memory": ("x = bytearray(2_000_000_000)", "memory_mb", 1500, "mer minne än gränsen 1\u00a0500 MB"),
    "busy": ("import time\nwhile time.process_time() < 1.6: pass", "cpu_seconds", 1, "mer än 1 sekunders räknetid"),
    "slow": ("import time; time.sleep(1.6)", "wall_seconds", 1, "mer än 1 sekunder att läsa"),
    "swells": ("(folder / 'big').write_bytes(bytes(3_000_000))", "written_mb", 1, "större än gränsen 1 MB"),
}
ENDS = {
    "aborts": "import os; os.abort()",
    "is killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "falls": "import ctypes; ctypes.string_at(0)",
}


@pytest.mark.parametrize("lifted", [False, True])
@pytest.mark.parametrize("case", DEATHS)
def test_a_limit_that_is_met_is_a_refusal_that_names_it(
    apart: pytest.MonkeyPatch, home: Path, stored: Stored, tmp_path: Path, reports: Path, case: str, lifted: bool
) -> None:
    code, which, value, words = DEATHS[case]
    limit(apart, memory_mb=0, cpu_seconds=0, wall_seconds=60, written_mb=0)
    limit(apart, **({} if lifted else {which: value}))
    rogue(apart, tmp_path, f"{code}\nreturn {{}}")
    refused = receive(reports, home, "0319", None, DAY)
    assert refused.outcome == "refused" and "brott.csv" in refused.message and stored() == []
    assert ("inte stämmer med filen" if lifted else words) in refused.message, "without the limit it lives to give its empty answer"
    assert lifted or (refused.sha256 and f"LAGESBILD_SANDBOX_{which.upper()}" in refused.message)


@pytest.mark.parametrize("case", ENDS)
def test_the_death_of_the_reading_process_is_a_refusal(
    apart: pytest.MonkeyPatch, home: Path, stored: Stored, tmp_path: Path, reports: Path, case: str
) -> None:
    rogue(apart, tmp_path, ENDS[case])
    refused = receive(reports, home, "0319", None, DAY)
    assert refused.outcome == "refused" and "brott.csv är så skadad" in refused.message and refused.sha256
    assert stored() == []


def test_a_machine_that_cannot_close_the_network_reads_nothing(
    apart: pytest.MonkeyPatch, home: Path, stored: Stored, tmp_path: Path, reports: Path
) -> None:
    rogue(apart, tmp_path, "return {}", loose=True)
    script = tmp_path / "rogue.py"
    script.write_text(script.read_text().replace("['namespace']", "['limits', 'landlock']"))
    refused = receive(reports, home, "0319", None, DAY)
    assert refused.outcome == "refused" and "stänga av nätet" in refused.message
    assert stored() == []


LIES = {
    "another file": 'told["receipt"]["file"] = "annan.csv"',
    "another hash": 'told["receipt"]["sha256"] = "0" * 64',
    "a path for a municipality": 'told["receipt"]["municipality"] = "../../x"',
    "a path for a format": 'told["receipt"]["format_sha256"] = "../" * 20',
    "another receipt": 'told["receipt"]["receipt"] = "2026-11-22-x"',
    "facts that lie elsewhere": 'told["receipt"]["facts"] = "../../etc/passwd"',
    "rows that do not add up": 'told["receipt"]["rows_outside"] = 7',
    "rows below zero": 'told["receipt"]["rows_outside"] = -7; told["receipt"]["rows_rejected"] = 7',
    "another day": 'told["receipt"]["received_on"] = "2020-01-01"',
    "a number for a text": 'told["receipt"]["message"] = 7',
    "no receipt": 'told = {"receipt": None}',
    "a list": "told = {'receipt': [1]}",
    "an unknown format": 'told["receipt"]["format"] = "okant"',
    "already received": 'told["receipt"]["outcome"] = "already_received"',
    "rows of another kind": 'told["receipt"]["kind"] = "population"',
    "no rows": '(folder / "facts.arrow").unlink()',
    "rows that are a link": '(folder / "facts.arrow").unlink(); (folder / "facts.arrow").symlink_to("/etc/passwd")',
    "rows that are noise": '(folder / "facts.arrow").write_bytes(bytes(range(256)) * 40)',
    "rows cut off": 'f = folder / "facts.arrow"; f.write_bytes(f.read_bytes()[:-200])',
}


@pytest.fixture
def answer(apart: pytest.MonkeyPatch, home: Path, tmp_path: Path, reports: Path) -> Path:
    """What an honest reading leaves, kept so that each lie need not read the file again."""
    import pyarrow as pa

    honest, kept = look(reports, home, "0319", None, DAY, apart=False), tmp_path / "honest"
    kept.mkdir()
    assert honest.facts is not None
    with pa.OSFile(str(kept / "facts.arrow"), "wb") as sink, pa.ipc.new_file(sink, honest.facts.schema) as writer:
        writer.write_table(honest.facts)
    (kept / "told.json").write_text(json.dumps({"receipt": honest.receipt.to_json()}))
    return kept


COPY = """
import json
told = json.loads({told!r})
(folder / "facts.arrow").write_bytes(bytes.fromhex({facts!r}))
{lie}
return told
"""


@pytest.mark.parametrize("lie", [None, *LIES])
def test_an_answer_is_believed_only_where_it_fits(
    apart: pytest.MonkeyPatch, home: Path, stored: Stored, tmp_path: Path, reports: Path, answer: Path, lie: str | None
) -> None:
    told, facts = (answer / "told.json").read_text(), (answer / "facts.arrow").read_bytes().hex()
    rogue(apart, tmp_path, COPY.format(told=told, facts=facts, lie=LIES[lie] if lie else ""))
    receipt: Receipt = receive(reports, home, "0319", None, DAY)
    if lie is None:
        assert receipt.outcome == "accepted", "the control: the same answer without a lie"
    else:
        assert receipt.outcome == "refused" and "inte stämmer med filen" in receipt.message and "brott.csv" in receipt.message
        assert stored() == []


def test_a_proposal_cannot_name_a_file_elsewhere(apart: pytest.MonkeyPatch, home: Path, tmp_path: Path) -> None:
    (tmp_path / "larm.csv").write_text("Datum;Händelse\n2025-01-02;Brand\n2025-02-03;Brand\n", encoding="utf-8")
    told = suggest(tmp_path / "larm.csv", home, "0319", DAY, None).to_json()
    apart.setattr(sandbox, "CHILD", tmp_path / "liar.py")
    for slug in ("../../../evil", told["slug"]):
        answer = json.dumps({"proposal": told | {"slug": slug}})
        script = f"import sys, pathlib\n(pathlib.Path(sys.argv[1]) / 'answer.json').write_text({answer!r})\n"
        (tmp_path / "liar.py").write_text(script)
        if slug == told["slug"]:
            assert suggest(tmp_path / "larm.csv", home, "0319", DAY, None).slug == slug
        else:
            with pytest.raises(LagesbildError, match="inte stämmer med filen"):
                suggest(tmp_path / "larm.csv", home, "0319", DAY, None)


def test_nothing_is_left_in_the_scratch_folder(apart: pytest.MonkeyPatch, home: Path, tmp_path: Path, reports: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    apart.setattr("tempfile.tempdir", str(scratch))
    rogue(apart, tmp_path, "(folder / 'left').mkdir(); import os; os.abort()")
    receive(reports, home, "0319", None, DAY)
    assert not list(scratch.iterdir())

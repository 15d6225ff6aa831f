"""The command line's contract: JSON receipts, exit codes, exports, and no traceback or path in any answer."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pandas as pd
import pytest

from lagesbild.audit import events, verify
from lagesbild.cli import main
from lagesbild.export import COLUMNS
from lagesbild.settings import ROOT, settings
from tests.build.conftest import people, reports, squares
from tests.intake import unknown_files

KEYS = [
    "file", "sha256", "format", "municipality", "outcome", "rows_read", "rows_stored", "rows_rejected", "rows_outside",
    "rejections", "warnings", "message",
]  # fmt: skip


def run(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in this process: loading the libraries anew for each would take three seconds."""
    out, err, code, mask = io.StringIO(), io.StringIO(), 0, os.umask(0o077)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in (environment(home) | {"COLUMNS": "200"}).items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["lagesbild", *map(str, arguments)])
        settings.cache_clear()
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os.umask(mask)
            settings.cache_clear()
    return subprocess.CompletedProcess(list(map(str, arguments)), code, out.getvalue(), err.getvalue())


def run_outside(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command as it is typed."""
    command = [sys.executable, "-m", "lagesbild", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment(home), capture_output=True, text=True, timeout=120, check=False)


def environment(home: Path) -> dict[str, str]:
    return {"LAGESBILD_HOME": str(home), "LAGESBILD_TODAY": "2026-11-22"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    files = [
        squares(folder / "områden.geojson"),
        people(folder / "folkmängd.xlsx", {2024: (900, 1900), 2025: (1000, 2000)}),
        reports(folder / "brott.csv", [("N01", "1210 2024-01-02", 12), ("N02", "1210 2025-12-30", 9)]),
    ]
    done = run_outside(folder / "home", "receive", *files, "--municipality", "9999", "--json")
    assert done.returncode == 0, done.stderr
    receipts = json.loads(done.stdout)
    assert [list(receipt) for receipt in receipts] == [KEYS] * 3
    assert [receipt["outcome"] for receipt in receipts] == ["accepted"] * 3
    assert run(folder / "home", "build").returncode == 0
    assert run(folder / "home", "publish").returncode == 0
    return folder / "home"


def test_a_file_received_again_changes_nothing_and_is_no_fault(home: Path) -> None:
    done = run(home, "receive", home.parent / "brott.csv", "--municipality", "9999", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)[0]["outcome"] == "already_received"


def test_a_refused_file_gives_exit_2_a_sentence_and_no_path(home: Path) -> None:
    strange = home.parent / "konstig.csv"
    strange.write_text("a;b\n1;2\n", encoding="utf-8")
    done = run_outside(home, "receive", strange, "--json")
    assert done.returncode == 2
    receipt = json.loads(done.stdout)[0]
    assert receipt["outcome"] == "refused" and "konstig.csv" in receipt["message"]
    assert str(home.parent) not in done.stdout + done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_export_holds_the_contract_in_every_format(home: Path, suffix: str) -> None:
    target = home.parent / f"out.{suffix}"
    done = run(home, "export", "estimates", "--zone", "internal", "--municipality", "9999", "--out", target)
    assert done.returncode == 0, done.stderr
    text = {"municipality": str, "area": str, "area_version": str}
    rows = {
        "csv": lambda: pd.read_csv(target, dtype=text),
        "json": lambda: pd.read_json(target, dtype=False),
        "parquet": lambda: pd.read_parquet(target),
    }[suffix]()
    assert tuple(rows.columns) == COLUMNS
    cell = rows[
        (rows["area"].astype(str) == "N01")
        & (rows["indicator"] == "fire_vandalism")
        & (rows["period_end"].astype(str).str[:10] == "2024-12-31")
    ]
    assert cell["value"].tolist() == pytest.approx([1000 * 12 / 900]) and cell["unit"].tolist() == ["per_1000"]


def test_the_public_export_holds_no_month_and_no_small_count(home: Path) -> None:
    target = home.parent / "public.csv"
    assert run(home, "export", "estimates", "--out", target).returncode == 0
    rows = pd.read_csv(target)
    assert set(rows["area_level"]) == {"municipality", "neighbourhood"} and set(rows["subgroup"]) == {"all"}
    assert not (rows["numerator"].between(1, 4)).any() and (rows["withheld"].dropna() == "withheld").all()
    assert (pd.to_datetime(rows["period_end"]) - pd.to_datetime(rows["period_start"])).dt.days[rows["unit"] == "count"].min() >= 364


def test_the_release_report_is_read_out(home: Path) -> None:
    told = run(home, "release", "--municipality", "9999")
    assert told.returncode == 0 and "Angrepp på den färdiga filen" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--municipality", "1234"), "1234"),
        (("undo", "finns-inte"), "finns-inte"),
        (("export", "estimates", "--out", "siffror.pdf"), ".parquet"),
        (("export", "estimates", "--zone", "hemlig", "--out", "x.csv"), "hemlig"),
        (("new", "12", "Kort"), "fyra siffror"),
        (("new", "0319", "Älvkarleby"), "finns redan"),
    ],
)
def test_faults_are_one_sentence_and_exit_2(home: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(home, *arguments)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_check_tells_that_everything_is_whole(home: Path) -> None:
    done = run(home, "check", "--json")
    assert done.returncode == 0
    assert {line["state"] for line in json.loads(done.stdout)["builds"]} == {"ok"}


def test_an_unknown_table_is_proposed_asked_about_accepted_and_known_the_next_time(home: Path) -> None:
    file = unknown_files.housing(home.parent / "skador.xlsx")
    told = run(home, "receive", file, "--municipality", "9999", "--propose")
    assert told.returncode == 0, told.stderr
    assert "Skada: typ av händelse (osäkert)" in told.stdout
    assert 'receive skador.xlsx --municipality 9999 --column "type=Skada" --propose' in told.stdout
    assert "catalogue/formats/skador.toml.forslag" in told.stdout and str(home) not in told.stdout
    unanswered = run(home, "receive", file, "--municipality", "9999", "--accept-mapping")
    assert unanswered.returncode == 2 and "förslaget kan inte godtas än" in unanswered.stderr and "Traceback" not in unanswered.stderr
    done = run(home, "receive", file, "--municipality", "9999", "--column", "type=Skada", "--accept-mapping")
    assert done.returncode == 0 and "catalogue/formats/skador.toml" in done.stdout and "36 rader" in done.stdout.replace("\u00a0", " ")
    again = run(home, "receive", file, "--municipality", "9999", "--json")
    assert json.loads(again.stdout)[0]["outcome"] == "already_received" and json.loads(again.stdout)[0]["format"] == "skador"


def test_the_day_of_an_extract_decides_which_of_two_is_newer(home: Path) -> None:
    shorter = reports(home.parent / "senare uttag.csv", [("N01", "1210 2024-01-02", 5), ("N02", "1210 2024-06-30", 1)])
    done = run(home, "receive", shorter, "--municipality", "9999", "--extracted", "2026-11-20", "--json")
    assert done.returncode == 0, done.stderr
    assert [warning["code"] for warning in json.loads(done.stdout)[0]["warnings"]][-1] == "replaces"
    wrong = run(home, "receive", shorter, "--extracted", "20/11")
    assert wrong.returncode == 2 and "Traceback" not in wrong.stderr


def test_what_was_done_here_stands_in_the_audit_log(home: Path) -> None:
    told = events(home)[:5]
    assert [one["event"] for one in told] == ["receive"] * 3 + ["build", "publish"]
    assert {(one["role"], one["municipality"]) for one in told} == {("command_line", "9999")}
    assert told[4]["build"] == told[3]["build"] and all(one["receipt"] for one in told[:3])
    assert verify(home).fault is None

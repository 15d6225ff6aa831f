"""The units of docs/deploy are sound for systemd, harden what they run, and the public process can read published files only."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild.cli_check import check_config
from lagesbild.model import LagesbildError
from lagesbild.settings import ROOT, settings
from lagesbild.store import pointer
from tests.soak.small import CODE, DAY

DEPLOY = ROOT / "docs" / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
MOST_EXPOSED = 1.5  # of 10, as systemd counts; an ordinary service is at 9


def unit(name: str) -> dict[str, list[str]]:
    """A unit's [Service] settings, those that are given more than once too."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / f"lagesbild-{name}.service").read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"(\w+)=(.*)", line):
            found.setdefault(match[1], []).append(match[2])
    return found


def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    for path in [*UNITS, *DEPLOY.glob("*.timer"), *DEPLOY.glob("*.target")]:
        told = path.read_text(encoding="utf-8").replace("/opt/lagesbild/.venv/bin/python", sys.executable)
        told = told.replace("/opt/lagesbild", str(ROOT)).replace("EnvironmentFile=", "EnvironmentFile=-")
        (tmp_path / path.name.replace("@.", "@8501.")).write_text(told, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and not [line for line in done.stderr.splitlines() if "lagesbild" in line], done.stderr


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_each_unit_is_hardened(path: Path) -> None:
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", str(path)], capture_output=True, text=True, check=False)
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert exposure and float(exposure[1]) <= MOST_EXPOSED, done.stdout[-300:]


def test_three_processes_three_users_and_no_network_for_the_importer() -> None:
    internal, public, importer = (unit(name) for name in ("internal@", "public", "importer"))
    assert len({one["User"][0] for one in (internal, public, importer)}) == 3
    assert importer["PrivateNetwork"] == ["yes"] and importer["RestrictAddressFamilies"] == ["AF_UNIX"]
    assert public["Group"] == ["lagesbild-publik"] and public["BindReadOnlyPaths"] == [
        "/var/lib/lagesbild/build /var/lib/lagesbild/catalogue"
    ]
    assert "lagesbild-publik lagesbild\n" not in (DEPLOY / "lagesbild.sysusers").read_text(encoding="utf-8")
    assert all("MemoryMax" in one and one["ProtectSystem"] == ["strict"] for one in (internal, public, importer))


def test_processes_of_the_internal_zone_stop_and_start_together_and_nginx_knows_their_ports() -> None:
    template = (DEPLOY / "lagesbild-internal@.service").read_text(encoding="utf-8")
    assert "PartOf=lagesbild-internal.target" in template and "WantedBy=lagesbild-internal.target" in template
    assert unit("internal@")["ExecStart"][0].endswith("--zone internal --port %i")
    drift = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")
    for name in ("one", "several"):
        ports = set(re.findall(r"127\.0\.0\.1:(\d+)", (DEPLOY / f"nginx-{name}.conf").read_text(encoding="utf-8")))
        assert ports and all(f"lagesbild-internal@{port}" in drift for port in ports)


def test_who_wants_the_fetch_buttons_opens_the_network_and_nothing_else() -> None:
    lines = [line for line in (DEPLOY / "lagesbild-importer-fetch.conf").read_text(encoding="utf-8").splitlines() if line[:1] not in "#["]
    assert {line.partition("=")[0] for line in lines} == {"PrivateNetwork", "IPAddressDeny", "RestrictAddressFamilies"}
    assert "RestrictNamespaces" in unit("importer")  # the process that reads a file still goes into a network of its own


def test_others_may_read_what_is_published_and_nothing_else(small_home: Path) -> None:
    told = pointer(small_home, CODE, "public")
    assert told
    build = small_home / "build" / CODE / told["build"]
    open_ones = {path.relative_to(build).as_posix().split("/")[0] for path in build.rglob("*") if path.stat().st_mode & 0o004}
    assert open_ones == {"public.duckdb", "site"} and build.stat().st_mode & 0o007 == 0o001
    assert {p.name: p.stat().st_mode & 0o007 for p in build.parent.glob("*ternal.json")} == {"internal.json": 0}
    assert (build.parent / "public.json").stat().st_mode & 0o004 and (build.parent / "frozen").stat().st_mode & 0o007 == 0


def test_a_build_that_is_not_published_yet_is_nobody_elses(small_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(small_home, tmp_path / "home")
    draft = shutil.copytree(home / "build" / CODE / (pointer(home, CODE, "public") or {})["build"], tmp_path / "draft")
    from lagesbild.build.modes import hide, show

    hide(draft, tmp_path / "frozen")
    assert not [path for path in (draft, *draft.rglob("*")) if path.stat().st_mode & 0o007]
    show(draft)
    assert (draft / "public.duckdb").stat().st_mode & 0o004 and not (draft / "internal.duckdb").stat().st_mode & 0o007
    builds.publish(home, CODE, DAY)


def test_the_settings_are_looked_at_before_a_start(small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_HOME", str(small_home))
    settings.cache_clear()
    for zone in (None, "internal", "public"):
        check_config(zone)
    monkeypatch.setenv("LAGESBILD_WITHOUT_LOGIN", "false")
    settings.cache_clear()
    with pytest.raises(LagesbildError):
        check_config("internal")
    with pytest.raises(LagesbildError, match="hemlig"):
        check_config("hemlig")
    monkeypatch.setenv("LAGESBILD_HOME", str(tmp_path / "saknas"))
    settings.cache_clear()
    with pytest.raises(LagesbildError, match="LAGESBILD_HOME"):
        check_config(None)


def test_too_little_disk_is_told_before_a_start(small_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_HOME", str(small_home))
    settings.cache_clear()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 1_000_000))  # type: ignore[attr-defined]
    with pytest.raises(LagesbildError, match="ledigt utrymme"):
        check_config(None)

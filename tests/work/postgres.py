"""Starts Debian's PostgreSQL in a temporary folder on a free port of this machine, as the user postgres when we are root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.browser.running import free_port

BINARIES = Path("/usr/lib/postgresql")
INSTALL = "The tests need Debian's PostgreSQL. As root: apt-get install postgresql"


@dataclass
class Postgres:
    """A server of our own."""

    folder: Path
    port: int
    made: int = field(default=0)

    def new_database(self) -> str:
        """The address of a new empty database."""
        self.made += 1
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE work{self.made}".encode())
        return self._address(f"work{self.made}")

    def start(self) -> None:
        """Start, or start again after a crash."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c max_connections=60"
        _run("pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-l", str(self.folder / "log"), "-w", "-t", "60", "start")

    def kill(self) -> None:
        """Kill the server and everything it has started, as if the power had gone."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        children = subprocess.run(["ps", "--ppid", str(first), "-o", "pid="], capture_output=True, text=True, check=False).stdout.split()
        killed = (first, *map(int, children))
        for process in killed:
            os.kill(process, signal.SIGKILL)
        while any(map(_running, killed)):
            time.sleep(0.05)
        (self.folder / "data" / "postmaster.pid").unlink()
        (self.folder / f".s.PGSQL.{self.port}.lock").unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop and leave nothing behind."""
        _run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def _address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"


def start_postgres() -> Postgres:
    """A fresh server. Fails, rather than skips, where PostgreSQL cannot be had."""
    _install()
    folder = Path(tempfile.mkdtemp(prefix="lagesbild-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _run("initdb", "-D", str(folder / "data"), "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
    server = Postgres(folder, free_port())
    server.start()
    return server


def _running(process: int) -> bool:
    """Whether a process still runs; one that is dead but not yet buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _install() -> None:
    if any(BINARIES.glob("*/bin/initdb")):
        return
    if os.geteuid() != 0:
        raise RuntimeError(INSTALL)
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]):
        subprocess.run(command, check=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, which refuse to run as root."""
    binary = sorted(BINARIES.glob("*/bin"), key=lambda path: int(path.parent.name))[-1] / program
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(binary), *arguments],
        cwd="/",
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace')[-2000:]}")

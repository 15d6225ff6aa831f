"""What a process that is shut in cannot do, each time beside the same deed without that means: there it succeeds."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lagesbild.settings import ROOT

PROGRAM = """
import json, os, resource, signal, socket, subprocess, sys, time
from pathlib import Path
told = json.loads(sys.argv[1])
sys.path.insert(0, told["root"])
from lagesbild import confined
room, port = Path(told["room"]), told["port"]
exec(told["shut"])
try:
    exec(told["deed"])
except MemoryError:
    print("memory")
except OSError as fault:
    print("refused", fault.errno)
else:
    print("done")
"""
WHOLE = "confined.confine(told['limits'], [Path('/usr'), Path('/lib'), Path('/lib64'), Path(sys.base_prefix), Path(sys.prefix)], room)"
CONNECT = "socket.create_connection(('127.0.0.1', port), 5)"
NAMESPACE = "confined.LIBC.unshare(confined.NEW_USER | confined.NEW_NET)"
NO_MORE = "confined.LIBC.prctl(confined.NO_NEW_PRIVILEGES, 1, 0, 0, 0); "
SECCOMP = NO_MORE + "confined._only_calls()"
LANDLOCK = NO_MORE + "confined._only_files([Path('/usr'), Path(sys.base_prefix)], room)"


def deed(tmp_path: Path, shut: str, doing: str, port: int = 0, **limits: int) -> str:
    """What became of a deed in a process shut in so: "done", "refused ERRNO", "memory", or the signal that ended it."""
    room = tmp_path / "room"
    room.mkdir(exist_ok=True)
    told = json.dumps({"root": str(ROOT), "room": str(room), "port": port, "shut": shut, "deed": doing, "limits": limits})
    done = subprocess.run([sys.executable, "-I", "-c", PROGRAM, told], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.strip() if done.returncode == 0 else f"ended {done.returncode}"


@pytest.mark.parametrize("means", [WHOLE, NAMESPACE, SECCOMP])
def test_the_network_is_out_of_reach_by_each_means_alone(tmp_path: Path, means: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert deed(tmp_path, means, CONNECT, port).startswith("refused")
        assert deed(tmp_path, "", CONNECT, port) == "done"


@pytest.mark.parametrize(
    "doing",
    [
        "open(told['room'] + '/../secret').read()",
        "os.listdir('/etc')",
        "open(told['room'] + '/../new', 'w')",
        "os.unlink(told['room'] + '/../secret')",
    ],
)
def test_no_file_but_the_allowed_ones(tmp_path: Path, doing: str) -> None:
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    for means in (WHOLE, LANDLOCK):
        assert deed(tmp_path, means, doing) == "refused 13"
    assert deed(tmp_path, WHOLE, "(room / 'mine').write_text('x')") == "done"
    assert deed(tmp_path, "", doing) == "done"


@pytest.mark.parametrize(
    "doing", ["subprocess.run(['/bin/true'])", "os.fork() or os._exit(0)", "os.kill(os.getppid(), 0)", "socket.socketpair()"]
)
def test_no_other_program_process_or_socket(tmp_path: Path, doing: str) -> None:
    assert deed(tmp_path, SECCOMP, doing) == "refused 13"
    assert deed(tmp_path, "", doing) == "done"


LIMITS = {
    "memory_mb": (200, "held = bytearray(400_000_000)", "memory"),
    "cpu_seconds": (1, "while time.process_time() < 1.6: pass", "ended -24"),
    "written_mb": (1, "(room / 'big').write_bytes(bytes(3_000_000))", "ended -25"),
    "open_files": (32, "held = [open('/dev/null') for _ in range(60)]", "refused 24"),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_each_limit_holds_and_lifted_lets_the_same_deed_pass(tmp_path: Path, limit: str) -> None:
    most, doing, end = LIMITS[limit]
    only = "confined._limit(told['limits'])"
    assert deed(tmp_path, only, doing, **{limit: most}) == end
    assert deed(tmp_path, only, doing, **{limit: 0}) == "done"

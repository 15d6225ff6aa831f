"""Shuts the process that reads files from outside in: limits, no network, no other program, no file but the few it needs.

Standard library only, and run before anything else is loaded. Each means is Linux's own: resource limits (setrlimit(2)), an empty network
namespace (unshare(2)), a filter of system calls (seccomp(2)) and a list of files (landlock(7)). What the kernel lacks is left out and told.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
MEGABYTE = 1024 * 1024
RESERVED = 2048 * MEGABYTE  # address space beside the data: libraries and what they only reserve
NEW_USER, NEW_NET = 0x10000000, 0x40000000
NO_NEW_PRIVILEGES, DEATH_SIGNAL, SET_FILTER = 38, 1, 22
REFUSED, ABSENT, ALLOWED = 0x00050000 | 13, 0x00050000 | 38, 0x7FFF0000  # EACCES, ENOSYS, go on
CLONE_THREAD = 0x00010000
# Sockets, other programs and processes, signals to them, and the calls through which a process reaches into another or around this filter.
CALLS: dict[str, tuple[int, int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        56,
        (41, 42, 49, 50, 53, 57, 58, 59, 62, 101, 129, 165, 200, 248, 250, 272, 297, 298, 308, 310, 311, 321, 322, 323, 424, 425, 434, 438),
    ),
    "aarch64": (
        0xC00000B7,
        220,
        (40, 97, 117, 129, 130, 138, 198, 199, 200, 201, 203, 217, 219, 221, 240, 241, 268, 270, 271, 280, 281, 282, 424, 425, 434, 438),
    ),
}
CLONE3 = 435
LANDLOCK = (444, 445, 446)  # create_ruleset, add_rule, restrict_self: the same on every machine
READ_FILE, READ_FOLDER, ALL_OF_FILE = 1 << 2, 1 << 3, 1 << 1 | 1 << 2 | 1 << 14
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights over files the kernel's version knows; from 5 on: 16


def confine(limits: dict[str, int], readable: Iterable[Path], writable: Path) -> list[str]:
    """Shut this process in for good; returns the means that hold, of "limits", "namespace", "seccomp" and "landlock".

    limits: memory_mb, cpu_seconds, written_mb, open_files; one that is 0 is left out. readable: files and folders that may be read,
    writable: the one folder that may be written.
    """
    _limit(limits)
    LIBC.prctl(DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    held = ["limits"]
    held += ["namespace"] if threading.active_count() == 1 and LIBC.unshare(NEW_USER | NEW_NET) == 0 else []
    LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    held += ["landlock"] if _only_files(readable, writable) else []
    return held + (["seccomp"] if _only_calls() else [])


def _limit(limits: dict[str, int]) -> None:
    memory, cpu = limits.get("memory_mb", 0) * MEGABYTE, limits.get("cpu_seconds", 0)
    told: dict[int, tuple[int, int]] = {resource.RLIMIT_CORE: (0, 0)}
    if memory:
        told |= {resource.RLIMIT_DATA: (memory, memory), resource.RLIMIT_AS: (memory + RESERVED, memory + RESERVED)}
    if cpu:
        told[resource.RLIMIT_CPU] = (cpu, cpu + 2)
    written, files = limits.get("written_mb", 0) * MEGABYTE, limits.get("open_files", 0)
    told |= {resource.RLIMIT_FSIZE: (written, written)} if written else {}
    told |= {resource.RLIMIT_NOFILE: (files, files)} if files else {}
    for which, value in told.items():
        _, most = resource.getrlimit(which)
        resource.setrlimit(which, value if most == resource.RLIM_INFINITY else (min(value[0], most), min(value[1], most)))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it: a disk filled by a file must end the process, not confuse it


def _only_calls() -> bool:
    """Refuse system calls by number (classic BPF over struct seccomp_data); a call by another machine's numbers too."""
    known = CALLS.get(platform.machine())
    if known is None:
        return False
    machine, clone, refused = known
    load, equal, above, bits, answer = 0x20, 0x15, 0x35, 0x45, 0x06
    program: list[tuple[int, int, int, int]] = [(load, 0, 0, 4), (equal, 1, 0, machine), (answer, 0, 0, REFUSED), (load, 0, 0, 0)]
    program += [(above, 0, 1, 0x40000000), (answer, 0, 0, REFUSED)]
    program += [step for call in refused for step in ((equal, 0, 1, call), (answer, 0, 0, REFUSED))]
    program += [(equal, 0, 1, CLONE3), (answer, 0, 0, ABSENT)]  # the C library then uses clone, whose flags can be read
    program += [(equal, 0, 3, clone), (load, 0, 0, 16), (bits, 1, 0, CLONE_THREAD), (answer, 0, 0, REFUSED), (answer, 0, 0, ALLOWED)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    told = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code))
    return LIBC.prctl(SET_FILTER, 2, ctypes.create_string_buffer(told), 0, 0) == 0


def _only_files(readable: Iterable[Path], writable: Path) -> bool:
    create, add, restrict = LANDLOCK
    version = LIBC.syscall(create, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    rights = (1 << FILE_RIGHTS.get(version, 16)) - 1
    network, scope = 3 if version >= 4 else 0, 3 if version >= 6 else 0
    told = struct.pack("QQQ", rights, network, scope)[: 8 if version < 4 else 16 if version < 6 else 24]
    rules: Any = LIBC.syscall(create, ctypes.create_string_buffer(told, len(told)), ctypes.c_size_t(len(told)), 0)
    if rules < 0:
        return False
    for path, wanted in [*((path, READ_FILE | READ_FOLDER) for path in readable), (writable, rights & ~1)]:
        _allow(add, rules, path, wanted & rights)
    held = LIBC.syscall(restrict, rules, 0) == 0
    os.close(rules)
    return held


def _allow(add: int, rules: int, path: Path, wanted: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what does not exist needs no permission
    rights = wanted if path.is_dir() else wanted & ALL_OF_FILE
    LIBC.syscall(add, rules, 1, ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12), 0)
    os.close(place)

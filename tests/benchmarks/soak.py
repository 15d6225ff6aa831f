"""What takes too long for `make test`: large deliveries that overlap, then builds and undoings for minutes while readers read.

LAGESBILD_SOAK_MINUTES says how long; the exit code is 1 when something broke.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from lagesbild import build as builds
from lagesbild.example import make_example
from lagesbild.intake import Receipt, receipts, receive
from lagesbild.read import read
from lagesbild.store import current
from tests.benchmarks.large import BLOCK, ROWS, large_file
from tests.benchmarks.raw import DAY

MINUTES = float(os.environ.get("LAGESBILD_SOAK_MINUTES", "10"))
EXAMPLE = "9999"
READERS = 2
WARM = 3  # rounds before memory is watched: caches fill
GROWTH = 0.10  # of the memory after the warm rounds


class Broken(Exception):
    """Something that must always hold did not."""


def main() -> int:
    """Run both parts in a temporary folder; 0 when all held."""
    try:
        with tempfile.TemporaryDirectory(prefix="soak-") as name:
            folder = Path(name)
            overlapping(folder)
            rounds(folder)
    except Broken as fault:
        print(f"broken: {fault}")
        return 1
    print("soak: all held")
    return 0


def sound(receipt: Receipt, outcome: str) -> None:
    """The equation of a receipt, and its outcome."""
    if receipt.outcome != outcome:
        raise Broken(f"{receipt.file}: {receipt.outcome} instead of {outcome}: {receipt.message}")
    if receipt.rows_read != receipt.rows_stored + receipt.rows_rejected + receipt.rows_outside:
        raise Broken(f"{receipt.file}: {receipt.rows_read} rows read are not those stored, rejected and outside")


def overlapping(folder: Path) -> None:
    """Three large deliveries, each beginning where half of the one before is left, and each of them again."""
    home, step = folder / "large", max(ROWS // 2 // BLOCK, 1) * BLOCK
    for number in range(3):
        path, began = large_file(folder / "extracts", ROWS, start=number * step), time.monotonic()
        sound(receive(path, home, EXAMPLE, None, DAY), "accepted")
        sound(receive(path, home, EXAMPLE, None, DAY), "already_received")
        print(f"{path.name}: received and known again in {time.monotonic() - began:.1f} s, {resident():.0f} MB", flush=True)
        path.unlink()
    kept = receipts(home)
    if [receipt.rows_read for receipt in kept] != [ROWS] * 3:
        raise Broken(f"the register tells of {[receipt.rows_read for receipt in kept]} rows")
    began = time.monotonic()
    builds.build(home, EXAMPLE, DAY)
    print(f"built in {time.monotonic() - began:.1f} s, {resident():.0f} MB", flush=True)


@dataclass
class Readers:
    """Threads that read the current build all the time; a build, once seen, always gives the same answer."""

    home: Path
    seen: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    reads: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Read until it is over."""
        while not self.over.is_set():
            try:
                reader = current(self.home, EXAMPLE, "internal")
                if reader is None:
                    raise Broken("no build to read")
                told = read(reader, "years", family="crime").to_csv() + read(reader, "sources").to_csv()
            except Exception as fault:  # whatever a reader meets is a fault
                self.faults.append(f"{type(fault).__name__}: {fault}")
                return
            if self.seen.setdefault(reader.build, told) != told:
                self.faults.append(f"build {reader.build} gave two answers")
                return
            self.reads += 1


def rounds(folder: Path) -> None:
    """Deliver, build, undo and build again until the time is over, while readers read."""
    home, (*before, last) = folder / "norrhamn", make_example(folder / "files")
    for path in before:
        sound(receive(path, home, EXAMPLE, None, DAY), "accepted")
    builds.build(home, EXAMPLE, DAY)
    readers, memory, end = Readers(home), [], time.monotonic() + MINUTES * 60
    threads = [threading.Thread(target=readers.read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        while (time.monotonic() < end or len(memory) < 2 * WARM) and not readers.faults:
            receipt = receive(last, home, EXAMPLE, None, DAY)
            sound(receipt, "accepted")
            builds.build(home, EXAMPLE, DAY)
            builds.undo(home, receipt.receipt, DAY)
            gc.collect()
            memory.append(resident())
            print(f"round {len(memory)}: {readers.reads} reads, {len(readers.seen)} builds seen, {memory[-1]:.0f} MB", flush=True)
    finally:
        readers.over.set()
        for thread in threads:
            thread.join()
    if readers.faults:
        raise Broken("; ".join(readers.faults))
    judge(memory[WARM:], readers)


def judge(memory: list[float], readers: Readers) -> None:
    """Two builds were seen in turns, and memory did not grow."""
    if len(readers.seen) != 2:
        raise Broken(f"readers saw {len(readers.seen)} builds instead of two in turns")
    third = max(len(memory) // 3, 1)
    first, last = median(memory[:third]), median(memory[-third:])
    print(f"memory: {first:.0f} MB in the first third, {last:.0f} MB in the last; {readers.reads} reads")
    if last > first * (1 + GROWTH):
        raise Broken(f"memory grew from {first:.0f} to {last:.0f} MB")


def resident() -> float:
    """The megabytes that this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    os.environ["LAGESBILD_MAX_FILE_MB"] = "100000"
    sys.exit(main())

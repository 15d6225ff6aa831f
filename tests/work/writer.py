"""Writers in a process of their own for the tests: `python -m tests.work.writer ADDRESS NAME,NAME... EDITS`, each in a thread.

Each edit adds a mark of its own to a record that others change too. It prints a line only after the store has said that the
edit is stored, so that what was printed must never be lost.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import ThreadPoolExecutor

from lagesbild.work import EditConflict, open_work

CODE = "9999"


def main(address: str, name: str, edits: int) -> None:
    """Make the edits; a conflict is counted, read again and tried anew."""
    store, chance, conflicts = open_work(address), random.Random(name), 0
    records = [row["id"] for row in store.rows("party", CODE)]
    for number in range(edits):
        identity, mark = chance.choice(records), f"{name}.{number}"
        seen = store.one("party", identity)
        while True:
            try:
                done = store.save("party", identity, seen["version"], {"name": _marked(seen["name"], name, mark)}, name)
                break
            except EditConflict as conflict:
                conflicts += 1
                seen = conflict.theirs
        say(f"stored {identity} {done['version']} {mark}")
    say(f"conflicts {conflicts}")


def say(line: str) -> None:
    """One line in one write, so that threads do not mix theirs."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _marked(words: str, name: str, mark: str) -> str:
    """The marks of all writers, with this writer's latest in place of its earlier one."""
    return " ".join(sorted([w for w in words.split() if w.split(".")[0] != name] + [mark]))


if __name__ == "__main__":
    names = sys.argv[2].split(",")
    with ThreadPoolExecutor(len(names)) as pool:
        for done in [pool.submit(main, sys.argv[1], name, int(sys.argv[3])) for name in names]:
            done.result()

"""A writer of its own process for the tests: `python -m tests.work.writer ADDRESS NAME EDITS`.

Each edit adds a mark of its own to a record that others change too. It prints a line only after the store has said that the
edit is stored, so that what was printed must never be lost.
"""

from __future__ import annotations

import random
import sys

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
        print("stored", identity, done["version"], mark, flush=True)
    print("conflicts", conflicts, flush=True)


def _marked(words: str, name: str, mark: str) -> str:
    """The marks of all writers, with this writer's latest in place of its earlier one."""
    return " ".join(sorted([w for w in words.split() if w.split(".")[0] != name] + [mark]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

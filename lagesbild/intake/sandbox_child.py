"""The process that reads a file from outside: it is shut in first, and leaves its answer in a scratch folder.

Run by path, so that nothing but what shuts it in is loaded before: python -I sandbox_child.py FOLDER, where order.json says what to do.
It leaves answer.json, and facts.arrow with the rows of a file that is not refused.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OPEN = 70  # the end of a process that could not be kept from the network


def main(folder: Path) -> int:
    """Do what the order says, shut in; returns the code to end with."""
    from lagesbild.confined import confine

    order: dict[str, Any] = json.loads((folder / "order.json").read_text(encoding="utf-8"))
    held = confine(order["limits"], [*map(Path, order["readable"]), *_program()], folder)
    if not {"namespace", "seccomp"} & set(held):
        return OPEN
    path, home, day = Path(order["path"]), Path(order["home"]), date.fromisoformat(order["received_on"])
    told = _suggested(order, path, home, day) if order["kind"] == "suggest" else _examined(order, path, home, day, folder)
    (folder / "answer.json").write_text(json.dumps(told | {"held": held}, ensure_ascii=False), encoding="utf-8")
    return 0


def _program() -> list[Path]:
    """What a Python program reads besides its own files: libraries, and how many processors there are."""
    own = [ROOT / "lagesbild", *(entry for entry in (ROOT / "data").iterdir() if entry.name != "local")]
    system = [Path("/usr"), Path("/lib"), Path("/lib64"), Path("/etc/ld.so.cache"), Path("/etc/localtime"), Path("/sys/devices/system/cpu")]
    return [*own, *system, Path("/dev/null"), Path("/dev/urandom"), Path(sys.prefix), Path(sys.base_prefix)]


def _examined(order: dict[str, Any], path: Path, home: Path, day: date, folder: Path) -> dict[str, Any]:
    import pyarrow as pa

    from lagesbild.intake.examine import examine

    extracted = date.fromisoformat(order["extracted_on"]) if order["extracted_on"] else None
    found = examine(path, home, order["municipality"], order["format"], day, extracted)
    if found.facts is not None:
        with pa.OSFile(str(folder / "facts.arrow"), "wb") as sink, pa.ipc.new_file(sink, found.facts.schema) as writer:
            writer.write_table(found.facts)
    return {"receipt": found.receipt.to_json()}


def _suggested(order: dict[str, Any], path: Path, home: Path, day: date) -> dict[str, Any]:
    from lagesbild.intake.examine import named, sentence
    from lagesbild.intake.proposal import Answers
    from lagesbild.intake.suggest import suggested
    from lagesbild.model import LagesbildError

    answers = Answers(**order["answers"]) if order["answers"] else None
    try:
        return {"proposal": suggested(path, home, order["municipality"], day, answers).to_json()}
    except LagesbildError as fault:
        return {"fault": str(fault)}
    except Exception as fault:
        return {"fault": sentence(named(path), fault)}


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(Path(sys.argv[1])))

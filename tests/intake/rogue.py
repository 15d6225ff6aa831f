"""A reading process that does as a hostile file would have it: the product's own, with one function of it exchanged."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from lagesbild.intake import sandbox, sandbox_child
from lagesbild.settings import ROOT

SCRIPT = """\
import runpy, sys
sys.path.insert(0, {root!r})
child = runpy.run_path({child!r})
around = child["main"].__globals__
read = around["_examined"]

def evil(order, path, home, day, folder):
{code}

around["_examined"] = evil
{loose}
sys.exit(child["main"](child["Path"](sys.argv[1])))
"""
LOOSE = "import lagesbild.confined\nlagesbild.confined.confine = lambda *_: ['namespace']"


def rogue(patch: pytest.MonkeyPatch, folder: Path, code: str, *, loose: bool = False) -> None:
    """Let the product start a process that runs this code where it should read the file (`read` is what it should have done).

    loose: nothing shuts it in, which is the control.
    """
    script = folder / "rogue.py"
    body = indent(dedent(code).strip(), "    ")
    script.write_text(
        SCRIPT.format(root=str(ROOT), child=sandbox_child.__file__, code=body, loose=LOOSE if loose else ""), encoding="utf-8"
    )
    patch.setattr(sandbox, "CHILD", script)

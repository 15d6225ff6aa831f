"""Lists what the product is made of, from the locked requirements, as CycloneDX 1.6 JSON: `make sbom`.

It says which components of which versions and hashes there are, and nothing about their flaws: that needs a network.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from lagesbild.settings import ROOT

OPTIONS = ("--sv", "1.6", "--of", "JSON", "--output-reproducible", "--validate")


def sbom(requirements: Path = ROOT / "requirements.txt") -> str:
    """The list as JSON text, validated against its schema by the tool that makes it; the same requirements give the same text."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(requirements), *OPTIONS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(sbom(), encoding="utf-8")
    print(sys.argv[1])

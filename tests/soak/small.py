"""A small installation that is published, a newer delivery for it, and what two looks at an installation compare."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from lagesbild import build as builds
from lagesbild import store
from lagesbild.freeze import freeze
from lagesbild.work import default_url, open_work, snapshot
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import take
from tests.build.test_build import FULL

CODE = "9999"
NEWER = [("N01", "1210 2025-02-03", 41), ("N02", "1210 2026-01-30", 9)]
SAID = {"title": "Lägesbild", "decision": "", "recipients": "", "comments": ""}
ZONES = ("internal", "public")


def installed(folder: Path) -> Path:
    """A home with areas, people, reports and an observation, built and published; the newer delivery lies beside it."""
    home = folder / "home"
    folder.mkdir(parents=True, exist_ok=True)
    take(home, squares(folder / "o.geojson"), DAY)
    take(home, people(folder / "f.xlsx", {2025: (1000, 2000)}), DAY)
    take(home, reports(folder / "b.csv", FULL), DAY)
    place = {"observation": "Trasig lampa", "place": "Torget", "observed_on": DAY}
    open_work(default_url(home)).add("place_report", CODE, place, "anna")
    builds.build(home, CODE, DAY)
    builds.publish(home, CODE, DAY)
    reports(folder / "nyare.csv", NEWER)
    return home


def frozen_too(home: Path) -> Path:
    """The same home when its build has been frozen as well."""
    freeze(home, CODE, open_work(default_url(home)), SAID, DAY, DAY, "anna")
    return home


def copied(home: Path, target: Path) -> Path:
    """The same home in a place of its own."""
    shutil.rmtree(target, ignore_errors=True)
    return shutil.copytree(home, target)


def look(home: Path) -> dict[str, str]:
    """Every file with its hash; the work store by what is written in it."""
    found = [path for path in home.rglob("*") if path.is_file() and not path.name.startswith("work.sqlite")]
    told = {path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
    return told | {"work": snapshot.sha256(snapshot.taken(home, None, CODE))}


def shown(home: Path) -> dict[str, str]:
    """The build that each zone opens; raises where one does not open."""
    found = {}
    for zone in ZONES:
        reader = store.current(home, CODE, zone)  # pyright: ignore[reportArgumentType]
        assert reader is not None, f"{zone} shows nothing"
        assert reader.frame("FROM build_info SELECT build")["build"][0] == reader.build
        found[zone] = reader.build
        reader.close()
    return found


def forget() -> None:
    """Let go of what this process has opened: the next look reads the disk."""
    store._verified.cache_clear()
    open_work.cache_clear()

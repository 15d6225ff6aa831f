"""The write half's second step: accepted files become one table of estimates, once per update."""

from lagesbild.build.build import Built, build, publish, undo
from lagesbild.build.release import NAME as RELEASE
from lagesbild.build.release import built_folder, release_lines
from lagesbild.build.retain import Old, old, retain
from lagesbild.build.retention import clean_up
from lagesbild.build.status import municipalities_with_files, status

__all__ = [
    "RELEASE",
    "Built",
    "Old",
    "build",
    "built_folder",
    "clean_up",
    "municipalities_with_files",
    "old",
    "publish",
    "release_lines",
    "retain",
    "status",
    "undo",
]

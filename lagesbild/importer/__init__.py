"""The importer: a process of its own that takes the data desk's orders one at a time, so that no web page ever waits or breaks."""

from lagesbild.importer.loop import run, step

__all__ = ["run", "step"]

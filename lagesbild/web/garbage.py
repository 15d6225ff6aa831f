"""Keeps Streamlit's collection after every run short: what has survived a long one is not looked at again for a while.

Streamlit collects all garbage when a run ends. Most of what it would look at is loaded code, kept answers and finished drawings,
which are no garbage however often one looks. Just after a collection nothing that is left is garbage, so that is when it is set
aside; what is freed later in circles is found when everything is looked at again.
"""

from __future__ import annotations

import gc
import time
from typing import Any

LONG = 0.001  # seconds of one full collection
AGAIN = 500  # every so many full collections everything is looked at


class SettledGarbage:
    """A callback of the collector (`gc.callbacks`)."""

    def __init__(self) -> None:
        self._began, self._collections = 0.0, 0

    def __call__(self, phase: str, info: dict[str, Any]) -> None:
        """Measure full collections; set aside what survives a long one, and take it back in time."""
        if info["generation"] != 2:
            return
        if phase == "start":
            self._collections += 1
            if self._collections % AGAIN == 0:
                gc.unfreeze()
            self._began = time.thread_time()
        elif time.thread_time() - self._began > LONG:
            gc.freeze()


def settle() -> None:
    """Set aside all that is loaded by now, and from here on what lasts."""
    gc.collect()
    gc.freeze()
    gc.callbacks.append(SettledGarbage())

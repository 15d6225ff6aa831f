"""Says in Swedish what a fault of the machine means for whoever works: disk full or broken, memory out, no permission."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from lagesbild.model import LagesbildError
from lagesbild.texts import text

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def in_swedish() -> Iterator[None]:
    """Around a step, or over a function: the machine's faults leave it as LagesbildError, without paths."""
    try:
        yield
    except MemoryError as fault:
        raise LagesbildError(text("faults.memory")) from fault
    except OSError as fault:
        if fault.errno in FULL:
            raise LagesbildError(text("faults.full")) from fault
        if fault.errno in FORBIDDEN:
            raise LagesbildError(text("faults.forbidden")) from fault
        raise LagesbildError(text("faults.disk")) from fault

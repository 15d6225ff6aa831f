"""What is worked out from a build is kept: a build never changes, so neither does what is read from it, judged or drawn.

The one cache of the web's reading half. A key always begins with a reader, that is one file of one build in one zone, or is an object
that was itself worked out from one; so nothing passes from one zone, municipality or build to another. The oldest gives way.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")
MOST = 64  # answers kept of each function, unless it says otherwise


def kept(function: Callable[P, R], most: int = MOST) -> Callable[P, R]:
    """Answer with what the function answered the last time it was asked the same; nobody may change an answer.

    most: how many answers are kept. A row of a frame is the same when it says the same. What cannot be compared quickly, such as a
    whole frame, is the same only when it is the very same object, which is held for as long as its answer.
    """
    answers: OrderedDict[Hashable, tuple[Any, Any]] = OrderedDict()
    lock = threading.Lock()

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (*map(_key, args), *((name, _key(value)) for name, value in sorted(kwargs.items())))
        with lock:
            if key in answers:
                answers.move_to_end(key)
                return answers[key][0]
        answer = function(*args, **kwargs)
        with lock:
            answers[key] = answer, (args, kwargs)  # the arguments too: an identity is good only while its object lives
            while len(answers) > most:
                answers.popitem(last=False)
        return answer

    return asked


def _key(value: Any) -> Hashable:
    if isinstance(value, pd.Series):
        return "row", tuple(map(_key, value.index)), tuple(map(_key, value))
    if isinstance(value, list | tuple):
        return type(value).__name__, tuple(map(_key, value))
    if isinstance(value, float) and value != value:
        return "nan"
    try:
        hash(value)
    except TypeError:
        return "object", id(value)
    return value

"""Loads a part of the program when it is first used, so that a command that does not need it does not wait for it."""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def loaded_later(name: str) -> ModuleType:
    """The module of that name, run when one of its attributes is first asked for (the standard library's LazyLoader)."""
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module

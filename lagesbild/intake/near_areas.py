"""Which loaded areas a code or a name that is none of them may mean, for whoever corrects the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from lagesbild.texts import number, text

TRIED, NEAREST = 3, 3  # texts that are looked up, areas that are named
LIKENESS = 0.6  # of 1: as difflib measures it; N99 is as like N09 as one sign of three makes it


def near(said: Iterable[str], known: Mapping[str, str]) -> str:
    """A sentence: the areas that are most like what was said, how many there are, and where to see them. known: code -> name or ""."""
    if not known:
        return text("intake.near.none_loaded")
    spelt = {spelling.casefold(): code for code, name in known.items() for spelling in (code, name) if spelling}
    tried = [raw.casefold() for raw in list(said)[:TRIED]]
    like = dict.fromkeys(spelt[one] for raw in tried for one in get_close_matches(raw, sorted(spelt), NEAREST, LIKENESS))
    codes = list(like)[:NEAREST] or sorted(known)[:NEAREST]
    named = ", ".join(f"{code} ({known[code]})" if known[code] else code for code in codes)
    return text("intake.near.nearest" if like else "intake.near.for_example", areas=named, n=number(len(known)))

"""Finds a municipality of the catalogue by what files call it, and tells which other one a file means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lagesbild.catalog_new import genitive, official_name, places
from lagesbild.model import Municipality

CODE = re.compile(r"(\d{4})\b.*")


class Names:
    """The spellings under which municipalities are met, in any case of letters; the catalogue's have codes, others are `missed`."""

    def __init__(self, municipalities: dict[str, Municipality]) -> None:
        self.municipalities = municipalities
        self.missed: dict[str, None] = {}  # in order: what was asked for in vain: "Boden (2582)", or the text as it stands
        self._codes: dict[str, str] = {}
        for code, found in municipalities.items():
            self._codes.update({_plain(name): code for name in (*_spellings(found.name, found.genitive), *found.aliases)})
        every = ((code, place.name) for code, place in places().items())
        self._elsewhere = {_plain(said): code for code, name in every for said in _spellings(name, genitive(name))}

    def code(self, name: str) -> str:
        """The code of a name ("LULEÅ", "Luleå kommun", "2580 Luleå"), or an empty string."""
        plain = _plain(name)
        match = CODE.fullmatch(plain)
        if match and match[1] in self.municipalities:
            return match[1]
        found = self._codes.get(plain, "")
        if not found and plain:
            stranger = match[1] if match and match[1] in places() else self._elsewhere.get(plain, "")
            self.missed[self.named(stranger) if stranger else name] = None
        return found

    def named(self, code: str) -> str:
        """A municipality with its code: "Boden (2582)"; the code alone of one that nobody knows."""
        known = self.municipalities.get(code) or places().get(code)
        return f"{known.name} ({code})" if known else code


def _spellings(name: str, owner: str) -> Iterable[str]:
    return (name, owner, f"{name} kommun", f"{owner} kommun", official_name(name))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()

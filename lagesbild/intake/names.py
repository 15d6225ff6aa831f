"""Finds a municipality of the catalogue by what files call it."""

from __future__ import annotations

import re

from lagesbild.model import Municipality

CODE = re.compile(r"(\d{4})\b.*")


class Names:
    """The spellings under which the catalogue's municipalities are met, in any case of letters."""

    def __init__(self, municipalities: dict[str, Municipality]) -> None:
        self.municipalities = municipalities
        self._codes: dict[str, str] = {}
        for code, found in municipalities.items():
            own = (found.name, f"{found.name} kommun", f"{found.genitive} kommun", *found.aliases)
            self._codes.update({" ".join(name.split()).casefold(): code for name in own})

    def code(self, name: str) -> str:
        """The code of a name ("LULEÅ", "Luleå kommun", "2580 Luleå"), or an empty string."""
        plain = " ".join(name.split()).casefold()
        match = CODE.fullmatch(plain)
        if match and match[1] in self.municipalities:
            return match[1]
        return self._codes.get(plain, "")

"""Small invented tables in PX and JSON-stat, so that a test can say in one line what is wrong with its file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PX = """CHARSET="ANSI";
AXIS-VERSION="2013";
LANGUAGE="sv";
DECIMALS=0;
MATRIX="FOLK";
SUBJECT-CODE="BE";
SUBJECT-AREA="Befolkning";
TITLE="Folkmängd efter region, kön och år";
CONTENTS="Folkmängd";
UNITS="antal";
STUB="region","kön";
HEADING="år";
VALUES("region")="9990 Provsund","9990A0010";
VALUES("kön")="män","kvinnor";
VALUES("år")="2023","2024";
TIMEVAL("år")=TLIST(A1),"2023","2024";
CODES("region")="9990","9990A0010";
CODES("kön")="1","2";
CODES("år")="2023","2024";
SOURCE="SCB";
DATA=
10 11
12 13
5 6
7 8
;
"""


def px_file(path: Path, *changes: tuple[str, str], encoding: str = "latin-1") -> Path:
    """A PX file about Provsund with some of its text changed; each text to change must be there."""
    content = PX
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    path.write_bytes(content.encode(encoding))
    return path


def dataset(**members: Any) -> dict[str, Any]:
    """A JSON-stat dataset about Provsund with some of its members changed."""
    dimensions = {
        "Region": {"label": "region", "category": {"index": ["9990", "9990A0010"], "label": {"9990": "Provsund"}}},
        "Tid": {"label": "år", "category": {"index": {"2023": 0, "2024": 1}}},
    }
    told = {"version": "2.0", "class": "dataset", "label": "Folkmängd efter region och år", "source": "SCB", "role": {"time": ["Tid"]}}
    return told | {"id": ["Region", "Tid"], "size": [2, 2], "dimension": dimensions, "value": [10, 11, 5, 6]} | members


def json_file(path: Path, told: Any) -> Path:
    """JSON on disk."""
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path

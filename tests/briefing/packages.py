"""How tests look inside an Office file."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

NOT_WORDS = re.compile(r"\b(None|nan|NaN|inf|NaT|null)\b")


def parts(package: bytes) -> dict[str, bytes]:
    """Every part of an Office file by its name, those of the workbooks inside it too."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            found[name] = archive.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": told for inner, told in parts(found[name]).items()}
    return found


def told(package: bytes) -> str:
    """All texts and attribute values that come from a document: theme and settings of the template are left out."""
    words = []
    for name, part in parts(package).items():
        if name.endswith(".xml") and not re.search(
            r"theme|settings|styles|fontTable|numbering|layout|master|customXml|\[Content", name, re.I
        ):
            tree = etree.fromstring(part)
            words += [piece for node in tree.iter() for piece in (node.text or "", *map(str, node.attrib.values()))]
    return "\n".join(words)

"""What a build is a function of, as one hash: its accepted deliveries, what is authored, what people have written, and the program."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from lagesbild import store
from lagesbild.build.contents import changed
from lagesbild.build.made_with import sources
from lagesbild.build.register import Delivery, deliveries
from lagesbild.catalog import Catalog
from lagesbild.intake import Receipt
from lagesbild.settings import settings
from lagesbild.work import snapshot


def inputs_hash(
    code: str, accepted: list[Delivery], catalog: Catalog, taken: snapshot.Snapshot, program: Iterable[bytes] | None = None
) -> str:
    """The twelve letters that name a build of these inputs; `program` where the caller has read the program's files already."""
    digest = hashlib.sha256((catalog.sha256(code) + snapshot.sha256(taken)).encode())
    for delivery in accepted:
        digest.update(json.dumps(delivery.as_json(), sort_keys=True).encode())
    for part in sources() if program is None else program:
        digest.update(part)
    return digest.hexdigest()[:12]


def identity(home: Path, code: str, inputs: str) -> str:
    """The inputs' hash, and with it the publication that the public file is checked against where it was made of other inputs."""
    told = store.pointer(home, code, "public")
    if told is None:
        return inputs
    return told["build"] if told.get("inputs") == inputs else hashlib.sha256(f"{inputs} {told['build']}".encode()).hexdigest()[:12]


def up_to_date(home: Path, code: str, catalog: Catalog, every: list[Receipt], program: list[bytes]) -> bool:
    """Whether the current build of a municipality is of today's inputs and whole; `every` are all receipts that are not struck."""
    told = store.pointer(home, code, "internal")
    if told is None:
        return False
    accepted = deliveries(home, code, catalog, every)
    inputs = inputs_hash(code, accepted, catalog, snapshot.taken(home, settings().work_url, code), program)
    return told.get("inputs") == inputs and not changed(home / "build" / code / told["build"])

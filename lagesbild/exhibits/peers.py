"""Which municipalities are like one's own, term by term, from the figures that the reference build holds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lagesbild.kept import kept
from lagesbild.model import NATION
from lagesbild.read import read
from lagesbild.stats.peers import distances
from lagesbild.store import Reader

TERMS = {"kolada_n01951": True, "kolada_n02937": True, "kolada_n00959": False, "kolada_n00905": False}  # on a logarithmic scale?
NEAREST = 8


@kept
def newest(reference: Reader) -> dict[str, pd.DataFrame]:
    """By loaded term, the newest figure of every municipality with its period and source; the nation is none of them."""
    found = {}
    for term in TERMS:
        rows = read(reference, "peer_values", indicator=term)
        rows = rows[rows["value"].notna() & (rows["area"] != NATION)].drop_duplicates("area")
        if len(rows):
            found[term] = rows
    return found


@kept
def similar(reference: Reader, code: str) -> pd.DataFrame:
    """Every municipality with its distance to `code`: that one itself first, then the most alike.

    Columns: area, name, distance, then per loaded term its value ("kolada_n01951") and difference in standard deviations
    ("kolada_n01951_part"). Empty where the municipality itself is not in the reference.
    """
    values = pd.DataFrame({term: rows.set_index(["area", "name"])["value"] for term, rows in newest(reference).items()})
    if values.empty or code not in values.index.get_level_values("area"):
        return pd.DataFrame(columns=["area", "name", "distance"])
    scaled = values.apply(lambda column: np.log(column) if TERMS[str(column.name)] else column)
    own = values.index.get_level_values("area").tolist().index(code)
    found = distances(scaled.to_numpy(), own)
    parts = pd.DataFrame(found.parts, index=values.index, columns=[f"{term}_part" for term in values.columns])
    rows = pd.concat([values, parts], axis=1).assign(distance=found.total).reset_index()
    rows["own"] = rows["area"] == code
    order = rows.sort_values(["own", "distance", "area"], ascending=[False, True, True], na_position="last")
    return order.drop(columns="own").reset_index(drop=True)


def nearest(rows: pd.DataFrame) -> list[str]:
    """The codes of the most alike, the municipality itself not among them."""
    return rows["area"].iloc[1 : NEAREST + 1].tolist()

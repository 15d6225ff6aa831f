"""The words around a series: what is hidden at its end, and where its figures come from."""

from __future__ import annotations

import pandas as pd

from lagesbild import sentences
from lagesbild.exhibits import delivered
from lagesbild.exhibits.exhibit import source_line
from lagesbild.texts import period_name, text


def hidden_since(rows: pd.DataFrame) -> str:
    """The periods after the last one that is shown, where they are hidden: an older value must not stand for them."""
    after = rows[(rows["state"] == "suppressed") & (rows["period_start"] > rows.loc[rows["value"].notna(), "period_start"].max())]
    return period_name(after["period_start"].min().date(), after["period_end"].max().date()) if len(after) else ""


def source_of(rows: pd.DataFrame, indicator: pd.Series) -> str:
    """Source, n, the kind of interval, what is preliminary and why values are absent."""
    rough = text("exhibits.preliminary") if rows["preliminary"].any() else ""
    if sentences.delivered(indicator):
        key = "exhibits.source_kolada" if indicator["family"] == "kolada" else "exhibits.source"
        return source_line(rows, delivered.interval_words(rows), *delivered.absent_words(rows), rough, key=key)
    published = indicator["family"] == "published" and indicator["measure"] == "rate"
    return source_line(
        rows, sentences.events(rows["numerator"]), text("exhibits.trend.published" if published else "exhibits.exact"), rough
    )

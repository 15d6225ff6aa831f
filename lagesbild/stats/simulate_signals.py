"""Measures by simulation how often the signal list is wrong and how soon it is right: `python -m lagesbild.stats.simulate_signals`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lagesbild.model import SignalRule
from lagesbild.stats.control import limits
from lagesbild.stats.false_alarms import FILE
from lagesbild.stats.signals import RULES, Marks, marks, signals
from lagesbild.stats.watch import BASELINE, WATCHED

MEANS = (0.5, 2.0, 8.0, 40.0)
SERIES, SEED = 8000, 20261122
COMMAND = "python -m lagesbild.stats.simulate_signals"


@dataclass(frozen=True)
class Measured:
    """Shares of simulated series: on the list in any watched month, with a new signal in a month, and that by rule."""

    listed: float
    per_month: float
    by_rule: dict[str, float]


def measure(mean: float, months: int, series: int, random: np.random.Generator, factor: float = 1.0) -> Measured:
    """Poisson series whose mean is `factor` times as large in the watched months as in the `months` before; 1 is no change."""
    calendar = np.arange(months + WATCHED) % 12 + 1
    level = np.repeat([mean, mean * factor], [months, WATCHED])
    listed = fresh = 0
    new: dict[str, int] = dict.fromkeys(RULES, 0)
    for _ in range(series):
        y = random.poisson(level).astype(float)
        chart = limits(y, calendar, np.arange(len(y)) < months)
        found = signals(y, chart, months)
        listed += bool(found) if factor == 1 else any(signal.side == "above" for signal in found)
        begun = [rule for rule in RULES if _begins(marks(y, chart)[rule], rule)]
        fresh += bool(begun)
        for rule in begun[:1]:
            new[rule] += 1
    return Measured(listed / series, fresh / series, {rule: n / series for rule, n in new.items()})


def _begins(found: Marks, rule: SignalRule) -> bool:
    """Whether the last point completes a pattern that the point before it was not yet part of."""
    alone = rule in ("outside", "two_of_three")
    return bool(found[-1]) and (alone or not found[-8] or found[-8] != found[-1])


def main() -> None:
    """Measure anew and write the file that pages read."""
    random = np.random.default_rng(SEED)
    lines = [f'command = "{COMMAND}"', f"months = {BASELINE}", f"watched = {WATCHED}", f"series = {SERIES}", f"seed = {SEED}"]
    for mean in MEANS:
        found = measure(mean, BASELINE, SERIES, random)
        rules = ", ".join(f"{rule} = {share:.5f}" for rule, share in found.by_rule.items())
        lines += ["", "[[stationary]]", f"mean = {mean}", f"listed = {found.listed:.5f}", f"per_month = {found.per_month:.5f}"]
        lines += [f"by_rule = {{ {rules} }}"]
    doubled = measure(8.0, BASELINE, SERIES, random, factor=2.0)
    lines += ["", "[doubling]", "before = 8", "after = 16", f"found = {doubled.listed:.5f}"]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

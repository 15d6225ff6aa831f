"""The disclosure gate: what a publication says as equations, what must be hidden so that they tell nothing, and an attack on the result."""

from lagesbild.disclosure.attack import Audit, attack, bounds
from lagesbild.disclosure.suppress import Reason, primary, suppress
from lagesbild.disclosure.system import Dimension, System, crossed, of_one_or_more, with_earlier

__all__ = [
    "Audit", "Dimension", "Reason", "System", "attack", "bounds", "crossed", "of_one_or_more", "primary", "suppress", "with_earlier",
]  # fmt: skip

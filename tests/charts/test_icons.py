"""Whether a promise was kept is told by a shape in ink: no status of it is good or bad in colour."""

from typing import get_args

from lagesbild.charts import theme
from lagesbild.charts.icons import drawing, promise_icon, tone_of
from lagesbild.model import PromiseStatus


def test_every_status_of_a_promise_is_a_shape_of_its_own_in_ink() -> None:
    icons = [promise_icon(status) for status in get_args(PromiseStatus)]
    assert {tone_of(icon) for icon in icons} == {"ink"}
    drawn = [drawing(icon) for icon in icons]
    assert len(set(drawn)) == len(drawn)
    for colour in (theme.BETTER, theme.WORSE, theme.PRIMARY):
        assert colour not in "".join(drawn)

"""What the next survey can show, checked against a draw of such surveys."""

import numpy as np
import pytest

from lagesbild.stats.detectable import detectable_means, detectable_rates, detectable_shares


@pytest.mark.parametrize(("share", "n", "m"), [(0.3, 183, 183), (0.5, 2000, 1200), (0.15, 400, 150), (0.9, 300, 300)])
def test_the_promised_power_is_what_surveys_have(share: float, n: int, m: int) -> None:
    rng = np.random.default_rng(11)
    down, up = detectable_shares(share, n, m)
    for target in (share - float(down), share + float(up)):
        if np.isfinite(target):
            now, later = rng.binomial(n, share, 20_000) / n, rng.binomial(m, target, 20_000) / m
            error = np.sqrt(now * (1 - now) / n + later * (1 - later) / m)
            assert np.mean(np.abs(later - now) > 1.96 * error) == pytest.approx(0.8, abs=0.025)


def test_an_area_of_183_answers_needs_some_fourteen_points() -> None:
    down, up = detectable_shares(0.4, 183, 183)
    assert 0.13 < down < 0.15 and 0.13 < up < 0.15


def test_a_smaller_next_wave_shows_less() -> None:
    assert detectable_shares(0.4, 183, 90)[0] > detectable_shares(0.4, 183, 183)[0]


def test_what_cannot_be_shown_is_not_a_number() -> None:
    down, up = detectable_shares([0.05, 0.0, 0.4, 0.4, np.nan], [100, 100, 0, 100, 100], [100, 100, 100, np.nan, 100])
    assert np.isnan(down).all() and np.isnan(up[2:]).all()
    assert 0.1 < up[0] < 0.2 and 0.04 < up[1] < 0.15


def test_means_move_by_the_scales_points() -> None:
    assert detectable_means(1.3, 200, 200) == pytest.approx((1.959964 + 0.841621) * 1.3 * 0.1, rel=1e-6)
    assert np.isnan(detectable_means([1.3, np.nan], [0, 200], 200)).all()


@pytest.mark.parametrize("events", [40, 400])
def test_the_promised_power_is_what_counts_of_events_have(events: int) -> None:
    rng, base = np.random.default_rng(12), 42.0
    down, up = detectable_rates(events, base, base)
    for rate in (events / base - float(down), events / base + float(up)):
        now, later = rng.poisson(events, 20_000), rng.poisson(rate * base, 20_000)
        assert np.mean(np.abs(later - now) > 1.96 * np.sqrt(now + later)) == pytest.approx(0.8, abs=0.04)


def test_three_events_cannot_fall_visibly() -> None:
    down, up = detectable_rates([3, np.nan], 1.0, 1.0)
    assert np.isnan(down).all() and 8 < up[0] < 20 and np.isnan(up[1])

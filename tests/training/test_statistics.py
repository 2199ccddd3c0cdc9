"""The statistics of the figures, against what is known by hand."""

import pytest
import torch

from explainer.training.statistics import average, entropy, fisher, share


def test_a_share_keeps_its_interval_within_0_and_1() -> None:
    whole = share(torch.ones(20))
    assert whole["value"] == 1
    assert whole["low"] < 1
    assert whole["high"] == pytest.approx(1)
    half = share(torch.tensor([True, False] * 50))
    assert (half["low"], half["high"]) == (pytest.approx(0.4038, abs=1e-3), pytest.approx(0.5962, abs=1e-3))


def test_the_interval_of_a_mean_narrows_with_the_root_of_the_count() -> None:
    few, many = (average(torch.tensor([0.0, 1.0]).repeat(n)) for n in (50, 200))
    assert (few["high"] - few["low"]) / (many["high"] - many["low"]) == pytest.approx(2, abs=0.02)


def test_entropy_counts_bits() -> None:
    assert entropy("abcd") == 2
    assert entropy("aaaa") == 0


def test_fishers_test_knows_the_tea_tasting_lady() -> None:
    assert fisher(3, 4, 1, 4) == pytest.approx(17 / 70)
    assert fisher(0, 10, 0, 10) == 1
    assert fisher(10, 10, 0, 10) < 1e-4

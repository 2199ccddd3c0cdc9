"""Many small steps and one jump: other grains, the same mean and spread."""

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack
from explainer.lessons.forward import steps
from explainer.lessons.forward.steps import Walk

COUNT = 3 * 128 * 128
CHANCE = 5 / COUNT**0.5
"""Five deviations of a mean of so many normal numbers."""


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def walk(pack: ModelPack) -> Walk:
    return steps.walk(picture(), 7, pack.scheduler_config)


def test_the_moments_go_from_the_first_to_the_last_timestep(walk: Walk):
    chosen = [one.t for one in walk.moments]
    assert chosen == sorted(set(chosen))
    assert (chosen[0], chosen[-1], len(chosen)) == (0, 999, steps.MOMENTS)
    assert walk.walked.shape == walk.jumped.shape == (steps.MOMENTS, 3, 128, 128)


def test_both_ways_have_the_mean_and_the_spread_of_the_formula(walk: Walk):
    for one in walk.moments:
        for found in (one.walked, one.jumped):
            assert found.signal == pytest.approx(one.expected.signal, abs=2 * CHANCE)
            assert found.mean == pytest.approx(0, abs=CHANCE)
            assert found.deviation == pytest.approx(one.expected.deviation, abs=CHANCE)


def test_the_two_pictures_differ_all_the_same(walk: Walk):
    late = steps.MOMENTS // 2
    assert float((walk.walked[late] - walk.jumped[late]).abs().mean()) > 0.1


def test_the_jump_is_the_figures(walk: Walk):
    t, noising = walk.moments[9].t, walk.noising
    abar = noising.abar[t]
    jump = abar.sqrt() * noising.x0[0] + (1 - abar).sqrt() * noising.eps[0]
    assert torch.allclose(walk.jumped[9], jump, atol=1e-6)


def test_without_noise_the_steps_multiply_to_the_jumps_share(walk: Walk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(torch, "randn", lambda shape, generator: torch.zeros(shape))
    betas = 1 - walk.noising.abar / torch.cat([torch.ones(1), walk.noising.abar[:-1]])
    *_, last = steps.small_steps(walk.noising, betas)
    assert torch.allclose(last, walk.noising.abar[-1].sqrt() * walk.noising.x0, atol=1e-4)


def test_the_same_seed_walks_the_same_way(walk: Walk, pack: ModelPack):
    again = steps.walk(picture(), 7, pack.scheduler_config)
    assert torch.equal(again.walked, walk.walked)
    assert not torch.equal(steps.walk(picture(), 8, pack.scheduler_config).walked, walk.walked)


def test_the_sheet_holds_both_rows(walk: Walk):
    assert walk.sheet(8).size == (8 * 128, 7 * 128)


def test_a_short_schedule_gives_each_of_its_timesteps_once():
    assert steps.evenly(5, 28) == (0, 1, 2, 3, 4)


def test_a_seed_that_makes_no_sense_is_refused(pack: ModelPack):
    with pytest.raises(ValueRangeError):
        steps.walk(picture(), "7", pack.scheduler_config)

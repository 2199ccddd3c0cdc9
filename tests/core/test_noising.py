"""Closed forms against diffusers' own, and against each other."""

import pytest
import torch
from diffusers import DDIMScheduler

from explainer.core import noising

SHAPE = (3, 4, 16, 16)
T = torch.tensor([0, 420, 999])


@pytest.fixture(params=[{}, {"beta_schedule": "scaled_linear"}, {"beta_schedule": "squaredcos_cap_v2"}])
def scheduler(request):
    return DDIMScheduler(clip_sample=False, **request.param)


def test_the_table_is_the_schedulers_own(scheduler):
    assert torch.equal(noising.alphas_cumprod(scheduler.config), scheduler.alphas_cumprod)


def test_noise_added_in_one_jump_is_what_the_scheduler_adds(scheduler):
    x0, eps = noising.gaussian(SHAPE, 1), noising.gaussian(SHAPE, 2)
    ours = noising.add_noise(x0, eps, noising.alphas_cumprod(scheduler.config)[T])
    assert torch.allclose(ours, scheduler.add_noise(x0, eps, T), atol=1e-6)


def test_velocity_is_what_the_scheduler_says(scheduler):
    x0, eps = noising.gaussian(SHAPE, 1), noising.gaussian(SHAPE, 2)
    ours = noising.velocity(x0, eps, noising.alphas_cumprod(scheduler.config)[T])
    assert torch.allclose(ours, scheduler.get_velocity(x0, eps, T), atol=1e-6)


@pytest.mark.parametrize("abar", [0.999, 0.5, 0.05])
def test_each_quantity_leads_back_to_the_others(abar):
    x0, eps = noising.gaussian(SHAPE, 1), noising.gaussian(SHAPE, 2)
    x_t, v = noising.add_noise(x0, eps, abar), noising.velocity(x0, eps, abar)
    assert torch.allclose(noising.x0_from_eps(x_t, eps, abar), x0, atol=1e-4)
    assert torch.allclose(noising.eps_from_x0(x_t, x0, abar), eps, atol=1e-4)
    assert torch.allclose(noising.x0_from_v(x_t, v, abar), x0, atol=1e-5)
    assert torch.allclose(noising.eps_from_v(x_t, v, abar), eps, atol=1e-5)


def test_at_zero_terminal_snr_v_still_gives_x0():
    x0, eps = noising.gaussian(SHAPE, 1), noising.gaussian(SHAPE, 2)
    x_t, v = noising.add_noise(x0, eps, 0.0), noising.velocity(x0, eps, 0.0)
    assert torch.equal(x_t, eps)
    assert torch.equal(noising.x0_from_v(x_t, v, 0.0), x0)
    assert torch.isfinite(noising.x0_from_eps(x_t, eps, 0.0)).all()


def test_signal_to_noise_falls_with_time(scheduler):
    ratio = noising.snr(noising.alphas_cumprod(scheduler.config))
    assert (ratio.diff() < 0).all()
    assert noising.snr(torch.tensor(0.5)) == 1


def test_noise_of_the_same_seed_is_the_same():
    assert torch.equal(noising.gaussian(SHAPE, 7), noising.gaussian(SHAPE, 7))
    assert not torch.equal(noising.gaussian(SHAPE, 7), noising.gaussian(SHAPE, 8))


def test_drawing_noise_leaves_the_global_generator_alone():
    before = torch.get_rng_state()
    noising.gaussian(SHAPE, 7)
    assert torch.equal(torch.get_rng_state(), before)

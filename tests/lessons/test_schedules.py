"""Four schedules, against what their papers say, and where they drown a picture's detail."""

import numpy as np
import pytest
import torch
from diffusers import DDPMScheduler, FlowMatchEulerDiscreteScheduler
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack
from explainer.lessons.forward import schedules
from explainer.lessons.forward.schedules import Comparison, Schedule


@pytest.fixture
def result(pack: ModelPack) -> Comparison:
    picture = np.random.default_rng(0).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    return schedules.compare(Image.fromarray(picture), 7, pack.scheduler_config)


def named(result: Comparison, name: str) -> Schedule:
    return next(one for one in result.schedules if one.name == name)


def test_all_four_are_there_with_a_number_for_every_t(result: Comparison):
    assert [one.name for one in result.schedules] == [*schedules.BETAS, schedules.FLOW]
    for one in result.schedules:
        assert one.signal.shape == one.noise.shape == one.snr.shape == one.abar.shape == (1000,)


@pytest.mark.parametrize("name", schedules.BETAS)
def test_in_ddpm_the_squares_of_the_shares_add_up_to_one(result: Comparison, name: str):
    one = named(result, name)
    assert torch.allclose(one.signal**2 + one.noise**2, torch.ones(1000))
    assert torch.allclose(one.abar, one.signal**2, atol=1e-6)


def test_in_flow_matching_the_shares_themselves_do_and_lie_on_a_line(result: Comparison):
    one = named(result, "flow_matching")
    assert torch.allclose(one.signal + one.noise, torch.ones(1000))
    assert torch.allclose(one.noise.diff(), torch.full((999,), 1 / 1000), atol=1e-6)


def test_what_is_shown_is_what_the_schedulers_themselves_do(result: Comparison):
    x0, eps, t = result.noising.x0, result.noising.eps, 420
    linear, flow = named(result, "linear"), named(result, "flow_matching")
    ddpm = DDPMScheduler().add_noise(x0, eps, torch.tensor([t]))  # type: ignore[arg-type]
    assert torch.allclose(linear.signal[t] * x0 + linear.noise[t] * eps, ddpm, atol=1e-6)
    scheduler = FlowMatchEulerDiscreteScheduler()
    when = scheduler.timesteps.flip(0)[t : t + 1]
    straight = scheduler.scale_noise(x0, when, eps)  # type: ignore[arg-type]
    assert torch.allclose(flow.signal[t] * x0 + flow.noise[t] * eps, straight, atol=1e-6)


def test_the_abar_of_flow_matching_stands_for_the_same_signal_to_noise(result: Comparison):
    one = named(result, "flow_matching")
    inner = slice(1, 990)
    assert torch.allclose(one.snr[inner], (one.signal[inner] / one.noise[inner]) ** 2, rtol=1e-4)
    assert torch.allclose(one.abar[inner] / (1 - one.abar[inner]), one.snr[inner], rtol=1e-2)


def test_the_packs_own_schedule_is_recognised(result: Comparison, pack: ModelPack):
    assert [one.name for one in result.schedules if one.own] == []  # the random pack has other betas
    trained = {"beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012}
    again = schedules.compare(Image.new("RGB", (8, 8)), 0, {**pack.scheduler_config, **trained})
    assert [one.name for one in again.schedules if one.own] == ["scaled_linear"]


def test_half_of_the_detail_goes_where_all_have_the_same_signal_to_noise(result: Comparison):
    assert result.drowned_below is not None
    for one in result.schedules:
        assert one.gone is not None
        assert one.snr[one.gone] < result.drowned_below
        assert one.gone == 0 or one.snr[one.gone - 1] >= result.drowned_below


def test_the_waves_that_drown_carry_half_of_the_differences_between_neighbours():
    x = torch.randn(1, 3, 32, 32, generator=torch.Generator().manual_seed(0)).cumsum(-1).cumsum(-2)
    x = x - x.mean()
    power = schedules.drowning_power(x)
    assert power is not None
    waves = torch.fft.fft2(x.double(), norm="ortho")
    weak = waves.abs().square().mean(dim=(0, 1)) <= power
    left = torch.fft.ifft2(torch.where(weak, waves, 0), norm="ortho").real

    def detail(picture: torch.Tensor) -> float:
        return float(sum((picture - picture.roll(1, dims)).square().sum() for dims in (-1, -2)))

    assert detail(left) / detail(x.double()) == pytest.approx(0.5, abs=0.02)


def test_noise_of_unit_power_drowns_at_a_signal_to_noise_of_about_one():
    noise = torch.randn(1, 64, 32, 32, generator=torch.Generator().manual_seed(0))
    assert schedules.drowning_power(noise) == pytest.approx(1, abs=0.1)


def test_a_picture_of_one_colour_has_no_detail_to_lose(pack: ModelPack):
    result = schedules.compare(Image.new("RGB", (9, 9), "red"), 0, pack.scheduler_config)
    assert result.drowned_below is None
    assert {one.gone for one in result.schedules} == {None}


def test_a_seed_that_makes_no_sense_is_refused(pack: ModelPack):
    with pytest.raises(ValueRangeError):
        schedules.compare(Image.new("RGB", (8, 8)), None, pack.scheduler_config)

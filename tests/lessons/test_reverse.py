"""Reverse denoising: the noise is known, the loop takes it off, and one seed does the same again."""

import math
from typing import Any

import pytest
import torch

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.images import psnr
from explainer.core.pack import ModelPack
from explainer.lessons import reverse
from explainer.lessons.preview import fit_preview, kept
from explainer.lessons.reverse import Outcome, Start
from explainer.world.painter import render
from explainer.world.scene import sample

SETTINGS: dict[str, Any] = {"t": 400, "scheduler": "ddim", "steps": 10, "seed": 3}
PICTURE = render(sample(1), 128)


def start(pack: ModelPack, **changes: Any) -> Start:
    return reverse.begin(pack, PICTURE, **(SETTINGS | changes))


def outcome(pack: ModelPack, **changes: Any) -> Outcome:
    began = start(pack, **changes)
    return reverse.finish(pack, began, tuple(reverse.walk(pack, began)))


def test_the_noised_latent_is_the_jump_of_equation_4(pack: ModelPack) -> None:
    began = start(pack)
    expected = math.sqrt(began.abar) * began.latent + math.sqrt(1 - began.abar) * began.eps
    assert torch.allclose(began.x_t, expected, atol=1e-6)


def test_at_the_first_step_the_true_noise_is_the_noise_that_was_put_on(pack: ModelPack) -> None:
    for scheduler in ("ddpm", "ddim", "euler", "dpmpp"):
        began = start(pack, scheduler=scheduler)
        first = next(reverse.walk(pack, began))
        assert torch.allclose(first.true_eps, began.eps, atol=1e-4), scheduler
        wrong = (first.step.eps - began.eps).square().sum() / began.eps.square().sum()
        assert first.guessed == pytest.approx(1 - float(wrong), abs=1e-4)


def test_the_true_noise_of_every_step_leads_back_to_the_picture(pack: ModelPack) -> None:
    began = start(pack)
    for moment in reverse.walk(pack, began):
        abar = noising.alphas_cumprod(pack.scheduler_config)[moment.step.timestep]
        back = noising.x0_from_eps(moment.step.x_t, moment.true_eps, abar)
        assert torch.allclose(back, began.latent, atol=1e-3)


def test_only_the_part_of_the_schedule_below_t_is_walked(pack: ModelPack) -> None:
    for t in (0, 99, 100, 400, 999):
        began = start(pack, t=t)
        times = [moment.step.timestep for moment in reverse.walk(pack, began)]
        assert times[0] == t and times == sorted(times, reverse=True)
        assert len(times) == reverse.length(pack, began)


def test_the_same_seed_gives_the_same_picture_and_another_seed_another(pack: ModelPack) -> None:
    first = outcome(pack, scheduler="ddpm")
    assert torch.equal(first.restored, outcome(pack, scheduler="ddpm").restored)
    assert not torch.equal(first.restored, outcome(pack, scheduler="ddpm", seed=4).restored)


def test_the_outcome_holds_pictures_of_every_kept_moment(pack: ModelPack) -> None:
    found = outcome(pack)
    k = len(found.moments)
    assert found.noised.shape == found.predicted.shape == (k, 3, 128, 128)
    assert len(found.closeness) == k
    assert found.difference.shape == (128, 128) and found.difference.abs().max() <= 1
    assert found.psnr == pytest.approx(psnr(found.restored, found.start.picture))


def test_a_long_run_keeps_its_first_and_last_moment_and_25_at_most(pack: ModelPack) -> None:
    began = start(pack, t=999, steps=60)
    moments = tuple(reverse.walk(pack, began))
    found = reverse.finish(pack, began, moments)
    assert len(found.moments) == 25
    assert found.moments[0] is moments[0] and found.moments[-1] is moments[-1]


@pytest.mark.parametrize(
    "bad",
    [{"t": -1}, {"t": 1000}, {"t": math.nan}, {"steps": 0}, {"steps": 10_000}, {"seed": -1}, {"seed": 0.5}],
)
def test_numbers_out_of_range_are_refused_with_a_code(pack: ModelPack, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueRangeError):
        start(pack, **bad)


def test_a_scheduler_from_nowhere_is_refused_before_the_first_step(pack: ModelPack) -> None:
    with pytest.raises(ValueRangeError, match="unknown_scheduler"):
        reverse.walk(pack, start(pack, scheduler="magic"))


def test_the_preview_gives_one_colour_for_each_position(pack: ModelPack) -> None:
    preview = fit_preview(pack)
    colors = preview.colors(start(pack).latent)
    assert colors.shape == (1, 3, 16, 16)
    assert colors.abs().max() <= 1


def test_kept_steps_are_spread_evenly() -> None:
    assert kept(3, 25) == (0, 1, 2)
    assert kept(101, 5) == (0, 25, 50, 75, 100)

"""Inverting: the loop of diffusers' own parts, and exactly undone where the network's guess never changes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import DDIMInverseScheduler, StableDiffusionPipeline

from explainer.core import noising, sampling
from explainer.core.errors import PackError, ValueRangeError
from explainer.core.inversion import invert
from explainer.core.pack import ModelPack, encode_prompt, latent_shape, load_pack
from tests.packs import build_random_pack


def latent(pack: ModelPack, seed: int = 1) -> torch.Tensor:
    return noising.gaussian((1, *latent_shape(pack)), seed)


def top(pack: ModelPack, z0: torch.Tensor, steps: int) -> torch.Tensor:
    *_, last = invert(pack, z0, encode_prompt(pack, [""]), steps=steps)
    return last.x_next


@pytest.mark.parametrize("spacing", ["leading", "trailing"])
@pytest.mark.parametrize("steps", [7, 20])
def test_it_is_the_loop_of_the_stock_scheduler(tmp_path: Path, spacing: str, steps: int):
    pack = load_pack(folder := build_random_pack(tmp_path / "pack", timestep_spacing=spacing))
    pipe = StableDiffusionPipeline.from_pretrained(folder, torch_dtype=torch.float32)
    scheduler = DDIMInverseScheduler.from_pretrained(folder, subfolder="scheduler", clip_sample=False)
    scheduler.set_timesteps(steps)
    z = latent(pack)
    with torch.no_grad():
        words, _ = pipe.encode_prompt("", "cpu", 1, do_classifier_free_guidance=False)
        for t in scheduler.timesteps:
            out = pipe.unet(z, t, encoder_hidden_states=words).sample
            z = scheduler.step(out, t, z).prev_sample
    assert torch.allclose(top(pack, latent(pack), steps), z, atol=1e-5)


@pytest.mark.parametrize("steps", [10, 50, 33])
def test_with_a_guess_that_never_changes_the_way_down_undoes_the_way_up(pack: ModelPack, steps: int):
    z0, said, words = latent(pack), latent(pack, 2), torch.zeros(1, 1, 1)
    stubborn: Any = lambda x, t, **_: (said,)  # noqa: E731
    sure = replace(pack, unet=stubborn)
    *_, high = invert(sure, z0, words, steps=steps)
    *_, low = sampling.denoise(sure, high.x_next, words, None, scheduler="ddim", steps=steps)
    assert not torch.allclose(high.x_next, z0, atol=0.1)
    assert torch.allclose(low.x_prev, z0, atol=1e-3)


def test_both_ways_visit_the_same_timesteps(pack: ModelPack):
    up = [rise.timestep for rise in invert(pack, latent(pack), encode_prompt(pack, [""]), steps=20)]
    assert tuple(reversed(up)) == sampling.timesteps(pack, "ddim", 20)


def test_a_network_that_answers_with_v_is_heard_as_noise(tmp_path: Path):
    pack = load_pack(build_random_pack(tmp_path / "pack", prediction_type="v_prediction"))
    abars = noising.alphas_cumprod(pack.scheduler_config)
    _, second, *_ = invert(pack, latent(pack), encode_prompt(pack, [""]), steps=10)
    before = second.timestep - 100
    x0 = noising.x0_from_eps(second.x, second.eps, abars[before])
    expected = noising.add_noise(x0, second.eps, abars[second.timestep])
    assert torch.allclose(second.x_next, expected, atol=1e-4)


@pytest.mark.parametrize("steps", [0, 1001, 2.5, None, "x"])
def test_steps_that_make_no_sense_are_refused_at_once(pack: ModelPack, steps: Any):
    with pytest.raises(ValueRangeError):
        invert(pack, latent(pack), encode_prompt(pack, [""]), steps=steps)


def test_a_spacing_that_diffusers_cannot_invert_is_refused(pack: ModelPack):
    odd = replace(pack, scheduler_config=dict(pack.scheduler_config) | {"timestep_spacing": "linspace"})
    with pytest.raises(PackError, match="linspace"):
        invert(odd, latent(pack), encode_prompt(pack, [""]), steps=10)

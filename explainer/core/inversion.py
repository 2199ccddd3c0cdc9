"""DDIM run the other way: from a clean latent, step by step, to the noise that DDIM would bring it back from.

Song, Meng & Ermon 2021 (DDIM, arXiv:2010.02502), section 4.3 and equation 14: without fresh noise the
way back is an ordinary differential equation, which can be followed in either direction. The step is
diffusers' own DDIMInverseScheduler, called as diffusers' inverting pipelines call it: the network sees the
latent at the cleaner end of a step together with the timestep of its noisier end.
"""

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import DDIMInverseScheduler
from torch import Tensor

from explainer.core import engine, noising
from explainer.core.errors import PackError
from explainer.core.pack import ModelPack
from explainer.core.values import check_whole

SPACINGS = ("leading", "trailing")


@dataclass(frozen=True)
class Rise:
    """One step up, towards the noise. All tensors are (n, c, h, w) float32 on the pack's device.

    `timestep` is that of `x_next`, at which the network was asked about `x`; `eps` is its answer as noise.
    """

    index: int
    timestep: int
    x: Tensor
    eps: Tensor
    x_next: Tensor
    seconds: float


def invert(
    pack: ModelPack, latents: Tensor, prompt_embeds: Tensor, *, steps: int = 50
) -> Generator[Rise, None, None]:
    """Take clean latents up to noise, unguided, one Rise a network call; the last `x_next` is z_T.

    Denoising z_T by "ddim" in as many steps comes back over the same timesteps, with the same weights.

    Args:
        latents: (n, c, h, w), clean.
        prompt_embeds: (n, L, D), or (1, L, D) for all of them.
        steps: 1..T.

    Raises ValueRangeError, and PackError where diffusers cannot invert the pack's timestep spacing; both at
    the call.
    """
    scheduler = _scheduled(pack, steps)
    return _rises(pack, scheduler, latents.to(pack.device), prompt_embeds.expand(len(latents), -1, -1))


def _scheduled(pack: ModelPack, steps: int) -> DDIMInverseScheduler:
    config = dict(pack.scheduler_config)
    spacing = config.get("timestep_spacing", SPACINGS[0])
    if spacing not in SPACINGS:
        raise PackError("pack.unsupported", file="scheduler_config.json", found=spacing)
    scheduler: Any = DDIMInverseScheduler.from_config(config, clip_sample=False)
    steps = check_whole("steps", steps, 1, scheduler.config.num_train_timesteps)
    scheduler.set_timesteps(steps, device=pack.device)
    return scheduler


@torch.no_grad()
def _rises(pack: ModelPack, scheduler: Any, x: Tensor, embeds: Tensor) -> Generator[Rise, None, None]:
    for index, t in enumerate(scheduler.timesteps):
        began = time.perf_counter()
        out = engine.ask(pack, x, t.expand(len(x)), embeds)
        following = scheduler.step(out, t, x, return_dict=False)[0]
        seconds = time.perf_counter() - began
        yield Rise(index, int(t), x, _eps(scheduler, out, x, int(t)), following, seconds)
        x = following


def _eps(scheduler: Any, out: Tensor, x: Tensor, target: int) -> Tensor:
    if scheduler.config.prediction_type != "v_prediction":
        return out
    t = target - scheduler.config.num_train_timesteps // scheduler.num_inference_steps
    abar = scheduler.alphas_cumprod[t] if t >= 0 else scheduler.initial_alpha_cumprod
    return noising.eps_from_v(x, out, abar)

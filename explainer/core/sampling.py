"""The denoising loop, written out: from noise to picture, one frozen Step at a time.

It calls the pack's own network, and a fresh scheduler from diffusers in each run, made from the pack's
scheduler config. The same pack, prompt, seed and scheduler give what the stock StableDiffusionPipeline gives.

Two conventions hold for every scheduler, so that their steps can be laid side by side:

- x_t is reported variance-preserving, x_t = √ᾱ_t x0 + √(1−ᾱ_t) ε. Euler's scheduler itself counts in
  x̂ = x0 + σ ε with σ² = (1−ᾱ)/ᾱ (Karras et al. 2022, arXiv:2206.00364); x_t = x̂ / √(1+σ²).
- The predicted x0 and ε follow from the network's output, be it ε or v, by the algebra of `noising`.

One generator serves a run, as in the stock pipeline: its first draw is the starting noise, what it draws
after that is the noise which the scheduler puts back.
"""

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import DDIMScheduler, DDPMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler
from torch import Tensor

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack
from explainer.core.values import check_number, check_whole

SCHEDULERS: dict[str, type] = {
    "ddpm": DDPMScheduler,
    "ddim": DDIMScheduler,
    "euler": EulerDiscreteScheduler,
    "dpmpp": DPMSolverMultistepScheduler,
}
STEPS = (1, 1000)
GUIDANCE = (1.0, 30.0)
SEEDS = (0, 2**32 - 1)


@dataclass(frozen=True)
class Step:
    """One step of denoising. All tensors are (n, c, h, w) float32 on the pack's device.

    `eps_uncond` is None where nothing is guided. `x_prev` is the next step's `x_t`, the last one the result.
    `timestep` is rounded where a scheduler counts in fractions. `seconds`: network and scheduler together.
    """

    index: int
    timestep: int
    x_t: Tensor
    eps_uncond: Tensor | None
    eps_cond: Tensor
    eps: Tensor
    x0: Tensor
    x_prev: Tensor
    seconds: float


def make_scheduler(pack: ModelPack, id: str) -> Any:
    """A fresh scheduler from the pack's own config, never clipping. Raises ValueRangeError."""
    if not isinstance(id, str) or id not in SCHEDULERS:
        raise ValueRangeError("value.unknown_scheduler", value=str(id)[:40], known=", ".join(SCHEDULERS))
    return SCHEDULERS[id].from_config(dict(pack.scheduler_config), clip_sample=False)


def timesteps(pack: ModelPack, scheduler: str, steps: int, start_t: int | None = None) -> tuple[int, ...]:
    """The timesteps that `denoise` will visit, from noisy to clean."""
    return tuple(round(float(t)) for t in _scheduled(pack, scheduler, steps, start_t).timesteps)


def denoise(
    pack: ModelPack,
    latents: Tensor,
    prompt_embeds: Tensor,
    negative_embeds: Tensor | None,
    *,
    scheduler: str = "ddim",
    steps: int = 20,
    guidance: float = 1.0,
    seed: int = 0,
    start_t: int | None = None,
) -> Generator[Step, None, None]:
    """Denoise `latents`, one Step a network call.

    Without `start_t` the latents are pure noise, `gaussian(shape, seed)`, and the stock schedule is run.
    With it they are x_t at exactly that timestep, `add_noise(x0, gaussian(shape, seed), ᾱ_t)`, and only what
    lies at or below is run: start_t, then every (T // steps)-th timestep down from it.

    Args:
        latents: (n, c, h, w).
        prompt_embeds: (n, L, D), or (1, L, D) for all of them.
        negative_embeds: the same for the unconditional prediction, or None for no guidance.
        guidance: g in ε_u + g (ε_c − ε_u) (Ho & Salimans 2022, arXiv:2207.12598), 1..30; 1 means none.
        steps: 1..1000 (a few less where the pack's spacing has no room), counted over the whole schedule.
        seed: 0..2³²−1. start_t: 0..T−1.

    Raises ValueRangeError, at the call and not at the first step.
    """
    check_number("guidance", guidance, *GUIDANCE)
    check_whole("seed", seed, *SEEDS)
    plan = _scheduled(pack, scheduler, steps, start_t)
    latents = latents.to(pack.device)
    embeds = prompt_embeds.expand(len(latents), -1, -1)
    sample = latents * (plan.init_noise_sigma if start_t is None else _spread(plan, 0))
    if negative_embeds is None or guidance == 1:
        return _steps(pack, plan, sample, embeds, None, seed)
    embeds = torch.cat([negative_embeds.expand(len(latents), -1, -1), embeds])
    return _steps(pack, plan, sample, embeds, guidance, seed)


def _scheduled(pack: ModelPack, id: str, steps: int, start_t: int | None) -> Any:
    scheduler = make_scheduler(pack, id)
    total = scheduler.config.num_train_timesteps
    steps = check_whole("steps", steps, STEPS[0], min(STEPS[1], _most_steps(scheduler)))
    if start_t is None:
        scheduler.set_timesteps(steps, device=pack.device)
        return scheduler
    start_t = check_whole("t", start_t, 0, total - 1)
    rest = list(range(start_t, -1, -(total // steps)))
    if isinstance(scheduler, DDIMScheduler):  # it takes no list, and steps by T // steps from wherever it is
        scheduler.set_timesteps(steps, device=pack.device)
        scheduler.timesteps = torch.tensor(rest, device=pack.device)
    else:
        scheduler.set_timesteps(timesteps=rest, device=pack.device)
    return scheduler


def _most_steps(scheduler: Any) -> int:
    """How many steps fit: "leading" lifts all by steps_offset, and has one more point in DPM-Solver++."""
    config = scheduler.config
    if config.timestep_spacing != "leading":
        return config.num_train_timesteps
    return (
        config.num_train_timesteps - config.steps_offset - isinstance(scheduler, DPMSolverMultistepScheduler)
    )


def _spread(scheduler: Any, index: int) -> float:
    """√(1+σ²) by which the scheduler's own sample is larger than x_t; 1 where it is variance-preserving."""
    if not isinstance(scheduler, EulerDiscreteScheduler):
        return 1.0
    return float((1 + scheduler.sigmas[index] ** 2) ** 0.5)


def _abar(scheduler: Any, index: int) -> Tensor:
    if isinstance(scheduler, EulerDiscreteScheduler):
        return 1 / (1 + scheduler.sigmas[index] ** 2)
    return scheduler.alphas_cumprod[int(scheduler.timesteps[index])]


def _eps(kind: str, out: Tensor, x_t: Tensor, abar: Tensor) -> Tensor:
    return noising.eps_from_v(x_t, out, abar) if kind == "v_prediction" else out


def _x0(kind: str, out: Tensor, x_t: Tensor, abar: Tensor) -> Tensor:
    restore = noising.x0_from_v if kind == "v_prediction" else noising.x0_from_eps
    return restore(x_t, out, abar)


def _steps(
    pack: ModelPack, scheduler: Any, sample: Tensor, embeds: Tensor, guidance: float | None, seed: int
) -> Generator[Step, None, None]:
    generator = torch.Generator("cpu").manual_seed(seed)
    torch.randn(sample.shape, generator=generator)  # the starting noise, as the stock pipeline draws it
    for index in range(len(scheduler.timesteps)):
        began = time.perf_counter()
        outs = _call(pack, scheduler, index, sample, embeds, guidance)
        with torch.no_grad():
            t = scheduler.timesteps[index]
            following = scheduler.step(outs[-1], t, sample, generator=generator, return_dict=False)[0]
        seconds = time.perf_counter() - began
        yield _reported(scheduler, index, sample, outs, following, seconds)
        sample = following


@torch.no_grad()
def _call(
    pack: ModelPack, scheduler: Any, index: int, sample: Tensor, embeds: Tensor, guidance: float | None
) -> tuple[Tensor | None, Tensor, Tensor]:
    """The network's output: unconditional, conditional, guided."""
    t = scheduler.timesteps[index]
    scaled = scheduler.scale_model_input(sample, t)
    doubled = scaled if guidance is None else torch.cat([scaled, scaled])
    out = pack.unet(doubled, t, encoder_hidden_states=embeds, return_dict=False)[0]
    if guidance is None:
        return None, out, out
    uncond, cond = out.chunk(2)
    return uncond, cond, uncond + guidance * (cond - uncond)


def _reported(
    scheduler: Any,
    index: int,
    sample: Tensor,
    outs: tuple[Tensor | None, Tensor, Tensor],
    following: Tensor,
    seconds: float,
) -> Step:
    x_t, abar = sample / _spread(scheduler, index), _abar(scheduler, index)
    kind = scheduler.config.prediction_type
    eps_uncond, eps_cond, eps = (None if out is None else _eps(kind, out, x_t, abar) for out in outs)
    assert eps_cond is not None and eps is not None
    return Step(
        index=index,
        timestep=round(float(scheduler.timesteps[index])),
        x_t=x_t,
        eps_uncond=eps_uncond,
        eps_cond=eps_cond,
        eps=eps,
        x0=_x0(kind, outs[-1], x_t, abar),
        x_prev=following / _spread(scheduler, index + 1),
        seconds=seconds,
    )

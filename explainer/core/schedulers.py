"""diffusers' schedulers as the loops use them: made from the pack's config, planned, read, advanced.

What differs between them is handled here, once:

- Both Euler schedulers count in x̂ = x0 + σ ε with σ² = (1−ᾱ)/ᾱ (Karras et al. 2022, arXiv:2206.00364), and
  x_t = x̂ / √(1+σ²); the others hold x_t itself.
- Not every scheduler takes a list of timesteps; those that do not are given theirs after planning.
- LCM picks from the `original_inference_steps` it was distilled for, so that no more than those fit.
- UniPC takes no generator, since it draws nothing.
"""

from typing import Any

import torch
from diffusers import (
    DDIMScheduler,
    DDPMScheduler,
    DPMSolverMultistepScheduler,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    LCMScheduler,
    UniPCMultistepScheduler,
)
from torch import Tensor

from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack
from explainer.core.values import check_whole

SCHEDULERS: dict[str, type] = {
    "ddpm": DDPMScheduler,
    "ddim": DDIMScheduler,
    "euler": EulerDiscreteScheduler,
    "euler_a": EulerAncestralDiscreteScheduler,
    "dpmpp": DPMSolverMultistepScheduler,
    "unipc": UniPCMultistepScheduler,
    "lcm": LCMScheduler,
}
STEPS = (1, 1000)

_COUNTING_IN_SIGMA = (EulerDiscreteScheduler, EulerAncestralDiscreteScheduler)
_MULTISTEP = (DPMSolverMultistepScheduler, UniPCMultistepScheduler)


def make_scheduler(pack: ModelPack, id: str) -> Any:
    """A fresh scheduler from the pack's own config, never clipping. Raises ValueRangeError."""
    if not isinstance(id, str) or id not in SCHEDULERS:
        raise ValueRangeError("value.unknown_scheduler", value=str(id)[:40], known=", ".join(SCHEDULERS))
    return SCHEDULERS[id].from_config(dict(pack.scheduler_config), clip_sample=False)


def planned(pack: ModelPack, id: str, steps: int, start_t: int | None = None) -> Any:
    """A fresh scheduler with the timesteps of its run (see `sampling.denoise`). Raises ValueRangeError."""
    scheduler = make_scheduler(pack, id)
    total = scheduler.config.num_train_timesteps
    steps = check_whole("steps", steps, STEPS[0], min(STEPS[1], _most_steps(scheduler)))
    if start_t is None:
        scheduler.set_timesteps(steps, device=pack.device)
        return scheduler
    start_t = check_whole("t", start_t, 0, total - 1)
    rest = torch.arange(start_t, -1, -(total // steps))
    if isinstance(
        scheduler, (DDIMScheduler, EulerAncestralDiscreteScheduler, LCMScheduler, UniPCMultistepScheduler)
    ):
        scheduler.set_timesteps(steps, device=pack.device)
        _give(scheduler, rest.to(pack.device))
    else:
        scheduler.set_timesteps(timesteps=rest.tolist(), device=pack.device)
    return scheduler


def timesteps(pack: ModelPack, scheduler: str, steps: int, start_t: int | None = None) -> tuple[int, ...]:
    """The timesteps that `sampling.denoise` will visit, from noisy to clean."""
    return tuple(round(float(t)) for t in planned(pack, scheduler, steps, start_t).timesteps)


def spread(scheduler: Any, index: int) -> float:
    """√(1+σ²) by which the scheduler's own sample is larger than x_t; 1 where it is variance-preserving."""
    if not isinstance(scheduler, _COUNTING_IN_SIGMA):
        return 1.0
    return float((1 + scheduler.sigmas[index] ** 2) ** 0.5)


def abar_at(scheduler: Any, index: int) -> Tensor:
    """ᾱ_t of the index-th timestep of the plan, 0-d."""
    if isinstance(scheduler, _COUNTING_IN_SIGMA):
        return 1 / (1 + scheduler.sigmas[index] ** 2)
    return scheduler.alphas_cumprod[int(scheduler.timesteps[index])]


def advance(scheduler: Any, index: int, out: Tensor, sample: Tensor, generator: torch.Generator) -> Tensor:
    """The scheduler's next sample, from its own `sample` and what the network said of it."""
    drawing = {} if isinstance(scheduler, UniPCMultistepScheduler) else {"generator": generator}
    return scheduler.step(out, scheduler.timesteps[index], sample, **drawing, return_dict=False)[0]


def _give(scheduler: Any, rest: Tensor) -> None:
    """Replace the planned timesteps by those of `rest`, (k,) whole and falling."""
    scheduler.timesteps = rest
    if isinstance(scheduler, DDIMScheduler):  # it steps by T // num_inference_steps from wherever it is
        return
    scheduler.num_inference_steps = len(rest)
    if isinstance(scheduler, LCMScheduler):
        return
    abar = scheduler.alphas_cumprod[rest.cpu()]
    scheduler.sigmas = torch.cat([((1 - abar) / abar).sqrt(), torch.zeros(1)])
    if isinstance(
        scheduler, EulerAncestralDiscreteScheduler
    ):  # it refuses whole numbers, lest they be indices
        scheduler.timesteps = rest.float()


def _most_steps(scheduler: Any) -> int:
    """How many steps fit.

    "leading" lifts all by steps_offset; it and "linspace" have one more point in the multistep schedulers.
    """
    config = scheduler.config
    if isinstance(scheduler, LCMScheduler):
        return config.original_inference_steps
    if config.timestep_spacing == "trailing":
        return config.num_train_timesteps
    lifted = config.steps_offset if config.timestep_spacing == "leading" else 0
    return config.num_train_timesteps - lifted - isinstance(scheduler, _MULTISTEP)

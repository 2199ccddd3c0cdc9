"""diffusers' schedulers as the loops use them: made from the pack's config, planned, read, advanced.

What differs between them stands here, once, in a row each (`SCHEDULERS`):

- Both Euler schedulers count in x̂ = x0 + σ ε with σ² = (1−ᾱ)/ᾱ (Karras et al. 2022, arXiv:2206.00364), and
  x_t = x̂ / √(1+σ²); the others hold x_t itself.
- Not every scheduler takes a list of timesteps; those that do not are given theirs after planning.
- LCM picks from the `original_inference_steps` it was distilled for, so that no more than those fit.
- UniPC takes no generator, since it draws nothing.
"""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Sampler:
    """One scheduler, and all in which it differs from the others.

    made            diffusers' class
    in_sigma        counts in x̂ and σ, not in x_t and ᾱ_t
    multistep       leans on the steps before; its plans have one point more, so that one step fewer fits
    takes_list      is given its timesteps by `set_timesteps(timesteps=…)`; the others get theirs afterwards:
    counts, sets_sigmas, in_fractions   then its number of steps, its σ, its timesteps as fractions as well
    takes_generator `step` takes one
    draws           puts fresh noise back at each step
    distilled       picks from the steps that a distillation knew, so that no more than those fit
    """

    made: type
    in_sigma: bool = False
    multistep: bool = False
    takes_list: bool = True
    counts: bool = False
    sets_sigmas: bool = False
    in_fractions: bool = False
    takes_generator: bool = True
    draws: bool = False
    distilled: bool = False

    @property
    def name(self) -> str:
        """The class's name, as a snippet imports it."""
        return self.made.__name__


SCHEDULERS: dict[str, Sampler] = {
    "ddpm": Sampler(DDPMScheduler, draws=True),
    "ddim": Sampler(DDIMScheduler, takes_list=False),
    "euler": Sampler(EulerDiscreteScheduler, in_sigma=True),
    "euler_a": Sampler(
        EulerAncestralDiscreteScheduler,
        in_sigma=True,
        takes_list=False,
        counts=True,
        sets_sigmas=True,
        in_fractions=True,
        draws=True,
    ),
    "dpmpp": Sampler(DPMSolverMultistepScheduler, multistep=True),
    "unipc": Sampler(
        UniPCMultistepScheduler,
        multistep=True,
        takes_list=False,
        counts=True,
        sets_sigmas=True,
        takes_generator=False,
    ),
    "lcm": Sampler(LCMScheduler, takes_list=False, counts=True, draws=True, distilled=True),
}
STEPS = (1, 1000)


def row_of(scheduler: Any) -> Sampler:
    """The row of a scheduler that was made here. KeyError for any other."""
    return _ROWS[type(scheduler)]


_ROWS = {row.made: row for row in SCHEDULERS.values()}


def make_scheduler(pack: ModelPack, id: str) -> Any:
    """A fresh scheduler from the pack's own config, never clipping. Raises ValueRangeError."""
    if not isinstance(id, str) or id not in SCHEDULERS:
        raise ValueRangeError("value.unknown_scheduler", value=str(id)[:40], known=", ".join(SCHEDULERS))
    made: Any = SCHEDULERS[id].made
    return made.from_config(dict(pack.scheduler_config), clip_sample=False)


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
    if not SCHEDULERS[id].takes_list:
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
    if not row_of(scheduler).in_sigma:
        return 1.0
    return float((1 + scheduler.sigmas[index] ** 2) ** 0.5)


def abar_at(scheduler: Any, index: int) -> Tensor:
    """ᾱ_t of the index-th timestep of the plan, 0-d."""
    if row_of(scheduler).in_sigma:
        return 1 / (1 + scheduler.sigmas[index] ** 2)
    return scheduler.alphas_cumprod[int(scheduler.timesteps[index])]


def advance(scheduler: Any, index: int, out: Tensor, sample: Tensor, generator: torch.Generator) -> Tensor:
    """The scheduler's next sample, from its own `sample` and what the network said of it."""
    drawing = {"generator": generator} if row_of(scheduler).takes_generator else {}
    return scheduler.step(out, scheduler.timesteps[index], sample, **drawing, return_dict=False)[0]


def _give(scheduler: Any, rest: Tensor) -> None:
    """Replace the planned timesteps by those of `rest`, (k,) whole and falling."""
    row = row_of(scheduler)
    scheduler.timesteps = rest
    if row.counts:  # DDIM steps by T // num_inference_steps from wherever it is
        scheduler.num_inference_steps = len(rest)
    if row.sets_sigmas:
        abar = scheduler.alphas_cumprod[rest.cpu()]
        scheduler.sigmas = torch.cat([((1 - abar) / abar).sqrt(), torch.zeros(1)])
    if row.in_fractions:  # it refuses whole numbers, lest they be indices
        scheduler.timesteps = rest.float()


def _most_steps(scheduler: Any) -> int:
    """How many steps fit.

    "leading" lifts all by steps_offset; it and "linspace" have one more point in the multistep schedulers.
    """
    config = scheduler.config
    if row_of(scheduler).distilled:
        return config.original_inference_steps
    if config.timestep_spacing == "trailing":
        return config.num_train_timesteps
    lifted = config.steps_offset if config.timestep_spacing == "leading" else 0
    return config.num_train_timesteps - lifted - row_of(scheduler).multistep

"""The denoising loop, written out: from noise to picture, one frozen Step at a time.

It calls the pack's own network, and a fresh scheduler from diffusers in each run, made from the pack's
scheduler config. The same pack, prompt, seed and scheduler give what the stock StableDiffusionPipeline gives.

Two conventions hold for every scheduler of `core.schedulers`, so that their steps can be laid side by side:

- x_t is reported variance-preserving, x_t = √ᾱ_t x0 + √(1−ᾱ_t) ε, also where the scheduler counts in σ.
- The predicted x0 and ε follow from the network's output, be it ε or v, by the algebra of `noising`.

One generator serves a run, as in the stock pipeline: its first draw is the starting noise, what it draws
after that is the noise which the scheduler puts back.
"""

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from explainer.core import noising
from explainer.core.backends import answer
from explainer.core.pack import ModelPack
from explainer.core.schedulers import (
    SCHEDULERS,
    STEPS,
    abar_at,
    advance,
    make_scheduler,
    planned,
    spread,
    timesteps,
)
from explainer.core.values import SEEDS, check_number, check_whole

__all__ = ["GUIDANCE", "SCHEDULERS", "SEEDS", "STEPS", "Step", "denoise", "make_scheduler", "timesteps"]

GUIDANCE = (1.0, 30.0)
Turns = tuple[tuple[int, float], ...]


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
    drawn: int = 0,
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
        steps: 1..1000 (50 for LCM, a few less where the spacing has no room), over the whole schedule.
        seed: 0..2³²−1. start_t: 0..T−1.
        drawn: 0..1000, how many steps of the same seed came before, where this run goes on from another's
            middle: so many noises of the generator are passed over, and those put back are the other's.

    Raises ValueRangeError, at the call and not at the first step.
    """
    run = begin(
        pack, latents, prompt_embeds, negative_embeds,
        scheduler=scheduler, steps=steps, guidance=guidance, seed=seed, start_t=start_t, drawn=drawn,
    )  # fmt: skip
    return _steps(pack, run)


def _steps(pack: ModelPack, run: "Run") -> Generator[Step, None, None]:
    while run.going:
        began = time.perf_counter()
        yield run.take(ask(pack, *run.question()), began)


def ask(pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
    """What the network says of samples (n, c, h, w) at timesteps (n,) under embeds (n, L, D)."""
    return answer(pack.unet, samples, timesteps, embeds)


def begin(
    pack: ModelPack,
    latents: Tensor,
    prompt_embeds: Tensor,
    negative_embeds: Tensor | None,
    *,
    scheduler: str,
    steps: int,
    guidance: float,
    seed: int,
    start_t: int | None,
    drawn: int = 0,
    turns: Turns = (),
    both: bool = False,
) -> "Run":
    """A run before its first step; arguments and errors as in `denoise`.

    turns: (index of a step, guidance), in rising order: from that step on, that guidance. With `both`, the
    unconditional prediction is made even where a guidance of 1 has no use for it.
    """
    for strength in (guidance, *(then for _, then in turns)):
        check_number("guidance", strength, *GUIDANCE)
    check_whole("seed", seed, *SEEDS)
    check_whole("drawn", drawn, 0, STEPS[1])
    plan = planned(pack, scheduler, steps, start_t)
    latents = latents.to(pack.device)
    sample = latents * (plan.init_noise_sigma if start_t is None else spread(plan, 0))
    generator = torch.Generator("cpu").manual_seed(seed)
    for _ in range(1 + drawn):  # the starting noise, as the stock pipeline draws it; then one a step
        torch.randn(sample.shape, generator=generator)
    embeds = prompt_embeds.expand(len(latents), -1, -1)
    unguided = guidance == 1 and all(then == 1 for _, then in turns)
    if negative_embeds is None or (unguided and not both):
        return Run(plan, sample, embeds, None, generator)
    embeds = torch.cat([negative_embeds.expand(len(latents), -1, -1), embeds])
    return Run(plan, sample, embeds, guidance, generator, turns)


@dataclass
class Run:
    """A run under way: what the network is asked next, and what comes of its answer.

    plan: a scheduler with its timesteps.  sample: (n, c, h, w), as the scheduler counts it.
    embeds: (n, L, D); where guided (2n, L, D), the unconditional ones first.
    guidance: the first; `turns` as in `begin`.
    """

    plan: Any
    sample: Tensor
    embeds: Tensor
    guidance: float | None
    generator: torch.Generator
    turns: Turns = ()
    index: int = 0

    @property
    def going(self) -> bool:
        """Whether a step is left."""
        return self.index < len(self.plan.timesteps)

    def question(self) -> tuple[Tensor, Tensor, Tensor]:
        """Samples (n, c, h, w), their timesteps (n,) and embeds (n, L, D); twice as many where guided."""
        t = self.plan.timesteps[self.index]
        scaled = self.plan.scale_model_input(self.sample, t)
        asked = scaled if self.guidance is None else torch.cat([scaled, scaled])
        return asked, t.expand(len(asked)), self.embeds

    @torch.no_grad()
    def take(self, answer: Tensor, began: float) -> Step:
        """The step that the network's answer to `question` makes; `began` is when it was asked."""
        outs = self._guided(answer)
        following = advance(self.plan, self.index, outs[-1], self.sample, self.generator)
        step = self._reported(outs, following, time.perf_counter() - began)
        self.sample, self.index = following, self.index + 1
        return step

    def _guided(self, answer: Tensor) -> tuple[Tensor | None, Tensor, Tensor]:
        """The network's output: unconditional, conditional, guided."""
        if self.guidance is None:
            return None, answer, answer
        uncond, cond = answer.chunk(2)
        strength = [self.guidance, *(then for at, then in self.turns if at <= self.index)][-1]
        return uncond, cond, cond if strength == 1 else uncond + strength * (cond - uncond)

    def _reported(
        self, outs: tuple[Tensor | None, Tensor, Tensor], following: Tensor, seconds: float
    ) -> Step:
        x_t, abar = self.sample / spread(self.plan, self.index), abar_at(self.plan, self.index)
        kind = self.plan.config.prediction_type
        eps_uncond, eps_cond, eps = (None if out is None else _eps(kind, out, x_t, abar) for out in outs)
        assert eps_cond is not None and eps is not None
        return Step(
            index=self.index,
            timestep=round(float(self.plan.timesteps[self.index])),
            x_t=x_t,
            eps_uncond=eps_uncond,
            eps_cond=eps_cond,
            eps=eps,
            x0=_x0(kind, outs[-1], x_t, abar),
            x_prev=following / spread(self.plan, self.index + 1),
            seconds=seconds,
        )


def _eps(kind: str, out: Tensor, x_t: Tensor, abar: Tensor) -> Tensor:
    return noising.eps_from_v(x_t, out, abar) if kind == "v_prediction" else out


def _x0(kind: str, out: Tensor, x_t: Tensor, abar: Tensor) -> Tensor:
    restore = noising.x0_from_v if kind == "v_prediction" else noising.x0_from_eps
    return restore(x_t, out, abar)

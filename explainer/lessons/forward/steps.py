"""One jump to x_t, or all the small steps on the way: another picture, the same mean and the same spread.

Ho et al. 2020 (DDPM, arXiv:2006.11239): equation 2 is one small step, x_s = √(1−β_s) x_{s−1} + √β_s ε_s, each
with a fresh ε_s; equation 4 is the jump. Both give x_t ~ N(√ᾱ_t x0, (1−ᾱ_t) I).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import DDPMScheduler
from PIL import Image
from torch import Tensor

from explainer.core.cache import WITH_ITS_FILE, Runs
from explainer.core.images import sprite, to_images
from explainer.core.noising import add_noise
from explainer.lessons.forward.mixing import Noising, prepare

MOMENTS = 28
ERRORS = 5
_walked = Runs(16 * 2**20, max_age=WITH_ITS_FILE)  # the same for each who opens the section


@dataclass(frozen=True)
class Measured:
    """What an x_t holds.

    signal           how much of x0: its least-squares share
    mean, deviation  of what is left when √ᾱ_t x0 is taken away, over all its numbers
    """

    signal: float
    mean: float
    deviation: float


@dataclass(frozen=True)
class Moment:
    """One timestep, its t + 1 small steps, and what was measured and what equation 4 expects.

    agrees  whether mean and deviation of both lie within five standard errors of what is expected
    """

    t: int
    walked: Measured
    jumped: Measured
    expected: Measured
    agrees: bool


@dataclass(frozen=True)
class Walk:
    """walked, jumped  (k, 3, SIZE, SIZE) float32, x_t of each moment, not cut off."""

    noising: Noising
    moments: tuple[Moment, ...]
    walked: Tensor
    jumped: Tensor

    def sheet(self, columns: int) -> Image.Image:
        """All `walked`, then all `jumped`, as one sheet, row by row."""
        return sprite(to_images(torch.cat([self.walked, self.jumped])), columns)


def walk(image: Image.Image, seed: Any, scheduler_config: Mapping[str, Any]) -> Walk:
    """Walk through the whole schedule once, and jump to MOMENTS of its timesteps, from the first to the last.

    Raises ValueRangeError for a seed that is none.
    """
    noising = prepare(image, seed, scheduler_config)
    key = _key(noising, scheduler_config)
    found = _walked.get(key)
    if found is None:
        found = _walk(noising, scheduler_config)
        _walked.put(key, found)
    return found


def _key(noising: Noising, scheduler_config: Mapping[str, Any]) -> tuple[Any, ...]:
    told = json.dumps(dict(scheduler_config), sort_keys=True, default=str)
    return hashlib.sha256(noising.x0.numpy().tobytes()).digest(), noising.seed, told


def _walk(noising: Noising, scheduler_config: Mapping[str, Any]) -> Walk:
    betas = DDPMScheduler.from_config(dict(scheduler_config), clip_sample=False).betas
    chosen = evenly(len(betas), MOMENTS)
    walked = torch.cat([x for t, x in enumerate(small_steps(noising, betas)) if t in chosen])
    jumped = add_noise(noising.x0, noising.eps.expand(len(chosen), -1, -1, -1), noising.abar[list(chosen)])
    moments = (_moment(noising, *one) for one in zip(chosen, walked, jumped, strict=True))
    return Walk(noising, tuple(moments), walked, jumped)


def small_steps(noising: Noising, betas: Tensor) -> Iterator[Tensor]:
    """x_0, x_1, … (1, 3, SIZE, SIZE), one for each of `betas` (T,): equation 2, its noise not the jump's."""
    generator = torch.Generator("cpu").manual_seed(noising.seed + 1)
    x = noising.x0
    for beta in betas:
        eps = torch.randn(x.shape, generator=generator)
        x = (1 - beta).sqrt() * x + beta.sqrt() * eps
        yield x


def evenly(steps: int, count: int) -> tuple[int, ...]:
    """At most `count` timesteps from 0 to steps − 1, evenly, each once."""
    return tuple(dict.fromkeys(torch.linspace(0, steps - 1, count).round().int().tolist()))


def _moment(noising: Noising, t: int, walked: Tensor, jumped: Tensor) -> Moment:
    abar = float(noising.abar[t])
    expected = Measured(abar**0.5, 0.0, (1 - abar) ** 0.5)
    found = [_measured(x, noising.x0[0], expected.signal) for x in (walked, jumped)]
    error = expected.deviation / noising.x0.numel() ** 0.5  # of a mean; a deviation's is smaller by √2
    apart = [max(abs(one.mean), abs(one.deviation - expected.deviation)) for one in found]
    return Moment(t, found[0], found[1], expected, max(apart) <= ERRORS * error)


def _measured(x_t: Tensor, x0: Tensor, signal: float) -> Measured:
    x_t, x0 = x_t.double(), x0.double()
    share = (x_t * x0).sum() / (x0 * x0).sum().clamp(min=1e-12)
    left = x_t - signal * x0
    return Measured(float(share), float(left.mean()), float(left.std()))

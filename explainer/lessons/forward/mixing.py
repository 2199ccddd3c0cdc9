"""x_t for every t, from a picture, a noise and the scheduler's ᾱ table.

Ho et al. 2020 (DDPM, arXiv:2006.11239), equation 4:  x_t = √ᾱ_t x0 + √(1−ᾱ_t) ε.
The browser computes that for every t while the reader drags. `check` compares what the browser found with
what diffusers' own `add_noise` gives for the same x0, ε and t.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from diffusers import DDIMScheduler
from PIL import Image
from torch import Tensor

from explainer.core.errors import ValueRangeError
from explainer.core.images import fit_square, to_tensor
from explainer.core.noising import alphas_cumprod, gaussian
from explainer.core.values import check_whole
from explainer.lessons.choices import LARGEST_SEED

SIZE = 128
SCHEDULER = DDIMScheduler
COMPARED = 4096
STRIDE = 12289
"""A prime: k × STRIDE modulo the number of values visits COMPARED different places all over the picture."""


@dataclass(frozen=True)
class Noising:
    """Everything that x_t is made of, for all t at once.

    pixels  (SIZE, SIZE, 3) uint8, the picture     x0    (1, 3, SIZE, SIZE) float32 in −1..1, the same
    eps     (1, 3, SIZE, SIZE) float32, N(0, I)    abar  (T,) float32, ᾱ_t falling from near 1
    """

    pixels: np.ndarray
    x0: Tensor
    eps: Tensor
    abar: Tensor
    seed: int


@dataclass(frozen=True)
class Shares:
    """x_t = signal · x0 + noise · ε; signal² = ᾱ_t, signal² + noise² = 1, snr = ᾱ_t / (1−ᾱ_t)."""

    t: int
    abar: float
    signal: float
    noise: float
    snr: float


@dataclass(frozen=True)
class Check:
    """How far the browser's x_t lies from the scheduler's: the `largest` of `compared` differences."""

    t: int
    compared: int
    largest: float


def prepare(image: Image.Image, seed: Any, scheduler_config: Mapping[str, Any]) -> Noising:
    """The picture cut to a square of SIZE, the noise of `seed` (0..LARGEST_SEED), and the schedule.

    Raises ValueRangeError for a seed that is none.
    """
    seed = check_whole("seed", seed, 0, LARGEST_SEED)
    square = fit_square(image, SIZE)
    x0 = to_tensor(square)
    return Noising(
        np.asarray(square), x0, gaussian(tuple(x0.shape), seed), alphas_cumprod(scheduler_config), seed
    )


def shares(noising: Noising, t: Any) -> Shares:
    """How x_t is mixed; t in 0..T−1, else ValueRangeError."""
    abar = float(noising.abar[check_whole("t", t, 0, len(noising.abar) - 1)])
    return Shares(int(t), abar, abar**0.5, (1 - abar) ** 0.5, abar / (1 - abar))


def scheduled(noising: Noising, t: Any, scheduler_config: Mapping[str, Any]) -> Tensor:
    """x_t as diffusers' scheduler makes it, (1, 3, SIZE, SIZE); t in 0..T−1, else ValueRangeError."""
    t = check_whole("t", t, 0, len(noising.abar) - 1)
    scheduler = SCHEDULER.from_config(dict(scheduler_config), clip_sample=False)
    return scheduler.add_noise(noising.x0, noising.eps, torch.tensor([t]))


def places() -> Tensor:
    """Which of x_t's values, in (c, h, w) order, the browser hands in: (COMPARED,) int64."""
    return torch.arange(COMPARED) * STRIDE % (3 * SIZE * SIZE)


def check(noising: Noising, t: Any, found: Any, scheduler_config: Mapping[str, Any]) -> Check:
    """Compare x_t at `places()` as the browser `found` it, a list of COMPARED numbers, with the scheduler's.

    Raises ValueRangeError for a t or a list that makes no sense.
    """
    ours = scheduled(noising, t, scheduler_config).flatten()[places()].double()
    return Check(int(t), COMPARED, float((_numbers(found) - ours).abs().max()))


def _numbers(found: Any) -> Tensor:
    """`found` as (COMPARED,) finite numbers, or a ValueRangeError."""
    try:
        numbers = np.asarray(found, dtype=np.float64)
    except (TypeError, ValueError):
        numbers = np.full(COMPARED, np.nan)
    if numbers.shape != (COMPARED,):
        count = {"value": numbers.size, "low": COMPARED, "high": COMPARED}
        raise ValueRangeError("value.out_of_range", name="samples", **count)
    if not np.isfinite(numbers).all():
        raise ValueRangeError("value.not_a_number", name="samples", value="NaN")
    return torch.as_tensor(numbers)

"""Forward noising and its algebra: x0, ε, v and x_t into one another.

Ho et al. 2020 (DDPM, arXiv:2006.11239), equation 4:  x_t = √ᾱ_t x0 + √(1−ᾱ_t) ε,  ε ~ N(0, I).
Salimans & Ho 2022 (arXiv:2202.00512), section 4:     v_t = √ᾱ_t ε − √(1−ᾱ_t) x0.

Shapes: pictures and latents are (n, c, h, w) float tensors. ᾱ_t is a float, a 0-d tensor, or one for each of
the batch, (n,), in 0..1; 1 is the clean picture.
"""

from collections.abc import Mapping
from typing import Any

import torch
from diffusers import DDIMScheduler
from torch import Tensor

SMALLEST_ABAR = 2.0**-24
"""Stands for ᾱ = 0 where one has to divide by √ᾱ, as diffusers does for zero terminal SNR."""


def alphas_cumprod(scheduler_config: Mapping[str, Any]) -> Tensor:
    """ᾱ_t for each training timestep, (T,) float32 falling from near 1, as diffusers computes it."""
    return DDIMScheduler.from_config(dict(scheduler_config), clip_sample=False).alphas_cumprod


def snr(abar: Tensor) -> Tensor:
    """Signal-to-noise ratio ᾱ / (1 − ᾱ), in 0..∞, of the shape given."""
    return abar / (1 - abar)


def add_noise(x0: Tensor, eps: Tensor, abar_t: Tensor | float) -> Tensor:
    """x_t of equation 4: the clean `x0` with the noise `eps` mixed in, in one jump."""
    x0, eps = torch.broadcast_tensors(x0, eps)
    signal, noise = _weights(abar_t, x0)
    return (signal * x0).addcmul_(noise, eps)  # one new sheet of memory, not three


def x0_from_eps(x_t: Tensor, eps: Tensor, abar_t: Tensor | float) -> Tensor:
    """The clean picture that `x_t` came from if `eps` is its noise (equation 4 solved for x0)."""
    signal, noise = _weights(abar_t, x_t, dividing_by_signal=True)
    return (x_t - noise * eps) / signal


def eps_from_x0(x_t: Tensor, x0: Tensor, abar_t: Tensor | float) -> Tensor:
    """The noise that would lead from `x0` to `x_t` (equation 4 solved for ε); ᾱ_t below 1."""
    signal, noise = _weights(abar_t, x_t)
    return (x_t - signal * x0) / noise


def velocity(x0: Tensor, eps: Tensor, abar_t: Tensor | float) -> Tensor:
    """v_t, what a v-predicting network is trained to say."""
    signal, noise = _weights(abar_t, x0)
    return signal * eps - noise * x0


def x0_from_v(x_t: Tensor, v: Tensor, abar_t: Tensor | float) -> Tensor:
    """The predicted clean picture, √ᾱ_t x_t − √(1−ᾱ_t) v."""
    signal, noise = _weights(abar_t, x_t)
    return signal * x_t - noise * v


def eps_from_v(x_t: Tensor, v: Tensor, abar_t: Tensor | float) -> Tensor:
    """The predicted noise, √ᾱ_t v + √(1−ᾱ_t) x_t."""
    signal, noise = _weights(abar_t, x_t)
    return signal * v + noise * x_t


def gaussian(shape: tuple[int, ...], seed: int) -> Tensor:
    """ε ~ N(0, I), float32 on the CPU: one seed gives one noise, whatever device computes afterwards."""
    return torch.randn(shape, generator=torch.Generator("cpu").manual_seed(seed))


def _weights(abar_t: Tensor | float, like: Tensor, dividing_by_signal: bool = False) -> tuple[Tensor, Tensor]:
    """√ᾱ_t and √(1−ᾱ_t), each shaped to be multiplied with `like`."""
    abar = torch.as_tensor(abar_t, dtype=like.dtype, device=like.device)
    if dividing_by_signal:
        abar = abar.clamp(min=SMALLEST_ABAR)
    abar = abar.reshape(-1, *[1] * (like.dim() - 1)) if abar.dim() else abar
    return abar.sqrt(), (1 - abar).sqrt()

"""Four schedules side by side, read off diffusers' own schedulers, and where each drowns a picture's detail.

DDPMScheduler: x_t = √ᾱ_t x0 + √(1−ᾱ_t) ε (Ho et al. 2020, arXiv:2006.11239, equation 4), its ᾱ from betas in
a straight line, from betas whose roots are in a straight line ("scaled", Rombach et al. 2022,
arXiv:2112.10752), or a squared cosine (Nichol & Dhariwal 2021, arXiv:2102.09672, equation 17).
FlowMatchEulerDiscreteScheduler: x_t = (1−σ_t) x0 + σ_t ε (Lipman et al. 2023, arXiv:2210.02747). There the
shares themselves add up to 1, not their squares; what compares all four is the signal-to-noise ratio.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import DDPMScheduler, FlowMatchEulerDiscreteScheduler
from PIL import Image
from torch import Tensor

from explainer.lessons.forward.mixing import Noising, prepare

BETAS: dict[str, dict[str, Any]] = {
    "linear": {"beta_schedule": "linear"},
    "scaled_linear": {"beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012},
    "squaredcos_cap_v2": {"beta_schedule": "squaredcos_cap_v2"},
}
"""diffusers' defaults (DDPM's 0.0001 to 0.02) but for "scaled_linear", which has Stable Diffusion's."""
FLOW = "flow_matching"
FLAT = 1e-6
"""Less detail than this is rounding."""


@dataclass(frozen=True)
class Schedule:
    """x_t = signal_t · x0 + noise_t · ε, all tables (T,) float32 over t = 0..T−1.

    snr   (signal / noise)², falling
    abar  snr / (1 + snr): ᾱ_t itself for DDPM's three, and what gives the same snr for flow matching
    gone  the first t at which half of the picture's detail is drowned, None if there is none
    own   whether it is the very table of the pack
    """

    name: str
    scheduler: str
    signal: Tensor
    noise: Tensor
    snr: Tensor
    abar: Tensor
    gone: int | None
    own: bool


@dataclass(frozen=True)
class Comparison:
    """The picture, its noise, the schedules.

    drowned_below  the snr below which half of the picture's detail is drowned, None where it has no detail
    """

    noising: Noising
    schedules: tuple[Schedule, ...]
    drowned_below: float | None


def compare(image: Image.Image, seed: Any, scheduler_config: Mapping[str, Any]) -> Comparison:
    """All four, with as many timesteps as the pack's schedule.

    Raises ValueRangeError for a seed that is none.
    """
    noising = prepare(image, seed, scheduler_config)
    power = drowning_power(noising.x0)
    below = 1 / power if power else None
    mixed = mixtures(len(noising.abar)).items()
    return Comparison(noising, tuple(_schedule(name, *of, noising, below) for name, of in mixed), below)


def mixtures(steps: int) -> dict[str, tuple[str, Tensor, Tensor]]:
    """For each schedule its scheduler's class name, signal (T,) and noise (T,), read off that scheduler."""
    found = {}
    for name, options in BETAS.items():
        abar = DDPMScheduler(num_train_timesteps=steps, **options).alphas_cumprod
        found[name] = DDPMScheduler.__name__, abar.sqrt(), (1 - abar).sqrt()
    sigmas = FlowMatchEulerDiscreteScheduler(num_train_timesteps=steps).sigmas.flip(0).float()
    found[FLOW] = FlowMatchEulerDiscreteScheduler.__name__, 1 - sigmas, sigmas
    return found


def drowning_power(x0: Tensor) -> float | None:
    """The power p of a picture (1, c, h, w) such that half of its detail lies in waves no stronger than p.

    The picture is taken apart into waves (Fourier transform, scaled so that unit noise has power 1 in every
    wave). Its detail is the energy of the differences between neighbouring pixels, each wave's part of which
    is its power times |1 − e^{iω}|², summed over both directions. Noise with snr below 1/p outweighs the
    picture in all those waves. None for a picture of one colour, which has no detail.
    """
    power = torch.fft.fft2(x0.double(), norm="ortho").abs().square().mean(dim=(0, 1))
    down, across = (2 - 2 * torch.cos(2 * torch.pi * torch.fft.fftfreq(n)) for n in power.shape)
    weakest, order = power.flatten().sort()
    detail = ((down[:, None] + across) * power).flatten()[order].cumsum(0)
    if detail[-1] < FLAT:
        return None
    return float(weakest[torch.searchsorted(detail, detail[-1] / 2)])


def _schedule(
    name: str, scheduler: str, signal: Tensor, noise: Tensor, noising: Noising, below: float | None
) -> Schedule:
    snr = (signal.double() / noise.double()).square()
    drowned = (snr < (below or 0.0)).nonzero()
    abar = (snr / (1 + snr)).float()
    own = name != FLOW and torch.allclose(abar, noising.abar, atol=1e-6)
    gone = int(drowned[0]) if len(drowned) else None
    return Schedule(name, scheduler, signal, noise, snr.float(), abar, gone, own)

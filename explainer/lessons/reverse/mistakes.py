"""The mistake, measured: how wrong the guessed noise is at each t, on a picture, over the world, and lazily.

The measure is the one that training makes small, without its weights: the mean over all numbers of a latent
of (ε − ε̂(x_t, t))², x_t = √ᾱ_t z₀ + √(1−ᾱ_t) ε (Ho et al. 2020, arXiv:2006.11239, equation 14). The network
is given no words (the empty prompt) and no guidance.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from explainer.core import engine, noising
from explainer.core.images import fit_square, sprite, to_images, to_tensor
from explainer.core.pack import ModelPack, decode, encode, encode_prompt, latent_shape, picture_size
from explainer.core.sampling import SEEDS
from explainer.core.values import check_whole
from explainer.lessons.preview import preview_of
from explainer.lessons.reverse.lazy import MeanLatent, only_mean

MOMENTS = 24
NOISES = 4
"""So many noises are put on the picture at each of MOMENTS timesteps."""
AT_ONCE = 4
"""So many timesteps go through the network together, all noises of each: a stop waits for no more."""


@dataclass(frozen=True)
class Moment:
    """One timestep. The first of the noises is the one that is shown.

    x_t, eps, guess  (1, c, h, w): the noised latent, the true noise, and what the network takes for it
    network, zero    mean squared error of each noise, for the network and for guessing nothing at all
    only_mean        the same for `lazy.only_mean`; None where no mean of the world is known
    """

    t: int
    abar: float
    x_t: Tensor
    eps: Tensor
    guess: Tensor
    network: tuple[float, ...]
    zero: tuple[float, ...]
    only_mean: tuple[float, ...] | None

    @property
    def lazy(self) -> str:
        """Which of the lazy guesses is the less wrong one here: "zero" or "only_mean"."""
        return "only_mean" if self.only_mean and average(self.only_mean) < average(self.zero) else "zero"

    @property
    def gain(self) -> float:
        """How many times more wrong that lazy guess is than the network; below 1 it beats the network."""
        return average(self.only_mean if self.lazy == "only_mean" and self.only_mean else self.zero) / max(
            average(self.network), 1e-12
        )


@dataclass(frozen=True)
class Asked:
    """What is measured: the picture, `size` pixels a side, as a latent (1, c, h, w), and the noises
    (NOISES, c, h, w)."""

    size: int
    latent: Tensor
    noises: Tensor
    seeds: tuple[int, ...]
    timesteps: tuple[int, ...]
    known: MeanLatent | None


def timesteps(steps: int) -> tuple[int, ...]:
    """At most MOMENTS timesteps from 0 to steps − 1, closer at the start, where the mistake changes most."""
    along = torch.linspace(0, 1, MOMENTS).square()
    return tuple(dict.fromkeys((along * (steps - 1)).round().int().tolist()))


def begin(pack: ModelPack, picture: Image.Image, seed: Any, known: MeanLatent | None) -> Asked:
    """Encode the middle square of the picture and draw the noises of `seed` and the seeds after it.

    seed: 0..2³²−1, after which it goes on from 0. Raises ValueRangeError.
    """
    seed = check_whole("seed", seed, *SEEDS)
    size = picture_size(pack)
    latent = encode(pack, to_tensor(fit_square(picture, size))).cpu()
    seeds = tuple((seed + k) % (SEEDS[1] + 1) for k in range(NOISES))
    noises = torch.cat([noising.gaussian((1, *latent_shape(pack)), one) for one in seeds])
    chosen = timesteps(len(noising.alphas_cumprod(pack.scheduler_config)))
    return Asked(size, latent, noises, seeds, chosen, known)


def measure(pack: ModelPack, asked: Asked) -> Generator[tuple[Moment, ...]]:
    """Measure all timesteps from the least noisy on, AT_ONCE of them at a time."""
    abars, words = noising.alphas_cumprod(pack.scheduler_config), encode_prompt(pack, [""])
    for first in range(0, len(asked.timesteps), AT_ONCE):
        chosen = torch.tensor(asked.timesteps[first : first + AT_ONCE])
        t = chosen.repeat_interleave(NOISES)
        eps = asked.noises.repeat(len(chosen), 1, 1, 1)
        x_t = noising.add_noise(asked.latent, eps, abars[t])
        guess = guessed(pack, x_t, t, words)
        yield tuple(
            _moment(asked, *one)
            for one in zip(
                chosen.tolist(),
                abars[chosen].tolist(),
                x_t.split(NOISES),
                guess.split(NOISES),
                strict=True,
            )
        )


@torch.no_grad()
def guessed(pack: ModelPack, x_t: Tensor, t: Tensor, words: Tensor) -> Tensor:
    """ε̂(x_t, t) of the network, or what follows for it from v: x_t (n, c, h, w), t (n,), words (1, L, D)."""
    told = words.expand(len(x_t), -1, -1)
    out = engine.ask(pack, x_t.to(pack.device), t.to(pack.device), told).cpu()
    if pack.scheduler_config.get("prediction_type") != "v_prediction":
        return out
    return noising.eps_from_v(x_t, out, noising.alphas_cumprod(pack.scheduler_config)[t])


def errors(guess: Tensor, eps: Tensor) -> tuple[float, ...]:
    """Mean over all numbers of (ε − ε̂)², for each of (n, c, h, w)."""
    return tuple((guess - eps).square().flatten(1).mean(1).tolist())


def average(values: Sequence[float]) -> float:
    """The mean of at least one number."""
    return sum(values) / len(values)


def glimpse(pack: ModelPack, moment: Moment) -> Tensor:
    """x_t as a coarse picture (1, 3, h, w) in −1..1, nearly for free."""
    return preview_of(pack).colors(moment.x_t)


def sheet(pack: ModelPack, asked: Asked, moments: Sequence[Moment], columns: int) -> Image.Image:
    """x_t of each moment, and last the world's mean where it is known, decoded, row by row."""
    latents = [moment.x_t for moment in moments]
    if asked.known:
        latents.append(asked.known.latent[None])
    return sprite(to_images(decode(pack, torch.cat(latents))), columns)


def _moment(asked: Asked, t: int, abar: float, x_t: Tensor, guess: Tensor) -> Moment:
    eps, known = asked.noises, asked.known
    return Moment(
        t=t,
        abar=abar,
        x_t=x_t[:1],
        eps=eps[:1],
        guess=guess[:1],
        network=errors(guess, eps),
        zero=errors(torch.zeros_like(eps), eps),
        only_mean=errors(only_mean(x_t, abar, known), eps) if known else None,
    )

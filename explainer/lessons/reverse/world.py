"""The same mistakes over the world: many scenes that no training saw, measured once and recorded."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor

from explainer.core import noising
from explainer.core.images import to_tensor
from explainer.core.pack import ModelPack, encode, encode_prompt, latent_shape, picture_size
from explainer.lessons.reverse import mistakes
from explainer.lessons.reverse.lazy import MeanLatent, only_mean
from explainer.world.painter import render
from explainer.world.scene import sample

KNOWN, MEASURED = 400, 200
"""Scenes from which the mean is taken, and others on which the mistakes are measured, one noise each."""
FIRST_SEED = 800_000_000
"""Far from all seeds whose scenes training draws or judges by."""
AT_ONCE = 20
Z = 1.96


@dataclass(frozen=True)
class Spread:
    """The mean over the scenes, half its 95 % interval, and where the easiest and hardest twentieth begin."""

    mean: float
    half: float
    low: float
    high: float


@dataclass(frozen=True)
class World:
    """What was measured at each of `timesteps` on `measured` scenes, and the mean of `known` others.

    mean, shape, variance  of the mean latent, flat, see `MeanLatent`
    """

    known: int
    measured: int
    timesteps: tuple[int, ...]
    network: tuple[Spread, ...]
    only_mean: tuple[Spread, ...]
    zero: tuple[Spread, ...]
    mean: tuple[float, ...]
    shape: tuple[int, ...]
    variance: float

    def mean_latent(self) -> MeanLatent:
        """What the lazy guess knows."""
        return MeanLatent(torch.tensor(self.mean).view(self.shape), self.variance)


def over_world(pack: ModelPack) -> World:
    """Measure the pack over KNOWN and MEASURED scenes; some minutes on a CPU."""
    known = mean_of(_latents(pack, range(FIRST_SEED, FIRST_SEED + KNOWN)))
    seeds = range(FIRST_SEED + KNOWN, FIRST_SEED + KNOWN + MEASURED)
    z0 = _latents(pack, seeds)
    eps = torch.cat([noising.gaussian((1, *latent_shape(pack)), seed) for seed in seeds])
    abars = noising.alphas_cumprod(pack.scheduler_config)
    chosen, words = mistakes.timesteps(len(abars)), encode_prompt(pack, [""])
    network, lazy = [], []
    for t in chosen:
        x_t, abar = noising.add_noise(z0, eps, abars[t]), float(abars[t])
        times = torch.full((AT_ONCE,), t)
        parts = [mistakes.guessed(pack, part, times[: len(part)], words) for part in x_t.split(AT_ONCE)]
        network.append(_spread(mistakes.errors(torch.cat(parts), eps)))
        lazy.append(_spread(mistakes.errors(only_mean(x_t, abar, known), eps)))
    zero = _spread(mistakes.errors(torch.zeros_like(eps), eps))
    return World(
        known=KNOWN,
        measured=MEASURED,
        timesteps=chosen,
        network=tuple(network),
        only_mean=tuple(lazy),
        zero=(zero,) * len(chosen),
        mean=tuple(round(value, 4) for value in known.latent.flatten().tolist()),
        shape=tuple(known.latent.shape),
        variance=round(known.variance, 6),
    )


def mean_of(latents: Tensor) -> MeanLatent:
    """Mean and variance about it of (n, c, h, w), n at least 2."""
    return MeanLatent(latents.mean(0), float(latents.var(0).mean()))


def plain(world: World) -> dict[str, Any]:
    """`world` as JSON holds it."""
    return asdict(world)


def read(kept: dict[str, Any]) -> World:
    """The way back of `plain`."""
    spreads = {name: tuple(Spread(**one) for one in kept[name]) for name in ("network", "only_mean", "zero")}
    return World(**{**kept, **spreads})


def _latents(pack: ModelPack, seeds: Iterable[int]) -> Tensor:
    pictures = [to_tensor(render(sample(seed), picture_size(pack))) for seed in seeds]
    return torch.cat([encode(pack, part).cpu() for part in torch.cat(pictures).split(AT_ONCE)])


def _spread(values: tuple[float, ...]) -> Spread:
    all_ = torch.tensor(values, dtype=torch.float64)
    half = Z * all_.std() / len(all_) ** 0.5
    low, high = all_.quantile(torch.tensor([0.05, 0.95], dtype=torch.float64))
    return Spread(*(round(float(one), 6) for one in (all_.mean(), half, low, high)))

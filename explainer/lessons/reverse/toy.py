"""A two-dimensional world: a small network learns live to guess the noise on points, and they flow back.

What is a picture elsewhere is a point here, so that all of it can be seen. Training is DDPM's (Ho et al.
2020, arXiv:2006.11239, algorithm 1 and equation 14) with diffusers' DDPMScheduler putting the noise on; the
way back is diffusers' DDIMScheduler (Song et al. 2021, arXiv:2010.02502).
"""

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from diffusers import DDIMScheduler, DDPMScheduler
from torch import Tensor, nn

from explainer.core.errors import PointsError
from explainer.core.sampling import SEEDS
from explainer.core.values import check_whole
from explainer.lessons.reverse.guesser import Guesser
from explainer.lessons.reverse.shapes import SHAPES, points_of

__all__ = ["SHAPES", "Learned", "Outcome", "World", "finish", "learn", "world"]

EDGE = 3.0
"""The sheet reaches so far from its middle, in deviations of the noise; nearly all noise lies within."""
LEAST, MOST = 12, 2000
ALIKE = 0.02
"""Points nearer to each other than this count as one place."""
NOISE_LEVELS = 1000
STEPS = 2000
EVERY = 50
BATCH = 512
FASTEST = 1e-2
"""The learning rate in the middle of training; it rises to it and falls again (one cycle)."""
AGES = (50, 100, 200, 400, 800, 1200, 1600)
"""After so many steps of training, a few dots flow back to show what is known by then."""
WAY, GLIMPSE = 50, 20
"""Network calls from noise to shape, at the end and at each of AGES."""
FLOWING, FEW = 500, 250
ACROSS = 15
"""Arrows to a side."""
NEAR = 0.15
"""A dot that ends so near to a point of the shape, in deviations of the noise, has arrived at it."""


@dataclass(frozen=True)
class World:
    """What is to be learned: points (n, 2) in −EDGE..EDGE, LEAST..MOST of them."""

    points: Tensor
    seed: int
    steps: int = STEPS


@dataclass(frozen=True)
class Learned:
    """What is known after `step` steps, the weights copied.

    losses   mean squared error of the guessed noise, the mean of each EVERY steps
    nothing  the same for guessing zero, over the last EVERY steps; about 1, the noise's own variance
    clouds   (age, (FEW, 2)): where dots from one and the same noise arrive, at each of AGES so far
    seconds  spent on training alone
    """

    world: World
    step: int
    losses: tuple[float, ...]
    nothing: float
    weights: dict[str, Tensor]
    clouds: tuple[tuple[int, Tensor], ...]
    seconds: float


@dataclass(frozen=True)
class Outcome:
    """The way back from pure noise with what was learned.

    timesteps  WAY of them, falling
    path       (WAY + 1, FLOWING, 2), the dots at each timestep, and at last where they arrive
    arrows     (WAY, ACROSS², 2), −ε̂ for a dot at each place of `places(ACROSS)`: against the guessed noise
    """

    learned: Learned
    timesteps: tuple[int, ...]
    path: Tensor
    arrows: Tensor

    @property
    def weights(self) -> int:
        """How many numbers the network has learned."""
        return sum(one.numel() for one in self.learned.weights.values())

    @property
    def arrived(self) -> float:
        """The share of the dots, 0..1, that end within NEAR of a point of the shape."""
        nearest = torch.cdist(self.path[-1], self.learned.world.points).amin(dim=1)
        return float((nearest < NEAR).float().mean())


def world(points: Any, seed: Any, steps: int = STEPS) -> World:
    """What to learn, from a shape's name or from points as they were drawn, ((x, y), …).

    Points off the sheet are put on its edge, and of more than MOST so many are kept, evenly. Raises
    PointsError if they are no points or stand at fewer than LEAST places; ValueRangeError for the seed.
    """
    sheet = _as_points(points_of(points) if isinstance(points, str) and points in SHAPES else points)
    places = len(np.unique(np.round(sheet / ALIKE), axis=0))
    if places < LEAST:
        raise PointsError("points.too_few", found=places, least=LEAST)
    return World(torch.from_numpy(sheet), check_whole("seed", seed, *SEEDS), steps)


def learn(world: World) -> Generator[Learned, None, None]:
    """Train from nothing on, yielding at step 0 and after each EVERY steps what is known by then."""
    random = torch.Generator().manual_seed(world.seed)
    network = Guesser(random)
    optimizer = torch.optim.Adam(network.parameters(), FASTEST, fused=True)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, FASTEST, total_steps=world.steps)
    losses, clouds, seconds = [], [], 0.0
    yield Learned(world, 0, (), 1.0, _copy(network), (), 0.0)
    for step in range(EVERY, world.steps + 1, EVERY):
        begun = time.perf_counter()
        loss, nothing = _train(network, optimizer, pace, world.points, random)
        seconds += time.perf_counter() - begun
        losses.append(loss)
        if step in AGES or step == world.steps:
            clouds.append((step, _flow(network, _noise(FEW, world.seed), GLIMPSE)[-1]))
        yield Learned(world, step, tuple(losses), nothing, _copy(network), tuple(clouds), seconds)


def finish(learned: Learned) -> Outcome:
    """Let dots flow back from pure noise with what was learned, be it all or only a part."""
    network = Guesser(torch.Generator())
    network.load_state_dict(learned.weights)
    path = _flow(network, _noise(FLOWING, learned.world.seed), WAY)
    timesteps = tuple(_sampler(WAY).timesteps.tolist())
    grid = places(ACROSS)
    with torch.no_grad():
        arrows = [-network(grid, torch.full((len(grid),), t)) for t in timesteps]
    return Outcome(learned, timesteps, path, torch.stack(arrows))


def places(across: int) -> Tensor:
    """The middles of across × across equal cells of the sheet, row by row from below: (across², 2)."""
    middles = ((torch.arange(across) + 0.5) / across * 2 - 1) * EDGE
    y, x = torch.meshgrid(middles, middles, indexing="ij")
    return torch.stack([x.flatten(), y.flatten()], 1)


def _as_points(points: Any) -> np.ndarray:
    try:
        sheet = np.asarray(points, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise PointsError("points.not_points") from error
    if sheet.size == 0:
        raise PointsError("points.too_few", found=0, least=LEAST)
    if sheet.ndim != 2 or sheet.shape[1] != 2 or not np.isfinite(sheet).all():
        raise PointsError("points.not_points")
    if len(sheet) > MOST:
        sheet = sheet[np.linspace(0, len(sheet) - 1, MOST).round().astype(int)]
    return sheet.clip(-EDGE, EDGE)


def _train(
    network: nn.Module, optimizer: Any, pace: Any, points: Tensor, random: torch.Generator
) -> tuple[float, float]:
    """EVERY steps; the mean loss, and that of guessing zero."""
    noiser = DDPMScheduler(NOISE_LEVELS, clip_sample=False)
    sums = torch.zeros(2)
    for _ in range(EVERY):
        x0 = points[torch.randint(len(points), (BATCH,), generator=random)]
        eps = torch.randn(x0.shape, generator=random)
        t = torch.randint(NOISE_LEVELS, (BATCH,), generator=random)
        x_t = noiser.add_noise(x0, eps, t)  # pyright: ignore[reportArgumentType]
        loss = (network(x_t, t) - eps).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        pace.step()
        sums += torch.stack([loss.detach(), eps.square().mean()])
    loss, nothing = (sums / EVERY).tolist()
    return loss, nothing


@torch.no_grad()
def _flow(network: nn.Module, x: Tensor, calls: int) -> Tensor:
    """The way of dots x (n, 2) from pure noise: (calls + 1, n, 2)."""
    sampler, path = _sampler(calls), [x]
    for t in sampler.timesteps:
        x = sampler.step(network(x, t.expand(len(x))), int(t), x).prev_sample
        path.append(x)
    return torch.stack(path)


def _sampler(calls: int) -> DDIMScheduler:
    sampler = DDIMScheduler(NOISE_LEVELS, clip_sample=False, timestep_spacing="trailing")
    sampler.set_timesteps(calls)
    return sampler


def _noise(count: int, seed: int) -> Tensor:
    return torch.randn((count, 2), generator=torch.Generator().manual_seed(seed))


def _copy(network: nn.Module) -> dict[str, Tensor]:
    return {name: one.detach().clone() for name, one in network.state_dict().items()}

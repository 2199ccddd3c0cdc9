"""The plain torch and diffusers program that learns and flows just as the two-dimensional world does."""

import textwrap
from string import Template

from explainer.lessons.reverse import guesser, shapes, toy
from explainer.lessons.reverse.toy import Learned, World

PLACES = 6
"""Decimals of a reader's own points: enough to get each float back."""


def snippet(learned: Learned, name: str | None) -> str:
    """A program whose last `x` are the dots that `toy.finish(learned)` ends with.

    `name` is the shape's; None where the points are a reader's own, which are then written out.
    """
    world = learned.world
    points = _SHAPES[name] + _PLACED if name in _SHAPES else _own(world)
    settings = {
        "seed": world.seed,
        "steps": world.steps,
        "done": learned.step,
        "half": shapes.DOTS * 2,
        "dots": shapes.DOTS,
        "corners": textwrap.fill(", ".join(map(str, shapes.DOG)), 96, break_long_words=False),
        "reach": shapes.REACH,
        "width": guesser.WIDTH,
        "octaves": guesser.OCTAVES,
        "waves": guesser.TIME_WAVES,
        "levels": toy.NOISE_LEVELS,
        "batch": toy.BATCH,
        "fastest": toy.FASTEST,
        "flowing": toy.FLOWING,
        "way": toy.WAY,
    }
    return Template(_BEGIN + points + _LEARN + _FLOW).substitute(settings)


def _own(world: World) -> str:
    pairs = ", ".join(f"({x:.{PLACES}g}, {y:.{PLACES}g})" for x, y in world.points.tolist())
    return f"points = np.array([\n{textwrap.fill(pairs, 96)}\n])\n"


_BEGIN = """\
import numpy as np
import torch
from diffusers import DDIMScheduler, DDPMScheduler
from torch import nn

"""

_SHAPES = {
    "dog": """\
corners = np.array([
$corners
], float)
closed = np.concatenate([corners, corners[:1]])
along = np.concatenate([[0], np.hypot(*np.diff(closed, axis=0).T).cumsum()])
places = np.linspace(0, along[-1], $dots, endpoint=False)
points = np.stack([np.interp(places, along, closed[:, axis]) for axis in (0, 1)], 1)
""",
    "ring": """\
angles = np.linspace(0, 2 * np.pi, $dots, endpoint=False)
points = np.stack([np.cos(angles), np.sin(angles)], 1)
""",
    "moon": """\
seeds = np.arange($half) + 0.5
radius, angles = np.sqrt(seeds / len(seeds)), seeds * np.pi * (3 - 5**0.5)
disc = np.stack([radius * np.cos(angles), radius * np.sin(angles)], 1)
points = disc[np.hypot(disc[:, 0] - 0.42, disc[:, 1] - 0.2) > 0.78]
""",
}

_PLACED = """\
low, high = points.min(axis=0), points.max(axis=0)
points = (points - (low + high) / 2) / (high - low).max() * 2 * $reach
"""

_LEARN = """\
points = torch.from_numpy(points).float()


class Guesser(nn.Module):
    def __init__(self, width=$width):
        super().__init__()
        sizes = [2 + 4 * $octaves + 2 * $waves, width, width, width, 2]
        self.layers = nn.ModuleList(nn.Linear(*pair) for pair in zip(sizes, sizes[1:]))

    def forward(self, x, t):
        places = (x[:, :, None] * 2.0 ** torch.arange($octaves)).flatten(1)
        times = t[:, None] * 10_000.0 ** (-torch.arange($waves) / $waves)
        h = torch.cat([x, places.sin(), places.cos(), times.sin(), times.cos()], 1)
        for layer in self.layers[:-1]:
            h = nn.functional.silu(layer(h))
        return self.layers[-1](h)


torch.manual_seed($seed)
network = Guesser()
noiser = DDPMScheduler($levels, clip_sample=False)
optimizer = torch.optim.Adam(network.parameters(), $fastest, fused=True)
pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, $fastest, total_steps=$steps)
for step in range($done):
    x0 = points[torch.randint(len(points), ($batch,))]
    noise = torch.randn(x0.shape)
    t = torch.randint($levels, ($batch,))
    loss = (network(noiser.add_noise(x0, noise, t), t) - noise).square().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    pace.step()
"""

_FLOW = """
torch.manual_seed($seed)
x = torch.randn($flowing, 2)
sampler = DDIMScheduler($levels, clip_sample=False, timestep_spacing="trailing")
sampler.set_timesteps($way)
with torch.no_grad():
    for t in sampler.timesteps:
        x = sampler.step(network(x, t.expand(len(x))), t, x).prev_sample
np.save("points.npy", x.numpy())
"""

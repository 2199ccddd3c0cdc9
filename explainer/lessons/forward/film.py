"""The whole run as moments: the picture sinking into noise, t rising evenly from 0 to the end."""

from collections.abc import Iterator

import torch
from PIL import Image

from explainer.core.images import to_images
from explainer.core.noising import add_noise
from explainer.lessons.forward.mixing import Noising

PLAN = (60, 8)
"""Moments from the picture to noise, and how many times the first and the last come."""


def timesteps(noising: Noising) -> list[int]:
    """The t of each moment, from 0 to T−1, the ends held."""
    count, held = PLAN
    rising = torch.linspace(0, len(noising.abar) - 1, count).round().int().tolist()
    return [rising[0]] * held + rising + [rising[-1]] * held


def moments(noising: Noising) -> Iterator[tuple[float, Image.Image]]:
    """For each of `timesteps` its share of the way, 0..1, and x_t, RGB, SIZE × SIZE, cut off to −1..1."""
    last = len(noising.abar) - 1
    for t in timesteps(noising):
        x = noising.x0 if t == 0 else add_noise(noising.x0, noising.eps, noising.abar[t])
        yield t / last, to_images(x.clamp(-1, 1))[0]

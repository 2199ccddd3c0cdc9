"""A mosaic is laid over a region, and three attempts are made to take it off again.

The mosaic keeps the mean colour of each cell and nothing else. `plainly` enlarges the cells, as they are and
smoothly; `by_network` lets the pack's network paint over them: the mosaicked picture is encoded, noised to a
middle t and denoised with the empty prompt (SDEdit, Meng et al. 2021, arXiv:2108.01073), and only the region
is taken from what comes out. It invents what could have been there; what was there is nowhere in its input.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from explainer.core import noising
from explainer.core.images import fit_square, to_image, to_tensor
from explainer.core.pack import ModelPack, decode, encode, encode_prompt, latent_shape, picture_size
from explainer.core.sampling import denoise, timesteps

SIZE = 128
CELLS = (2, 32)
SMALLEST = 8
OPENS_WITH = 8
SEED = 0
DEPTH = 0.4
STEPS = 29
SCHEDULER = "ddim"


@dataclass(frozen=True)
class Region:
    """A rectangle on the picture of SIZE × SIZE, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def box(self) -> tuple[slice, slice]:
        """The region as rows and columns of an array."""
        return slice(self.top, self.top + self.height), slice(self.left, self.left + self.width)


HEADS = {
    "shiba": Region(64, 42, 40, 38),
    "dachshund": Region(6, 60, 44, 34),
    "pug": Region(56, 48, 40, 38),
    "chihuahua": Region(28, 42, 38, 42),
    "labrador": Region(62, 28, 48, 42),
    "poodle": Region(62, 30, 42, 42),
    "siamese": Region(34, 42, 38, 42),
    "maine_coon": Region(68, 34, 40, 42),
    "rabbit": Region(36, 34, 38, 48),
    "elephant": Region(52, 24, 64, 62),
}
"""Where the sample animals' heads are: what a mosaic is usually laid over."""
MIDDLE = Region(40, 32, 48, 48)


@dataclass(frozen=True)
class Attempt:
    """The whole picture with the region filled in, and how far it is from the truth inside of the region.

    pixels  (SIZE, SIZE, 3) uint8      mean  of |a − b| in 0..255      psnr  in dB, inf where equal
    """

    pixels: np.ndarray
    mean: float
    psnr: float


@dataclass(frozen=True)
class Painting:
    """How far the network has come: `done` of `steps` calls; `attempt` is there at the last one."""

    done: int
    steps: int
    t: int
    attempt: Attempt | None


def pixels_of(image: Image.Image) -> np.ndarray:
    """The picture's middle square, (SIZE, SIZE, 3) uint8: the truth."""
    return np.asarray(fit_square(image, SIZE))


def region(left: Any, top: Any, width: Any, height: Any) -> Region:
    """The nearest region that lies on the picture and is at least SMALLEST on each side.

    What is no number at all gives MIDDLE.
    """
    values = (left, top, width, height)
    if not all(isinstance(one, int | float) and math.isfinite(one) for one in values):
        return MIDDLE
    wide, high = (min(max(round(one), SMALLEST), SIZE) for one in (width, height))
    return Region(min(max(round(left), 0), SIZE - wide), min(max(round(top), 0), SIZE - high), wide, high)


def cell(side: Any) -> int:
    """The nearest side of a cell, CELLS; OPENS_WITH for what is no number."""
    if not isinstance(side, int | float) or not math.isfinite(side):
        return OPENS_WITH
    return min(max(round(side), CELLS[0]), CELLS[1])


def means(pixels: np.ndarray, where: Region, side: int) -> np.ndarray:
    """The mean colour of each cell, (rows, columns, 3) uint8, halves rounded up; the last may be cut off."""
    inside = pixels[where.box].astype(np.int64)
    downs, acrosses = range(0, where.height, side), range(0, where.width, side)
    cells = [[inside[y : y + side, x : x + side].reshape(-1, 3) for x in acrosses] for y in downs]
    return np.array(
        [[(2 * one.sum(0) + len(one)) // (2 * len(one)) for one in row] for row in cells], np.uint8
    )


def plainly(pixels: np.ndarray, where: Region, side: int, resampling: Image.Resampling) -> Attempt:
    """The cells' means enlarged by Pillow: NEAREST is the mosaic itself, BICUBIC smooths it."""
    small = Image.fromarray(means(pixels, where, side))
    large = small.resize((small.width * side, small.height * side), resampling)
    return _attempt(pixels, where, np.asarray(large)[: where.height, : where.width])


def by_network(
    pack: ModelPack, pixels: np.ndarray, where: Region, side: int, seed: int = SEED
) -> Iterator[Painting]:
    """Encode, noise, denoise, decode, and put only the region back; yields at each call of the network."""
    mosaicked = plainly(pixels, where, side, Image.Resampling.NEAREST).pixels
    x = to_tensor(fit_square(Image.fromarray(mosaicked), picture_size(pack)))
    abars = noising.alphas_cumprod(pack.scheduler_config)
    t = round(DEPTH * (len(abars) - 1))
    x_t = noising.add_noise(encode(pack, x).cpu(), noising.gaussian((1, *latent_shape(pack)), seed), abars[t])
    steps = denoise(
        pack, x_t, encode_prompt(pack, [""]), None, scheduler=SCHEDULER, steps=STEPS, seed=seed, start_t=t
    )
    count = len(timesteps(pack, SCHEDULER, STEPS, t))
    for step in steps:
        last = step.index + 1 == count
        yield Painting(step.index + 1, count, t, _decoded(pack, step.x_prev, pixels, where) if last else None)


def closest(attempts: Mapping[str, Attempt]) -> str:
    """The name of the attempt that is nearest to the truth, by its mean error; the first of equals."""
    return min(attempts, key=lambda name: attempts[name].mean)


def _decoded(pack: ModelPack, latent: Any, pixels: np.ndarray, where: Region) -> Attempt:
    return _attempt(pixels, where, pixels_of(to_image(decode(pack, latent)))[where.box])


def _attempt(pixels: np.ndarray, where: Region, filling: np.ndarray) -> Attempt:
    filled = pixels.copy()
    filled[where.box] = filling
    apart = filled[where.box].astype(np.float64) - pixels[where.box]
    squared = float(np.mean(apart**2))
    psnr = 10 * math.log10(255**2 / squared) if squared else math.inf
    return Attempt(filled, float(np.abs(apart).mean()), psnr)

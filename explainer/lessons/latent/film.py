"""The latent's story as moments: which numbers look after which square, then ever fewer bits a number."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core.images import psnr, to_image
from explainer.core.pack import ModelPack, decode
from explainer.lessons.latent.roundtrip import Roundtrip

BITS = (8, 6, 5, 4, 3, 2, 1)
STOPS = 32
"""Squares that are looked at on the way over the picture."""
HELD = 6
"""How many frames each rounding stays."""


@dataclass(frozen=True, eq=False)
class Rounding:
    """A latent whose numbers have 2^bits levels, evenly from its least to its most; None: as it is.

    Shapes:
        latent: (C, h, w), as in `Roundtrip`.
    restored: the picture decoded from it.  psnr: of that and the picture itself, in dB.
    """

    bits: int | None
    latent: Tensor
    restored: Image.Image
    psnr: float

    @property
    def numbers(self) -> int:
        """Of the latent."""
        return self.latent.numel()


@dataclass(frozen=True, eq=False)
class Moment:
    """One frame: its share of the way in 0..1, and what is seen; `cell` is (across, down) in the latent."""

    share: float
    rounding: Rounding
    cell: tuple[int, int] | None


def roundings(pack: ModelPack, result: Roundtrip) -> tuple[Rounding, ...]:
    """The latent as it is, then rounded to each of BITS."""
    latents = [result.latent, *(rounded(result.latent, bits) for bits in BITS)]
    restored = [result.restored, *decode(pack, torch.cat(latents[1:])).float().cpu().split(1)]
    return tuple(
        Rounding(bits, latent[0], to_image(picture), psnr(picture, result.picture))
        for bits, latent, picture in zip((None, *BITS), latents, restored, strict=True)
    )


def rounded(latent: Tensor, bits: int) -> Tensor:
    """Uniform scalar quantisation: each number goes to the nearest of 2^bits levels from least to most."""
    least, most = latent.min(), latent.max()
    steps = 2**bits - 1
    width = (most - least).clamp_min(1e-12) / steps
    return least + ((latent - least) / width).round() * width


def length() -> int:
    """How many frames `moments` gives."""
    return STOPS + HELD * (len(BITS) + 1)


def moments(roundings: tuple[Rounding, ...]) -> Iterator[Moment]:
    """First the square walks over the picture, row by row; then all is seen at fewer and fewer bits."""
    whole, *fewer = roundings
    side = whole.latent.shape[-1]
    last = length() - 1
    for stop in range(STOPS):
        place = round(stop * (side * side - 1) / (STOPS - 1))
        yield Moment(stop / last, whole, (place % side, place // side))
    for i, rounding in enumerate((whole, *fewer)):
        for held in range(HELD):
            yield Moment((STOPS + i * HELD + held) / last, rounding, None)

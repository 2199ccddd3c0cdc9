"""A picture goes into its latent and comes out again: what is kept, what is lost, how much smaller it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core.images import fit_square, psnr, sprite, to_image, to_tensor
from explainer.core.pack import ModelPack, decode, encode, latent_shape, picture_size

COLORS = 3


@dataclass(frozen=True)
class Counts:
    """How many numbers, and how many positions, a picture and its latent hold.

    Shapes are (channels, height, width).
    """

    picture_shape: tuple[int, int, int]
    latent_shape: tuple[int, int, int]

    @property
    def picture_numbers(self) -> int:
        """Colours × height × width."""
        return math.prod(self.picture_shape)

    @property
    def latent_numbers(self) -> int:
        """Channels × height × width."""
        return math.prod(self.latent_shape)

    @property
    def picture_positions(self) -> int:
        """Height × width."""
        return math.prod(self.picture_shape[1:])

    @property
    def latent_positions(self) -> int:
        """Height × width."""
        return math.prod(self.latent_shape[1:])

    @property
    def numbers_ratio(self) -> float:
        """Numbers of the picture for one number of the latent (48 for Stable Diffusion and for us)."""
        return self.picture_numbers / self.latent_numbers

    @property
    def positions_ratio(self) -> float:
        """Pixels for one position of the latent (64 where each side shrinks by 8)."""
        return self.picture_positions / self.latent_positions

    @property
    def pairs_ratio(self) -> float:
        """Pairs of pixels for one pair of positions: what attention saves."""
        return self.positions_ratio**2

    @property
    def side_ratio(self) -> int:
        """Pixels along one side for one position along it."""
        return self.picture_shape[1] // self.latent_shape[1]

    @property
    def square_numbers(self) -> int:
        """Numbers of the picture in the square that one position of the latent looks after."""
        return self.side_ratio**2 * self.picture_shape[0]


STABLE_DIFFUSION = Counts((3, 512, 512), (4, 64, 64))


@dataclass(frozen=True)
class Roundtrip:
    """A picture, its latent, and the picture that comes back from the latent alone.

    Shapes:
        picture, restored: (1, 3, H, W), in [-1, 1].
        latent: (1, C, h, w), multiplied by the pack's `scaling_factor`, `scale`, to a spread of about 1.
        loss: (H, W), the mean absolute difference over the colours, in [0, 1] of the full range.
    """

    picture: Tensor
    latent: Tensor
    restored: Tensor
    loss: Tensor
    psnr: float
    scale: float
    counts: Counts

    def square(self) -> Image.Image:
        """The picture as it went in."""
        return to_image(self.picture)

    def sheet(self, third: Image.Image) -> Image.Image:
        """The picture, what came back, and a `third` picture of the same size, side by side."""
        return sprite([to_image(self.picture), to_image(self.restored), third], 3)


def counts(pack: ModelPack) -> Counts:
    """The sizes that this pack works at, read from its own configuration."""
    size = picture_size(pack)
    channels, height, width = latent_shape(pack)
    return Counts((COLORS, size, size), (channels, height, width))


@torch.no_grad()
def roundtrip(pack: ModelPack, picture: Image.Image) -> Roundtrip:
    """Encode a picture with the pack's autoencoder (the mode, no noise) and decode it again.

    The autoencoder is that of Rombach et al. 2022 (arXiv:2112.10752, section 3.1). The picture is cut to
    a square and brought to the pack's size first.
    """
    x = to_tensor(fit_square(picture, picture_size(pack)))
    latent = encode(pack, x).float().cpu()
    restored = decode(pack, latent).float().cpu()
    scale = float(pack.vae.config["scaling_factor"])
    loss = (restored - x).abs().mean(dim=1)[0] / 2
    return Roundtrip(x, latent, restored, loss, psnr(restored, x), scale, counts(pack))

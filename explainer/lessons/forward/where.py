"""Noise in the pixels, or noise in the latent, then decoded: what Stable Diffusion really does.

Rombach et al. 2022 (arXiv:2112.10752), section 3.2: z_t is the noised latent of E(x), and the picture that
belongs to it is D(z_t). Both noises follow the same ᾱ_t.
"""

from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from explainer.core.images import fit_square, psnr, sprite, to_images, to_tensor
from explainer.core.noising import add_noise, alphas_cumprod, gaussian
from explainer.core.pack import ModelPack, decode, encode, picture_size
from explainer.core.values import check_whole
from explainer.lessons.choices import LARGEST_SEED
from explainer.lessons.forward.steps import evenly

MOMENTS = 28


@dataclass(frozen=True)
class Places:
    """The picture at each of `timesteps`, noised in either place.

    Shapes:
        picture: (1, 3, H, W) in −1..1.
        pixels, decoded: (k, 3, H, W) in −1..1, as they are seen: cut off where the noise goes beyond.
        latents: (k, c, h, w), z_t.
    signal, noise: √ᾱ_t and √(1−ᾱ_t).
    pixels_psnr, decoded_psnr: dB against `picture`. ceiling: of the latent decoded without any noise.
    """

    timesteps: tuple[int, ...]
    signal: tuple[float, ...]
    noise: tuple[float, ...]
    picture: Tensor
    pixels: Tensor
    latents: Tensor
    decoded: Tensor
    pixels_psnr: tuple[float, ...]
    decoded_psnr: tuple[float, ...]
    ceiling: float

    def sheet(self, columns: int) -> Image.Image:
        """All `pixels`, then all `decoded`, as one sheet, row by row."""
        return sprite(to_images(torch.cat([self.pixels, self.decoded])), columns)


def places(pack: ModelPack, image: Image.Image, seed: Any) -> Places:
    """Noise the middle square of the picture in both places, and decode all latents in one batch.

    One seed gives both noises, of different shapes. seed: 0..LARGEST_SEED, else ValueRangeError.
    """
    seed = check_whole("seed", seed, 0, LARGEST_SEED)
    abar = alphas_cumprod(pack.scheduler_config)
    chosen = evenly(len(abar), MOMENTS)
    abar = abar[list(chosen)]
    x = to_tensor(fit_square(image, picture_size(pack)))
    z = encode(pack, x).cpu()
    pixels = _noised(x, seed, abar).clamp(-1, 1)
    latents = _noised(z, seed, abar)
    decoded, clean = decode(pack, torch.cat([latents, z])).cpu().split([len(chosen), 1])
    return Places(
        timesteps=chosen,
        signal=tuple(abar.sqrt().tolist()),
        noise=tuple((1 - abar).sqrt().tolist()),
        picture=x,
        pixels=pixels,
        latents=latents,
        decoded=decoded,
        pixels_psnr=tuple(psnr(one, x[0]) for one in pixels),
        decoded_psnr=tuple(psnr(one, x[0]) for one in decoded),
        ceiling=psnr(clean, x),
    )


def _noised(x0: Tensor, seed: int, abars: Tensor) -> Tensor:
    """(1, c, h, w) with one and the same noise at each of `abars` (k,): (k, c, h, w)."""
    eps = gaussian(tuple(x0.shape), seed)
    return add_noise(x0, eps.expand(len(abars), -1, -1, -1), abars)

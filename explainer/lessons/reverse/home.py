"""How far can one go and still come home? A is noised to many t at once, and all come back together.

The noise is the same for all, DDIM (Song et al. 2020, arXiv:2010.02502) brings each back along one path, and
every network call holds all that are still on their way (`core.descent`). What A′ shares with A is told by
PSNR, by SSIM, and by the line-up (`lineup`).
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.descent import descend
from explainer.core.images import fit_square, psnr, sprite, to_image, to_images, to_tensor
from explainer.core.pack import ModelPack, decode, encode, encode_prompt, latent_shape, picture_size
from explainer.core.sampling import SEEDS, check_whole, timesteps
from explainer.core.similarity import ssim
from explainer.lessons.reverse import lineup
from explainer.lessons.reverse.denoising import STEPS

SCHEDULER = "ddim"
STARTS = 14


@dataclass(frozen=True)
class Departure:
    """A, and x_t for each of `starts`.

    Shapes:
        picture: (1, 3, H, W) in −1..1.  x_t: (k, c, h, w).  noised: (k, 3, H, W) in −1..1, x_t decoded.
        ceiling, ceiling_ssim: PSNR in dB and SSIM of A encoded and decoded without any noise.
    """

    picture: Tensor
    starts: tuple[int, ...]
    x_t: Tensor
    noised: Tensor
    ceiling: float
    ceiling_ssim: float
    steps: int
    seed: int

    def sheet(self, columns: int) -> Image.Image:
        """All `noised`, and A."""
        return sprite(to_images(torch.cat([self.noised, self.picture])), columns)


@dataclass(frozen=True)
class Homecoming:
    """One that is home.

    index: which of `starts`.  restored: A′, (1, 3, H, W) in −1..1.  psnr in dB and ssim: of A′ against A.
    pick: whom CLIP finds most like A′.
    """

    index: int
    restored: Tensor
    psnr: float
    ssim: float
    pick: lineup.Pick

    @property
    def image(self) -> Image.Image:
        """A′ as a picture."""
        return to_image(self.restored)


def depart(pack: ModelPack, picture: Image.Image, *, steps: Any, seed: Any) -> Departure:
    """Noise the middle square of the picture to each of `starts`.

    steps: 1..100, counted over the whole schedule. seed: 0..2³²−1. Raises ValueRangeError.
    """
    steps, seed = check_whole("steps", steps, *STEPS), check_whole("seed", seed, *SEEDS)
    abars = noising.alphas_cumprod(pack.scheduler_config)
    chosen = starts(len(abars))
    x = to_tensor(fit_square(picture, picture_size(pack)))
    latent = encode(pack, x).cpu()
    eps = noising.gaussian((1, *latent_shape(pack)), seed)
    x_t = noising.add_noise(
        latent.expand(len(chosen), -1, -1, -1), eps.expand(len(chosen), -1, -1, -1), abars[list(chosen)]
    )
    *noised, untouched = decode(pack, torch.cat([x_t, latent])).cpu().split(1)
    ceiling = psnr(untouched, x), float(ssim(untouched, x))
    return Departure(x, chosen, x_t, torch.cat(noised), *ceiling, steps=steps, seed=seed)


def starts(steps: int) -> tuple[int, ...]:
    """STARTS timesteps, evenly spread from near 0 to steps − 1."""
    return tuple(torch.linspace(0, steps - 1, STARTS + 1)[1:].round().int().tolist())


def calls(pack: ModelPack, departure: Departure) -> int:
    """How many network calls `come_home` takes: as many as the deepest start has steps."""
    return len(timesteps(pack, SCHEDULER, departure.steps, max(departure.starts)))


def come_home(pack: ModelPack, departure: Departure) -> Generator[list[Homecoming], None, None]:
    """After each network call, those that have just come home; the shallowest first."""
    rounds = descend(pack, departure.x_t, departure.starts, encode_prompt(pack, [""]), departure.steps)
    for one in rounds:
        yield arrived(pack, departure, one.home, one.latents) if one.home else []


def sheet(homecomings: Sequence[Homecoming], columns: int) -> Image.Image:
    """The A′ of all of them, row by row."""
    return sprite([one.image for one in homecomings], columns)


def lost_from(starts: Sequence[int], homecomings: Sequence[Homecoming]) -> int | None:
    """The first start from which another animal came back; None where there is none."""
    return next((starts[one.index] for one in homecomings if one.pick.another), None)


def arrived(
    pack: ModelPack, departure: Departure, which: tuple[int, ...], latents: Tensor
) -> list[Homecoming]:
    """Those of `which` starts, decoded from their `latents` (len(which), c, h, w), and measured."""
    restored = decode(pack, latents).cpu()
    picks = lineup.pick(pack, departure.picture, restored)
    likeness = ssim(restored, departure.picture).tolist()
    rows = zip(which, restored.split(1), likeness, picks, strict=True)
    return [Homecoming(i, one, psnr(one, departure.picture), alike, pick) for i, one, alike, pick in rows]

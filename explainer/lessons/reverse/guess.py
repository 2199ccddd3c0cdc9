"""Be the network for one step: which of four noises was put on the picture, and what each leaves behind.

The picture's latent is noised with a known ε, x_t = √ᾱ_t z₀ + √(1−ᾱ_t) ε (Ho et al. 2020, arXiv:2006.11239,
equation 4). Whoever takes a guess ε̂ off gets (x_t − √(1−ᾱ_t) ε̂)/√ᾱ_t: the very picture where the guess is
right, and a second noise on top of the first where it is another noise. The network guesses without words.
"""

import random
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.images import fit_square, psnr, sprite, to_images, to_tensor
from explainer.core.pack import ModelPack, decode, encode, encode_prompt, latent_shape, picture_size
from explainer.core.values import SEEDS, check_whole
from explainer.lessons.choices import CANDIDATES
from explainer.lessons.reverse.mistakes import errors, guessed

APART = 1000
"""Between the seeds of the candidates, so that the next deal's noise is none of this one's."""


@dataclass(frozen=True, eq=False)
class Deal:
    """One question, its four answers, and the network's.

    right: which of the candidates is the noise that was put on.  seeds: of the candidates, as they lie.
    mistakes: mean squared error of each candidate, then of the network's guess.
    nothing: the same for saying that there is no noise at all.
    near: PSNR in dB of each picture left, against the picture itself encoded and decoded; inf where equal.
    Shapes:
        latent, x_t: (1, c, h, w), z₀ and what it became.
        noises: (CANDIDATES + 1, c, h, w), the candidates and the network's guess.
        noised: (1, 3, H, W) in −1..1, x_t decoded.
        left: (CANDIDATES + 1, 3, H, W) in −1..1, what is left when each of `noises` is taken off, decoded.
    """

    t: int
    seed: int
    right: int
    seeds: tuple[int, ...]
    latent: Tensor
    x_t: Tensor
    noises: Tensor
    noised: Tensor
    left: Tensor
    mistakes: tuple[float, ...]
    nothing: float
    near: tuple[float, ...]

    @property
    def maps(self) -> Tensor:
        """(CANDIDATES + 2, c, h, w): `noises`, then x_t."""
        return torch.cat([self.noises, self.x_t])

    def sheet(self, columns: int) -> Image.Image:
        """The noised picture, then all that is left."""
        return sprite(to_images(torch.cat([self.noised, self.left])), columns)


def deal(pack: ModelPack, picture: Image.Image, *, t: Any, seed: Any) -> Deal:
    """Noise the middle square of the picture to `t` with the noise of `seed`, and lay out the candidates.

    t: 0..T − 1. seed: 0..2³²−1. Raises ValueRangeError.
    """
    abars = noising.alphas_cumprod(pack.scheduler_config)
    t, seed = check_whole("t", t, 0, len(abars) - 1), check_whole("seed", seed, *SEEDS)
    latent = encode(pack, to_tensor(fit_square(picture, picture_size(pack)))).cpu()
    seeds, right = laid_out(seed)
    candidates = torch.cat([noising.gaussian((1, *latent_shape(pack)), one) for one in seeds])
    eps = candidates[right : right + 1]
    x_t = noising.add_noise(latent, eps, abars[t])
    network = guessed(pack, x_t, torch.tensor([t]), encode_prompt(pack, [""]))
    noises = torch.cat([candidates, network])
    taken = noising.x0_from_eps(x_t, noises, abars[t])
    noised, left, whole = decode(pack, torch.cat([x_t, taken, latent])).cpu().split([1, len(noises), 1])
    return Deal(
        t=t,
        seed=seed,
        right=right,
        seeds=seeds,
        latent=latent,
        x_t=x_t,
        noises=noises,
        noised=noised,
        left=left,
        mistakes=errors(noises, eps),
        nothing=errors(torch.zeros_like(eps), eps)[0],
        near=tuple(psnr(one, whole) for one in left.split(1)),
    )


def laid_out(seed: int) -> tuple[tuple[int, ...], int]:
    """The candidates' seeds as they lie, and which of them is `seed`; the same for the same seed."""
    others = [(seed + APART * k) % (SEEDS[1] + 1) for k in range(1, CANDIDATES)]
    right = random.Random(seed).randrange(CANDIDATES)
    return (*others[:right], seed, *others[right:]), right

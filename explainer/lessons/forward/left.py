"""What is left of a picture at t: measured against the picture itself, and asked of CLIP.

PSNR, SSIM (`core.similarity`), and how near CLIP's embedding of x_t lies to a word's (Radford et al. 2021,
arXiv:2103.00020): when does the machine stop seeing a dog?
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from explainer.core.images import psnr, to_images
from explainer.core.noising import add_noise, gaussian
from explainer.core.pack import ModelPack, image_embedding, text_embedding
from explainer.core.similarity import ssim
from explainer.lessons.forward.mixing import Noising, prepare
from explainer.world.scene import KINDS, kind_of

__all__ = ["KINDS", "Left", "kind_of", "measure"]

MOMENTS = 48
NOISES = 3
"""So many noises are put on the picture; the similarity is their mean, least and most."""
EMPTY = 8
"""So many pictures of nothing but noise give the floor."""


@dataclass(frozen=True)
class Left:
    """What is left at each of `timesteps`, of what is seen: x_t cut off to −1..1.

    psnr, ssim  (k,) against the picture, for the noise of `noising`
    words       what CLIP was asked for; the first is what the picture shows
    similarity  (words, noises, k), cosines of CLIP's embeddings of x_t and of the word
    start       cosine of the picture itself and the first word
    floor       mean cosine of EMPTY pictures of noise and the first word; `floor_deviation` theirs
    stops       the first of `timesteps` at which the mean cosine with the first word falls below the middle
                of start and floor; None where it never does, or where noise looks like the word as it is
                (start within one deviation of the floor, or below), so that there is nothing to lose
    """

    noising: Noising
    timesteps: tuple[int, ...]
    psnr: tuple[float, ...]
    ssim: tuple[float, ...]
    words: tuple[str, ...]
    similarity: Tensor
    start: float
    floor: float
    floor_deviation: float
    stops: int | None

    @property
    def middle(self) -> float:
        """Half way from start to floor."""
        return (self.start + self.floor) / 2

    @property
    def nearest(self) -> tuple[int, ...]:
        """Which of `words` is the most similar at each of `timesteps`, on average over the noises."""
        return tuple(self.similarity.mean(dim=1).argmax(dim=0).tolist())


def measure(pack: ModelPack, image: Image.Image, seed: Any, words: Sequence[str]) -> Left:
    """Measure all MOMENTS at once; `words` at least one, the first what the picture shows.

    seed: 0..LARGEST_SEED, else ValueRangeError; NOISES noises are drawn from it on.
    """
    noising = prepare(image, seed, pack.scheduler_config)
    chosen = moments(len(noising.abar))
    seen = torch.stack([_seen(noising, seed, chosen) for seed in range(noising.seed, noising.seed + NOISES)])
    meanings = text_embedding(pack, words).cpu()
    similarity = torch.stack([_likeness(pack, x_t, meanings) for x_t in seen], dim=1)
    start = float(_likeness(pack, noising.x0, meanings)[0])
    floor = _likeness(pack, _emptiness(noising), meanings)[0]
    return Left(
        noising=noising,
        timesteps=chosen,
        psnr=tuple(psnr(one, noising.x0[0]) for one in seen[0]),
        ssim=tuple(ssim(seen[0], noising.x0).tolist()),
        words=tuple(words),
        similarity=similarity,
        start=start,
        floor=float(floor.mean()),
        floor_deviation=float(floor.std()),
        stops=stop(chosen, similarity[0].mean(dim=0), start, float(floor.mean()), float(floor.std())),
    )


def moments(steps: int) -> tuple[int, ...]:
    """At most MOMENTS timesteps from 0 to steps − 1, closer at the start, where most is lost."""
    along = torch.linspace(0, 1, MOMENTS).square()
    return tuple(dict.fromkeys((along * (steps - 1)).round().int().tolist()))


def stop(
    timesteps: Sequence[int], similarity: Tensor, start: float, floor: float, deviation: float
) -> int | None:
    """See Left.stops; similarity (k,)."""
    if start <= floor + deviation:
        return None
    below = (similarity < (start + floor) / 2).nonzero()
    return timesteps[int(below[0])] if len(below) else None


def _seen(noising: Noising, seed: int, timesteps: Sequence[int]) -> Tensor:
    """x_t at each timestep with the noise of `seed`, cut off: (k, 3, SIZE, SIZE)."""
    eps = gaussian(tuple(noising.x0.shape), seed).expand(len(timesteps), -1, -1, -1)
    return add_noise(noising.x0, eps, noising.abar[list(timesteps)]).clamp(-1, 1)


def _emptiness(noising: Noising) -> Tensor:
    """EMPTY pictures of nothing but noise, cut off as x_t is, none of them the noise of an x_t."""
    first = noising.seed + NOISES
    shape = tuple(noising.x0.shape)
    return torch.cat([gaussian(shape, seed) for seed in range(first, first + EMPTY)]).clamp(-1, 1)


def _likeness(pack: ModelPack, pictures: Tensor, meanings: Tensor) -> Tensor:
    """Cosines of pictures (n, 3, H, W) with the words' embeddings (w, E): (w, n)."""
    return meanings @ image_embedding(pack, to_images(pictures)).cpu().T

"""The matching game that CLIP was trained by: N captions, N pictures, and which belongs to which.

The contrastive loss of Radford et al. 2021 (arXiv:2103.00020, section 2.3, figure 3), here on pictures and
captions that training did not see.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import cached_property

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from explainer.core.errors import ValueRangeError
from explainer.core.images import sprite
from explainer.core.pack import ModelPack, image_embedding, picture_size, text_embedding
from explainer.core.sampling import SEEDS
from explainer.core.values import check_whole
from explainer.lessons.choices import GAMES
from explainer.world.captions import caption
from explainer.world.painter import render
from explainer.world.scene import FACTORS, Scene, matches, sample

NAMED = (2, 3)
"""How many factors a caption names."""


@dataclass(frozen=True, eq=False)
class Game:
    """Captions and pictures, the i-th belonging to the i-th, and no caption true of another picture.

    Shapes:
        cosine: (N, N) in −1..1, captions × pictures.
    order: the captions' indexes, shuffled, as the reader meets them.
    scale: what the cosines are multiplied with before the softmax, the inverse of CLIP's temperature.
    """

    captions: tuple[str, ...]
    pictures: tuple[Image.Image, ...]
    order: tuple[int, ...]
    cosine: Tensor
    scale: float

    @cached_property
    def shares(self) -> Tensor:
        """(N, N), the softmax over each row: how sure CLIP is of each picture, given the caption."""
        return (self.scale * self.cosine).softmax(dim=1)

    @property
    def picked(self) -> int:
        """For how many captions the right picture has the largest share."""
        return int((self.cosine.argmax(dim=1) == self._own).sum())

    @property
    def row_loss(self) -> float:
        """Mean −ln of the right picture's share in its row."""
        return float(F.cross_entropy(self.scale * self.cosine, self._own))

    @property
    def column_loss(self) -> float:
        """The same the other way: of the right caption's share, given the picture."""
        return float(F.cross_entropy(self.scale * self.cosine.T, self._own))

    @property
    def loss(self) -> float:
        """What training makes small: the mean of both."""
        return (self.row_loss + self.column_loss) / 2

    @property
    def blind(self) -> float:
        """The loss of equal shares: ln N."""
        return math.log(len(self.captions))

    @property
    def _own(self) -> Tensor:
        return torch.arange(len(self.captions))

    def sheet(self) -> Image.Image:
        """The pictures side by side."""
        return sprite(self.pictures, len(self.pictures))


def play(pack: ModelPack, language: str, pairs: int, seed: int) -> Game:
    """A game of `pairs` (one of GAMES) in `language`. A larger game holds the smaller one of the same seed.

    seed: 0..2³²−1. Raises ValueRangeError.
    """
    if pairs not in GAMES:
        raise ValueRangeError(
            "value.out_of_range", name="pairs", value=str(pairs)[:40], low=GAMES[0], high=GAMES[-1]
        )
    dealt = _deal(int(pairs), check_whole("seed", seed, *SEEDS))
    captions = tuple(caption(scene, language, named, plain=True) for scene, named in dealt)
    pictures = tuple(render(scene, picture_size(pack)) for scene, _ in dealt)
    cosine = text_embedding(pack, captions) @ image_embedding(pack, pictures).T
    scale = float(pack.clip.logit_scale.exp())
    return Game(captions, pictures, _shuffled(len(captions), seed), cosine.float().cpu(), scale)


def _deal(pairs: int, seed: int) -> list[tuple[Scene, tuple[str, ...]]]:
    """Scenes, and the factors that the caption of each names, which no other of them shares."""
    dice = random.Random(seed)
    dealt: list[tuple[Scene, tuple[str, ...]]] = []
    while len(dealt) < pairs:
        new = sample(dice.randrange(1 << 30)), tuple(dice.sample(FACTORS, dice.choice(NAMED)))
        if not any(_true_of(new, other[0]) or _true_of(other, new[0]) for other in dealt):
            dealt.append(new)
    return dealt


def _true_of(told: tuple[Scene, tuple[str, ...]], scene: Scene) -> bool:
    return matches(scene, {factor: getattr(told[0], factor) for factor in told[1]})


def _shuffled(count: int, seed: int) -> tuple[int, ...]:
    """Some order of the captions other than the pictures'."""
    order = list(range(count))
    dice = random.Random(f"order {seed}")
    while order == sorted(order):
        dice.shuffle(order)
    return tuple(order)

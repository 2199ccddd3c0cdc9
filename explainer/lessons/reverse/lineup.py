"""Did the same animal come back? A stands in a line with other animals, and CLIP picks who is most like A′.

If CLIP (Radford et al. 2021, arXiv:2103.00020) finds one of the others more like A′ than A is, another animal
has come back: that is the whole of the criterion. It needs no word for what A shows, so that it works for a
reader's own picture; it asks nothing of t; and A need not be found exactly, only before the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image
from torch import Tensor

from explainer.core.images import to_images
from explainer.core.pack import ModelPack, image_embedding, picture_size
from explainer.lessons.choices import OTHERS
from explainer.world.painter import render
from explainer.world.scene import Scene, sample

SEEDS = range(9000, 9000 + OTHERS)
"""The others: scenes of the little world, none of them a sample picture."""

_embedded: dict[tuple[Path, str], Tensor] = {}


@dataclass(frozen=True)
class Pick:
    """Cosines of CLIP's embeddings: A′ and A (`own`), A′ and the most similar of the others (`rivals`).

    rival: which of `others()` that is.
    """

    own: float
    rivals: float
    rival: int

    @property
    def another(self) -> bool:
        """Whether another animal has come back."""
        return self.rivals > self.own


def pick(pack: ModelPack, picture: Tensor, restored: Tensor) -> list[Pick]:
    """Whom CLIP picks for each of `restored`, (n, 3, H, W) in −1..1; `picture`, (1, 3, H, W), is A."""
    own = image_embedding(pack, to_images(picture)).cpu()
    found = image_embedding(pack, to_images(restored)).cpu()
    best, which = (found @ _others_of(pack).T).max(dim=1)
    rows = zip((found @ own.T)[:, 0].tolist(), best.tolist(), which.tolist(), strict=True)
    return [Pick(*row) for row in rows]


@cache
def others() -> tuple[Scene, ...]:
    """Who stands beside A in the line."""
    return tuple(sample(seed) for seed in SEEDS)


def portrait(rival: int, size: int) -> Image.Image:
    """The picture of one of `others()`."""
    return render(others()[rival], size)


def _portraits(size: int) -> Sequence[Image.Image]:
    return [portrait(i, size) for i in range(len(others()))]


def _others_of(pack: ModelPack) -> Tensor:
    key = (pack.folder, str(pack.device))
    if key not in _embedded:
        _embedded[key] = image_embedding(pack, _portraits(picture_size(pack))).cpu()
    return _embedded[key]

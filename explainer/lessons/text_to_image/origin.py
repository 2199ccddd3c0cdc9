"""Neither a search nor a collage: the training pictures nearest to one that was generated.

Nearness alone means little, so the same search is made for unseen pictures of the world, sent through the
autoencoder as a generated one is. A network that stored its training pictures would hand back one that lies
nearer than those do (after Somepalli et al. 2023, arXiv:2212.03860, and Carlini et al. 2023,
arXiv:2301.13188, who searched large models' training data for copies).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d

from explainer.core.images import to_images, to_tensor
from explainer.core.pack import (
    ModelPack,
    decode,
    encode,
    image_embedding,
    picture_size,
    text_embedding,
)
from explainer.lessons import combinations
from explainer.world.captions import WORDS, caption
from explainer.world.painter import render
from explainer.world.scene import BREEDS, COATS, HELD_OUT, PATTERNS, PLACES, Scene, matches, sample
from explainer.world.scene import train_scene as scene_of

SEARCHED, AT_ONCE = 2000, 50
NEAREST = 4
SIDE = 32
"""Pixels a side at which pictures are compared by their colours."""
UNSEEN, UNSEEN_SEED = 24, 960_000_000
VALUES = {"breed": tuple(one for breeds in BREEDS.values() for one in breeds), "coat": COATS}
VALUES |= {"pattern": PATTERNS, "place": PLACES}


@dataclass(frozen=True)
class Shelf:
    """Pictures as they are searched.

    colors  (n, 3·SIDE²) uint8, shrunk      embeddings  (n, E) float16, CLIP's, of length 1
    """

    colors: Tensor
    embeddings: Tensor


@dataclass(frozen=True)
class Match:
    """A training scene and how near it lies: by its colours a distance in 0..1, by CLIP a cosine in −1..1."""

    index: int
    scene: Scene
    near: float


@dataclass(frozen=True)
class Found:
    """What lies nearest among the first `searched` training scenes, the nearest first.

    unseen_colors, unseen_clip: for each of UNSEEN unseen pictures, how near its nearest lies.
    """

    searched: int
    colors: tuple[Match, ...]
    clip: tuple[Match, ...]
    unseen_colors: tuple[float, ...]
    unseen_clip: tuple[float, ...]

    @property
    def nearer_than(self) -> tuple[int, int]:
        """Than how many of the unseen pictures this one lies nearer to training: by colours, by CLIP."""
        by_colors = sum(self.colors[0].near < one for one in self.unseen_colors)
        return by_colors, sum(self.clip[0].near > one for one in self.unseen_clip)


@dataclass(frozen=True)
class Reading:
    """What CLIP sees of one factor: the value asked for, and the value whose words lie nearest."""

    factor: str
    wanted: str
    seen: str


_training: dict[tuple[Path, str], Shelf] = {}
_unseen: dict[tuple[Path, str], Shelf] = {}


def search(pack: ModelPack, picture: Tensor) -> Iterator[Found]:
    """The nearest to a picture (1, 3, h, w) in −1..1, more and more training scenes searched.

    What was searched once is kept for every further picture of the pack.
    """
    key = (pack.folder, str(pack.device))
    asked, unseen = _shelved(pack, picture), _unseen.get(key)
    if unseen is None:
        unseen = _unseen[key] = _shelved(pack, _through(pack, range(UNSEEN_SEED, UNSEEN_SEED + UNSEEN)))
    while True:
        shelf = _training.get(key)
        have = len(shelf.colors) if shelf else 0
        if shelf and have >= SEARCHED:
            yield _found(asked, unseen, shelf)
            return
        part = _shelved(
            pack, _painted(pack, [scene_of(i) for i in range(have, min(have + AT_ONCE, SEARCHED))])
        )
        shelf = _joined(shelf, part) if shelf else part
        _training[key] = shelf
        if len(shelf.colors) < SEARCHED:
            yield _found(asked, unseen, shelf)


def repainted(pack: ModelPack, match: Match) -> Image.Image:
    """The training picture itself, painted anew from its seed."""
    return render(match.scene, picture_size(pack))


def total(pack: ModelPack) -> int | None:
    """How many pictures the training had, if the card tells."""
    plan = pack.card.get("made", {}).get("parts", {}).get("denoiser", {}).get("plan", {})
    count = plan.get("pictures")
    return count if isinstance(count, int) else None


def readings(pack: ModelPack, picture: Tensor, which: int, language: str) -> tuple[Reading, ...]:
    """What CLIP sees of each factor of the combination: which value's words lie nearest to the picture."""
    asked = HELD_OUT[which]
    (seen,) = image_embedding(pack, to_images(picture))
    found = []
    for factor, wanted in asked.items():
        words = [combinations.said(asked | {factor: value}, language) for value in VALUES[factor]]
        near = text_embedding(pack, words) @ seen
        found.append(Reading(factor, wanted, VALUES[factor][int(near.argmax())]))
    return tuple(found)


def said(scene: Scene, language: str) -> str:
    """The scene in words, without its collar and the way it looks."""
    return caption(scene, language, ("breed", "coat", "pattern", "place"), plain=True)


def word(scene: Scene, factor: str, language: str) -> str:
    """What the scene has of one factor, in a word."""
    return WORDS[language][factor][getattr(scene, factor)][0]


def differing(scene: Scene, which: int) -> tuple[str, ...]:
    """The factors of combination `which` that the scene does not have."""
    asked = HELD_OUT[which]
    return tuple(factor for factor in asked if not matches(scene, {factor: asked[factor]}))


def _painted(pack: ModelPack, scenes: list[Scene]) -> Tensor:
    return torch.cat([to_tensor(render(scene, picture_size(pack))) for scene in scenes])


def _through(pack: ModelPack, seeds: range) -> Tensor:
    return decode(pack, encode(pack, _painted(pack, [sample(seed) for seed in seeds]))).cpu()


def _shelved(pack: ModelPack, pictures: Tensor) -> Shelf:
    small = adaptive_avg_pool2d(pictures.cpu(), SIDE).flatten(1)
    colors = ((small.clamp(-1, 1) + 1) * 127.5).round().byte()
    return Shelf(colors, image_embedding(pack, to_images(pictures)).cpu().half())


def _joined(a: Shelf, b: Shelf) -> Shelf:
    return Shelf(torch.cat([a.colors, b.colors]), torch.cat([a.embeddings, b.embeddings]))


def _found(asked: Shelf, unseen: Shelf, shelf: Shelf) -> Found:
    count = min(NEAREST, len(shelf.colors))
    distances, cosines = _distances(asked, shelf), _cosines(asked, shelf)
    near = distances[0].topk(count, largest=False)
    alike = cosines[0].topk(count)
    return Found(
        searched=len(shelf.colors),
        colors=_matches(near.indices, near.values),
        clip=_matches(alike.indices, alike.values),
        unseen_colors=tuple(_distances(unseen, shelf).amin(1).tolist()),
        unseen_clip=tuple(_cosines(unseen, shelf).amax(1).tolist()),
    )


def _matches(indices: Tensor, values: Tensor) -> tuple[Match, ...]:
    return tuple(
        Match(i, scene_of(i), near) for i, near in zip(indices.tolist(), values.tolist(), strict=True)
    )


def _distances(a: Shelf, b: Shelf) -> Tensor:
    """Root of the mean squared difference of the colours, of each of `a` to each of `b`, in 0..1."""
    numbers = a.colors.shape[1]
    return torch.cdist(a.colors.float() / 255, b.colors.float() / 255) / numbers**0.5


def _cosines(a: Shelf, b: Shelf) -> Tensor:
    return a.embeddings.float() @ b.embeddings.float().T

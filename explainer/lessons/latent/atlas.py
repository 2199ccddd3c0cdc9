"""A map of the world's animals: pictures that CLIP finds alike lie near each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core.images import fit_square, sprite
from explainer.core.pack import ModelPack, image_embedding, picture_size
from explainer.world.captions import caption
from explainer.world.painter import render
from explainer.world.scene import Scene, sample

ANIMALS = 300
BATCH = 30


@dataclass(frozen=True, eq=False)
class Atlas:
    """The animals met so far, their embeddings, and once all are met the plane that shows them best.

    Shapes:
        embeddings: (n, E), unit length, from CLIP's image tower; n grows up to `total` while surveying.
        center: (E,), the mean embedding.  axes: (E, 2), orthonormal, the two principal directions.
        points: (n, 2), the embeddings seen along the axes.
        explained: the share of the embeddings' variance along each axis, in [0, 1].
        agreement: the share of animals whose nearest neighbour is of the same kind, in [0, 1].
        chance: what that share would be on average if neighbours were drawn blindly.
    """

    scenes: tuple[Scene, ...]
    pictures: tuple[Image.Image, ...]
    embeddings: Tensor
    total: int
    center: Tensor
    axes: Tensor
    explained: tuple[float, float]
    agreement: float
    chance: float

    @property
    def complete(self) -> bool:
        """Whether every animal has been met."""
        return len(self.scenes) == self.total

    @property
    def points(self) -> Tensor:
        """Where the animals lie on the map, (n, 2)."""
        return (self.embeddings - self.center) @ self.axes

    def sheet(self, side: int, columns: int) -> Image.Image:
        """All pictures as thumbnails of `side` pixels each way, row by row."""
        return sprite([fit_square(picture, side) for picture in self.pictures], columns)

    def names(self, language: str) -> tuple[str, ...]:
        """Coat and breed of every animal, in the language's plainest words."""
        return tuple(caption(s, language, ("coat", "breed"), plain=True) for s in self.scenes)


@dataclass(frozen=True)
class Neighbor:
    """An animal of the map, by its index there, and the cosine similarity to it in [-1, 1]."""

    index: int
    similarity: float


@dataclass(frozen=True)
class Place:
    """Where a picture lies on the map, and the animals nearest to it in the whole embedding space."""

    point: tuple[float, float]
    neighbors: tuple[Neighbor, ...]


def survey(pack: ModelPack, seeds: Sequence[int] = range(ANIMALS)) -> Iterator[Atlas]:
    """Paint the scenes of the seeds and embed them, batch by batch; yields the atlas as it grows.

    At least three seeds; the last atlas is the complete one. The map is a principal component analysis
    of the embeddings (Pearson 1901), by singular value decomposition.
    """
    scenes = [sample(seed) for seed in seeds]
    size = picture_size(pack)
    pictures: list[Image.Image] = []
    embeddings: list[Tensor] = []
    for start in range(0, len(scenes), BATCH):
        painted = [render(scene, size) for scene in scenes[start : start + BATCH]]
        pictures += painted
        embeddings.append(image_embedding(pack, painted).float().cpu())
        met = torch.cat(embeddings)
        yield _atlas(scenes[: len(met)], pictures, met, len(scenes))


def _atlas(scenes: Sequence[Scene], pictures: Sequence[Image.Image], met: Tensor, total: int) -> Atlas:
    center, axes, explained = principal_plane(met)
    kinds = [scene.kind for scene in scenes]
    measured = kind_agreement(met, kinds), kind_chance(kinds)
    return Atlas(tuple(scenes), tuple(pictures), met, total, center, axes, explained, *measured)


def principal_plane(vectors: Tensor) -> tuple[Tensor, Tensor, tuple[float, float]]:
    """Mean (E,), the two principal axes (E, 2) and the share of the variance along each of them.

    The sign of an axis is free; it is set so that its largest component is positive, so that the same
    vectors always give the same map.
    """
    center = vectors.mean(dim=0)
    _, singular, directions = torch.linalg.svd(vectors - center, full_matrices=False)
    axes = directions[:2].T
    largest = axes.gather(0, axes.abs().argmax(dim=0, keepdim=True))
    variance = singular.square()
    first, second = (variance[:2] / variance.sum().clamp_min(1e-12)).tolist()
    return center, axes * largest.sign(), (first, second)


def kind_agreement(embeddings: Tensor, kinds: Sequence[str]) -> float:
    """The share of rows whose most similar other row has the same kind."""
    similarity = embeddings @ embeddings.T
    nearest = similarity.fill_diagonal_(-2).argmax(dim=1).tolist()
    return sum(kinds[i] == kinds[j] for i, j in enumerate(nearest)) / len(kinds)


def kind_chance(kinds: Sequence[str]) -> float:
    """The share of pairs of animals that are of one kind: the agreement of a blind choice."""
    return sum(n * (n - 1) for n in Counter(kinds).values()) / (len(kinds) * (len(kinds) - 1))


def locate(pack: ModelPack, atlas: Atlas, picture: Image.Image, count: int = 5) -> Place:
    """Lay any picture on the map, and name the `count` animals most similar to it."""
    embedding = image_embedding(pack, [fit_square(picture, picture_size(pack))]).float().cpu()[0]
    x, y = ((embedding - atlas.center) @ atlas.axes).tolist()
    best = (atlas.embeddings @ embedding).topk(min(count, len(atlas.scenes)))
    pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
    return Place((x, y), tuple(Neighbor(index, similarity) for index, similarity in pairs))

"""A map of the world's animals in three spaces: by CLIP, by the latents of the autoencoder, by raw pixels."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import torch
from PIL import Image
from torch import Tensor
from torch.nn.functional import normalize

from explainer.core.images import fit_square, sprite, to_tensor
from explainer.core.pack import ModelPack, encode, image_embedding, picture_size
from explainer.lessons.latent.spaces import Space, agreement, neighbors_by, others, space_of
from explainer.world.captions import caption
from explainer.world.painter import render
from explainer.world.scene import Scene, sample

ANIMALS = 300
BATCH = 30
DIRECTIONS = {"clip": 128, "vae": 48, "pixels": 20}
"""The spaces, and how many principal directions of each are kept."""
FEATURES = ("kind", "breed", "place")
APART = "place"
CELL, COLUMNS, QUALITY = 64, 50, 72
FLAT = 1 / 255
"""Pixels that spread by less than this, of 0..1, are one colour."""


@dataclass(frozen=True)
class Met:
    """How many of all animals have been painted and read so far."""

    met: int
    total: int
    complete: bool = False


class Gallery(Sequence[Image.Image]):
    """The animals' pictures, painted when they are asked for: the same scene gives the same picture."""

    def __init__(self, scenes: Sequence[Scene], size: int) -> None:
        self.scenes, self.size = scenes, size

    def __len__(self) -> int:
        """How many."""
        return len(self.scenes)

    @overload
    def __getitem__(self, index: int) -> Image.Image: ...

    @overload
    def __getitem__(self, index: slice) -> list[Image.Image]: ...

    def __getitem__(self, index: int | slice) -> Image.Image | list[Image.Image]:
        """One picture, or a list of those of a slice."""
        if isinstance(index, slice):
            return [render(scene, self.size) for scene in self.scenes[index]]
        return render(self.scenes[index], self.size)


@dataclass(frozen=True, eq=False)
class Atlas:
    """The animals and where they lie in each space.

    Shapes:
        embeddings: (n, E), unit length, from CLIP's image tower.
        spaces: by name, "clip", "vae" (the latent's numbers) and "pixels" (−1..1).
        sheet: a WebP file, the pictures at CELL pixels each way, COLUMNS to a row.
    """

    scenes: tuple[Scene, ...]
    pictures: Sequence[Image.Image]
    embeddings: Tensor
    spaces: dict[str, Space]
    sheet: bytes
    complete: bool = True

    @property
    def total(self) -> int:
        """How many animals there are."""
        return len(self.scenes)

    @property
    def explained(self) -> tuple[float, float]:
        """The share of the CLIP embeddings' variance along each axis of the map."""
        return self.spaces["clip"].explained

    @property
    def center(self) -> Tensor:
        """The mean CLIP embedding, (E,)."""
        return self.spaces["clip"].center

    @property
    def axes(self) -> Tensor:
        """The two principal directions of the CLIP embeddings, (E, 2)."""
        return self.spaces["clip"].axes

    @property
    def points(self) -> Tensor:
        """Where the animals lie on the map of CLIP, (n, 2)."""
        return self.spaces["clip"].points

    def names(self, language: str) -> tuple[str, ...]:
        """Coat and breed of every animal, in the language's plainest words."""
        return tuple(name_of(scene, language) for scene in self.scenes)


@dataclass(frozen=True)
class Neighbor:
    """An animal of the map by its index: the Euclidean distance to it, and in CLIP's space the cosine."""

    index: int
    distance: float
    similarity: float | None = None

    @classmethod
    def alike(cls, index: int, cosine: float) -> Neighbor:
        """The one of that cosine: unit vectors are √(2 − 2 cosine) apart."""
        return cls(index, math.sqrt(max(0.0, 2 - 2 * cosine)), cosine)


@dataclass(frozen=True)
class Place:
    """Where something lies on a space's map, and the animals nearest to it (not on the paper)."""

    point: tuple[float, float]
    neighbors: tuple[Neighbor, ...]


def name_of(scene: Scene, language: str) -> str:
    """An animal's coat and breed."""
    return caption(scene, language, ("coat", "breed"), plain=True)


def survey(pack: ModelPack, seeds: Sequence[int] | None = None) -> Iterator[Met | Atlas]:
    """Paint the scenes of the seeds (three at least; ANIMALS of them if none are given) and read them.

    Yields how far it has come, batch by batch, and the atlas last.
    """
    scenes = tuple(sample(seed) for seed in (range(ANIMALS) if seeds is None else seeds))
    size, pictures = picture_size(pack), []
    read: dict[str, list[Tensor]] = {name: [] for name in DIRECTIONS}
    for start in range(0, len(scenes), BATCH):
        painted = [render(scene, size) for scene in scenes[start : start + BATCH]]
        pictures += painted
        for name, vectors in vectors_of(pack, painted).items():
            read[name].append(vectors)
        yield Met(len(pictures), len(scenes))
    vectors = {name: torch.cat(batches) for name, batches in read.items()}
    yield _atlas(scenes, pictures, vectors)


def _atlas(scenes: tuple[Scene, ...], pictures: Sequence[Image.Image], vectors: dict[str, Tensor]) -> Atlas:
    labels = {feature: [getattr(scene, feature) for scene in scenes] for feature in FEATURES}
    spaces = {name: space_of(name, vectors[name], most, labels, APART) for name, most in DIRECTIONS.items()}
    data = io.BytesIO()
    sheet = sprite([fit_square(picture, CELL) for picture in pictures], COLUMNS)
    sheet.save(data, "WEBP", quality=QUALITY, method=4)
    return Atlas(scenes, tuple(pictures), vectors["clip"], spaces, data.getvalue())


def vectors_of(pack: ModelPack, pictures: Sequence[Image.Image]) -> dict[str, Tensor]:
    """Pictures of the pack's size in each space: (m, E), (m, c·h·w) and (m, 3·H·W)."""
    pixels = torch.cat([to_tensor(picture) for picture in pictures])
    return {
        "clip": image_embedding(pack, pictures).float().cpu(),
        "vae": encode(pack, pixels).float().cpu().flatten(1),
        "pixels": pixels.flatten(1),
    }


def locate(pack: ModelPack, atlas: Atlas, picture: Image.Image, count: int = 5) -> dict[str, Place]:
    """Lay any picture on the map of each space, with the `count` animals nearest to it there."""
    vectors = vectors_of(pack, [fit_square(picture, picture_size(pack))])
    return {name: place_of(atlas, name, vectors[name][0], count) for name in atlas.spaces}


def place_of(atlas: Atlas, name: str, vector: Tensor, count: int = 5) -> Place:
    """Lay a vector (D,) of a space on its map. In CLIP's space it is a picture's embedding."""
    space = atlas.spaces[name]
    along = space.along(vector[None])[0]
    x, y = along[:2].tolist()
    indices, distances = space.nearest(along, count)
    similar = (
        (atlas.embeddings[indices] @ normalize(vector, dim=0)).tolist()
        if name == "clip"
        else [None] * len(indices)
    )
    return Place((x, y), tuple(map(Neighbor, indices, distances, similar)))


def kind_agreement(embeddings: Tensor, kinds: Sequence[str]) -> float:
    """The share of rows (n, E), each of length 1, whose most similar other row has the same kind."""
    nearest = neighbors_by(embeddings @ embeddings.T, others(len(kinds)))
    return agreement(nearest, kinds, others(len(kinds))).share


def kind_chance(kinds: Sequence[str]) -> float:
    """The share of pairs of animals that are of one kind: the agreement of a blind choice."""
    return agreement(torch.zeros(len(kinds), dtype=torch.long), kinds, others(len(kinds))).chance


def is_flat(picture: Image.Image) -> bool:
    """Whether the picture is one colour from edge to edge, so that no animal can be found in it."""
    pixels = to_tensor(fit_square(picture, CELL))[0].flatten(1) / 2
    return float(pixels.std(dim=1).max()) < FLAT

"""What CLIP says while an animal is bent: where it stands on the map, and how like a word it is.

All stops of a slider are embedded in one pass, so that dragging afterwards asks nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from explainer.core.pack import ModelPack, image_embedding, picture_size, text_embedding
from explainer.lessons.latent.atlas import Atlas, kind_agreement, kind_chance
from explainer.lessons.latent.relations import LOOKS, WAYS, Track, changed, words_of
from explainer.world.painter import render
from explainer.world.scene import Scene

SORTED_BY = ("kind", "breed", "coat", "place")


@dataclass(frozen=True, eq=False)
class Reading:
    """What CLIP says of a track of n stops.

    Shapes:
        points: (n, 2), on the atlas' map.
        likeness: (n, W), cosine similarity to each of the words, in −1..1.
    usual: by word, its mean similarity to those animals of the atlas that it fits; None where there are none.
    reach: the largest cosine distance (1 − similarity, 0..2) between two stops of this track; `looks`: the
    same for changing nothing but the coat, and nothing but the place, of the animal as it stands.
    typical: the mean cosine distance between two animals of the atlas.
    """

    points: Tensor
    likeness: Tensor
    usual: tuple[float | None, ...]
    reach: float
    looks: dict[str, float]
    typical: float


@dataclass(frozen=True)
class Order:
    """How many animals of the atlas have a nearest neighbour of the same kind, coat, …; all in 0..1."""

    agreement: float
    chance: float


def read(pack: ModelPack, atlas: Atlas, track: Track, language: str) -> Reading:
    """Embed all stops of the track with CLIP's image tower, and the words with its text tower."""
    looks = {name: [changed(track.bend, name, value).scene for value in LOOKS[name]] for name in LOOKS}
    embeddings = embedded(pack, [*track.scenes, *looks["coat"], *looks["place"]])
    stops, coats, places = embeddings.split([len(track.scenes), len(looks["coat"]), len(looks["place"])])
    words = text_embedding(pack, words_of(track.bend.way, language)).float().cpu()
    return Reading(
        points=(stops - atlas.center) @ atlas.axes,
        likeness=stops @ words.T,
        usual=_usual(atlas, words, track.bend.way),
        reach=reach(stops),
        looks={"coat": reach(coats), "place": reach(places)},
        typical=typical(atlas.embeddings),
    )


def embedded(pack: ModelPack, scenes: Sequence[Scene]) -> Tensor:
    """(n, E), unit length: the scenes, painted and seen by CLIP's image tower."""
    size = picture_size(pack)
    return image_embedding(pack, [render(scene, size) for scene in scenes]).float().cpu()


def reach(embeddings: Tensor) -> float:
    """The largest cosine distance between two of (n, E) vectors of length 1."""
    return float((1 - embeddings @ embeddings.T).max().clamp_min(0))


def typical(embeddings: Tensor) -> float:
    """The mean cosine distance over all pairs of (n, E) vectors of length 1, n at least 2."""
    n = len(embeddings)
    return float((1 - embeddings @ embeddings.T).sum() / (n * (n - 1)))


def orders(atlas: Atlas) -> dict[str, Order]:
    """By factor of SORTED_BY, whether the map puts its animals next to such as share that factor."""
    found = {}
    for name in SORTED_BY:
        labels = [getattr(scene, name) for scene in atlas.scenes]
        found[name] = Order(kind_agreement(atlas.embeddings, labels), kind_chance(labels))
    return found


def _usual(atlas: Atlas, words: Tensor, way: str) -> tuple[float | None, ...]:
    fits = [*(("breed", breed) for breed in WAYS[way]), ("kind", "dog"), ("kind", "cat")]
    means = []
    for word, (factor, value) in zip(words, fits, strict=True):
        own = torch.tensor([getattr(scene, factor) == value for scene in atlas.scenes])
        means.append(float((atlas.embeddings[own] @ word).mean()) if own.any() else None)
    return tuple(means)

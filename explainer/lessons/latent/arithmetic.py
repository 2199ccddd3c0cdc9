"""Sums in CLIP's space: pug − dog + cat, and what lies where the sum ends.

Each term is an embedding without its tower's mean (`core.port`: words and pictures lie around different
ones), they are added with their signs, and the sum is brought back to length 1. Such sums came up with words
(Mikolov, Yih & Zweig 2013, "Linguistic Regularities in Continuous Space Word Representations"); whether they
mean anything is measured here: by the animals nearest to the sum, by how far it has moved from its first
term, and by the picture that the denoiser paints from it beside the one from the first term alone.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from math import acos, degrees
from typing import Any

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from explainer.core import port
from explainer.core.errors import SumError
from explainer.core.images import fit_square, sprite, to_images
from explainer.core.pack import (
    ModelPack,
    decode,
    image_embedding,
    picture_size,
    port_of,
    text_embedding,
)
from explainer.core.sampling import SEEDS, Step
from explainer.core.values import check_whole
from explainer.lessons.latent import handing
from explainer.lessons.latent.atlas import Atlas, Neighbor
from explainer.lessons.latent.handing import calls as calls
from explainer.lessons.latent.handing import glimpse as glimpse
from explainer.lessons.latent.terms import Term, Unknown, read, unknown

__all__ = [
    "Painted",
    "Sum",
    "Term",
    "Unknown",
    "add",
    "calls",
    "glimpse",
    "nearest",
    "paint",
    "painted",
    "read",
]

NEAREST = 6
NOTHING = 0.05
"""Length below which a sum counts as zero: its direction would be chance."""


@dataclass(frozen=True, eq=False)
class Sum:
    """The terms and where they lead. All directions are unit vectors without their tower's mean.

    Shapes:
        embeddings: (k, E), of the terms.  direction: (E,), of the sum.  length: of the sum before that.
        closeness: (k,), cosine of the sum and each term, its sign left aside.
    first: the term that the sum is compared with: the first that is added, the first of all if none is.
    """

    terms: tuple[Term, ...]
    embeddings: Tensor
    direction: Tensor
    length: float
    closeness: tuple[float, ...]
    first: int
    unknown: tuple[Unknown, ...]

    @property
    def alone(self) -> Tensor:
        """The direction of the first term alone, (E,)."""
        return self.embeddings[self.first]

    @property
    def turned(self) -> float:
        """By how many degrees the sum has turned away from its first term, 0..180."""
        return degrees(acos(min(max(self.closeness[self.first], -1.0), 1.0)))


@dataclass(frozen=True, eq=False)
class Nearest:
    """The animals of the atlas nearest to the sum.

    alone: those nearest to the first term alone.
    fresh: those nearest to the sum when all that are nearest to one of its own added terms are left out.
    """

    sum: tuple[Neighbor, ...]
    alone: tuple[Neighbor, ...]
    fresh: tuple[Neighbor, ...]

    @property
    def shared(self) -> int:
        """How many of the sum's are nearest to its first term as well."""
        return len({one.index for one in self.sum} & {one.index for one in self.alone})


@dataclass(frozen=True, eq=False)
class Painted:
    """What was painted from the sum, and from its first term alone out of the same noise.

    Shapes:
        pictures: (2, 3, H, W) in −1..1.
        read: (2,), cosine of each picture's embedding, read again by CLIP, with the sum.
    near: the animal of the atlas most like each.
    """

    pictures: Tensor
    read: tuple[float, ...]
    near: tuple[Neighbor, ...]

    @property
    def sheet(self) -> Image.Image:
        """Both, side by side."""
        return sprite(to_images(self.pictures), 2)


def add(pack: ModelPack, terms: Sequence[Term], picture: Image.Image) -> Sum:
    """The sum; `picture` stands where a term has no words.

    Raises SumError where the terms cancel out, PackError where the pack does not know its towers' means.
    """
    embeddings = torch.cat([_embedded(pack, term, picture) for term in terms])
    total = torch.tensor([float(term.sign) for term in terms]) @ embeddings
    if float(total.norm()) < NOTHING:
        raise SumError("sum.cancels")
    direction = F.normalize(total, dim=0)
    return Sum(
        terms=tuple(terms),
        embeddings=embeddings,
        direction=direction,
        length=float(total.norm()),
        closeness=tuple((embeddings @ direction).tolist()),
        first=next((i for i, term in enumerate(terms) if term.sign > 0), 0),
        unknown=unknown(pack, terms),
    )


def _embedded(pack: ModelPack, term: Term, picture: Image.Image) -> Tensor:
    own = port_of(pack)
    if term.caption is None:
        square = fit_square(picture, picture_size(pack))
        return port.compared(own, image_embedding(pack, [square]), "image")
    return port.compared(own, text_embedding(pack, [term.caption]), "words")


def nearest(pack: ModelPack, atlas: Atlas, found: Sum) -> Nearest:
    """The animals nearest to the sum, all embeddings without the image tower's mean."""
    animals = _centered(pack, atlas)
    added = [one for one, term in zip(found.embeddings, found.terms, strict=True) if term.sign > 0]
    own = {near.index for one in added for near in _top(animals, one)}
    return Nearest(
        _top(animals, found.direction), _top(animals, found.alone), _top(animals, found.direction, own)
    )


def _centered(pack: ModelPack, atlas: Atlas) -> Tensor:
    return port.compared(port_of(pack), atlas.embeddings, "image")


def _top(animals: Tensor, direction: Tensor, without: Sequence[int] | set[int] = ()) -> tuple[Neighbor, ...]:
    order = (animals @ direction).sort(descending=True)
    pairs = zip(order.indices.tolist(), order.values.tolist(), strict=True)
    return tuple([Neighbor.alike(*pair) for pair in pairs if pair[0] not in without][:NEAREST])


def paint(pack: ModelPack, found: Sum, seed: Any) -> Generator[tuple[Step | None, ...], None, None]:
    """The sum and its first term alone, painted through the port from the one noise of `seed` (0..2³²−1).

    With the steps and the guidance that the pack's card names. Raises ValueRangeError, at the call.
    """
    return handing.paint(
        pack, torch.stack([found.direction, found.alone]).to(pack.device), check_whole("seed", seed, *SEEDS)
    )


def painted(pack: ModelPack, atlas: Atlas, found: Sum, steps: Sequence[Step | None]) -> Painted:
    """Both pictures, from the last step of `paint`, and what CLIP reads in them."""
    pictures = decode(pack, torch.cat([step.x_prev for step in steps if step])).float().cpu()
    seen = port.compared(port_of(pack), image_embedding(pack, to_images(pictures)), "image")
    near = tuple(_top(_centered(pack, atlas), one)[0] for one in seen)
    return Painted(pictures, tuple((seen @ found.direction).tolist()), near)

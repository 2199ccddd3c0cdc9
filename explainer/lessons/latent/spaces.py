"""A space in which pictures are points: where they lie on a plane of it, and who is nearest in all of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

Z95 = 1.96
TINY = 1e-12
ELSEWHERE = "_elsewhere"
"""Ends the name of an agreement with the nearest animal that stands in another place."""


@dataclass(frozen=True)
class Agreement:
    """For how many of `count` animals the nearest one shares a feature; and one chosen blindly.

    Both shares are in [0, 1]; `half` is half of the share's 95 % interval (normal approximation).
    """

    share: float
    chance: float
    count: int

    @property
    def half(self) -> float:
        """Half the width of the 95 % interval of the share."""
        return Z95 * math.sqrt(self.share * (1 - self.share) / self.count)


@dataclass(frozen=True, eq=False)
class Space:
    """A space of `numbers` dimensions, seen along its principal directions (Pearson 1901).

    Shapes:
        center: (D,), the animals' mean.  directions: (D, k), orthonormal, the widest first; k ≥ 2.
        coordinates: (n, k), the animals along the directions.
        shares: (k,), the share of the animals' variance along each direction, in [0, 1].
        agreements: by feature, measured with Euclidean distances in all D dimensions.
    """

    name: str
    numbers: int
    center: Tensor
    directions: Tensor
    coordinates: Tensor
    shares: Tensor
    agreements: dict[str, Agreement]

    @property
    def axes(self) -> Tensor:
        """The two widest directions, (D, 2)."""
        return self.directions[:, :2]

    @property
    def points(self) -> Tensor:
        """The animals on the map, (n, 2)."""
        return self.coordinates[:, :2]

    @property
    def explained(self) -> tuple[float, float]:
        """The share of the variance along each axis of the map."""
        first, second = self.shares[:2].tolist()
        return first, second

    @property
    def kept(self) -> float:
        """The share of the variance along all k directions: what distances to new points are measured in."""
        return float(self.shares.sum().clamp_max(1))

    def along(self, vectors: Tensor) -> Tensor:
        """Vectors (m, D) along the directions, (m, k); the first two columns are the map."""
        return (vectors.float() - self.center) @ self.directions

    def nearest(self, coordinates: Tensor, count: int) -> tuple[list[int], list[float]]:
        """The `count` animals nearest to coordinates (k,), and their Euclidean distances, nearest first."""
        far = torch.linalg.vector_norm(self.coordinates - coordinates, dim=1)
        best = far.topk(min(count, len(far)), largest=False)
        return best.indices.tolist(), best.values.tolist()


def space_of(name: str, vectors: Tensor, most: int, labels: Mapping[str, Sequence[str]], apart: str) -> Space:
    """The space in which the animals are the rows of `vectors` (n, D), n ≥ 3, with at most `most` directions.

    `labels` are the animals' values by feature. Of each is measured how often the nearest animal shares it,
    and, but for `apart`, how often the nearest one that differs in `apart` does (`kind_elsewhere`).
    Everything comes from the products of rows with rows, (n, n), so that D may be large.
    """
    center = vectors.mean(dim=0)
    offsets = vectors - center
    products = offsets @ offsets.T
    directions, coordinates, shares = _principal(offsets, products, most)
    agreements = {
        **_agreements(products, labels, None),
        **_agreements(products, {key: one for key, one in labels.items() if key != apart}, labels[apart]),
    }
    return Space(name, vectors.shape[1], center, directions, coordinates, shares, agreements)


def _agreements(
    products: Tensor, labels: Mapping[str, Sequence[str]], apart: Sequence[str] | None
) -> dict[str, Agreement]:
    allowed = others(len(products))
    if apart is not None:
        allowed &= ~_same(apart)
    nearest = neighbors_by(products, allowed)
    end = "" if apart is None else ELSEWHERE
    return {f"{feature}{end}": agreement(nearest, values, allowed) for feature, values in labels.items()}


def _principal(offsets: Tensor, products: Tensor, most: int) -> tuple[Tensor, Tensor, Tensor]:
    count, numbers = offsets.shape
    variances, sides = torch.linalg.eigh(products.double())
    k = max(2, min(most, count - 1, numbers))
    variances, sides = variances.flip(0)[:k].clamp_min(0), sides.flip(1)[:, :k]
    raw = offsets.T @ (sides / variances.sqrt().clamp_min(TINY)).float()
    directions = torch.linalg.qr(raw).Q  # exactly orthonormal, also where nothing is left to see
    largest = directions.gather(0, directions.abs().argmax(dim=0, keepdim=True))
    directions = directions * torch.where(largest < 0, -1.0, 1.0)
    shares = (variances / products.double().trace().clamp_min(TINY)).float()
    return directions, offsets @ directions, shares


def others(count: int) -> Tensor:
    """(n, n), whether two are different animals."""
    return ~torch.eye(count, dtype=torch.bool)


def neighbors_by(products: Tensor, allowed: Tensor) -> Tensor:
    """(n,), the nearest row of each row among those `allowed` (n, n), from the products of rows with rows."""
    lengths = products.diagonal()
    squares = lengths[:, None] + lengths - 2 * products
    return squares.masked_fill(~allowed, math.inf).argmin(dim=1)


def agreement(nearest: Tensor, values: Sequence[str], allowed: Tensor) -> Agreement:
    """How often an animal's `nearest` one has its own value, and how often a blind choice would.

    Animals that none is allowed for do not count.
    """
    same, counted = _same(values), allowed.any(dim=1)
    count = int(counted.sum())
    hits = same.gather(1, nearest[:, None])[:, 0] & counted
    chances = (same & allowed).sum(dim=1) / allowed.sum(dim=1).clamp_min(1)
    return Agreement(int(hits.sum()) / max(count, 1), float(chances.sum()) / max(count, 1), max(count, 1))


def _same(values: Sequence[str]) -> Tensor:
    """(n, n), whether two have the same value."""
    numbers = {value: i for i, value in enumerate(dict.fromkeys(values))}
    of = torch.tensor([numbers[value] for value in values])
    return of[:, None] == of


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
    first, second = (variance[:2] / variance.sum().clamp_min(TINY)).tolist()
    return center, axes * largest.sign(), (first, second)


def leaders(spaces: dict[str, Space]) -> dict[str, str | None]:
    """For each feature the space that is clearly ahead in it: by more than the 95 % interval of the lead."""
    return {feature: _leader(spaces, feature) for feature in next(iter(spaces.values())).agreements}


def _leader(spaces: dict[str, Space], feature: str) -> str | None:
    ranked = sorted(spaces.values(), key=lambda space: -space.agreements[feature].share)
    first, second = (space.agreements[feature] for space in ranked[:2])
    return ranked[0].name if first.share - second.share > math.hypot(first.half, second.half) else None

"""The shapes of the two-dimensional world, as points by formula or along a polygon."""

import numpy as np

DOTS = 600
REACH = 1.9
"""How far a shape reaches from the middle, in deviations of the noise."""
GOLDEN_ANGLE = np.pi * (3 - 5**0.5)

DOG = (
    (6, 74), (3, 66), (10, 52), (14, 44), (18, 32), (24, 22), (27, 12), (28, 4), (40, 4), (40, 8), (35, 10),
    (34, 24), (37, 33), (45, 36), (60, 35), (67, 32), (68, 10), (69, 4), (80, 4), (80, 8), (75, 10),
    (75, 30), (76, 46), (79, 56), (83, 62), (95, 64), (98, 69), (96, 74), (85, 77), (80, 83), (75, 85),
    (69, 95), (66, 80), (63, 68), (57, 60), (40, 57), (22, 58), (15, 58),
)  # fmt: skip
"""Corners of a standing dog seen from its side, tail first, against the clock."""


def dog() -> np.ndarray:
    """DOTS points at equal distances along the dog's outline: (DOTS, 2)."""
    corners = np.array([*DOG, DOG[0]], float)
    along = np.concatenate([[0], np.hypot(*np.diff(corners, axis=0).T).cumsum()])
    places = np.linspace(0, along[-1], DOTS, endpoint=False)
    return np.stack([np.interp(places, along, corners[:, axis]) for axis in (0, 1)], 1)


def ring() -> np.ndarray:
    """DOTS points around a circle: (DOTS, 2)."""
    angles = np.linspace(0, 2 * np.pi, DOTS, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)], 1)


def moon() -> np.ndarray:
    """A sunflower's seeds, as many as lie in its disc but not in another: (fewer than 2 · DOTS, 2)."""
    seeds = np.arange(2 * DOTS) + 0.5
    radius, angles = np.sqrt(seeds / len(seeds)), seeds * GOLDEN_ANGLE
    disc = np.stack([radius * np.cos(angles), radius * np.sin(angles)], 1)
    return disc[np.hypot(disc[:, 0] - 0.42, disc[:, 1] - 0.2) > 0.78]


SHAPES = {"dog": dog, "ring": ring, "moon": moon}


def points_of(name: str) -> np.ndarray:
    """The shape of that name in SHAPES, in the middle and REACH wide to its farther sides: (n, 2)."""
    points = SHAPES[name]()
    low, high = points.min(axis=0), points.max(axis=0)
    return (points - (low + high) / 2) / (high - low).max() * 2 * REACH

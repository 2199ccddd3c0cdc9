"""A scene of the little world: the factors that are named, and the build numbers that vary.

`sample(seed)` draws a scene; the combinations in `HELD_OUT` never come out of it, so that a model trained
on its pictures can be asked for something that it has never seen.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

KINDS = ("dog", "cat", "rabbit", "elephant")
BREEDS: dict[str, tuple[str, ...]] = {
    "dog": ("chihuahua", "dachshund", "pug", "labrador", "shiba", "poodle"),
    "cat": ("siamese", "persian", "munchkin", "maine_coon"),
    "rabbit": ("rabbit",),
    "elephant": ("elephant",),
}
COATS = ("white", "black", "gray", "brown", "golden", "orange")
PATTERNS = ("plain", "spotted", "striped", "socks")
COLLARS = ("none", "red", "blue")
FACINGS = ("left", "right")
PLACES = ("meadow", "beach", "snow", "night", "room")
FACTORS = ("kind", "breed", "coat", "pattern", "collar", "facing", "place")
TRAIN_SEED = 1_000_000
"""Training's scene number i is `sample(TRAIN_SEED + i)`."""

HELD_OUT: tuple[dict[str, str], ...] = (
    {"breed": "dachshund", "coat": "gray"},
    {"breed": "pug", "coat": "orange"},
    {"breed": "labrador", "place": "night"},
    {"breed": "poodle", "coat": "golden"},
    {"breed": "siamese", "coat": "orange"},
    {"breed": "persian", "place": "beach"},
    {"breed": "munchkin", "coat": "black"},
    {"breed": "rabbit", "coat": "brown"},
    {"breed": "elephant", "place": "snow"},
    {"breed": "shiba", "pattern": "striped"},
)


@dataclass(frozen=True)
class Scene:
    """One picture of the world, before it is painted.

    The first seven fields are the factors that a caption may name. The lengths are in units of a canvas
    128 wide and high; `scale` is a factor, `x` and `y` move the animal, `detail` seeds small marks.
    """

    kind: str
    breed: str
    coat: str
    pattern: str
    collar: str
    facing: str
    place: str
    body_length: float
    body_height: float
    leg_length: float
    leg_width: float
    head: float
    snout: float
    neck: float
    ear: float
    tail: float
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    detail: int = 0


# body_length, body_height, leg_length, leg_width, head radius, snout, neck, ear, tail
STANDARDS: dict[str, tuple[float, ...]] = {
    "chihuahua": (33, 20, 13, 8.5, 25, 7, 3, 27, 15),
    "dachshund": (60, 23, 8, 9.5, 23, 16, 1, 25, 18),
    "pug": (42, 29, 10, 11, 27, 4, 0, 14, 13),
    "labrador": (47, 27, 17, 11, 24.5, 12, 3, 22, 22),
    "shiba": (41, 26, 14, 10.5, 25, 9, 2, 19, 16),
    "poodle": (35, 22, 18, 9, 22, 11, 5, 19, 13),
    "siamese": (38, 20, 17, 8.5, 23.5, 2, 3, 23, 30),
    "persian": (44, 30, 8, 11, 27, 0, 0, 15, 26),
    "munchkin": (48, 22, 6, 9.5, 24, 1.5, 1, 18, 27),
    "maine_coon": (48, 28, 15, 11, 25.5, 3, 2, 25, 30),
    "rabbit": (36, 29, 7, 11, 25, 2, 0, 38, 10),
    "elephant": (48, 37, 13, 15, 27, 30, 0, 25, 14),
}
_LENGTHS = (
    "body_length",
    "body_height",
    "leg_length",
    "leg_width",
    "head",
    "snout",
    "neck",
    "ear",
    "tail",
)


def kind_of(breed: str) -> str:
    """The kind ("dog", "cat", …) that a breed belongs to; KeyError for an unknown breed."""
    for kind, breeds in BREEDS.items():
        if breed in breeds:
            return kind
    raise KeyError(breed)


def standard(breed: str, **factors: Any) -> Scene:
    """The breed's standard build, plain and brown in a meadow, with any field replaced."""
    named = dict(zip(_LENGTHS, STANDARDS[breed], strict=True))
    scene = Scene(kind_of(breed), breed, "brown", "plain", "none", "right", "meadow", **named)
    return replace(scene, **factors)


def matches(scene: Scene, factors: dict[str, str]) -> bool:
    """Whether the scene has every one of the given factor values."""
    return all(getattr(scene, name) == value for name, value in factors.items())


def held_out(scene: Scene) -> bool:
    """Whether the scene belongs to a combination that training never sees."""
    return any(matches(scene, combination) for combination in HELD_OUT)


def possible(scene: Scene) -> bool:
    """Whether the factors can all be seen at once: white socks on a white coat cannot."""
    return not (scene.coat == "white" and scene.pattern == "socks")


def _lengths(breed: str, rng: random.Random) -> dict[str, float]:
    """Build numbers within a tenth of the breed's standard."""
    standards = zip(_LENGTHS, STANDARDS[breed], strict=True)
    return {name: round(value * rng.uniform(0.9, 1.1), 2) for name, value in standards}


def _draw(rng: random.Random) -> Scene:
    kind = rng.choices(KINDS, weights=(6, 4, 1, 1))[0]
    breed = rng.choice(BREEDS[kind])
    lengths = _lengths(breed, rng)
    return Scene(
        kind,
        breed,
        rng.choice(COATS),
        rng.choice(PATTERNS),
        rng.choice(COLLARS),
        rng.choice(FACINGS),
        rng.choice(PLACES),
        **lengths,
        x=round(rng.uniform(-4, 4), 2),
        y=round(rng.uniform(-3, 3), 2),
        scale=round(rng.uniform(0.96, 1.07), 3),
        detail=rng.randrange(1 << 16),
    )


def sample(seed: int, **factors: str) -> Scene:
    """A random possible scene outside of `HELD_OUT`; the same seed gives the same scene.

    `factors` fixes some of the factors, for instance `breed="pug"`; ValueError where no such scene exists.
    """
    return _sample(random.Random(seed), factors, wanted=False)


def train_scene(index: int) -> Scene:
    """The training scene of that number."""
    return sample(TRAIN_SEED + index)


def sample_held_out(seed: int, **factors: str) -> Scene:
    """A random possible scene of a combination that training never sees."""
    rng = random.Random(seed)
    return _sample(rng, {**rng.choice(HELD_OUT), **factors}, wanted=True)


def _sample(rng: random.Random, factors: dict[str, str], wanted: bool) -> Scene:
    fixed = dict(factors)
    if "breed" in fixed:
        fixed["kind"] = kind_of(fixed["breed"])
    for _ in range(1000):
        scene = _draw(rng)
        breed = fixed.get("breed")
        if breed is None and "kind" in fixed:
            breed = rng.choice(BREEDS[fixed["kind"]])
        if breed is not None and breed != scene.breed:
            scene = _with_breed(scene, breed, rng)
        scene = replace(scene, **fixed)
        if possible(scene) and held_out(scene) == wanted:
            return scene
    raise ValueError(f"no scene of the world has {factors}")


def _with_breed(scene: Scene, breed: str, rng: random.Random) -> Scene:
    return replace(scene, kind=kind_of(breed), breed=breed, **_lengths(breed, rng))

"""How far one change of a scene moves its point: new looks, another breed's measures, another breed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from explainer.core.pack import ModelPack
from explainer.lessons.latent.relations import MEASURES
from explainer.lessons.latent.seen import embedded
from explainer.world.scene import (
    COATS,
    COLLARS,
    FACINGS,
    PATTERNS,
    PLACES,
    STANDARDS,
    Scene,
    sample,
    standard,
)

SCENES = 100
FIRST_SEED = 750_000_000
LOOKS = {"coat": COATS, "pattern": PATTERNS, "collar": COLLARS, "facing": FACINGS, "place": PLACES}
CHANGES = ("measures", "breed", *LOOKS)
Z = 1.96


@dataclass(frozen=True)
class Move:
    """The mean cosine distance (0..2) that a change makes, and half its 95 % interval.

    change: one of LOOKS; "measures", the lengths of another breed in the form of one's own; "breed", both.
    """

    change: str
    mean: float
    half: float


def moves(pack: ModelPack) -> tuple[Move, ...]:
    """Every one of CHANGES on SCENES scenes, each to something else drawn at random."""
    rng = random.Random(FIRST_SEED)
    distances = []
    for seed in range(FIRST_SEED, FIRST_SEED + SCENES):
        scene = sample(seed)
        seen = embedded(pack, [scene, *changed(scene, rng).values()])
        distances.append(1 - seen[1:] @ seen[0])
    all_ = torch.stack(distances).double()
    means, halves = all_.mean(0), Z * all_.std(0) / len(all_) ** 0.5
    return tuple(
        Move(change, round(mean, 4), round(half, 4))
        for change, mean, half in zip(CHANGES, means.tolist(), halves.tolist(), strict=True)
    )


def changed(scene: Scene, rng: random.Random) -> dict[str, Scene]:
    """The scene with one thing changed, by CHANGES."""
    other = standard(_other(scene.breed, tuple(STANDARDS), rng))
    measures = replace(scene, **{name: getattr(other, name) for name in MEASURES})
    looks = {
        name: replace(scene, **{name: _other(getattr(scene, name), known, rng)})
        for name, known in LOOKS.items()
    }
    return {"measures": measures, "breed": replace(measures, breed=other.breed, kind=other.kind), **looks}


def _other(value: str, known: Sequence[str], rng: random.Random) -> str:
    return rng.choice([one for one in known if one != value])

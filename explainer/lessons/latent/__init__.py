"""Latent space: a picture as few numbers (`roundtrip`), and a map on which like lies near like (`atlas`).

Those are the tab's figures; each other module is one of the sections below them.
"""

from explainer.lessons.latent import moves, probes, relations, relations_code, seen
Words and pictures against each other (`meeting`), and the game that CLIP learned it by (`matching`).
"""

from explainer.lessons.latent import film, matching, meeting, meeting_code
from explainer.lessons.latent import between, between_code
from explainer.lessons.latent import arithmetic, arithmetic_code, between, between_code
from explainer.lessons.latent.atlas import Atlas, Neighbor, Place, locate, survey
from explainer.lessons.latent.code import snippet
from explainer.lessons.latent.roundtrip import STABLE_DIFFUSION, Counts, Roundtrip, counts, roundtrip

__all__ = [
    "STABLE_DIFFUSION",
    "Atlas",
    "Counts",
    "Neighbor",
    "Place",
    "Roundtrip",
    "arithmetic",
    "arithmetic_code",
    "between",
    "between_code",
    "counts",
    "film",
    "locate",
    "moves",
    "probes",
    "relations",
    "relations_code",
    "matching",
    "meeting",
    "meeting_code",
    "roundtrip",
    "seen",
    "snippet",
    "survey",
]

"""Latent space: a picture as few numbers (`roundtrip`), and a map on which like lies near like (`atlas`).

Those are the tab's figures; each other module is one of the sections below them, or a part of one.
"""

from explainer.lessons.latent import (
    arithmetic,
    arithmetic_code,
    between,
    between_code,
    channels,
    channels_code,
    cost,
    cost_code,
    film,
    matching,
    meeting,
    meeting_code,
    moves,
    probes,
    relations,
    relations_code,
    seen,
)
from explainer.lessons.latent.atlas import Atlas, Neighbor, Place, locate, survey
from explainer.lessons.latent import atlas, naming, spaces, stored, words
from explainer.lessons.latent import atlas, naming, spaces, stored, way, way_code, words
from explainer.lessons.latent.atlas import Atlas, Met, Neighbor, Place, is_flat, locate, survey
from explainer.lessons.latent.code import snippet, words_snippet
from explainer.lessons.latent.roundtrip import STABLE_DIFFUSION, Counts, Roundtrip, counts, roundtrip

__all__ = [
    "STABLE_DIFFUSION",
    "Atlas",
    "Counts",
    "Met",
    "Neighbor",
    "Place",
    "Roundtrip",
    "arithmetic",
    "arithmetic_code",
    "between",
    "between_code",
    "channels",
    "channels_code",
    "cost",
    "cost_code",
    "counts",
    "film",
    "locate",
    "matching",
    "meeting",
    "meeting_code",
    "moves",
    "probes",
    "relations",
    "relations_code",
    "atlas",
    "counts",
    "is_flat",
    "locate",
    "naming",
    "roundtrip",
    "seen",
    "snippet",
    "spaces",
    "stored",
    "survey",
    "way",
    "way_code",
    "words",
    "words_snippet",
]

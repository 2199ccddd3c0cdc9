"""Words on the map: what a reader's words name in this world, and where their CLIP embedding lies.

CLIP's two towers put pictures and words around different means (the modality gap, Liang et al. 2022,
arXiv:2203.02053). A word is therefore moved by the difference of the two means before it is laid on the
pictures' map, and compared with pictures after each has lost its own tower's mean, as in `core.port`. Where
a pack does not hold the means, words have no place on its map.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image
from torch import Tensor

from explainer.core.images import fit_square
from explainer.core.pack import ModelPack, image_embedding, picture_size, text_embedding
from explainer.core.port import ImagePort, centered
from explainer.core.words import clean_prompt, unknown_words
from explainer.lessons.latent.atlas import Atlas, Neighbor, Place
from explainer.lessons.latent.naming import factors_in, nearest_word
from explainer.world.captions import LANGUAGES, WORDS
from explainer.world.scene import BREEDS, KINDS

MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Unknown:
    """A word that the pack's captions never held, and the known one spelled most like it, if any is."""

    word: str
    near: str | None


@dataclass(frozen=True)
class Heard:
    """What a reader typed.

    text      as it was taken, cleaned and cut to MOST_CHARACTERS
    factors   by factor of the world, the values that it names; empty where it names none
    place     where it lies on CLIP's map; None for empty text, or where the pack lacks the towers' means
    closeness the cosine with the reader's own picture, each without its tower's mean, in [-1, 1]
    """

    text: str
    factors: dict[str, tuple[str, ...]]
    unknown: tuple[Unknown, ...]
    place: Place | None
    closeness: float | None


@dataclass(frozen=True)
class Landmark:
    """A word for a kind or a breed on the map; `own` says whether its nearest animal is one of them."""

    text: str
    language: str
    factor: str
    value: str
    point: tuple[float, float]
    own: bool


def hear(pack: ModelPack, atlas: Atlas, text: str, picture: Image.Image | None = None) -> Heard:
    """Find the words of `text` among the animals' features, and lay its embedding on CLIP's map.

    Raises PromptError for what is no string.
    """
    text = clean_prompt(text)[:MOST_CHARACTERS].strip()
    unknown = tuple(Unknown(word, nearest_word(pack, word)) for word in unknown_words(pack, text))
    if not text or pack.image_port is None:
        return Heard(text, factors_in(text), unknown, None, None)
    embedding = text_embedding(pack, [text])
    place = _places(pack.image_port, atlas, embedding)[0]
    closeness = None if picture is None else _closeness(pack, pack.image_port, embedding, picture)
    return Heard(text, factors_in(text), unknown, place, closeness)


def landmarks(pack: ModelPack, atlas: Atlas) -> tuple[Landmark, ...]:
    """Every kind and breed in every language, on CLIP's map; none where the pack lacks the towers' means."""
    if pack.image_port is None:
        return ()
    breeds = [breed for kind in KINDS for breed in BREEDS[kind] if breed not in KINDS]
    named = [
        (language, factor, value, _alone(WORDS[language][factor][value][0]))
        for language in LANGUAGES
        for factor, values in (("kind", KINDS), ("breed", breeds))
        for value in values
    ]
    places = _places(pack.image_port, atlas, text_embedding(pack, [word for *_, word in named]))
    return tuple(
        Landmark(word, language, factor, value, place.point, _is(atlas, place, factor, value))
        for (language, factor, value, word), place in zip(named, places, strict=True)
    )


def _alone(word: str) -> str:
    """The word as the shortest caption has it."""
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}" if word.isascii() else word


def _is(atlas: Atlas, place: Place, factor: str, value: str) -> bool:
    return getattr(atlas.scenes[place.neighbors[0].index], factor) == value


def _places(port: ImagePort, atlas: Atlas, embeddings: Tensor, count: int = 5) -> list[Place]:
    """Words' embeddings (m, E) on the pictures' map."""
    port_device = port.image_mean.device
    moved = (embeddings.to(port_device) - port.words_mean + port.image_mean).float().cpu()
    pictures = centered(port, atlas.embeddings.to(port_device), "image").float().cpu()
    cosines = centered(port, embeddings.to(port_device), "words").float().cpu() @ pictures.T
    points = atlas.spaces["clip"].along(moved)[:, :2].tolist()
    return [_place(point, row, min(count, len(row))) for point, row in zip(points, cosines, strict=True)]


def _place(point: list[float], cosines: Tensor, count: int) -> Place:
    best = cosines.topk(count)
    pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
    x, y = point
    # between vectors of length 1, the distance follows from the cosine
    return Place((x, y), tuple(Neighbor(i, (2 - 2 * cosine) ** 0.5, cosine) for i, cosine in pairs))


def _closeness(pack: ModelPack, port: ImagePort, embedding: Tensor, picture: Image.Image) -> float:
    seen = image_embedding(pack, [fit_square(picture, picture_size(pack))])
    return float((centered(port, embedding, "words") * centered(port, seen, "image")).sum())

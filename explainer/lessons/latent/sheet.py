"""A blank sheet: which animal of the world CLIP finds a drawing nearest to.

A drawing's image embedding is compared with those of the world's shortest captions, one for dog and cat each
and one for each breed (Radford et al. 2021, arXiv:2103.00020, section 3.1), each tower's own mean taken off
first where the pack knows it (`core.port.centered`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from torch import Tensor

from explainer.core import port
from explainer.core.images import PAPER
from explainer.core.pack import ModelPack, image_embedding, picture_size, text_embedding
from explainer.lessons.text_to_image.given import is_flat, opened
from explainer.world.captions import caption
from explainer.world.painter import render
from explainer.world.scene import BREEDS, Scene, standard

KINDS = ("pug", "siamese")
"""Of each of these the kind is named as well, dog and cat: the other kinds have one breed alone."""
DRAWN = (standard("labrador", coat="golden"), standard("pug", coat="golden"))
"""This app's own dogs, as its painter draws them."""
_known: dict[tuple[Path, str, str], Tensor] = {}


@dataclass(frozen=True)
class Near:
    """One of the words, whether it names a dog (or a kind of dog), and its cosine to the drawing, −1..1."""

    text: str
    dog: bool
    cosine: float


@dataclass(frozen=True)
class Reading:
    """All the words, the nearest first. empty: whether there is one single colour on the sheet."""

    words: tuple[Near, ...]
    empty: bool

    @property
    def first_dog(self) -> int:
        """Which of `words` is the first that names a dog."""
        return next(i for i, one in enumerate(self.words) if one.dog)


@dataclass(frozen=True, eq=False)
class Drawn:
    """One of this app's own dogs, (H, W) pixels of RGB, and what CLIP reads in it."""

    picture: Image.Image
    reading: Reading


def entries(language: str) -> tuple[tuple[str, bool], ...]:
    """The words as captions say them, and whether each names a dog."""
    named = [(standard(one), "kind") for one in KINDS]
    named += [(standard(one), "breed") for breeds in BREEDS.values() for one in breeds]
    return tuple((_said(scene, language, factor), scene.kind == "dog") for scene, factor in named)


def look(pack: ModelPack, sketch: str, language: str) -> Reading:
    """Read a drawing, "data:image/png;base64,…", or "" for the blank sheet. Raises GivenError."""
    size = picture_size(pack)
    return read(pack, opened(sketch, size) if sketch else Image.new("RGB", (size, size), PAPER), language)


def own(pack: ModelPack, language: str) -> tuple[Drawn, ...]:
    """This app's own dogs, read in the same way."""
    pictures = [render(scene, picture_size(pack)) for scene in DRAWN]
    return tuple(Drawn(one, read(pack, one, language)) for one in pictures)


def read(pack: ModelPack, picture: Image.Image, language: str) -> Reading:
    """What CLIP finds in a picture of the pack's size."""
    seen = port.compared(pack.image_port, image_embedding(pack, [picture]), "image")[0]
    cosines = (_words(pack, language) @ seen).tolist()
    words = [Near(text, dog, cosine) for (text, dog), cosine in zip(entries(language), cosines, strict=True)]
    return Reading(tuple(sorted(words, key=lambda one: -one.cosine)), is_flat(picture))


def _said(scene: Scene, language: str, factor: str) -> str:
    return caption(scene, language, (factor,), plain=True)


def _words(pack: ModelPack, language: str) -> Tensor:
    """(n, E), embedded once for a pack and a language."""
    key = (pack.folder, f"{pack.device} {pack.image_port is not None}", language)
    if key not in _known:
        texts = [text for text, _ in entries(language)]
        _known[key] = port.compared(pack.image_port, text_embedding(pack, texts), "words")
    return _known[key]

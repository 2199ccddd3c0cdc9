"""What the machine reads in an embedding: the plainest captions of the world that lie nearest to it."""

from pathlib import Path

import torch
from torch import Tensor

from explainer.core.pack import ModelPack, port_of, text_embedding
from explainer.core.port import centered
from explainer.world.captions import WORDS, caption
from explainer.world.scene import standard

NEAREST = 5
ANY = "pug"
"""A scene has to have some breed, though these captions do not name it."""
_embedded: dict[tuple[Path, str, str], tuple[tuple[str, ...], Tensor]] = {}


def plain_captions(language: str) -> tuple[str, ...]:
    """A caption for each breed, kind, coat and place of the world that names nothing else.

    A bare word was hardly ever a caption in training, and bare words lie close together; these do not.
    """
    table = WORDS[language]
    breeds = [caption(standard(one), language, ("breed",), plain=True) for one in table["breed"]]
    kinds = [caption(standard(one), language, ("kind",), plain=True) for one in ("pug", "siamese")]
    coats = [caption(standard(ANY, coat=one), language, ("coat",), plain=True) for one in table["coat"]]
    places = [caption(standard(ANY, place=one), language, ("place",), plain=True) for one in table["place"]]
    return tuple(dict.fromkeys(kinds + breeds + coats + places))


def read(pack: ModelPack, embeddings: Tensor, language: str) -> tuple[tuple[tuple[str, float], ...], ...]:
    """For each of the centred embeddings (n, E) the nearest captions, each with its cosine in −1..1."""
    captions, known = _known(pack, language)
    directions = torch.nn.functional.normalize(embeddings.cpu(), dim=-1)
    best = (directions @ known.T).topk(NEAREST, dim=1)
    return tuple(
        tuple((captions[i], near) for i, near in zip(row, values, strict=True))
        for row, values in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    )


def _known(pack: ModelPack, language: str) -> tuple[tuple[str, ...], Tensor]:
    key = (pack.folder, str(pack.device), language)
    if key not in _embedded:
        captions = plain_captions(language)
        found = centered(port_of(pack), text_embedding(pack, captions), "words").cpu()
        _embedded[key] = captions, found
    return _embedded[key]

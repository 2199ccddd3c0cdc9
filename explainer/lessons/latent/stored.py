"""An atlas kept in files: the scenes by their seeds, the spaces by their principal directions.

The embeddings of CLIP are kept whole, as are the agreements, measured before anything was left out. The
directions of the pixels are kept as bytes, each with the scale that makes its largest number 127.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from safetensors.torch import load, save
from torch import Tensor
from torch.nn.functional import normalize

from explainer.core.pack import ModelPack, picture_size
from explainer.lessons.latent.atlas import Atlas, Gallery, survey
from explainer.lessons.latent.spaces import Agreement, Space
from explainer.world.scene import sample

RECORDED = 2000
"""How many animals a stored atlas has; its seeds are those from 0 on."""
COARSE = ("pixels",)


def record(pack: ModelPack) -> Atlas:
    """Survey as many animals as are kept (a minute)."""
    *_, atlas = survey(pack, range(RECORDED))
    assert isinstance(atlas, Atlas)
    return atlas


def numbers(atlas: Atlas) -> dict[str, Any]:
    """What of the atlas fits into plain values."""
    agreements = {
        name: {feature: [one.share, one.chance, one.count] for feature, one in space.agreements.items()}
        for name, space in atlas.spaces.items()
    }
    return {"animals": len(atlas.scenes), "agreements": agreements}


def tensors(atlas: Atlas) -> bytes:
    """The rest but the sheet, as a safetensors file."""
    kept: dict[str, Tensor] = {"embeddings": atlas.embeddings.half()}
    for name, space in atlas.spaces.items():
        kept[f"{name}.center"] = space.center.half()
        kept[f"{name}.coordinates"] = space.coordinates.half()
        kept[f"{name}.shares"] = space.shares.float()
        if name in COARSE:
            scale = space.directions.abs().amax(dim=0) / 127
            kept[f"{name}.scale"] = scale
            kept[f"{name}.directions"] = (space.directions / scale).round().to(torch.int8)
        else:
            kept[f"{name}.directions"] = space.directions.half()
    del kept["clip.coordinates"]  # follow from the embeddings
    return save({key: one.contiguous() for key, one in kept.items()})


def read(pack: ModelPack, plain: dict[str, Any], data: bytes, sheet: bytes) -> Atlas:
    """The atlas again, from `numbers`, `tensors` and the sheet; its pictures are painted when asked for."""
    kept = {key: one.float() for key, one in load(data).items()}
    scenes = tuple(sample(seed) for seed in range(plain["animals"]))
    embeddings = normalize(kept["embeddings"], dim=1)
    spaces = {name: _space(name, kept, embeddings, plain["agreements"][name]) for name in plain["agreements"]}
    return Atlas(scenes, Gallery(scenes, picture_size(pack)), embeddings, spaces, sheet)


def _space(
    name: str, kept: dict[str, Tensor], embeddings: Tensor, agreements: dict[str, Sequence[Any]]
) -> Space:
    center = kept[f"{name}.center"]
    directions = kept[f"{name}.directions"] * kept.get(f"{name}.scale", torch.ones(1))
    coordinates = kept.get(f"{name}.coordinates")
    if coordinates is None:
        coordinates = (embeddings - center) @ directions
    measured = {feature: Agreement(*values) for feature, values in agreements.items()}
    return Space(name, len(center), center, directions, coordinates, kept[f"{name}.shares"], measured)

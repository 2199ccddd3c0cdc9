"""A quick look at latents while a run is under way: a linear map from 4 channels to 3 colours.

Decoding every step would cost about as much as the network itself. The map is fitted once a pack, by least
squares, to what the pack's own decoder makes of pictures of the world, each 8×8 block of pixels averaged:
rgb = z W + b. It is a coarse picture, one colour a position, and never what a result is judged by.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d

from explainer.core.images import to_tensor
from explainer.core.pack import ModelPack, decode, encode, picture_size
from explainer.world.painter import render
from explainer.world.scene import sample

SCENES = range(12)
_fitted: dict[tuple[Path, str], "Preview"] = {}


@dataclass(frozen=True)
class Preview:
    """weight (c, 3) and bias (3,): the decoder in one line."""

    weight: Tensor
    bias: Tensor

    def colors(self, z: Tensor) -> Tensor:
        """Latents (n, c, h, w) as small pictures (n, 3, h, w) in −1..1."""
        rgb = torch.einsum("nchw,cd->ndhw", z.detach().float().cpu(), self.weight)
        return (rgb + self.bias[:, None, None]).clamp(-1, 1)


def fit_preview(pack: ModelPack) -> Preview:
    """The linear map that comes nearest to the pack's decoder on a dozen scenes of the world."""
    size = picture_size(pack)
    z = encode(pack, torch.cat([to_tensor(render(sample(seed), size)) for seed in SCENES]))
    x = avg_pool2d(decode(pack, z), size // z.shape[-1])
    rows = z.movedim(1, -1).reshape(-1, z.shape[1]).cpu()
    known = torch.cat([rows, torch.ones(len(rows), 1)], dim=1)
    solved = torch.linalg.lstsq(known, x.movedim(1, -1).reshape(-1, 3).cpu()).solution
    return Preview(solved[:-1], solved[-1])


def preview_of(pack: ModelPack) -> Preview:
    """`fit_preview`, done once for each pack."""
    key = (pack.folder, str(pack.device))
    if key not in _fitted:
        _fitted[key] = fit_preview(pack)
    return _fitted[key]


def kept(count: int, most: int) -> tuple[int, ...]:
    """Which of `count` steps to keep when at most `most` may be: evenly spread, the first and last always."""
    if count <= most:
        return tuple(range(count))
    return tuple(round(i * (count - 1) / (most - 1)) for i in range(most))

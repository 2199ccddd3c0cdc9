"""What the network looks at: cross-attention probabilities, recorded while a run goes on.

In every cross-attention layer each position of the picture spreads a whole over the tokens of the prompt,
softmax(Q Kᵀ / √d) (Vaswani et al. 2017, arXiv:1706.03762, equation 1). Averaged over heads and layers these
are the maps of Hertz et al. 2022 (arXiv:2208.01626, section 3) and of DAAM (Tang et al. 2022,
arXiv:2210.04885, equation 5).

The pack is never touched: `recorded` gives another pack whose network shares every weight with the first,
with processors of its own.
"""

import copy
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from diffusers.models.attention_processor import Attention
from torch import Tensor
from torch.nn import functional as F

from explainer.core.pack import ModelPack


@dataclass
class Recorder:
    """Sums up one network call; `take` hands it over and forgets it.

    count: how many rows of the batch are kept, the last ones: those with the prompt in a guided batch.
    """

    count: int = 1
    sums: dict[int, Tensor] = field(default_factory=dict)
    layers: dict[int, int] = field(default_factory=dict)

    def add(self, probabilities: Tensor) -> None:
        """One layer's, (n, heads, side², L)."""
        maps = probabilities[-self.count :].mean(dim=1).transpose(1, 2)
        side = round(maps.shape[-1] ** 0.5)
        self.sums[side] = self.sums[side] + maps if side in self.sums else maps
        self.layers[side] = self.layers.get(side, 0) + 1

    def take(self) -> "Maps":
        """All since the last time, averaged over heads and the layers of each resolution."""
        means = {side: (total / self.layers[side]).half().cpu() for side, total in self.sums.items()}
        maps = Maps(dict(sorted(means.items(), reverse=True)), dict(self.layers))
        self.sums, self.layers = {}, {}
        return maps


@dataclass(frozen=True, eq=False)
class Maps:
    """Attention of one network call, some 32 kB a picture with 48 tokens.

    by_side: for each resolution, (count, L, side²) float16 in 0..1, which sum to 1 over L.
    layers: for each resolution, how many layers have it.
    """

    by_side: dict[int, Tensor]
    layers: dict[int, int]

    def together(self, weights: dict[int, float] | None = None) -> Tensor:
        """(count, L, side, side) float32 at the finest resolution, summing to 1 over L at each position.

        The coarser maps are enlarged bilinearly. weights: one a resolution, at least 0, not all of them 0;
        without, each layer counts the same.
        """
        weights = {side: float(count) for side, count in self.layers.items()} if weights is None else weights
        finest = max(self.by_side)
        total = sum(weights.get(side, 0.0) for side in self.by_side)
        parts = [
            _enlarged(maps.float(), side, finest) * (weights[side] / total)
            for side, maps in self.by_side.items()
            if weights.get(side, 0.0) > 0
        ]
        return torch.stack(parts).sum(dim=0)


def _enlarged(maps: Tensor, side: int, finest: int) -> Tensor:
    square = maps.unflatten(-1, (side, side))
    if side == finest:
        return square
    return F.interpolate(square, (finest, finest), mode="bilinear", align_corners=False)


def recorded(pack: ModelPack, count: int = 1) -> tuple[ModelPack, Recorder]:
    """The same pack with a network that tells the recorder of every cross-attention; its weights are shared.

    What it answers is what the pack's own network answers, but for rounding. count: see `Recorder`.
    """
    recorder = Recorder(count)
    shared: Any = {id(one): one for one in (*pack.unet.parameters(), *pack.unet.buffers())}
    unet = copy.deepcopy(pack.unet, shared)
    unet.set_attn_processor(
        {
            name: _Recording(recorder) if ".attn2." in name else processor
            for name, processor in unet.attn_processors.items()
        }
    )
    return replace(pack, unet=unet), recorder


class _Recording:
    """Attention as diffusers' AttnProcessor2_0 computes it, with the probabilities written out."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    def __call__(
        self,
        attn: Attention,
        hidden_states: Tensor,
        encoder_hidden_states: Tensor,
        attention_mask: Tensor | None = None,
        *_: Any,
        **__: Any,
    ) -> Tensor:
        layer: Any = attn
        q, k, v = (
            _heads(part, layer.heads)
            for part in (
                layer.to_q(hidden_states),
                layer.to_k(encoder_hidden_states),
                layer.to_v(encoder_hidden_states),
            )
        )
        probabilities = torch.softmax(q @ k.transpose(-1, -2) * layer.scale, dim=-1)
        self.recorder.add(probabilities)
        out = (probabilities @ v).transpose(1, 2).flatten(2)
        return layer.to_out[1](layer.to_out[0](out))


def _heads(x: Tensor, heads: int) -> Tensor:
    """(n, s, heads·d) as (n, heads, s, d)."""
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)

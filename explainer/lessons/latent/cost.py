"""What one denoising step costs on so many positions: counted for any size, timed where a reader can wait.

The network of every size has the plan of the pack's own (layers, widths, heads), with as many channels in
and out as the sheet has. On the latent's own size it is the pack's denoiser; on pixels it is untrained, with
random weights, which take as long as trained ones.

Counted are multiplications and additions of all matrix products and convolutions, by
torch.utils.flop_counter on the "meta" device, where nothing is computed. `pairs` is the part of
self-attention that compares every position with every other, softmax(QKᵀ)V (Vaswani et al. 2017,
arXiv:1706.03762, equation 1): it grows with the square of the positions, all else with the positions.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from explainer.core.pack import ModelPack, encode_prompt, latent_shape, picture_size
from explainer.lessons.latent.roundtrip import COLORS

LIVE = (1, 2, 3, 4)
BEYOND = (2, 4)
"""Sides that are timed live, in sides of the latent, and sides only counted, in sides of the picture."""
T = 500
PATIENCE, RECORDING = 0.4, 6.0
"""A size is timed again until so many seconds are over, live and for a record; the quickest step counts."""
SD15 = {
    "in_channels": 4,
    "out_channels": 4,
    "block_out_channels": (320, 640, 1280, 1280),
    "layers_per_block": 2,
    "attention_head_dim": 8,
    "cross_attention_dim": 768,
}
"""unet/config.json of Stable Diffusion 1.5, where it differs from diffusers' defaults; 77 words."""

_planned: dict[Path, tuple[Size, ...]] = {}


@dataclass(frozen=True)
class Size:
    """What one step on a sheet of side × side positions with so many channels takes.

    each, pairs  operations for the positions one by one, and for all their pairs
    table        bytes of the largest table of pairs in the network, written out in float32 for all heads;
                 torch's attention works through it piece by piece and never holds it whole
    """

    side: int
    channels: int
    each: int
    pairs: int
    table: int

    @property
    def positions(self) -> int:
        """side²."""
        return self.side**2

    @property
    def numbers(self) -> int:
        """side² × channels."""
        return self.positions * self.channels

    @property
    def operations(self) -> int:
        """All of them."""
        return self.each + self.pairs


@dataclass(frozen=True)
class Timing:
    """The quickest of `rounds` steps on side × side positions, in seconds."""

    side: int
    seconds: float
    rounds: int


def plan(pack: ModelPack) -> tuple[Size, ...]:
    """Every size from the latent's to four times the picture's side, counted; once for each pack."""
    if pack.folder not in _planned:
        config, words = dict(pack.unet.config), pack.tokenizer.model_max_length
        known = [count(config, side, channels_of(pack, side), words) for side in sides(pack)]
        _planned[pack.folder] = tuple(known)
    return _planned[pack.folder]


def live_sides(pack: ModelPack) -> tuple[int, ...]:
    """The sides that are timed while the reader waits, the latent's own first."""
    return tuple(k * latent_shape(pack)[-1] for k in LIVE)


def sides(pack: ModelPack) -> tuple[int, ...]:
    """All sides of the plan, growing: timed live, the picture's, only counted."""
    size = picture_size(pack)
    return *live_sides(pack), size, *(k * size for k in BEYOND)


def channels_of(pack: ModelPack, side: int) -> int:
    """The latent's channels on its own side, three colours on any other."""
    return latent_shape(pack)[0] if side == latent_shape(pack)[-1] else COLORS


def stable_diffusion() -> tuple[Size, Size]:
    """The same for Stable Diffusion 1.5: its latent of 64 × 64 × 4, and its picture of 512 × 512 × 3."""
    return count(SD15, 64, 4, 77), count(SD15, 512, COLORS, 77)


@torch.no_grad()
def count(config: dict[str, Any], side: int, channels: int, words: int) -> Size:
    """Count one step of a network with this config, on `words` tokens of text."""
    with torch.device("meta"):
        network = _network(config, channels)
        x, t = torch.empty(1, channels, side, side), torch.tensor(T)
        told = torch.empty(1, words, network.config["cross_attention_dim"])
    tables: list[int] = []
    for name, layer in network.named_modules():
        if name.endswith("attn1"):
            layer.register_forward_pre_hook(_table_of(tables), with_kwargs=True)
    with FlopCounterMode(display=False) as counter:
        network(x, t, encoder_hidden_states=told)
    pairs = sum(
        number
        for layer, kinds in counter.get_flop_counts().items()
        if layer.endswith("attn1")
        for kind, number in kinds.items()
        if kind is torch.ops.aten.bmm
    )
    return Size(side, channels, counter.get_total_flops() - pairs, pairs, max(tables, default=0))


def measure(
    pack: ModelPack, wanted: Sequence[int] | None = None, patience: float = PATIENCE
) -> Generator[Timing]:
    """Time one step on each of the wanted sides (all live ones), one after another, as they are done."""
    wanted, told = wanted or live_sides(pack), encode_prompt(pack, [""])
    on_pixels = network_on(pack, COLORS)
    for network in (pack.unet, on_pixels):  # the first call of all is never the quickest
        _seconds(network, wanted[0], told)
    for side in wanted:
        network = pack.unet if side == latent_shape(pack)[-1] else on_pixels
        rounds = [_seconds(network, side, told)]
        while sum(rounds) < patience:
            rounds.append(_seconds(network, side, told))
        yield Timing(side, min(rounds), len(rounds))


def network_on(pack: ModelPack, channels: int) -> UNet2DConditionModel:
    """The pack's plan with so many channels in and out, and random weights that never learned anything."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return _network(dict(pack.unet.config), channels).to(pack.device)


def recorded(pack: ModelPack) -> dict[str, Any]:
    """Seconds of each side up to the picture's, and Stable Diffusion's two sizes, as plain values."""
    timed = measure(pack, (*live_sides(pack), picture_size(pack)), RECORDING)
    latent, picture = (size.__dict__ for size in stable_diffusion())
    seconds = {str(one.side): one.seconds for one in timed}
    return {"seconds": seconds, "stable_diffusion": [latent, picture], "threads": torch.get_num_threads()}


def _network(config: dict[str, Any], channels: int) -> UNet2DConditionModel:
    changed = config | {"in_channels": channels, "out_channels": channels}
    network: Any = UNet2DConditionModel.from_config(changed)
    return network.eval().requires_grad_(False)


def _table_of(tables: list[int]) -> Any:
    def note(layer: Any, args: tuple[Tensor, ...], _: dict[str, Any]) -> None:
        tables.append(layer.heads * args[0].shape[1] ** 2 * 4)

    return note


@torch.no_grad()
def _seconds(network: UNet2DConditionModel, side: int, told: Tensor) -> float:
    x = torch.zeros(1, network.config["in_channels"], side, side, device=told.device)
    began = time.perf_counter()
    network(x, T, encoder_hidden_states=told)[0].flatten()[0].item()
    return time.perf_counter() - began

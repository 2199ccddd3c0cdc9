"""The denoiser's second port: one CLIP embedding goes in, as a few more tokens beside the prompt's.

In training the port only ever saw the embeddings of *pictures*. A word's embedding goes in through the very
same weights: the machine takes it for a picture's. The two towers' embeddings lie around different means (the
modality gap, Liang et al. 2022, arXiv:2203.02053), so each loses its own tower's mean first; nothing else is
changed. The weights are diffusers' `ImageProjection`, the tokens are appended to the prompt's, as in
IP-Adapter (Ye et al. 2023, arXiv:2308.06721).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import torch
from diffusers.models.embeddings import ImageProjection
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

Source = Literal["image", "words"]
CONFIG = ("image_embed_dim", "cross_attention_dim", "num_image_text_embeds")
WEIGHTS = "model.safetensors"
MEANS = ("image_mean", "words_mean")


@dataclass(frozen=True)
class ImagePort:
    """The port's projection, and the mean embedding (E,) of each CLIP tower over the training's data."""

    projection: ImageProjection
    image_mean: Tensor
    words_mean: Tensor


def build(config: dict[str, int]) -> ImageProjection:
    """A fresh projection of that config: embeddings (n, E) to tokens (n, K, D)."""
    return ImageProjection(**{name: config[name] for name in CONFIG})


def load(folder: Path, config: dict[str, int], device: torch.device) -> ImagePort:
    """The port of a pack; its files must have been checked."""
    tensors = load_file(folder / WEIGHTS, device=str(device))
    image_mean, words_mean = (tensors.pop(name) for name in MEANS)
    projection = build(config).to(device).eval().requires_grad_(False)
    projection.load_state_dict(tensors)
    return ImagePort(projection, image_mean, words_mean)


def centered(port: ImagePort, embedding: Tensor, source: Source) -> Tensor:
    """Embeddings (n, E) without their tower's mean, of length 1 again: what the port is handed."""
    return F.normalize(embedding - (port.image_mean if source == "image" else port.words_mean), dim=-1)


@torch.no_grad()
def compared(port: ImagePort | None, embedding: Tensor, source: Source) -> Tensor:
    """`centered`, as float32 on the CPU, to be compared with the other tower's; without a port as it is."""
    moved = embedding if port is None else centered(port, embedding.to(port.image_mean.device), source)
    return moved.float().cpu()


@torch.no_grad()
def tokens(port: ImagePort, embedding: Tensor, source: Source) -> Tensor:
    """(n, K, D): the tokens for CLIP embeddings (n, E) of length 1, from the tower that `source` names.

    Append them to `encode_prompt`'s along dimension 1, and `nothing` to the unconditional prompt's.
    """
    return port.projection(centered(port, embedding, source))


@torch.no_grad()
def nothing(port: ImagePort) -> Tensor:
    """(1, K, D): the tokens for "no picture", the projection of an embedding of zeros."""
    return port.projection(torch.zeros_like(port.image_mean)[None])

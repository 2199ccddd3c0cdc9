"""Train the unstamper: `python -m explainer.training.unstamper --out runs/unstamper`.

A small `diffusers.UNet2DModel` that sees a picture with n squares stamped on it, is told n and never the
list, and gives the clean picture back (the restoration operator of cold diffusion, Bansal et al. 2022,
arXiv:2208.09392, with squares for their degradations). The world's pictures are mixed with textures, so
that a reader's own photo is taken for what it is. Loss: L1 + L1 of the gradients, each picture's divided by
the root of the share that is hidden, so that neither few squares nor a sheet full of them decide alone.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from diffusers import UNet2DModel
from torch import nn

from explainer.core import squares, unstamping
from explainer.training import data
from explainer.training.autoencoder import edges
from explainer.training.cli import arguments, plan
from explainer.training.history import begin_from
from explainer.training.loop import Losses, Plan, on_cpu, train, trained

SIZES = {"full": (4, (32, 48, 64, 96)), "smoke": (8, (8, 8))}
TEXTURES = 1 / 6  # share of a batch that is not the world
MOST = 3000  # squares on a training picture; so many leave the rim at most


def build(size: str = "full") -> UNet2DModel:
    """A fresh unstamper of that size."""
    fold, widths = SIZES[size]
    return UNet2DModel(
        sample_size=squares.SIZE // fold,
        in_channels=4 * fold**2,
        out_channels=3 * fold**2,
        layers_per_block=1,
        norm_num_groups=8,
        block_out_channels=widths,
        down_block_types=("DownBlock2D",) * len(widths),
        up_block_types=("UpBlock2D",) * len(widths),
    )


class Undo(nn.Module):
    """The unstamper as one forward pass: stamped picture, mask and count in, clean picture out."""

    def __init__(self, unet: UNet2DModel) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, x: torch.Tensor, hidden: torch.Tensor, count: torch.Tensor) -> torch.Tensor:
        """x (n, 3, 128, 128) in [-1, 1], hidden (n, 1, 128, 128) bool, count (n,)."""
        return unstamping.predict(self.unet, x, hidden, count)


def stamped(pictures: torch.Tensor, counts: list[int], seeds: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures uint8 (n, 3, 128, 128) with squares on them, and what these hide, (n, 1, 128, 128) bool."""
    lists = [squares.listing(count, seed) for count, seed in zip(counts, seeds, strict=True)]
    tops = [torch.from_numpy(squares.topmost(listed)) for listed in lists]
    inks = [torch.from_numpy(listed.color)[top] for listed, top in zip(lists, tops, strict=True)]
    under = torch.stack(tops)[:, None] >= 0
    return torch.where(under, torch.stack(inks).permute(0, 3, 1, 2), pictures), under


def _counts(count: int, rng: torch.Generator) -> list[int]:
    """Numbers from 1 to MOST, evenly in the logarithm."""
    drawn = torch.exp(torch.rand(count, generator=rng) * math.log(MOST + 1))
    return drawn.long().clamp(1, MOST).tolist()


def _batch(
    world: torch.Tensor, textures: torch.Tensor, batch: int, rng: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    other = int((torch.rand(batch, generator=rng) < TEXTURES).sum())
    chosen = [
        bank[torch.randint(len(bank), (count,), generator=rng)]
        for bank, count in ((world, batch - other), (textures, other))
    ]
    clean, counts = torch.cat(chosen), _counts(batch, rng)
    seeds = torch.randint(squares.SEEDS[1], (batch,), generator=rng).tolist()
    sheet, hidden = stamped(clean, counts, seeds)
    return data.as_input(clean), data.as_input(sheet), hidden, torch.tensor(counts)


def run(plan: Plan, size: str, pictures: int, start: Path | None = None) -> UNet2DModel:
    """Train by the plan on `pictures` scenes and an eighth as many textures.

    `start` is the folder of a run whose weights are the first ones.
    """
    world = data.world_bank(plan.out.parent, pictures)
    textures = data.texture_bank(plan.out.parent, max(plan.batch, pictures // 8))

    def losses(model: nn.Module, step: int, rng: torch.Generator) -> Losses:
        device = next(model.parameters()).device
        clean, sheet, hidden, counts = (
            part.to(device) for part in _batch(world, textures, plan.batch, on_cpu(rng))
        )
        y = model(sheet, hidden, counts)
        weight = hidden.float().mean(dim=(1, 2, 3), keepdim=True).clamp_min(1e-3).rsqrt()
        l1, sides = F.l1_loss(weight * y, weight * clean), edges(weight * y, weight * clean)
        return {"loss": l1 + sides, "l1": l1, "mse": F.mse_loss(y, clean)}

    torch.manual_seed(plan.seed)
    model = Undo(build(size))
    if start is not None:
        model.load_state_dict(begin_from(start, plan.out))
    model.load_state_dict(train(plan, model, losses))
    return model.unet


def load(out: Path, size: str = "full") -> UNet2DModel:
    """The unstamper of a run's checkpoint, averaged weights, ready for use."""
    model = Undo(build(size))
    model.load_state_dict(trained(out))
    return model.unet.eval()


def main() -> None:
    """Read the arguments and train."""
    sizes = {"steps": 1300, "batch": 8, "lr": 2e-3, "pictures": 12000}
    args = arguments(__doc__, out="runs/unstamper", **sizes)
    run(plan(args, ema=0.99), "smoke" if args.smoke else "full", args.pictures, args.start)


if __name__ == "__main__":
    main()

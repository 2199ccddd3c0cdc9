"""Taking stamped squares off without their list, by a small network that was never told about them.

The network is a `diffusers.UNet2DModel`. It sees the stamped picture, and which of its pixels have an ink's
colour; it is told how many squares lie there, as a denoiser is told the noise level, and answers with the
clean picture. Restoring what any degradation wrecked, step by step, is cold diffusion (Bansal et al. 2022,
arXiv:2208.09392).

Pictures enter folded: each r×r block of pixels becomes one position of 4r² channels, colours and mask (pixel
unshuffle, Shi et al. 2016, arXiv:1609.05158), so that full resolution costs little; r is what the network's
config says.
"""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import UNet2DModel
from torch import Tensor

from explainer.core import squares
from explainer.core.squares import MOST, SIZE, SIZES, Stamps

SURFACE = sum(side**2 for side in range(SIZES[0], SIZES[1] + 1)) / (SIZES[1] - SIZES[0] + 1) / SIZE**2
"""The share of the sheet that one square covers, on average."""


def timestep(count: Tensor) -> Tensor:
    """Counts of squares (n,) from 0 to MOST as the network's timesteps, 0..1000, evenly in the logarithm."""
    return 1000 * torch.log1p(count.float()) / math.log1p(MOST)


def fits(config: dict[str, Any]) -> bool:
    """Whether a network of that config takes pictures in as `predict` folds them."""
    side, ins, outs = (config.get(key) for key in ("sample_size", "in_channels", "out_channels"))
    if not isinstance(side, int) or side < 1 or SIZE % side:
        return False
    positions = (SIZE // side) ** 2
    return (ins, outs) == (4 * positions, 3 * positions)


def inked(x: Tensor) -> Tensor:
    """Where pictures (n, 3, h, w) in −1..1 have exactly the colour of one of the inks: (n, 1, h, w) bool.

    Whoever sees the ink pots can tell that much without the list: not how many squares lie there, nor which.
    """
    inks = torch.from_numpy(squares.INKS).to(x.device)
    levels = ((x + 1) * 127.5).round()
    return torch.stack([(levels == ink[:, None, None]).all(dim=1, keepdim=True) for ink in inks]).any(dim=0)


def predict(unet: UNet2DModel, x: Tensor, hidden: Tensor, count: Tensor) -> Tensor:
    """The clean pictures (n, 3, SIZE, SIZE): the network's guess where `hidden`, and x itself elsewhere.

    Args:
        x: (n, 3, SIZE, SIZE) in −1..1, stamped; what stands at `hidden` places is not looked at.
        hidden: (n, 1, SIZE, SIZE) bool, what lies under a square.
        count: (n,), how many squares lie on each.
    """
    fold = SIZE // int(unet.config.sample_size)
    seen = torch.cat([x.masked_fill(hidden, 0), hidden.float()], dim=1)
    guess = unet(F.pixel_unshuffle(seen, fold), timestep(count.to(x.device))).sample
    return torch.where(hidden, F.pixel_shuffle(guess, fold), x)


@dataclass(frozen=True)
class Step:
    """One step on the way back.

    count, left  so many squares the network was told of, and so many were put back afterwards
    guess        (1, 3, SIZE, SIZE) in −1..1, the clean picture that it predicted
    hidden       (1, 1, SIZE, SIZE) bool, what still lies under a square afterwards
    x            (1, 3, SIZE, SIZE) in −1..1, the picture afterwards
    """

    count: int
    left: int
    guess: Tensor
    hidden: Tensor
    x: Tensor


def ladder(count: int, steps: int) -> tuple[int, ...]:
    """From `count` squares to 0 in at most `steps` falling numbers, each freeing as much surface as any.

    n squares cover a share of about 1 − exp(−n·a) of the sheet, a being the share of one.
    """
    share = 1 - math.exp(-count * SURFACE)
    stops = [round(-math.log1p(-share * (1 - k / steps)) / SURFACE) for k in range(1, steps)]
    return tuple(sorted({count, 0, *(stop for stop in stops if 0 < stop < count)}, reverse=True))


@torch.no_grad()
def take_off(unet: UNet2DModel, x: Tensor, count: int, steps: int, seed: int) -> Iterator[Step]:
    """Take `count` unknown squares off x (1, 3, SIZE, SIZE), in at most `steps` steps, most squares first.

    Cold diffusion's algorithm 2 (Bansal et al. 2022): x ← x − D(x̂, s) + D(x̂, s′), s′ < s. D stamps the first
    s rows of a list of the network's own (that of `seed`) on what has an ink's colour. What the fewer squares
    leave free takes the guess x̂ and keeps it; the rest is stamped anew, and guessed anew. What has no ink's
    colour at first is the reader's own picture, and stays.
    """
    stamps = squares.listing(count, seed)
    hidden = inked(x)
    rungs = ladder(count, steps)
    for told, left in itertools.pairwise(rungs):
        guess = predict(unet, x, hidden, torch.tensor([told])).clamp(-1, 1)
        under, inks = _sheet(stamps.first(left), x.device)
        below = hidden & under
        x = torch.where(below, inks, torch.where(hidden, guess, x))
        hidden = below
        yield Step(told, left, guess, hidden, x)


def _sheet(stamps: Stamps, device: torch.device) -> tuple[Tensor, Tensor]:
    """Where the squares lie, (1, 1, SIZE, SIZE) bool, and their inks, (1, 3, SIZE, SIZE) in −1..1."""
    top = torch.from_numpy(squares.topmost(stamps))
    inks = torch.from_numpy(np.concatenate([stamps.color, np.zeros((1, 3), np.uint8)]))[top]
    return (top >= 0)[None, None].to(device), (inks.permute(2, 0, 1)[None].float() / 127.5 - 1).to(device)

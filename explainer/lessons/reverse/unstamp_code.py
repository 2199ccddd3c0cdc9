"""The plain diffusers and numpy program that takes the squares off as the lesson does."""

import textwrap
from string import Template

from explainer.core import squares, unstamping
from explainer.lessons.forward.squares import SEED
from explainer.lessons.reverse.unstamp import OWN_SEED, STEPS, Undone


def snippet(pack: str, picture: str, result: Undone) -> str:
    """A program that saves the last frame without the list as result.png.

    `pack` is the pack's folder and `picture` the picture's file, as the snippet's reader has them.
    """
    inks = ", ".join(str(tuple(ink)) for ink in squares.INKS.tolist())
    settings = {
        "pack": repr(pack),
        "picture": repr(picture),
        "inks": textwrap.fill(inks, 92, initial_indent="    ", subsequent_indent="    "),
        "size": squares.SIZE,
        "least": squares.SIZES[0],
        "beyond": squares.SIZES[1] + 1,
        "most": squares.MOST,
        "seed": SEED,
        "own": OWN_SEED,
        "rungs": unstamping.ladder(result.count, STEPS),
    }
    return Template(_PROGRAM).substitute(settings)


_PROGRAM = """\
import numpy as np
import torch
from diffusers import UNet2DModel
from PIL import Image, ImageOps
from torch.nn import functional as F

inks = np.array([
$inks,
], np.uint8)


def stamp(sheet, count, seed):
    rng = np.random.default_rng((seed, 0))
    size = rng.integers($least, $beyond, $most)
    x, y = (rng.random((2, $most)) * ($size - size + 1)).astype(int)
    color = inks[rng.integers(len(inks), size=$most)]
    for i in range(count):
        sheet[y[i] : y[i] + size[i], x[i] : x[i] + size[i]] = color[i]
    return sheet


def to_tensor(pixels):
    return torch.from_numpy(pixels.astype(np.float32) / 127.5 - 1).permute(2, 0, 1)[None]


unet = UNet2DModel.from_pretrained($pack, subfolder="squares")
fold = $size // unet.config.sample_size
# so many squares; each step frees as much surface as the others
rungs = $rungs

picture = ImageOps.exif_transpose(Image.open($picture)).convert("RGB")
picture = ImageOps.fit(picture, ($size, $size), Image.Resampling.LANCZOS)
stamped = stamp(np.array(picture), rungs[0], $seed)
hidden = torch.from_numpy((stamped[:, :, None] == inks).all(-1).any(-1))[None, None]
x = to_tensor(stamped)

for count, fewer in zip(rungs, rungs[1:]):
    seen = torch.cat([x.masked_fill(hidden, 0), hidden.float()], dim=1)
    t = 1000 * torch.tensor([count + 1.0]).log() / np.log($most + 1)
    with torch.no_grad():
        guess = F.pixel_shuffle(unet(F.pixel_unshuffle(seen, fold), t).sample, fold).clamp(-1, 1)
    own = stamp(np.zeros_like(stamped), fewer, $own)  # no ink is black
    still = hidden & torch.from_numpy(own.any(-1))
    x = torch.where(still, to_tensor(own), torch.where(hidden, guess, x))
    hidden = still

pixels = ((x[0] / 2 + 0.5).clamp(0, 1) * 255).round().byte().permute(1, 2, 0)
Image.fromarray(pixels.numpy()).save("result.png")
"""

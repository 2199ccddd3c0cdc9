"""Where a picture has the colour that a word names: pixels near the world's own paint, in OKLab.

OKLab (Ottosson 2020, bottosson.github.io/posts/oklab) is a space in which equal distances look alike.
"""

import torch
from torch import Tensor

from explainer.core.phrases import Phrase
from explainer.world.colors import COAT_COLORS, COLLAR_COLORS

PAINTS = COAT_COLORS | COLLAR_COLORS
NEAR = 0.08
"""Distance in OKLab; white and black are 1 apart. Wider, a beach is golden too; narrower, shade is lost."""
NAMES = {
    "white": ("white", "白"),
    "black": ("black", "黒"),
    "gray": ("gray", "grey", "灰色", "グレー"),
    "brown": ("brown", "茶色"),
    "golden": ("golden", "金色"),
    "orange": ("orange", "オレンジ"),
    "red": ("red", "赤"),
    "blue": ("blue", "青"),
}
_CONES = torch.tensor(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = torch.tensor(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def color_of(phrase: Phrase) -> str | None:
    """The colour that the phrase names: an English word is the name, a Japanese phrase begins with it."""
    said = phrase.text.lower()
    for color, names in NAMES.items():
        if any(said == name if name.isascii() else said.startswith(name) for name in names):
            return color
    return None


def region(picture: Tensor, color: str) -> Tensor:
    """(n, H, W) bool: which pixels of pictures (n, 3, H, W) in −1..1 have the colour."""
    return (oklab(picture) - oklab(_paint(color))).square().sum(dim=1).sqrt() < NEAR


def oklab(picture: Tensor) -> Tensor:
    """(n, 3, H, W) in −1..1 as lightness 0..1 and two colour axes."""
    srgb = (picture.float() + 1) / 2
    linear = torch.where(srgb <= 0.04045, srgb / 12.92, ((srgb.clamp(min=0) + 0.055) / 1.055) ** 2.4)
    cones = torch.einsum("ij,njhw->nihw", _CONES, linear).clamp(min=0) ** (1 / 3)
    return torch.einsum("ij,njhw->nihw", _LAB, cones)


def _paint(color: str) -> Tensor:
    rgb = [int(PAINTS[color][i : i + 2], 16) for i in (1, 3, 5)]
    return (torch.tensor(rgb) / 127.5 - 1)[None, :, None, None]

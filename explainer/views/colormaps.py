"""Colours for maps of numbers, safe for colour-blind eyes."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# the page's own diverging colours, on paper: below zero, zero, above
DIVERGING = ("2B4C7E", "FFFDF8", "D6452B")
# viridis (van der Walt and Smith 2015), eight stops of it
VIRIDIS = ("440154", "46337E", "365C8D", "277F8E", "1FA187", "4AC16D", "A0DA39", "FDE725")


def viridis(values: NDArray[np.floating], most: float) -> Image.Image:
    """(h, w) numbers in 0..most as a picture, dark to bright; what lies above is as bright as can be."""
    return _colored(values / most, VIRIDIS)


def diverging(values: NDArray[np.floating], most: float) -> Image.Image:
    """(h, w) numbers in −most..most as a picture: indigo below zero, paper at zero, red above."""
    return _colored((values / most + 1) / 2, DIVERGING)


def _colored(shares: NDArray[np.floating], names: tuple[str, ...]) -> Image.Image:
    stops = np.array([list(bytes.fromhex(stop)) for stop in names], dtype=np.float64)
    at = np.clip(shares, 0, 1) * (len(stops) - 1)
    colors = [np.interp(at, np.arange(len(stops)), stops[:, color]) for color in range(3)]
    return Image.fromarray(np.stack(colors, axis=-1).round().astype(np.uint8))

"""The frames of the latent's film: the picture, its four channels, what comes back, and a caption."""

import math
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw

from explainer.views.colormaps import diverging
from explainer.views.export import SEAL, framed

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.latent.film import Moment


def frame_of(moment: "Moment", picture: Image.Image, bound: float, words: dict[str, Any]) -> Image.Image:
    """The frame of `moment`; `picture` is what went in, ±`bound` get the full colours.

    words: `square` and `bits`, of ASCII alone (see `export.framed`).
    """
    latent, restored, side = moment.rounding.latent, moment.rounding.restored, picture.width
    sheet = Image.new("RGB", (3 * side, side))
    panes = (picture, _channels(latent, side, bound), restored)
    for i, pane in enumerate(panes):
        sheet.paste(pane, (i * side, 0))
    if moment.cell:
        _mark(sheet, moment.cell, latent, side)
    return framed(moment.share, sheet, _caption(moment, side, words))


def _channels(latent: "Tensor", side: int, bound: float) -> Image.Image:
    """The channels two by two, together as large as the picture."""
    across = math.ceil(math.sqrt(len(latent)))
    pane, size = Image.new("RGB", (side, side)), side // across
    for i, channel in enumerate(latent):
        colors = diverging(channel.numpy(), bound).resize((size, size), Image.Resampling.NEAREST)
        pane.paste(colors, (i % across * size, i // across * size))
    return pane


def _mark(sheet: Image.Image, cell: tuple[int, int], latent: "Tensor", side: int) -> None:
    """The square in the picture and in what comes back, and its number in each channel."""
    pen, across = ImageDraw.Draw(sheet), math.ceil(math.sqrt(len(latent)))
    small = side // across
    corners = [(0, 0, side), (2 * side, 0, side)]
    corners += [(side + i % across * small, i // across * small, small) for i in range(len(latent))]
    for left, top, size in corners:
        width = size / latent.shape[-1]
        x, y = left + cell[0] * width, top + cell[1] * width
        pen.rectangle((x - 1, y - 1, x + width, y + width), outline=SEAL)


def _caption(moment: "Moment", side: int, words: dict[str, Any]) -> str:
    rounding = moment.rounding
    channels, _, width = rounding.latent.shape
    if moment.cell:
        across, down = moment.cell
        numbers = "   ".join(f"{number:+.2f}" for number in rounding.latent[:, down, across].tolist())
        square = side // width
        return words["square"].format(side=square, count=3 * square**2, channels=channels, numbers=numbers)
    bits = rounding.bits or 32
    size = rounding.numbers * bits // 8
    return words["bits"].format(bits=bits, bytes=f"{size:,}", psnr=f"{rounding.psnr:.1f}")

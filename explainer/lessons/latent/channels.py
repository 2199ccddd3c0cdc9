"""A latent to tinker with: one channel shifted, stretched, blanked, mixed, rounded or poked, and decoded.

A channel is numbered from 1, and 0 means all of them. Each tool has one amount, and one at which nothing
is changed (`TOOLS`); z is the channel, h × w numbers of a spread of about 1:

    shift    z + amount
    stretch  m + amount · (z − m), m being the channel's mean
    blank    (1 − amount) · z
    swap     (1 − amount) · z + amount · z′, z′ being another picture's channel
    round    z on 2^bits levels from its least to its greatest value, bits = 9 − amount; as it is for 0
    poke     z + amount on the 3 × 3 positions around `spot`, as far as they lie on the sheet
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from explainer.core.cache import WITH_ITS_FILE, Runs
from explainer.core.errors import ValueRangeError
from explainer.core.images import fit_square, psnr, to_tensor
from explainer.core.pack import ModelPack, decode, encode, picture_size
from explainer.core.values import check_number, check_whole

TOOLS: dict[str, tuple[float, float, float]] = {
    "shift": (-4, 4, 0),
    "stretch": (-1, 3, 1),
    "blank": (0, 1, 0),
    "swap": (0, 1, 0),
    "round": (0, 8, 0),
    "poke": (-6, 6, 0),
}
"""The least and the greatest amount of each tool, and the one that changes nothing."""
FINEST = 9
LUMINANCE = (0.2126, 0.7152, 0.0722)
"""Of red, green and blue as they are stored (ITU-R BT.709, here on gamma-coded values)."""
ONE_COLOR = 2 / 255
OPENED = Runs(32 * 2**20, max_age=WITH_ITS_FILE)
"""Pictures that somebody tinkers with, forgotten as early as a reader's own file is."""


@dataclass(frozen=True)
class Edit:
    """What is done to which channel; see the module. Made by `edit`, which judges the values."""

    tool: str
    channel: int
    amount: float
    spot: tuple[int, int]

    @property
    def is_none(self) -> bool:
        """Whether nothing is changed."""
        return self.amount == TOOLS[self.tool][2]


@dataclass(frozen=True)
class Change:
    """What an edit did to a picture: mean difference over all its pixels, in levels of 255."""

    red: float
    green: float
    blue: float
    luminance: float


@dataclass(frozen=True)
class Opened:
    """A picture's latent (1, C, h, w), what the decoder makes of it (1, 3, H, W) in −1..1, and its channels.

    effects    what adding 1 everywhere to channel 1, 2, … does to this very picture
    one_color  whether the picture shows one colour and nothing else
    spread     the largest standard deviation of a channel
    """

    latent: Tensor
    untouched: Tensor
    effects: tuple[Change, ...]
    one_color: bool
    spread: float


@dataclass(frozen=True)
class Edited:
    """The latent after the edit, its decoding, and how that differs from the untouched one.

    psnr is inf where nothing differs; moved is the mean absolute difference in levels of 255.
    """

    edit: Edit
    latent: Tensor
    decoded: Tensor
    psnr: float
    moved: float
    change: Change


def edit(tool: Any, channel: Any, amount: Any, spot: Any, shape: tuple[int, ...]) -> Edit:
    """Judge what a page asks for, for latents of shape (…, C, h, w). Raises ValueRangeError."""
    if not isinstance(tool, str) or tool not in TOOLS:
        raise ValueRangeError("value.unknown_tool", value=str(tool)[:40], known=", ".join(TOOLS))
    low, high, _ = TOOLS[tool]
    channels, height, width = shape[-3:]
    row, column = spot if isinstance(spot, (list, tuple)) and len(spot) == 2 else (height // 2, width // 2)
    return Edit(
        tool,
        check_whole("channel", channel, 0, channels),
        check_whole("amount", amount, int(low), int(high))
        if tool == "round"
        else check_number("amount", amount, low, high),
        (check_whole("row", row, 0, height - 1), check_whole("column", column, 0, width - 1)),
    )


def begin(pack: ModelPack, picture: Image.Image) -> Opened:
    """Encode the picture, decode it untouched, and once more for each channel with 1 added to it."""
    x = to_tensor(fit_square(picture, picture_size(pack)))
    latent = encode(pack, x).cpu()
    count = latent.shape[1]
    raised = latent + torch.eye(count)[:, :, None, None]
    untouched, *effects = decode(pack, torch.cat([latent, raised])).cpu().split(1)
    one_color = bool((x.amax((2, 3)) - x.amin((2, 3))).max() <= ONE_COLOR)
    spread = float(latent[0].flatten(1).std(dim=1).max())
    return Opened(latent, untouched, tuple(change(one, untouched) for one in effects), one_color, spread)


def opened(pack: ModelPack, name: Hashable, open_picture: Callable[[], Image.Image]) -> Opened:
    """`begin` for the picture of that name, which is opened only if it is not among the kept ones."""
    key = (pack.folder, str(pack.device), name)
    found = OPENED.get(key)
    if found is None:
        found = begin(pack, open_picture())
        OPENED.put(key, found)
    return found


def apply(latent: Tensor, edit: Edit, other: Tensor | None = None) -> Tensor:
    """The edited latent; `other`, of the same shape, is what `swap` takes its channel from."""
    chosen = slice(None) if edit.channel == 0 else slice(edit.channel - 1, edit.channel)
    made, z = latent.clone(), latent[:, chosen]
    made[:, chosen] = _edited(z, edit, z if other is None else other[:, chosen])
    return made


def _edited(z: Tensor, edit: Edit, other: Tensor) -> Tensor:
    amount = edit.amount
    match edit.tool:
        case "shift":
            return z + amount
        case "stretch":
            mean = z.mean((2, 3), keepdim=True)
            return mean + amount * (z - mean)
        case "blank":
            return (1 - amount) * z
        case "swap":
            return (1 - amount) * z + amount * other
        case "round":
            return rounded(z, FINEST - int(amount)) if amount else z
        case _:
            row, column = edit.spot
            z = z.clone()
            z[:, :, max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2] += amount
            return z


def rounded(z: Tensor, bits: int) -> Tensor:
    """Each channel of z on 2^bits equally distant levels, its own least and greatest value among them."""
    least, most = z.amin((2, 3), keepdim=True), z.amax((2, 3), keepdim=True)
    step = (most - least) / (2**bits - 1)
    return torch.where(step > 0, least + ((z - least) / step.clamp_min(1e-12)).round() * step, z)


def tinker(pack: ModelPack, opened: Opened, edit: Edit, other: Tensor | None = None) -> Edited:
    """Edit, decode and compare; what changes nothing is not decoded again."""
    latent = opened.latent if edit.is_none else apply(opened.latent, edit, other)
    decoded = opened.untouched if edit.is_none else decode(pack, latent).cpu()
    moved = float((decoded - opened.untouched).abs().mean()) * 127.5
    return Edited(
        edit, latent, decoded, psnr(decoded, opened.untouched), moved, change(decoded, opened.untouched)
    )


def change(decoded: Tensor, untouched: Tensor) -> Change:
    """Mean difference of two pictures (1, 3, H, W) in −1..1."""
    red, green, blue = ((decoded - untouched).mean((0, 2, 3)) * 127.5).tolist()
    luminance = sum(share * one for share, one in zip(LUMINANCE, (red, green, blue), strict=True))
    return Change(red, green, blue, luminance)

"""Squares again, without the list: a network that was never told of them takes them off, beside the list.

The squares are those of the forward tab's game, from the same list. The network (`core.unstamping`) is told
how many there are and knows the inks; whoever has the list needs no network and makes no mistake.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image
from torch import Tensor

from explainer.core import squares, unstamping
from explainer.core.errors import PackError
from explainer.core.images import to_image, to_tensor
from explainer.core.pack import ModelPack
from explainer.core.squares import SIZE, Error
from explainer.lessons.forward.squares import SEED, pixels_of

COUNTS = (1, 3, 10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000)
"""So many squares can be chosen; training ended at the last."""
OPENS_WITH = 100
STEPS = 12
OWN_SEED = 1
"""Of the list whose squares the network puts back on the way: another than the reader's."""


@dataclass(frozen=True)
class Frame:
    """One moment on the way back, `left` squares before its end. Pictures are (SIZE, SIZE, 3) uint8.

    without, listed  the picture as the network has it, and as the list has it
    error, exact     how far each is from the picture that was stamped
    hidden           (SIZE, SIZE) bool, what the network has still under squares
    """

    left: int
    without: np.ndarray
    listed: np.ndarray
    error: Error
    exact: Error
    hidden: np.ndarray


@dataclass(frozen=True)
class Undone:
    """The way back from `count` squares, the stamped picture first.

    pixels   (SIZE, SIZE, 3) uint8, the picture that was stamped
    at_once  how far the network's first guess is from it, all squares taken off in one go
    covered  (SIZE, SIZE) bool, what truly lies under squares
    """

    count: int
    pixels: np.ndarray
    frames: tuple[Frame, ...]
    at_once: Error
    covered: np.ndarray

    @cached_property
    def invented(self) -> float:
        """The share of the pixels that the network made up."""
        return float(self.frames[0].hidden.mean())

    @property
    def mistaken(self) -> int:
        """How many pixels the network took for covered that only had an ink's colour."""
        return int((self.frames[0].hidden & ~self.covered).sum())

    @cached_property
    def taken_off_at(self) -> np.ndarray:
        """(SIZE, SIZE) uint8, the frame from which on the network's guess is shown; 0 where it never is."""
        still = np.stack([frame.hidden for frame in self.frames])
        return (still.sum(axis=0)).astype(np.uint8)


def undo(pack: ModelPack, image: Image.Image, count: Any = OPENS_WITH) -> Undone:
    """Stamp the picture's middle square and take the squares off, without the list and with it.

    A count that makes no sense becomes the nearest of COUNTS. Raises PackError for a pack without unstamper.
    """
    if pack.unstamper is None:
        raise PackError("pack.no_unstamper", name=pack.name)
    count, pixels = sensible_count(count), pixels_of(image)
    stamps = squares.listing(count, SEED)
    kept = squares.stamp(pixels, stamps)
    x = to_tensor(Image.fromarray(kept.picture)).to(pack.device)
    steps = list(unstamping.take_off(pack.unstamper, x, count, STEPS, OWN_SEED))
    lefts = [count, *(step.left for step in steps)]
    seen = [kept.picture, *(_pixels(step.x) for step in steps)]
    hidden = [unstamping.inked(x), *(step.hidden for step in steps)]
    listed = [squares.take_off(kept, stamps, left) for left in lefts]
    frames = tuple(
        Frame(
            left,
            ours,
            theirs,
            squares.error(pixels, ours),
            squares.error(pixels, theirs),
            mask[0, 0].cpu().numpy(),
        )
        for left, ours, theirs, mask in zip(lefts, seen, listed, hidden, strict=True)
    )
    at_once = squares.error(pixels, _pixels(steps[0].guess))
    return Undone(count, pixels, frames, at_once, squares.topmost(stamps) >= 0)


def sensible_count(count: Any) -> int:
    """The nearest of COUNTS, by ratio; OPENS_WITH for what is no number."""
    if isinstance(count, bool) or not isinstance(count, int | float) or not math.isfinite(count):
        return OPENS_WITH
    return nearest(COUNTS, max(count, 1))


def nearest(counts: Sequence[int], count: float) -> int:
    """The one of `counts` (1 or more each) that is nearest to `count` by ratio."""
    return min(counts, key=lambda one: abs(math.log(one / count)))


def _pixels(x: Tensor) -> np.ndarray:
    return np.asarray(to_image(x)).reshape(SIZE, SIZE, 3)

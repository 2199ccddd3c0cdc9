"""The whole way back as frames: the picture now, and beside it what must lie beneath."""

from collections.abc import Iterator

from PIL import Image

from explainer.core.images import sprite, to_images
from explainer.lessons.reverse.denoising import Outcome

HELD = (4, 10)
"""How many times the first frame and the last one come."""


def length(outcome: Outcome) -> int:
    """How many frames `moments` gives."""
    return HELD[0] + len(outcome.moments) - 1 + HELD[1]


def moments(outcome: Outcome) -> Iterator[tuple[float, Image.Image]]:
    """For each frame its share of the way, 0..1, and x_t beside the predicted x0; at last A′ twice."""
    left, right = to_images(outcome.noised), to_images(outcome.predicted)
    (end,) = to_images(outcome.restored)
    count = len(left)
    for i in range(count):
        yield from [(i / count, sprite([left[i], right[i]], 2))] * (1 if i else HELD[0])
    yield from [(1.0, sprite([end, end], 2))] * HELD[1]

"""The way from noise to picture as frames: what is there, and beside it what the network has in mind."""

from collections.abc import Iterator

from PIL import Image

from explainer.core.images import sprite, to_images
from explainer.lessons.text_to_image.painting import Painting

HELD = (4, 10)
"""How many times the first frame and the last one come."""


def length(painting: Painting) -> int:
    """How many frames `moments` gives."""
    return HELD[0] + len(painting.steps) - 1 + HELD[1]


def moments(painting: Painting) -> Iterator[tuple[float, Image.Image]]:
    """Each frame's share of the way, 0..1, and x_t beside the predicted x0; at last the picture twice."""
    left, right = to_images(painting.noisy), to_images(painting.predicted)
    (end,) = to_images(painting.picture)
    count = len(left)
    for i in range(count):
        yield from [(i / count, sprite([left[i], right[i]], 2))] * (1 if i else HELD[0])
    yield from [(1.0, sprite([end, end], 2))] * HELD[1]

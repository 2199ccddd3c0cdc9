"""Text-to-image, wired: the one figure, and below it the sections that look deeper, closed at first."""

from explainer.tabs.page import Page, TabHandle
from explainer.tabs.text_to_image import (
    anything,
    binding,
    compare,
    disguise,
    figure,
    numbers,
    origin,
    seeds,
    steering,
    take,
    typing,
)
from explainer.tabs.text_to_image.figure import opening_request, run
from explainer.tabs.thread import Thread

THREAD = Thread(
    way=(disguise, anything, origin),
    deeper=(seeds, numbers, steering, binding),
    workshop=(compare, typing, take),
    onward="forward",
)

__all__ = ["build", "opening_request", "run"]


def build(page: Page) -> TabHandle:
    """The figure, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    THREAD.build(page, "text_to_image")
    return handle

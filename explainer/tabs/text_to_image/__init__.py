"""Text-to-image, wired: the one figure, and below it the sections that look deeper, closed at first."""

from types import ModuleType

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

SECTIONS: tuple[ModuleType, ...] = (
    numbers,
    disguise,
    anything,
    steering,
    binding,
    compare,
    typing,
    origin,
    seeds,
    take,
)
"""Modules with a `build(page)` of their own, in the order of the page."""

__all__ = ["build", "opening_request", "run"]


def build(page: Page) -> TabHandle:
    """The figure, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    for section in SECTIONS:
        section.build(page)
    return handle

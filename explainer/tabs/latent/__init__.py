"""Latent space, wired: its figures, and below them the sections that look deeper, closed at first."""

from types import ModuleType

from explainer.tabs.latent import (
    arithmetic,
    between,
    channels,
    cost,
    figure,
    meeting,
    relations,
    take,
    way,
)
from explainer.tabs.page import Page, TabHandle

SECTIONS: tuple[ModuleType, ...] = (cost, channels, relations, between, arithmetic, meeting, way, take)
"""Modules with a `build(page)` of their own, in the order of the page."""


def build(page: Page) -> TabHandle:
    """The figures, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    for section in SECTIONS:
        section.build(page)
    return handle

"""Reverse denoising, wired: the one figure, and below it the sections that look deeper, closed at first."""

from explainer.tabs.page import Page, TabHandle
from explainer.tabs.reverse import (
    branches,
    figure,
    home,
    inside,
    inversion,
    lanes,
    mistakes,
    take,
    toy,
    unstamp,
)
from explainer.tabs.reverse.figure import OPENS_WITH, opening, opening_request, run

SECTIONS = (inside, mistakes, home, toy, unstamp, lanes, branches, inversion, take)
"""Modules with a `build(page)` of their own, in the order of the page."""

__all__ = ["OPENS_WITH", "build", "opening", "opening_request", "run"]


def build(page: Page) -> TabHandle:
    """The figure, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    for section in SECTIONS:
        section.build(page)
    return handle

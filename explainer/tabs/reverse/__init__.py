"""Reverse denoising, wired: the one figure, and below it the sections that look deeper, closed at first."""

from explainer.tabs.page import Page, TabHandle
from explainer.tabs.reverse import (
    branches,
    figure,
    guess,
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
from explainer.tabs.thread import Thread

THREAD = Thread(
    way=(guess, unstamp, mistakes, home),
    deeper=(inside, toy, inversion),
    workshop=(lanes, branches, take),
    onward="latent",
)

__all__ = ["OPENS_WITH", "build", "opening", "opening_request", "run"]


def build(page: Page) -> TabHandle:
    """The figure, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    THREAD.build(page, "reverse")
    return handle

"""Reverse denoising, wired: the one figure, and below it the sections that look deeper, closed at first."""

from explainer.tabs.page import Page, TabHandle
from explainer.tabs.reverse import figure, lanes, toy
from explainer.tabs.reverse.figure import OPENS_WITH, opening, opening_request, run

SECTIONS = (lanes, toy)
from explainer.tabs.reverse import figure, inside, toy
from explainer.tabs.reverse import figure, inside, inversion, toy
from explainer.tabs.reverse.figure import OPENS_WITH, opening, opening_request, run

SECTIONS = (inside, inversion, toy)
from explainer.tabs.reverse import figure, mistakes, toy
from explainer.tabs.reverse.figure import OPENS_WITH, opening, opening_request, run

SECTIONS = (mistakes, toy)
from explainer.tabs.reverse import figure, home, take, toy
from explainer.tabs.reverse.figure import OPENS_WITH, opening, opening_request, run

SECTIONS = (toy, home, take)
from explainer.tabs.reverse import branches, figure, toy
from explainer.tabs.reverse.figure import OPENS_WITH, opening, opening_request, run

SECTIONS = (toy, branches)
from explainer.tabs.reverse import figure, toy, unstamp
from explainer.tabs.reverse.figure import OPENS_WITH, opening, opening_request, run

SECTIONS = (toy, unstamp)
"""Modules with a `build(page)` of their own, in the order of the page."""

__all__ = ["OPENS_WITH", "build", "opening", "opening_request", "run"]


def build(page: Page) -> TabHandle:
    """The figure, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    for section in SECTIONS:
        section.build(page)
    return handle

"""Forward noising, wired: the one figure, and below it the sections that look deeper, closed at first."""

from explainer.tabs.forward import figure, left, mosaic, schedules, squares, steps, take, where
from explainer.tabs.forward.figure import checked, draw, recipe, scheduler_config
from explainer.tabs.page import Page, TabHandle

SECTIONS = (squares, mosaic, schedules, steps, where, left, take)
"""Modules with a `build(page)` of their own, in the order of the page."""

__all__ = ["build", "checked", "draw", "recipe", "scheduler_config"]


def build(page: Page) -> TabHandle:
    """The figure, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    for section in SECTIONS:
        section.build(page)
    return handle

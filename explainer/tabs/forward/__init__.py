"""Forward noising, wired: the one figure, and below it the sections that look deeper, closed at first."""

from explainer.tabs.forward import figure, left, mosaic, schedules, squares, steps, take, where
from explainer.tabs.forward.figure import checked, draw, recipe, scheduler_config
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.thread import Thread

THREAD = Thread(
    way=(squares, mosaic, left),
    deeper=(steps, where, schedules),
    workshop=(take,),
    onward="reverse",
)

__all__ = ["build", "checked", "draw", "recipe", "scheduler_config"]


def build(page: Page) -> TabHandle:
    """The figure, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    THREAD.build(page, "forward")
    return handle

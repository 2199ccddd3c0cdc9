"""Latent space, wired: its figures, and below them the sections that look deeper, closed at first."""

from explainer.tabs.latent import (
    arithmetic,
    between,
    channels,
    cost,
    figure,
    meeting,
    relations,
    sheet,
    take,
    way,
)
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.thread import Thread

THREAD = Thread(
    way=(cost, relations, meeting),
    deeper=(sheet, channels, between, arithmetic, way),
    workshop=(take,),
    onward="text_to_image",
)


def build(page: Page) -> TabHandle:
    """The figures, filled from the address; a section fills itself when it is opened."""
    handle = figure.build(page)
    THREAD.build(page, "latent")
    return handle

"""The mosaic, wired: the browser lays it, the server tries to take it off, plainly and with the network."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr
from PIL import Image

from explainer import lessons
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.state import Address
from explainer.views.mosaic import MosaicView, network_of, plain_of, value_of

if TYPE_CHECKING:
    import numpy as np

    from explainer.lessons.forward.mosaic import Region

PLAIN = {"nearest": Image.Resampling.NEAREST, "bicubic": Image.Resampling.BICUBIC}
SIDES = ("left", "top", "width", "height")


def build(page: Page) -> None:
    """The section, filled when it is opened; its script then asks for the attempts."""
    view = MosaicView(words=page.t.table("mosaic"), plain=None, network=None, picture=None)

    def plain(said: dict[str, Any], picture: Picture) -> dict[str, Any]:
        return gr.update(plain=plainly(picture, said))

    def network(said: dict[str, Any], picture: Picture) -> Iterator[dict[str, Any]]:
        for value in by_network(page, picture, said):
            yield shown(value)

    def shown(news: dict[str, Any]) -> dict[str, Any]:
        return gr.update(network=news)

    section.keep(page, view, draw, model=False)
    page.hear(view.asked, plain, [page.picture], [view], model=False, in_turn=True)
    page.stream(view, "asked", network, [page.picture], as_value=shown)


def draw(page: Page, picture: Picture, said: Any) -> dict[str, Any]:
    """The view's value: the picture, and where the mosaic lies at first, by the address or on the head."""
    lesson = lessons.forward.mosaic
    where, cell = _sensible(picture, said)
    limits = {"size": lesson.SIZE, "smallest": lesson.SMALLEST, "cells": list(lesson.CELLS)}
    return value_of(_pixels(picture), where, cell, limits, page.t(picture.name), _of(picture))


def plainly(picture: Picture, said: Any) -> dict[str, Any]:
    """The mosaic enlarged in the two plain ways, and their errors: the view's prop `plain`."""
    where, cell = _sensible(picture, said)
    pixels = _pixels(picture)
    attempts = {name: lessons.forward.mosaic.plainly(pixels, where, cell, how) for name, how in PLAIN.items()}
    return plain_of(_asked(said), _of(picture), attempts)


def by_network(page: Page, picture: Picture, said: Any) -> Iterator[dict[str, Any]]:
    """How far the network has come, and at last what it made of the mosaic: the view's prop `network`."""
    lesson = lessons.forward.mosaic
    where, cell = _sensible(picture, said)
    pixels = _pixels(picture)
    attempts = {name: lesson.plainly(pixels, where, cell, how) for name, how in PLAIN.items()}
    for painting in lesson.by_network(page.pack(), pixels, where, cell):
        done = painting.attempt and {**attempts, "network": painting.attempt}
        yield network_of(_asked(said), painting, lesson.closest(done) if done else None)


def _asked(said: Any) -> dict[str, Any]:
    return {"run": said.get("run")}


def _of(picture: Picture) -> str:
    return picture.path or picture.sample


def _pixels(picture: Picture) -> "np.ndarray":
    return lessons.forward.mosaic.pixels_of(samples.open_image(picture))


def _sensible(picture: Picture, said: Any) -> "tuple[Region, int]":
    """Region and cell as an address ("left.top.width.height") or an event names them, or the nearest."""
    lesson = lessons.forward.mosaic
    address = Address({key: str(value) for key, value in said.items()} if isinstance(said, dict) else {})
    head = lesson.MIDDLE if picture.path else lesson.HEADS.get(picture.sample, lesson.MIDDLE)
    sides = address.text("region", "").split(".")
    named = Address(dict(zip(SIDES, sides, strict=False)) if len(sides) == len(SIDES) else {})
    far = 10 * lesson.SIZE
    where = lesson.region(*(named.real(side, -far, far, getattr(head, side)) for side in SIDES))
    return where, lesson.cell(address.whole("cell", *lesson.CELLS, lesson.OPENS_WITH))

"""The figures of latent space, wired: a picture there and back, the map, and the drawers below them."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from explainer import lessons
from explainer.tabs import recorded, samples
from explainer.tabs.latent.animals import surveyed
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.tabs.state import Address
from explainer.views.latent import DeeperView, LatentView, deeper_value, latent_value
from explainer.views.map import MapView, counting_value, map_value


def build(page: Page) -> TabHandle:
    """Two figures and the drawers; the map follows the round trip, and says how far it has come."""
    words = page.t.table("latent")
    figure = LatentView(words=words["figure"], common=page.t.table("common"), samples=samples.thumbnails())
    chart = MapView(words=words["map"], common=page.t.table("common"))
    deeper = DeeperView(words=words)

    def load(picture: Picture, _: Address) -> Iterator[tuple[Any, ...]]:
        yield from draw(page, picture)

    def follow(picture: Picture) -> Iterator[tuple[Any, ...]]:
        yield from draw(page, picture)

    return TabHandle(outputs=[figure, chart, deeper], load=load, follow=follow, bar=figure)


def draw(page: Page, picture: Picture) -> Iterator[tuple[Any, ...]]:
    """The three views' values for `picture`, as they become known."""
    image, name = samples.open_image(picture), page.t(picture.name)
    pack = page.pack()
    result = lessons.latent.roundtrip(pack, image)
    yield latent_value(result, name), gr.skip(), gr.skip()
    shown = _is_shown(page, picture)
    for atlas, made in surveyed(pack):
        if atlas.complete:
            place = lessons.latent.locate(pack, atlas, image)
            chart = map_value(atlas, atlas.names(page.t.language), image, place, name, made)
            larger, code = lessons.latent.STABLE_DIFFUSION, code_of(page, picture)
            yield gr.skip(), chart, deeper_value(result, chart["facts"], larger, code)
        elif not shown:
            yield gr.skip(), counting_value(atlas), gr.skip()


def _is_shown(page: Page, picture: Picture) -> bool:
    """Whether a recorded map is on the page already, which progress would wipe away."""
    return picture == samples.first() and recorded.is_there(page.folder, "latent", page.t.language)


def code_of(page: Page, picture: Picture) -> str:
    """The snippet that makes the round trip of `picture`."""
    return lessons.latent.snippet(page.pack(), shown_path(page.folder), picture_path(picture))

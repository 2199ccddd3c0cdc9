"""The figures of latent space, wired: a picture there and back, the map, and the drawers below them."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import gradio as gr

from explainer import lessons
from explainer.tabs import recorded, samples
from explainer.tabs.latent.animals import complete, surveyed
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.tabs.state import Address
from explainer.views.latent import DeeperView, LatentView, deeper_value, latent_value
from explainer.views.map import (
    MapView,
    counting_value,
    heard_value,
    map_value,
    with_own,
)

if TYPE_CHECKING:
    from explainer.lessons.latent import Atlas, Met


def build(page: Page) -> TabHandle:
    """Two figures and the drawers; the map follows the round trip, and says how far it has come."""
    words, common = page.t.table("latent"), page.t.table("common")
    figure = LatentView(words=words["figure"], common=common, samples=samples.thumbnails())
    chart = MapView(words=page.t.table("map"), common=common, heard=None)
    deeper = DeeperView(words=words)

    def load(picture: Picture, _: Address) -> Iterator[tuple[Any, ...]]:
        yield from draw(page, picture)

    def follow(picture: Picture) -> Iterator[tuple[Any, ...]]:
        yield from draw(page, picture)

    def told(heard: dict[str, Any]) -> dict[str, Any]:
        return gr.update(heard=heard)

    def typed(said: dict[str, Any], picture: Picture | None) -> Iterator[dict[str, Any]]:
        yield told(hear(page, picture or samples.first(), said))

    page.stream(chart, "typed", typed, [page.picture], as_value=told)
    return TabHandle(outputs=[figure, chart, deeper], load=load, follow=follow, bar=figure)


def draw(page: Page, picture: Picture) -> Iterator[tuple[Any, ...]]:
    """The three views' values for `picture`, as they become known."""
    image, name = samples.open_image(picture), page.t(picture.name)
    pack, lesson = page.pack(), lessons.latent
    result = lesson.roundtrip(pack, image)
    yield latent_value(result, name), gr.skip(), gr.skip()
    shown = _is_shown(page, picture)
    for atlas, made in surveyed(pack):
        if atlas.complete:
            whole = cast("Atlas", atlas)
            places = lesson.locate(pack, whole, image)
            chart = with_own(chart_of(page, whole, made), image, places, name, lesson.is_flat(image))
            larger, code = lesson.STABLE_DIFFUSION, code_of(page, picture)
            yield gr.skip(), chart, deeper_value(result, chart["facts"], larger, code)
        elif not shown:
            yield gr.skip(), counting_value(cast("Met", atlas)), gr.skip()


def chart_of(page: Page, atlas: "Atlas", made: float | None) -> dict[str, Any]:
    """The map without anyone's picture."""
    pack, lesson = page.pack(), lessons.latent
    landmarks = None if pack.image_port is None else lesson.words.landmarks(pack, atlas)
    leaders = lesson.spaces.leaders(atlas.spaces)
    cell = lesson.atlas.CELL, lesson.atlas.COLUMNS
    return map_value(atlas, atlas.names(page.t.language), cell, landmarks, leaders, made)


def hear(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's `heard`: what the words of `asked` name, and where they lie. Raises KakusanError."""
    pack, began = page.pack(), time.perf_counter()
    text: Any = asked.get("text")
    heard = lessons.latent.words.hear(pack, complete(pack), text, samples.open_image(picture))
    seconds = time.perf_counter() - began
    folder, file = shown_path(page.folder), picture_path(picture)
    code = lessons.latent.words_snippet(pack, folder, file, heard.text)
    return heard_value({"run": asked.get("run")}, heard, seconds, code)


def _is_shown(page: Page, picture: Picture) -> bool:
    """Whether a recorded map is on the page already, which progress would wipe away."""
    return picture == samples.first() and recorded.is_there(page.folder, "latent", page.t.language)


def code_of(page: Page, picture: Picture) -> str:
    """The snippet that makes the round trip of `picture`."""
    return lessons.latent.snippet(page.pack(), shown_path(page.folder), picture_path(picture))

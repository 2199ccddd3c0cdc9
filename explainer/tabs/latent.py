"""Latent space, wired: a picture there and back, the map of the animals, and what lies deeper."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.tabs import samples
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.samples import Picture
from explainer.tabs.state import Address
from explainer.views.latent import DeeperView, LatentView, deeper_value, latent_value
from explainer.views.map import MapView, counting_value, map_value

if TYPE_CHECKING:
    from PIL import Image

    from explainer.core.pack import ModelPack
    from explainer.lessons.latent import Atlas

ROOT = Path(__file__).parents[2]
_surveyed: "dict[Path, Atlas]" = {}  # the complete map of each pack that was asked for


def build(page: Page) -> TabHandle:
    """Two figures and the drawers; the map follows the round trip, and says how far it has come."""
    words = page.t.table("latent")
    figure = LatentView(words=words["figure"], common=page.t.table("common"), samples=samples.thumbnails())
    chart = MapView(words=words["map"])
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
    for atlas in surveyed(pack):
        if atlas.complete:
            chart = lay_out(page, pack, atlas, image, name)
            larger, code = lessons.latent.STABLE_DIFFUSION, code_of(page, picture)
            yield gr.skip(), chart, deeper_value(result, chart["facts"], larger, code)
        else:
            yield gr.skip(), counting_value(atlas), gr.skip()


def surveyed(pack: "ModelPack") -> "Iterator[Atlas]":
    """The atlas as it grows, or at once the complete one where this pack's is known."""
    if pack.folder in _surveyed:
        yield _surveyed[pack.folder]
        return
    for atlas in lessons.latent.survey(pack):
        if atlas.complete:
            _surveyed[pack.folder] = atlas
        yield atlas


def lay_out(page: Page, pack: "ModelPack", atlas: "Atlas", image: "Image.Image", name: str) -> dict[str, Any]:
    """The map's value, with the picture `image` laid on it."""
    place = lessons.latent.locate(pack, atlas, image)
    return map_value(atlas, atlas.names(page.t.language), image, place, name)


def code_of(page: Page, picture: Picture) -> str:
    """The snippet that makes the round trip of `picture`; a reader's own goes by a made-up file name."""
    sample = next(one for one in samples.samples() if one.id == picture.sample)
    file = "picture.png" if picture.path else from_root(sample.file)
    return lessons.latent.snippet(page.pack(), from_root(page.folder), file)


def from_root(path: Path) -> str:
    """`path` as it is typed in Kakusan's own folder."""
    whole = path.resolve()
    return whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else str(whole)

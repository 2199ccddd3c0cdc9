"""Taking a tab along, wired: a film is made frame by frame, says how far it is, and can be stopped."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer.tabs.page import Page, models
from explainer.tabs.samples import Picture
from explainer.views.export import animate, kinds
from explainer.views.take import TakeView, film_of, film_under_way

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True)
class Film:
    """`count` frames, `fps` a second. `begins`: the share of all the work that was done before the first.

    `name`: of the file, without its kind; left out, after the reader's picture.
    """

    frames: "Iterable[Image]"
    count: int
    fps: int = 15
    begins: float = 0.0
    name: str | None = None


Prepare = Callable[[Page, Picture, dict[str, Any]], Generator[float, None, Film]]
"""(page, picture, asked): yields the share done so far, 0..1, and returns the film."""


def build(page: Page, tab: str, prepare: Prepare, *, model: bool) -> None:
    """The buttons; what the figure shows now comes from the browser.

    model: whether `prepare` needs the models.
    """
    view = TakeView(words=page.t.table("take"), kinds=kinds(), tab=tab, film=None)

    def make(said: dict[str, Any], picture: Picture) -> Iterator[dict[str, Any]]:
        asked = {"run": said.get("run"), "kind": str(said.get("kind"))}
        for news in filmed(page, picture, said, prepare):
            yield shown(news | {"asked": asked})

    def shown(news: dict[str, Any]) -> dict[str, Any]:
        return gr.update(film=news)

    desk = models if model else None
    page.stream(view, "ask", make, [page.picture], desk=desk, as_value=shown, shared=False)


def filmed(
    page: Page, picture: Picture, asked: dict[str, Any], prepare: Prepare
) -> Generator[dict[str, Any], None, None]:
    """What the view's prop `film` says, again and again until it is done; asked["kind"] says which kind."""
    kind = str(asked.get("kind"))
    film = yield from _told(prepare(page, picture, asked))
    for news in animate(film.frames, film.count, kind, fps=film.fps):
        if isinstance(news, bytes):
            name = "kakusan" if picture.path else f"kakusan-{picture.sample}"
            yield film_of(news, kind, film.name or name)
        else:
            yield film_under_way(film.begins + (1 - film.begins) * news)


def _told(preparing: Generator[float, None, Film]) -> Generator[dict[str, Any], None, Film]:
    while True:
        try:
            share = next(preparing)
        except StopIteration as done:
            return done.value
        yield film_under_way(share)

"""Taking it along, wired: a film is made frame by frame, says how far it is, and can be stopped."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from explainer import lessons
from explainer.tabs import samples
from explainer.tabs.forward.figure import scheduler_config
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.views.export import animate, framed, kinds
from explainer.views.take import TakeView, film_of


def build(page: Page) -> None:
    """The buttons; what the figure shows now comes from the browser."""
    view = TakeView(words=page.t.table("take"), kinds=kinds(), tab="forward", film=None)

    def make(picture: Picture, event: gr.EventData) -> Iterator[dict[str, Any]]:
        run = {"run": event._data.get("run")}
        try:
            for film in filmed(page, picture, event._data):
                yield gr.update(film=film | run)
        except Exception as error:
            yield gr.update(film={"failed": True} | run)
            raise page.told(error) from error

    making = page.listen(view.ask, make, [page.picture], [view], model=False, trigger_mode="multiple")
    page.listen(view.stop, None, cancels=[making], model=False)


def filmed(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the view's prop `film` says, again and again until it is done: {"kind", "seed"} say which."""
    film = lessons.forward.film
    noising = lessons.forward.prepare(samples.open_image(picture), asked.get("seed"), scheduler_config(page))
    kind = str(asked.get("kind"))
    frames = (framed(*moment) for moment in film.moments(noising))
    for news in animate(frames, len(film.timesteps(noising)), kind):
        if isinstance(news, bytes):
            name = "kakusan" if picture.path else f"kakusan-{picture.sample}"
            yield film_of(news, kind, name)
        else:
            yield {"share": round(news, 3)}

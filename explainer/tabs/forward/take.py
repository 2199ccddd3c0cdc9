"""Taking forward noising along: the picture sinking into noise, t rising from 0 to the end."""

from collections.abc import Generator
from typing import Any

from explainer import lessons
from explainer.tabs import samples, take
from explainer.tabs.forward.figure import scheduler_config
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.take import Film
from explainer.views.export import framed


def build(page: Page) -> None:
    """The section; its film needs no models."""
    take.build(page, "forward", prepared, model=False)


def prepared(page: Page, picture: Picture, asked: dict[str, Any]) -> Generator[float, None, Film]:
    """The film of `picture` with the noise of asked["seed"]."""
    film = lessons.forward.film
    noising = lessons.forward.prepare(samples.open_image(picture), asked.get("seed"), scheduler_config(page))
    yield 0.0
    return Film((framed(*moment) for moment in film.moments(noising)), len(film.timesteps(noising)))

"""Taking latent space along: the square and its four numbers, then the picture from ever coarser numbers."""

from collections.abc import Generator
from typing import Any

from explainer import lessons
from explainer.tabs import samples, take
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.take import Film
from explainer.views.latent import bound_of
from explainer.views.latent.film import frame_of

FPS = 8
DONE = (0.1, 0.3)
"""The share of all the work that is done after the round trip, and after the roundings."""


def build(page: Page) -> None:
    """The section."""
    take.build(page, "latent", prepared, model=True)


def prepared(page: Page, picture: Picture, _: dict[str, Any]) -> Generator[float, None, Film]:
    """The film of `picture`. Raises KakusanError."""
    pack, film = page.pack(), lessons.latent.film
    result = lessons.latent.roundtrip(pack, samples.open_image(picture))
    yield DONE[0]
    roundings, words = film.roundings(pack, result), page.t.table("latent.film")
    bound, seen = bound_of(result), result.square()
    frames = (frame_of(moment, seen, bound, words) for moment in film.moments(roundings))
    yield DONE[1]
    return Film(frames, film.length(), FPS, DONE[1])

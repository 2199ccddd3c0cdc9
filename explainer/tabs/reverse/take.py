"""Taking reverse denoising along: the whole way back, run once more from what the figure was asked for."""

from collections.abc import Generator
from typing import Any

from explainer import lessons
from explainer.tabs import samples, take
from explainer.tabs.page import Page
from explainer.tabs.reverse.figure import settings
from explainer.tabs.samples import Picture
from explainer.tabs.take import Film
from explainer.views.export import framed

WALKING = 0.7
"""The share of all the work that the way back itself is."""
FPS = 8


def build(page: Page) -> None:
    """The section."""
    take.build(page, "reverse", prepared, model=True)


def prepared(page: Page, picture: Picture, asked: dict[str, Any]) -> Generator[float, None, Film]:
    """The film of the run of {"t", "steps", "seed", "scheduler"}. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.reverse
    asked = {key: asked.get(key) for key in ("t", "steps", "seed", "scheduler")}
    start = lesson.begin(pack, samples.open_image(picture), **settings(asked))
    moments, count = [], lesson.length(pack, start)
    for moment in lesson.walk(pack, start):
        moments.append(moment)
        yield WALKING * len(moments) / count
    outcome = lesson.finish(pack, start, moments)
    frames = (framed(*one) for one in lesson.film.moments(outcome))
    return Film(frames, lesson.film.length(outcome), FPS, WALKING)

"""Taking a drawing along: the whole way from noise to picture, run once more from what it was asked for."""

from collections.abc import Generator
from typing import Any

from explainer import lessons
from explainer.tabs import take
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.take import Film
from explainer.tabs.text_to_image.figure import settings
from explainer.views.export import framed

DRAWING = 0.7
"""The share of all the work that the drawing itself is."""
FPS = 8


def build(page: Page) -> None:
    """The section."""
    take.build(page, "text_to_image", prepared, model=True)


def prepared(page: Page, _: Picture, asked: dict[str, Any]) -> Generator[float, None, Film]:
    """The film of {"prompt", "guidance", "steps", "seed", "scheduler"}. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.text_to_image
    asked = {key: asked.get(key) for key in ("prompt", "guidance", "steps", "seed", "scheduler")}
    words, steps, count = lesson.read(pack, asked["prompt"]), [], 0
    for step in lesson.paint(pack, words, **settings(asked)):
        steps.append(step)
        count = count or lesson.length(pack, asked["scheduler"], int(asked["steps"]))
        yield DRAWING * len(steps) / count
    painting = lesson.finish(pack, words, steps)
    frames = (framed(*one) for one in lesson.film.moments(painting))
    return Film(frames, lesson.film.length(painting), FPS, DRAWING, f"kakusan-seed{asked['seed']}")

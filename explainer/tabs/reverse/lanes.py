"""Schedulers side by side, wired: the view asks for each run, is streamed it, and scrubs it afterwards."""

from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons.following import Followed
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.film import failed
from explainer.views.lanes import LanesView, finished, streamed

KEYS = ("lanes", "steps", "seed", "from", "t", "run")


def build(page: Page) -> None:
    """The section."""
    view = LanesView(words=page.t.table("lanes"), common=page.t.table("common"), picture=None)
    section.stream(page, view, run)


def run(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while the lanes of `asked` come in; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in KEYS}
    try:
        yield from walk(page, picture, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def walk(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Small pictures of all lanes as they come, then the whole of them. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.reverse.lanes
    ids = [str(id) for id in asked["lanes"]] if isinstance(asked["lanes"], list) else []
    noised = {"picture": samples.open_image(picture), "t": asked["t"]} if asked["from"] == "picture" else {}
    start = lesson.begin(pack, ids, steps=asked["steps"], seed=asked["seed"], **noised)
    calls, walk = lesson.calls(pack, start), Followed(lesson.walk(pack, start))
    for steps in walk:
        yield streamed(asked, len(walk.parts), calls, lesson.glimpse(pack, steps))
    outcome = lesson.finish(pack, start, walk.parts, walk.seconds)
    yield finished(asked, outcome, [code_of(page, picture, asked, one) for one in start.lanes])


def code_of(page: Page, picture: Picture, asked: dict[str, Any], lane: Any) -> str:
    """The snippet that remakes the lane's end."""
    noised = lane.start_t is not None
    recipe = lessons.recipe.Recipe(
        "reverse" if noised else "text_to_image",
        shown_path(page.pack().folder),
        lane.seed,
        picture=picture_path(picture),
        t=lane.start_t or 0,
        scheduler=lane.scheduler,
        steps=lane.steps,
        student=lane.student,
    )
    return lessons.recipe.snippet(recipe)

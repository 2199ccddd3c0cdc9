"""One thing changed and all else kept, wired: the view asks what could differ, then for the lanes."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons.following import Followed
from explainer.tabs.page import Page
from explainer.tabs.snippets import shown_path
from explainer.tabs.text_to_image.figure import opening_request
from explainer.views.compare import CompareView, finished, parts, streamed
from explainer.views.film import failed

SETTING = ("prompt", "seed", "steps", "scheduler", "guidance")


def build(page: Page) -> None:
    """The section; its script asks for a run itself, so that its own button can stop it."""
    view = CompareView(
        words=page.t.table("compare"),
        common=page.t.table("common"),
        opens=opening_request(page),
        schedulers=page.t.table("text_to_image.schedulers"),
        parts=None,
    )

    def read(said: dict[str, Any]) -> dict[str, Any]:
        asked: dict[str, Any] = said
        return gr.update(parts=parts(lessons.text_to_image.wording.wording(asked["prompt"])))

    def start(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from run(page, said)

    page.hear(view.read, read, [], [view], model=False, in_turn=True)
    page.stream(view, "run", start)


def run(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while the lanes of `asked` come in; a mistake becomes one sentence."""
    echo = {"run": asked.get("run")}
    try:
        yield from walk(page, echo, settings(asked.get("lanes")))
    except KakusanError as error:
        yield failed(echo, page.sentence(error))


def settings(lanes: Any) -> list[Any]:
    """The lanes of a request; what is no lane is left out."""
    known = isinstance(lanes, list)
    rows: list[dict[str, Any]] = [row for row in lanes if isinstance(row, dict)] if known else []
    none: Any = None
    return [
        lessons.text_to_image.compare.Setting(**{key: row.get(key, none) for key in SETTING}) for row in rows
    ]


def walk(page: Page, echo: dict[str, Any], chosen: list[Any]) -> Iterator[dict[str, Any]]:
    """Small pictures of all lanes as they come, then the whole of them. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.text_to_image.compare
    start = lesson.begin(pack, chosen)
    calls, walk = lesson.calls(pack, start), Followed(lesson.walk(pack, start))
    for steps in walk:
        yield streamed(echo, len(walk.parts), calls, lesson.glimpse(pack, steps))
    outcome = lesson.finish(pack, start, walk.parts, walk.seconds)
    yield finished(echo, outcome, [code_of(page, one) for one in start.settings])


def code_of(page: Page, setting: Any) -> str:
    """The snippet that remakes the lane's picture."""
    recipe = lessons.recipe.Recipe("text_to_image", shown_path(page.pack().folder), **vars(setting))
    return lessons.recipe.snippet(recipe)

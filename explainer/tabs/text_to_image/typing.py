"""As you type, wired: each pause of the fingers is answered by the student, Enter by the full network."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons.following import Followed
from explainer.tabs.page import Page
from explainer.tabs.snippets import shown_path
from explainer.tabs.streaming import waits
from explainer.views.film import failed
from explainer.views.typing import TypingView, finished, measured, streamed


def build(page: Page) -> None:
    """The section. The browser asks for one sketch at a time, always the newest, so that none is stale."""
    words, common = page.t.table("typing"), page.t.table("common")
    view = TypingView(words=words, common=common, sketch=None, measured=None)

    def measuring(value: dict[str, Any]) -> dict[str, Any]:
        return gr.update(measured=value)

    def typed(said: dict[str, Any]) -> dict[str, Any]:
        return gr.update(sketch=sketched(page, said))

    def start(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from drawn(page, said)

    def measure(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from map(measuring, compared(page, said))

    def queued(*before: Any) -> dict[str, Any]:
        return gr.update(sketch=waits(*before))

    page.hear(view.typed, typed, [], [view], in_turn=True, queued=queued)
    page.stream(view, "draw", start)
    page.stream(view, "measure", measure, as_value=measuring, shared=False, alone=True)


def sketched(page: Page, asked: dict[str, Any]) -> dict[str, Any]:
    """The student's picture of {"prompt", "seed", "run"}; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in ("prompt", "seed", "run")}
    try:
        sketch = lessons.text_to_image.typing.sketch(page.pack(), asked["prompt"], asked["seed"])
        return _whole(page, asked, sketch, student=True)
    except KakusanError as error:
        return failed(_short(asked), page.sentence(error))


def drawn(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The full network's steps, and its picture of the same."""
    asked = {key: asked.get(key) for key in ("prompt", "seed", "run")}
    try:
        yield from _drawn(page, asked)
    except KakusanError as error:
        yield failed(_short(asked), page.sentence(error))


def compared(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Both over the same sentences, more and more of them."""
    asked, lesson = {"run": asked.get("run")}, lessons.text_to_image.typing
    try:
        for so_far in lesson.compared(page.pack(), page.t.language):
            yield measured(asked, so_far, lesson.SENTENCES)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def _drawn(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pack, lesson = page.pack(), lessons.text_to_image
    count, walk = int(pack.card["steps"]), Followed(lesson.typing.full(pack, asked["prompt"], asked["seed"]))
    for step in walk:
        yield streamed(_short(asked), step.index, count, lesson.glimpse(pack, step)[1])
    yield _whole(page, asked, walk.result, student=False)


def _whole(page: Page, asked: dict[str, Any], sketch: Any, *, student: bool) -> dict[str, Any]:
    (picture,) = lessons.text_to_image.pictures(sketch.picture)
    return finished(_short(asked), sketch, picture, code_of(page, asked, student=student))


def _short(asked: dict[str, Any]) -> dict[str, Any]:
    """What travels back: of an endless prompt, its beginning."""
    prompt = asked["prompt"]
    return asked | {"prompt": prompt[:400] if isinstance(prompt, str) else None}


def code_of(page: Page, asked: dict[str, Any], *, student: bool) -> str:
    """The snippet that remakes the picture."""
    card = page.pack().card
    recipe = lessons.recipe.Recipe(
        "text_to_image",
        shown_path(page.pack().folder),
        int(asked["seed"]),
        scheduler=lessons.text_to_image.typing.SCHEDULER,
        steps=int(card["student_steps"] if student else card["steps"]),
        guidance=1.0 if student else float(card["guidance"]),
        prompt=asked["prompt"],
        student=student,
    )
    return lessons.recipe.snippet(recipe)

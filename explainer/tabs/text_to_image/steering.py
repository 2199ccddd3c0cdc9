"""Guidance side by side, wired: the view asks for each run, is streamed it, and scrubs it afterwards."""

from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons.following import Followed
from explainer.tabs.page import Page
from explainer.tabs.snippets import shown_path
from explainer.tabs.text_to_image.figure import opening_request
from explainer.views.film import failed
from explainer.views.steering import SteeringView, finished, streamed

SHARED = ("scheduler", "steps", "seed")


def build(page: Page) -> None:
    """The section; its script asks for a run itself, so that its own button can stop it."""
    view = SteeringView(
        words=page.t.table("steering"),
        common=page.t.table("common"),
        opens=opening_request(page),
        schedulers=page.t.table("text_to_image.schedulers"),
    )

    def start(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from run(page, said)

    page.stream(view, "run", start)


def run(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while the lanes of `asked` come in; a mistake becomes one sentence."""
    try:
        yield from walk(page, asked)
    except KakusanError as error:
        yield failed(echo(asked), page.sentence(error))


def walk(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Small pictures of all lanes as they come, then the whole of them. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.text_to_image.steering
    settings = {key: asked.get(key) for key in ("negative", *SHARED)} | {"turn": asked.get("change_at")}
    start = lesson.begin(pack, asked.get("prompt"), strengths(asked.get("lanes")), **settings)
    count, walk = lesson.length(pack, start), Followed(lesson.walk(pack, start))
    for steps in walk:
        yield streamed(echo(asked), len(walk.parts), count, lesson.glimpse(pack, steps))
    outcome = lesson.finish(pack, start, walk.parts, walk.seconds)
    codes = [code_of(page, start, which) for which in range(len(start.lanes))]
    yield finished(echo(asked), outcome, codes)


def strengths(lanes: Any) -> list[Any]:
    """The lanes of a request; rows that make no sense are left out."""
    rows = (
        [row for row in lanes if isinstance(row, list) and len(row) == 3] if isinstance(lanes, list) else []
    )
    return [
        lessons.text_to_image.steering.Strength(first, then, bool(avoids)) for first, then, avoids in rows
    ]


def echo(asked: dict[str, Any]) -> dict[str, Any]:
    """What comes back of a request with every value: the number of the run."""
    return {"run": asked.get("run")}


def code_of(page: Page, start: Any, which: int) -> str:
    """The snippet that remakes the lane's picture."""
    lane, folder = start.lanes[which], shown_path(page.pack().folder)
    negative = start.negative if start.strengths[which].avoids else ""
    if lane.turns and lane.guidance != lane.turns[0][1]:
        return lessons.text_to_image.steering_code.snippet(start.prompt, negative, lane, folder)
    recipe = lessons.recipe.Recipe(
        "text_to_image",
        folder,
        lane.seed,
        scheduler=lane.scheduler,
        steps=lane.steps,
        guidance=lane.guidance,
        prompt=start.prompt,
        negative=negative,
    )
    return lessons.recipe.snippet(recipe)

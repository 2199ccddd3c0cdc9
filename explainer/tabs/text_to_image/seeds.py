"""The same words from several noises, wired: all in one batch, streamed, each with its snippet."""

from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import choices
from explainer.lessons.following import Followed
from explainer.tabs.page import Page
from explainer.tabs.text_to_image import figure
from explainer.tabs.text_to_image.typing import code_of
from explainer.views.film import failed
from explainer.views.seeds import COLUMNS, SeedsView, finished, streamed


def build(page: Page) -> None:
    """The section."""
    words, common = page.t.table("seeds"), page.t.table("common")
    view = SeedsView(words=words, common=common, opens=figure.opening_request(page), count=choices.SEVERAL)

    def start(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from run(page, said)

    page.stream(view, "draw", start)


def run(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while the pictures of `asked` come in; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in ("prompt", "seed", "student", "run")}
    try:
        yield from _draw(page, asked)
    except KakusanError as error:
        yield failed(_short(asked), page.sentence(error))


def _draw(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pack, lesson = page.pack(), lessons.text_to_image
    student = bool(asked["student"])
    walk = Followed(lesson.seeds.paint(pack, asked["prompt"], asked["seed"], student=student))
    count = lesson.seeds.length(pack, student=student)
    for step in walk:
        yield streamed(_short(asked), step.index, count, lesson.seeds.glimpse(pack, step))
    grid = walk.result
    codes = [code_of(page, asked | {"seed": seed}, student=student) for seed in grid.seeds]
    sheet = lesson.sheet([*lesson.pictures(grid.pictures), *lesson.pictures(grid.mean)], COLUMNS)
    yield finished(_short(asked), grid, sheet, codes)


def _short(asked: dict[str, Any]) -> dict[str, Any]:
    """Of an endless prompt, its beginning."""
    prompt = asked["prompt"]
    return asked | {"prompt": prompt[:400] if isinstance(prompt, str) else None}

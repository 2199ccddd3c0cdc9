"""Neither a search nor a collage, wired: a picture is drawn, guessed about, and searched for in training."""

from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import combinations
from explainer.tabs.page import Page
from explainer.tabs.text_to_image import figure
from explainer.views.film import failed
from explainer.views.origin import OriginView, drawing, drawn, searched

KEYS = ("prompt", "guidance", "steps", "seed", "scheduler", "held_out", "run")

_drawn: dict[tuple[Any, ...], Any] = {}  # the last few pictures, by what they were asked for
MOST_DRAWN = 16


def build(page: Page) -> None:
    """The section: the picture is drawn, or its like is looked for, and either can be stopped."""
    words, common = page.t.table("origin"), page.t.table("common")
    prompts = [combinations.prompt(i, page.t.language) for i in range(combinations.count())]
    view = OriginView(
        words=words,
        common=common,
        held_out=prompts,
        opens=figure.opening_request(page),
        schedulers=page.t.table("text_to_image.schedulers"),
    )

    def draw(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from run(page, said, search=bool(said.get("search")))

    page.stream(view, "draw", draw)


def run(page: Page, asked: dict[str, Any], *, search: bool) -> Iterator[dict[str, Any]]:
    """The view's values while the picture of `asked` is drawn, or searched for; a mistake is one sentence."""
    asked = {key: asked.get(key) for key in KEYS}
    try:
        asked = _worded(page, asked)
        yield from _search(page, asked) if search else _draw(page, asked)
    except KakusanError as error:
        yield failed({"run": asked["run"]}, page.sentence(error))


def _worded(page: Page, asked: dict[str, Any]) -> dict[str, Any]:
    if asked["held_out"] is None:
        return asked
    return asked | {"prompt": combinations.prompt(asked["held_out"], page.t.language)}


def _draw(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pack, lesson, key = page.pack(), lessons.text_to_image, _key(page, asked)
    if key not in _drawn:
        words, steps = lesson.read(pack, asked["prompt"]), []
        count = 0
        for step in lesson.paint(pack, words, **figure.settings(asked)):
            steps.append(step)
            count = count or lesson.length(pack, asked["scheduler"], int(asked["steps"]))
            yield drawing(asked, step.index, count, lesson.glimpse(pack, step)[1])
        while len(_drawn) >= MOST_DRAWN:
            del _drawn[next(iter(_drawn))]
        _drawn[key] = lesson.finish(pack, words, steps[-1:])
    made, which = _drawn[key], asked["held_out"]
    seen = () if which is None else lesson.origin.readings(pack, made.picture, which, page.t.language)
    (picture,) = lesson.pictures(made.picture)
    yield drawn(asked, made, picture, seen, figure.code_of(page, asked))


def _search(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pack, lesson, language = page.pack(), lessons.text_to_image.origin, page.t.language
    if _key(page, asked) not in _drawn:
        yield from _draw(page, asked)
    picture, which = _drawn[_key(page, asked)].picture, asked["held_out"]

    def shown(match: Any) -> dict[str, Any]:
        lacking = () if which is None else lesson.differing(match.scene, which)
        return {
            "picture": lesson.repainted(pack, match),
            "said": lesson.said(match.scene, language),
            "lacking": [lesson.word(match.scene, factor, language) for factor in lacking],
        }

    for found in lesson.search(pack, picture):
        near = [[shown(one) for one in side] for side in (found.colors, found.clip)]
        yield searched(asked, found, near, lesson.SEARCHED, lesson.total(pack))


def _key(page: Page, asked: dict[str, Any]) -> tuple[Any, ...]:
    wanted = ("prompt", "guidance", "steps", "seed", "scheduler")
    return (str(page.pack().folder), *(str(asked[key]) for key in wanted))

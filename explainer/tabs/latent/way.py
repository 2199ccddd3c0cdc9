"""The way through, wired: a run is streamed, guessed at, and then walked over the map of the animals."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons.following import Followed
from explainer.tabs.latent.animals import complete
from explainer.tabs.page import Page
from explainer.tabs.snippets import shown_path
from explainer.views.film import failed
from explainer.views.way import WayView, finished, streamed

SECTION = "way"
KEYS = ("prompt", "seed", "run")
LONGEST_ECHO = 400  # characters of the prompt that travel back with each frame


def build(page: Page) -> None:
    """The section; `stop` ends the run within one step."""
    view = WayView(words=page.t.table(SECTION), common=page.t.table("common"))

    def start(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from run(page, said)

    page.stream(view, "run", start)


def run(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while the run of `asked` comes in; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in KEYS}
    echo = asked | {"prompt": str(asked["prompt"])[:LONGEST_ECHO]}
    try:
        yield from walk(page, asked, echo)
    except KakusanError as error:
        yield failed(echo, page.sentence(error))


def walk(page: Page, asked: dict[str, Any], echo: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Small pictures of what is there, then the whole way. Raises KakusanError."""
    pack, painting, settings = page.pack(), lessons.text_to_image, settings_of(page.folder)
    words = painting.read(pack, asked["prompt"])
    lesson = lessons.latent.way
    count = painting.length(pack, lesson.SCHEDULER, settings["steps"])
    walk = Followed(painting.paint(pack, words, scheduler=lesson.SCHEDULER, seed=asked["seed"], **settings))
    for step in walk:
        yield streamed(echo, len(walk.parts), count, painting.glimpse(pack, step)[0])
    atlas, names = complete(pack), lessons.latent.atlas
    way = lesson.trace(pack, atlas, words, walk.parts)
    code = lessons.latent.way_code.snippet(
        shown_path(pack.folder), words.prompt, seed=asked["seed"], **settings
    )
    yield finished(echo, way, atlas, atlas.names(page.t.language), (names.CELL, names.COLUMNS), code)


def settings_of(folder: Path) -> dict[str, Any]:
    """The card's own number of steps and guidance."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    return {"steps": int(card["steps"]), "guidance": float(card["guidance"])}

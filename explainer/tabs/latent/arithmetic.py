"""Sums in CLIP's space, wired: the view asks for each sum, and is told, streamed and painted it."""

import time
from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import choices
from explainer.tabs import samples, section
from explainer.tabs.latent.animals import complete
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.arithmetic import CELL, ArithmeticView, animals_of, finished, streamed, summed
from explainer.views.film import failed

ACROSS = 6


def build(page: Page) -> None:
    """The section; `stop` ends the run within one step."""
    view = ArithmeticView(
        words=page.t.table("arithmetic"),
        common=page.t.table("common"),
        picture=None,
        most=choices.MOST_TERMS,
        longest=choices.LONGEST_TERM,
    )
    section.stream(page, view, run)


def run(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values for the sum of `asked`; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in ("terms", "seed", "run")}
    try:
        yield from added(page, picture, asked)
    except KakusanError as error:
        yield failed(asked | {"terms": []}, page.sentence(error))


def added(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Where the sum lies, its painting under way, and all of it. Raises KakusanError."""
    pack, lesson, began = page.pack(), lessons.latent.arithmetic, time.perf_counter()
    terms = lesson.read(asked["terms"])
    asked = asked | {"terms": [_plain(term) for term in terms]}
    found = lesson.add(pack, terms, samples.open_image(picture))
    painting, calls, steps = lesson.paint(pack, found, asked["seed"]), lesson.calls(pack), ()
    atlas = complete(pack)
    nearest, names = lesson.nearest(pack, atlas, found), atlas.names(page.t.language)
    animals = animals_of(nearest)
    stamps = lessons.latent.between.stamps(atlas, animals, CELL, ACROSS)
    there = summed(asked, found, nearest, [names[index] for index in animals], stamps)
    yield there
    for step, steps in enumerate(painting, 1):
        yield streamed(asked, step, calls, lesson.glimpse(pack, steps))
    painted = lesson.painted(pack, atlas, found, steps)
    folder, file = shown_path(pack.folder), picture_path(picture)
    code = lessons.latent.arithmetic_code.snippet(pack, folder, file, found, asked["seed"])
    likes = [names[one.index] for one in painted.near]
    yield finished(there, painted, likes, time.perf_counter() - began, code)


def _plain(term: Any) -> dict[str, Any]:
    return (
        {"sign": term.sign, "picture": True} if term.text is None else {"sign": term.sign, "text": term.text}
    )

"""Exactly back, wired: one run for one number of steps, kept, so that the curve can be gone back to."""

import hashlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import choices
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.film import failed
from explainer.views.inversion import InversionView, finished, under_way

if TYPE_CHECKING:
    from explainer.lessons.reverse.inversion import Outcome


def build(page: Page) -> None:
    """The section; `stop` ends the run within one step."""
    view = InversionView(
        words=page.t.table("inversion"),
        common=page.t.table("common"),
        choices=list(choices.INVERSION_STEPS),
        opens_with=choices.INVERSION_OPENS_WITH,
        picture=None,
    )
    section.stream(page, view, run)


def run(page: Page, picture: Picture, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """How far the run is, and at last all of it; a mistake becomes one sentence."""
    number = said.get("run")
    steps = lessons.reverse.inversion.nearest_steps(said.get("steps"))
    asked = {"steps": steps, "run": number if isinstance(number, int) else 0}
    try:
        yield from _run(page, picture, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def _run(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pack, lesson = page.pack(), lessons.reverse.inversion
    image = samples.open_image(picture)
    key = pack.folder, asked["steps"], hashlib.sha256(image.tobytes() + str(image.size).encode()).digest()
    kept = lesson.finished_runs.get(key)
    if kept:
        yield _done(page, picture, asked, *kept)
        return
    for came in lesson.there_and_back(pack, image, asked["steps"]):
        if isinstance(came, lesson.Way):
            yield under_way(asked, came)
        else:
            lesson.finished_runs.put(key, (came, time.time()))
            yield _done(page, picture, asked, came, None)


def _done(
    page: Page, picture: Picture, asked: dict[str, Any], outcome: "Outcome", made: float | None
) -> dict[str, Any]:
    lesson = lessons.reverse.inversion
    noises = {"own": lesson.measure(outcome.noise), "fresh": lesson.measure(outcome.fresh)}
    files = shown_path(page.pack().folder), picture_path(picture), outcome.picture.shape[-1]
    code = lessons.reverse.inversion_code.snippet(*files, asked["steps"])
    return finished(asked, outcome, noises, made, page.t(picture.name), code)

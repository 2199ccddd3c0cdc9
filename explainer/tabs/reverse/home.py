"""How far one can go and still come home, wired: noised when opened, brought back after the guess."""

from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import choices
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.reverse.figure import OPENS_WITH
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.film import COLUMNS, failed
from explainer.views.home import HomeView, coming, departed, finished


def build(page: Page) -> None:
    """The section: `opened` is answered at once, `go` comes in as a stream, and `stop` ends it."""
    view = HomeView(
        words=page.t.table("home"),
        common=page.t.table("common"),
        picture=None,
        opens=OPENS_WITH,
        others=choices.OTHERS,
    )

    def go(said: dict[str, Any], picture: Picture) -> Iterator[dict[str, Any]]:
        yield from walked(page, picture, said)

    section.keep(page, view, drawn, model=True)
    page.stream(view, "go", go, [page.picture])


def drawn(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value: `picture`, noised to every start with the noise of asked["seed"]."""
    asked = named(asked)
    try:
        return departed(asked, departure(page, picture, asked), page.t(picture.name))
    except KakusanError as error:
        return failed(asked, page.sentence(error))


def walked(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while one after another comes home; a mistake becomes one sentence."""
    asked, lesson = named(asked), lessons.reverse.home
    try:
        begun = departure(page, picture, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))
        return
    home, count = [], lesson.calls(page.pack(), begun)
    for done, arrived in enumerate(lesson.come_home(page.pack(), begun), 1):
        home += arrived
        yield coming(asked, arrived, done / count)
    home.sort(key=lambda one: one.index)
    folder, file = shown_path(page.pack().folder), picture_path(picture)
    code = lessons.reverse.home_code.snippet(begun, folder, file)
    yield finished(asked, home, lesson.sheet(home, COLUMNS), lesson.lost_from(begun.starts, home), code)


def departure(page: Page, picture: Picture, asked: dict[str, Any]) -> "lessons.reverse.home.Departure":
    """`picture` on its ways. Raises KakusanError."""
    image = samples.open_image(picture)
    return lessons.reverse.home.depart(page.pack(), image, steps=asked["steps"], seed=asked["seed"])


def named(asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked for, and nothing else."""
    return {key: asked.get(key) for key in ("steps", "seed", "run")}

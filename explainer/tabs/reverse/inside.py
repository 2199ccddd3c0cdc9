"""Inside one step, wired: the figure's run is walked once more, taken apart, and scrubbed in the browser."""

from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons.choices import SAMPLERS
from explainer.lessons.following import Followed
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.reverse.figure import OPENS_WITH, asked_in, recipe_of, settings
from explainer.tabs.samples import Picture
from explainer.tabs.state import Address
from explainer.views.film import failed
from explainer.views.inside import InsideView, finished, running


def build(page: Page) -> None:
    """The section; `stop` ends the walk within one step."""
    view = InsideView(
        words=page.t.table("inside"),
        common=page.t.table("common"),
        samplers=list(SAMPLERS),
        opens_with=OPENS_WITH,
        picture=None,
    )
    section.stream(page, view, walked)


def walked(page: Page, picture: Picture, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """How far the walk is, and at last the whole run; a mistake becomes one sentence."""
    asked = asked_for(page, said)
    try:
        yield from _walked(page, picture, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def asked_for(page: Page, said: dict[str, Any]) -> dict[str, Any]:
    """The figure's run as the event names it, in order or the nearest that is, and the sampler `by`."""
    address = Address({key: str(value) for key, value in said.items()})
    run = said.get("run")
    by = said.get("by") if said.get("by") in SAMPLERS else SAMPLERS[0]
    return asked_in(address, page) | {"by": by, "run": run if isinstance(run, int) else 0}


def _walked(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pack, lesson = page.pack(), lessons.reverse
    by = asked | {"scheduler": asked["by"]}
    start = lesson.begin(pack, samples.open_image(picture), **settings(by))
    count, walk = lesson.length(pack, start), Followed(lesson.inside.dissect(pack, start))
    for _ in walk:
        yield running(asked, len(walk.parts), count)
    outcome = lesson.inside.finish(pack, start, walk.parts)
    code = lesson.inside.snippet(recipe_of(page, picture, by), "STEP")
    yield finished(asked, outcome, count, page.t(picture.name), code)

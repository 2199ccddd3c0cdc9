"""Reverse denoising, wired. The figure asks for each run, gets it as a stream, and scrubs it afterwards."""

import time
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import choices
from explainer.lessons.following import Followed
from explainer.tabs import samples
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.tabs.state import Address
from explainer.views.film import asking, failed
from explainer.views.reverse import ReverseView, finished, streamed

if TYPE_CHECKING:
    from pathlib import Path

    from explainer.lessons.recipe import Recipe
    from explainer.lessons.reverse import Outcome

OPENS_WITH: dict[str, Any] = {"t": 400, "steps": 50, "seed": 0, "scheduler": "ddim"}
OPENS_AT = 0.15  # of the way back: noise and picture are both to be seen there
RANGES: dict[str, tuple[int, int]] = {
    "t": (0, choices.TOTAL - 1),
    "steps": choices.STEPS,
    "seed": choices.SEEDS,
}

_opening: "dict[Path, tuple[Outcome, float]]" = {}  # by pack; and when it was made


def build(page: Page) -> TabHandle:
    """The figure; it opens on a finished run, or asks for the one that the address names."""
    view = ReverseView(
        words=page.t.table("reverse"),
        common=page.t.table("common"),
        samples=samples.thumbnails(),
        others=choices.OTHERS,
    )

    def load(picture: Picture, address: Address) -> dict[str, Any]:
        asked = asked_in(address, page) | {"picture": named(picture)}
        if asked == opening_request():
            return opening(page)
        return asking(asked)

    def follow(picture: Picture, shown: dict[str, Any] | None) -> dict[str, Any]:
        return asking(opening_request() | (shown or {}).get("asked", {}) | {"picture": named(picture)})

    def is_asking(picture: Picture, address: Address | None) -> bool:
        return address is None or asked_in(address, page) | {"picture": named(picture)} != opening_request()

    def start(said: dict[str, Any], picture: Picture) -> Iterator[dict[str, Any]]:
        yield from run(page, picture, said)

    page.stream(view, "run", start, [page.picture])
    return TabHandle(outputs=[view], load=load, follow=follow, inputs=[view], bar=view, idle=is_asking)


def run(page: Page, picture: Picture, asked: dict[str, Any]) -> Generator[dict[str, Any]]:
    """The view's values while the run of `asked` comes in; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in ("t", "steps", "seed", "scheduler", "picture", "run")}
    try:
        sample = (asked["picture"] or {}).get("sample")
        yield from walk(page, samples.sample(str(sample)) if sample else picture, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def walk(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Frames as they come, then the whole run. Raises KakusanError."""
    pack, lesson, image = page.pack(), lessons.reverse, samples.open_image(picture)
    start = lesson.begin(pack, image, **settings(asked))
    count, walk = lesson.length(pack, start), Followed(lesson.walk(pack, start))
    key = lesson.memory.key_of(pack, "figure", lesson.memory.digest(image), *settings(asked).values())
    outcome, made = lesson.memory.recall(key)
    if outcome is None:
        for moment in walk:
            yield streamed(asked, moment, lesson.glimpse(pack, moment), count)
        outcome = lesson.finish(pack, start, walk.parts)
        lesson.memory.keep(key, outcome)
    yield finished(asked, outcome, count, made, code_of(page, picture, asked))


def opening(page: Page) -> dict[str, Any]:
    """The finished run that the tab opens on: computed by the first visit, recorded for all others."""
    pack, lesson, asked = page.pack(), lessons.reverse, opening_request()
    made = None
    if pack.folder not in _opening:
        start = lesson.begin(pack, samples.open_image(samples.first()), **settings(asked))
        _opening[pack.folder] = lesson.finish(pack, start, list(lesson.walk(pack, start))), time.time()
    else:
        made = _opening[pack.folder][1]
    outcome = _opening[pack.folder][0]
    count = lesson.length(pack, outcome.start)
    at = round(OPENS_AT * len(outcome.moments))
    return finished(asked, outcome, count, made, code_of(page, samples.first(), asked), at)


def opening_request() -> dict[str, Any]:
    """What the opening run was asked for."""
    return OPENS_WITH | {"picture": named(samples.first()), "run": 0}


def asked_in(address: Address, page: Page) -> dict[str, Any]:
    """The run that the address names."""
    whole = {key: address.whole(key, *RANGES[key], OPENS_WITH[key]) for key in RANGES}
    known = page.t.table("reverse.schedulers")
    return whole | {"scheduler": address.choice("scheduler", known, OPENS_WITH["scheduler"]), "run": 0}


def named(picture: Picture) -> dict[str, str]:
    """The picture as the view may name it: a sample; a reader's own stays on the server."""
    return {} if picture.path else {"sample": picture.sample}


def settings(asked: dict[str, Any]) -> dict[str, Any]:
    """What the lesson is given."""
    return {key: asked[key] for key in ("t", "scheduler", "steps", "seed")}


def code_of(page: Page, picture: Picture, asked: dict[str, Any]) -> str:
    """The snippet that remakes A′."""
    return lessons.recipe.snippet(recipe_of(page, picture, asked))


def recipe_of(page: Page, picture: Picture, asked: dict[str, Any]) -> "Recipe":
    """What the run of `asked` is made of, with the files as whoever runs the snippet has them."""
    return lessons.recipe.Recipe(
        "reverse",
        shown_path(page.pack().folder),
        int(asked["seed"]),
        picture=picture_path(picture),
        t=int(asked["t"]),
        scheduler=asked["scheduler"],
        steps=int(asked["steps"]),
    )

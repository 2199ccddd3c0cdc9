"""Between two pictures, wired: the pair when opened; after the guess the ways, the painted one streamed."""

import math
import time
from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import samples, section
from explainer.tabs.latent.animals import complete
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.between import CELL, BetweenView, animals_of, met, shown, streamed
from explainer.views.film import failed

OTHERS = ("siamese", "pug")
"""The second picture where none is named: the first of these that is not the reader's own."""
ACROSS = 8


def build(page: Page) -> None:
    """The section: `opened` is answered with the pair, `go` with all ways as they come, `stop` ends it."""
    view = BetweenView(
        words=page.t.table("between"),
        common=page.t.table("common"),
        picture=None,
        samples=samples.thumbnails(72),
    )

    def go(said: dict[str, Any], picture: Picture) -> Iterator[dict[str, Any]]:
        yield from gone(page, picture, said)

    section.keep(page, view, paired, model=True)
    page.stream(view, "go", go, [page.picture])


def paired(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value: the two pictures, and nothing between them yet."""
    asked = named(picture, asked)
    try:
        return met(asked, *pair(page, picture, asked), ways_of(page))
    except KakusanError as error:
        return failed(asked, page.sentence(error))


def gone(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while the ways come in; a mistake becomes one sentence."""
    asked = named(picture, asked)
    try:
        yield from walk(page, picture, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def walk(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The three cheap ways, then the pictures being painted, then all. Raises KakusanError."""
    pack, lesson, began = page.pack(), lessons.latent.between, time.perf_counter()
    ends, names = pair(page, picture, asked)
    ways, steps = lesson.mixed(pack, complete(pack), ends), ()
    facts = {"names": names, "ways": ways_of(page), "degrees": round(math.degrees(ends.angle))}
    if pack.image_port is not None:
        painting, calls = lesson.paint(pack, ends, asked["seed"]), lesson.calls(pack)
        yield drawn(page, asked, ways, facts)
        for step, steps in enumerate(painting, 1):
            yield streamed(asked, step, calls, lesson.glimpse(pack, steps))
        ways = (*ways, lesson.painted(pack, complete(pack), ends, steps))
    seconds = round(time.perf_counter() - began, 2)
    yield drawn(page, asked, ways, facts | {"seconds": seconds, "codes": codes_of(page, picture, asked)})


def drawn(page: Page, asked: dict[str, Any], ways: Any, facts: dict[str, Any]) -> dict[str, Any]:
    """The view's value for the ways gone so far, with what is measured of them."""
    lesson, atlas = lessons.latent.between, complete(page.pack())
    animals, names = animals_of(ways), atlas.names(page.t.language)
    measured = {
        "order": [way.id for way in lesson.best(ways)],
        "middle": lesson.MIDDLE,
        "total": atlas.total,
        "usual": round(lesson.usual(atlas), 3),
        "animals": [names[index] for index in animals],
    }
    stamps = lesson.stamps(atlas, animals, CELL, ACROSS)
    return shown(asked, ways, lesson.sheet(ways), animals, stamps, facts | measured)


def pair(
    page: Page, picture: Picture, asked: dict[str, Any]
) -> "tuple[lessons.latent.between.Ends, list[str]]":
    """The two pictures in the order asked for, and their names. Raises KakusanError."""
    both = in_order(asked, picture, samples.sample(asked["other"]))
    ends = lessons.latent.between.meet(page.pack(), *(samples.open_image(one) for one in both))
    return ends, [page.t(one.name) for one in both]


def in_order(asked: dict[str, Any], first: Any, second: Any) -> tuple[Any, Any]:
    """Both, the other way round where asked["swap"]."""
    return (second, first) if asked["swap"] else (first, second)


def named(picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked for and nothing else; without a second picture, or with the same, one is chosen."""
    own = None if picture.path else picture.sample
    other = asked.get("other")
    if other is None or other == own:
        other = next(one for one in OTHERS if one != own)
    kept = {"seed": asked.get("seed")} | {key: asked[key] for key in ("run", "pair") if key in asked}
    return kept | {"other": str(other)[:40], "swap": bool(asked.get("swap")), "own": own}


def ways_of(page: Page) -> list[str]:
    """The ways that the pack can go."""
    lesson = lessons.latent.between
    return [*lesson.CHEAP, *([lesson.PAINTED] if page.pack().image_port else [])]


def codes_of(page: Page, picture: Picture, asked: dict[str, Any]) -> list[str]:
    """The program of the cheap ways, and where the pack can paint, that of the painted one."""
    pack, code = page.pack(), lessons.latent.between_code
    files = in_order(asked, picture_path(picture), picture_path(samples.sample(asked["other"])))
    folder = shown_path(pack.folder)
    painted = [code.painted_snippet(pack, folder, files, asked["seed"])] if pack.image_port else []
    return [code.snippet(pack, folder, files), *painted]

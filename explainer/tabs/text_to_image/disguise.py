"""The disguise, wired: picture and words meet when the section is opened, each act is its own run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import shown_path
from explainer.views.disguise import DisguiseView, finished, met, streamed
from explainer.views.film import failed

if TYPE_CHECKING:
    from explainer.lessons.text_to_image.disguise import Pair

KEYS = ("act", "words", "seed", "run")
LONGEST_ECHO = 400  # characters of the words that travel back with each frame


def build(page: Page) -> None:
    """The section: `opened` is answered with the pair, `play` streams one act, `stop` ends it."""
    view = DisguiseView(words=page.t.table("disguise"), common=page.t.table("common"), picture=None)

    def start(said: dict[str, Any], picture: Picture) -> Iterator[dict[str, Any]]:
        yield from run(page, picture, said)

    section.keep(page, view, meet, model=True)
    page.stream(view, "play", start, [page.picture])


def meet(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value: how near CLIP finds `picture` and the words; a mistake becomes one sentence."""
    try:
        return met(echoed(asked), pair_of(page, picture, asked), page.t(picture.name))
    except KakusanError as error:
        return failed(echoed(asked), page.sentence(error))


def run(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while an act is played; a mistake becomes one sentence."""
    try:
        yield from play(page, picture, asked)
    except KakusanError as error:
        yield failed(echoed(asked), page.sentence(error))


def play(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the machine has in mind as it comes, then what came out. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.text_to_image.disguise
    act, seed, pair = str(asked.get("act")), asked.get("seed"), pair_of(page, picture, asked)
    count, steps, echo = int(pack.card["steps"]), [], echoed(asked)
    for step in lesson.play(pack, pair, act, seed):
        steps.append(step)
        yield streamed(echo, len(steps), count, lessons.text_to_image.glimpse(pack, step)[1])
    folder = shown_path(pack.folder)
    code = lessons.text_to_image.disguise_code.snippet(pack, pair, int(seed or 0), folder)
    yield finished(echo, lesson.finish(pack, pair, act, steps), code)


def pair_of(page: Page, picture: Picture, asked: dict[str, Any]) -> "Pair":
    """The picture and the words. Raises KakusanError."""
    image = samples.open_image(picture)
    return lessons.text_to_image.disguise.meet(page.pack(), image, asked.get("words"))


def echoed(asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked for, short enough to travel with each frame."""
    words = asked.get("words")
    short = words[:LONGEST_ECHO] if isinstance(words, str) else None
    return {key: asked.get(key) for key in KEYS} | {"words": short}

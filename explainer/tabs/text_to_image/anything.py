"""Anything can go in, wired: the view asks for each run, is streamed it, and scrubs it afterwards."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.core.errors import GivenError, KakusanError
from explainer.lessons import choices
from explainer.lessons.following import Followed
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.anything import AnythingView, finished, laid, streamed
from explainer.views.film import asking, failed

if TYPE_CHECKING:
    from explainer.lessons.text_to_image.given import Given, Inputs

KEYS = ("kind", "word", "other", "color", "way", "seed", "run")
LONGEST = 200  # characters of a reader's words


def build(page: Page) -> None:
    """The section: `opened` is answered by the question itself, so that its own button can stop the run."""
    view = AnythingView(
        words=page.t.table("anything"),
        common=page.t.table("common"),
        pad=page.t.table("pad"),
        picture=None,
        handed={kind: list(taken) for kind, taken in choices.HANDED.items()},
        times=list(choices.TIMES),
    )

    def start(said: dict[str, Any], picture: Picture) -> Iterator[dict[str, Any]]:
        yield from run(page, picture, said)

    section.keep(page, view, lambda page, picture, asked: asking(asked), model=False)
    page.stream(view, "run", start, [page.picture])


def run(page: Page, picture: Picture, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while the run that `data` asks for comes in; a mistake becomes one sentence."""
    asked: dict[str, Any] = {key: data.get(key) for key in KEYS}
    asked |= {key: asked[key][:LONGEST] for key in ("word", "other") if isinstance(asked[key], str)}
    try:
        yield from walk(page, picture, asked, data.get("sketch") or "")
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def walk(page: Page, picture: Picture, asked: dict[str, Any], sketch: str) -> Iterator[dict[str, Any]]:
    """What is given, small pictures as they come, then the finished ones. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.text_to_image.anything
    inputs = lessons.text_to_image.given.Inputs(
        word=asked["word"],
        other=asked["other"],
        picture=samples.open_image(picture),
        sketch=sketch,
        color=asked["color"],
    )
    given = lesson.give(pack, asked["kind"], inputs)
    start = lesson.begin(pack, given, asked["kind"], way=asked["way"], seed=asked["seed"])
    table = laid(asked, rows(page, inputs), start)
    yield table
    calls, walk = lesson.calls(pack, start), Followed(lesson.walk(pack, start))
    for steps in walk:
        yield streamed(asked, len(walk.parts), calls, lesson.glimpse(pack, steps))
    outcome = lesson.finish(pack, start, walk.parts, walk.seconds, page.t.language)
    where = shown_path(pack.folder), picture_path(picture), inputs.color
    code = lessons.text_to_image.anything_code.snippet
    yield finished(
        table, outcome, [code(start, stop, asked["way"], *where) for stop in range(len(start.stops))]
    )


def rows(page: Page, inputs: "Inputs") -> "list[tuple[str, Given | str]]":
    """Everything on the table, each as it would be handed over, or the sentence that says why it cannot."""
    given: list[tuple[str, Given | str]] = []
    for kind, function in lessons.text_to_image.given.KINDS.items():
        try:
            given.append((kind, function(page.pack(), inputs)))
        except GivenError as error:
            given.append((kind, page.sentence(error)))
    return given

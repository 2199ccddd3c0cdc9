"""Which word drew what, wired: the view asks for a run, its attention is recorded with it and comes back."""

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons.following import Followed
from explainer.tabs import recorded as records
from explainer.tabs import section
from explainer.tabs.page import Page
from explainer.tabs.snippets import shown_path
from explainer.tabs.text_to_image import figure
from explainer.views.binding import BindingView, finished, streamed, surveyed
from explainer.views.film import asking, failed

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack

SECTION = "binding"
ROLES = ("collar", "coat")
KEYS = ("prompt", "seed", "steps", "guidance", "scheduler", "run")
LONGEST_ECHO = 400  # characters of the prompt that travel back with each frame


def build(page: Page) -> None:
    """The section: `opened` is answered by the question itself, so that its own button can stop the run."""
    view = BindingView(
        words=page.t.table(SECTION),
        common=page.t.table("common"),
        picture=None,
        opens=opens(page),
        kept=None,
    )

    def opened(page: Page, _: Any, asked: dict[str, Any]) -> dict[str, Any]:
        return gr.update(value=asking(asked), kept=kept_of(page))

    def start(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from run(page, said)

    section.keep(page, view, opened, model=False)
    page.stream(view, "run", start)


def opens(page: Page) -> dict[str, Any]:
    """The run that the section opens with: a prompt with two colours, the pack's own settings."""
    schedulers = list(page.t.table("text_to_image.schedulers"))
    return figure.opening_request(page) | {"prompt": page.t("binding.first"), "schedulers": schedulers}


def run(page: Page, asked: dict[str, Any]) -> Generator[dict[str, Any]]:
    """The view's values while the run of `asked` comes in; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in KEYS}
    try:
        yield from walk(page, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def walk(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Small pictures as they come, then all of it. Raises KakusanError."""
    pack, lesson, painting = page.pack(), lessons.text_to_image.binding, lessons.text_to_image
    start = lesson.begin(pack, asked["prompt"], **figure.settings(asked))
    count = painting.length(pack, start.scheduler, start.steps)
    asked = asked | {"prompt": start.prompt[:LONGEST_ECHO]}
    walk = Followed(lesson.walk(pack, start))
    for step, _ in walk:
        yield streamed(asked, len(walk.parts), painting.glimpse(pack, step)[1], count)
    binding = lesson.finish(pack, start, walk.parts, walk.seconds)
    code = painting.binding_code.snippet(start, shown_path(pack.folder), binding.maps[0].shape[-1])
    yield finished(asked, binding, code)


def kept_of(page: Page) -> dict[str, Any] | None:
    """What was recorded with the very weights of the page's pack, in the page's language; None without."""
    found, lesson = records.numbers(page.folder, SECTION), lessons.text_to_image.binding_survey
    if not found:
        return None
    survey = lesson.read(found[0])
    summaries = {role: lesson.summary(survey, page.t.language, role) for role in ROLES}
    return surveyed(survey, summaries, found[1])


def recorded(pack: "ModelPack") -> dict[str, Any]:
    """Where colour words look, measured now over scenes and seeds, as it is kept."""
    lesson = lessons.text_to_image.binding_survey
    return lesson.plain(lesson.survey(pack))

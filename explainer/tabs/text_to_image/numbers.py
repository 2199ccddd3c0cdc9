"""Words to numbers, wired: each asking is answered in turn; the view asks again with what is newest."""

from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs.desk import Desk
from explainer.tabs.page import Page
from explainer.tabs.snippets import shown_path
from explainer.tabs.streaming import waits
from explainer.views.film import failed
from explainer.views.numbers import NumbersView, shown

reading = Desk()
"""A few milliseconds, which wait for no run of the denoiser."""


def build(page: Page) -> None:
    """The section; it needs no picture, and its few milliseconds wait for no run of the denoiser."""
    view = NumbersView(words=page.t.table("numbers"), common=page.t.table("common"))

    def opened(said: dict[str, Any]) -> dict[str, Any]:
        return drawn(page, said)

    page.hear(view.opened, opened, [], [view], in_turn=True, queued=waits, desk=reading)


def drawn(page: Page, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value: both sentences in numbers; a mistake becomes one sentence."""
    run = {"run": asked.get("run")}
    try:
        pack, lesson = page.pack(), lessons.text_to_image.numbers
        first, second = (lesson.look(pack, asked.get(key)) for key in ("prompt", "other"))
        code = lessons.text_to_image.numbers_code.snippet(first.words.prompt, shown_path(pack.folder))
        return shown(run, first, second, lesson.shared(first, second), lesson.alike(first, second), code)
    except KakusanError as error:
        return failed(run, page.sentence(error))

"""Words to numbers, wired: each asking is answered in turn; the view asks again with what is newest."""

from typing import Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs.page import Page
from explainer.tabs.snippets import shown_path
from explainer.views.film import failed
from explainer.views.numbers import NumbersView, shown


def build(page: Page) -> None:
    """The section; it needs no picture, and its few milliseconds wait for no run of the denoiser."""
    view = NumbersView(words=page.t.table("numbers"), common=page.t.table("common"))

    def opened(event: gr.EventData) -> dict[str, Any]:
        return drawn(page, event._data or {})

    page.listen(view.opened, opened, [], [view], in_turn=True, concurrency_id="words")


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

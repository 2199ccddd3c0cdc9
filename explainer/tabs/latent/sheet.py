"""A blank sheet, wired: this app's own dogs come when it is opened, a reading after each stroke."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import section
from explainer.tabs.page import Page
from explainer.views.film import failed
from explainer.views.sheet import SheetView, own_of, value_of

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack
    from explainer.lessons.latent.sheet import Drawn

_drawn: "dict[Any, tuple[Drawn, ...]]" = {}  # by pack and language: the same for all readers


def build(page: Page) -> None:
    """The section: of a series of strokes the newest is read."""
    view = SheetView(
        words=page.t.table("sheet"), common=page.t.table("common"), pad=page.t.table("pad"), own=None
    )

    def opened(said: dict[str, Any]) -> dict[str, Any]:
        return gr.update(own=own_of(drawn(page.pack(), page.t.language)))

    def look(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield read(page, said)

    page.hear(view.opened, opened, [], [view], in_turn=True, queued=section.before)
    page.stream(view, "look", look)


def read(page: Page, said: dict[str, Any]) -> dict[str, Any]:
    """The view's value for said["sketch"], "" for a blank sheet; a mistake becomes one sentence."""
    asked = {"run": said.get("run")}
    try:
        return value_of(
            asked, lessons.latent.sheet.look(page.pack(), said.get("sketch", ""), page.t.language)
        )
    except KakusanError as error:
        return failed(asked, page.sentence(error))


def drawn(pack: "ModelPack", language: str) -> "tuple[Drawn, ...]":
    """This app's own dogs, read once for a pack and a language."""
    if (pack.folder, language) not in _drawn:
        _drawn[pack.folder, language] = lessons.latent.sheet.own(pack, language)
    return _drawn[pack.folder, language]

"""A section below a tab's figure: closed at first, filled when opened, and again for another picture."""

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.views.base import View


def keep(
    page: Page, view: View, draw: Callable[[Page, Picture, dict[str, Any]], Any], *, model: bool
) -> None:
    """Fill `view` by `draw(page, picture, asked)` on its event `opened`, `asked` being the event's data.

    Its script triggers that through `makeSection` (views/parts/section.js). The picture's name reaches the
    view as the prop `picture`, and when it is another one, the script asks again if the section is open.
    While others are before it, it is told how many as its prop `before`, and where there is no room,
    after how many seconds to ask again as its prop `again`.
    """

    def opened(said: dict[str, Any], picture: Picture) -> Any:
        return draw(page, picture, said)

    queued = before if model else None
    page.hear(view.opened, opened, [page.picture], [view], model=model, in_turn=True, queued=queued)
    page.followers.append(view)


def before(count: int, again: float | None = None) -> Any:
    """How many are before the view, and after how many seconds it is to ask again: a `queued`."""
    return gr.update(before=count, again=again)


def stream(page: Page, view: View, draw: Callable[[Page, Picture, dict[str, Any]], Iterator[Any]]) -> None:
    """The same with a `draw` that works on the models and yields values; the event `stop` ends it."""

    def opened(said: dict[str, Any], picture: Picture) -> Iterator[Any]:
        yield from draw(page, picture, said)

    page.stream(view, "opened", opened, [page.picture])
    page.followers.append(view)

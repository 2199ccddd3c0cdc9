"""A section below a tab's figure: closed at first, filled when opened, and again for another picture."""

from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.components import Component

from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.views.base import View


def keep(
    page: Page,
    view: View,
    draw: Callable[..., Any],
    inputs: list[Component] | None = None,
    *,
    model: bool,
) -> None:
    """Fill `view` by `draw(picture, *inputs)` on its event `opened`, which its script triggers.

    The script does so through `kakusan.section` (views/look/section.js).

    Another picture reaches the view as the prop `picture`; its script asks again if it is open. `draw` may be
    a generator, and may take a `gr.EventData` as well.
    """
    page.listen(
        view.opened, draw, [page.picture, *(inputs or [])], [view], model=model, trigger_mode="always_last"
    )
    if isinstance(page.picture, gr.State):
        page.listen(page.picture.change, _name, [page.picture], [view], model=False)


def _name(picture: Picture) -> dict[str, Any]:
    return gr.update(picture=picture.path or picture.sample)

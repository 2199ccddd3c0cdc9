"""Puts the page together: one page a language, header and tabs."""

import importlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.components.navbar import Navbar
from starlette.middleware import Middleware

from explainer import lessons, text
from explainer.tabs import filling, recorded, samples, story, visits
from explainer.tabs.closing import CountedStreams
from explainer.tabs.compression import Compressed
from explainer.tabs.filling import Room
from explainer.tabs.first_sheet import FirstSheet
from explainer.tabs.kept_pages import KeptPages
from explainer.tabs.language import FirstVisit
from explainer.tabs.page import Page, models
from explainer.tabs.story import STORY
from explainer.text import Texts
from explainer.views import served
from explainer.views.door import Door
from explainer.views.header import Header, LoadingNote
from explainer.views.look import Paper, head
from explainer.views.machine import MachineView

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack

TABS = ("forward", "reverse", "latent", "text_to_image")
"""The tabs with figures of their own; the story comes before them, and shows theirs."""
AN_HOUR = 3600
MOST_AT_ONCE = 400
"""Events under way: nearly all of them wait at the desk, and hold no thread."""


def build_app(
    pack: "Callable[[], ModelPack]",
    folder: Path,
    loaded: Callable[[], bool] = lambda: True,
    longest_wait: int = 1000,
    at_once: int = 8,
) -> gr.Blocks:
    """The app: `/` in English and `/ja` in Japanese, with the same tabs.

    `pack` gives the models and waits for them, `loaded` says without waiting whether they are there, and
    `folder` is the pack's. Nothing is read from it here. `at_once` runs work on the models at a time (at
    least one), and at most `longest_wait` wait for them.
    """
    models.most, models.width = longest_wait, max(1, at_once)
    with visits.Unheld(analytics_enabled=False, delete_cache=(AN_HOUR // 4, AN_HOUR * 3 // 4)) as app:
        build_page("en", app, pack, folder, loaded)
    with app.route(text.load("ja")("common.language"), "ja", show_in_navbar=False) as japanese:
        build_page("ja", japanese, pack, folder, loaded)
    return app


def launch_options(language: str = "auto") -> dict[str, Any]:
    """What `launch` is given beside the address; `language` is FirstVisit's."""
    return {
        "theme": Paper(),
        "head": head(),
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "show_error": False,
        "strict_cors": True,
        "max_file_size": "10mb",
        "max_threads": MOST_AT_ONCE,
        "state_session_capacity": 1000,
        "app_kwargs": {
            "routes": served.routes(),
            "lifespan": visits.kept,
            "middleware": [
                Middleware(CountedStreams),
                Middleware(FirstVisit, language=language),
                Middleware(KeptPages, tabs=(STORY, *TABS)),
                Middleware(Compressed),
                Middleware(FirstSheet, tabs=(STORY, *TABS)),
            ],
        },
    }


def build_page(
    language: str,
    blocks: gr.Blocks,
    pack: "Callable[[], ModelPack]",
    folder: Path,
    loaded: Callable[[], bool],
) -> None:
    """Build one language's page into the open `blocks`."""
    t = text.load(language)
    Navbar(visible=False)
    blocks.title = t("common.title")
    page = Page(t, blocks, pack, folder, gr.State())
    Header(words=t.table("common"), terms=t.table("glossary"), language=language)
    note = LoadingNote(words=t.table("common"))
    asks = {name: filling.event_of(name) for name in TABS}
    door = Door(words={}, asks=asks, modelled=recorded.TABS, visible="hidden")
    page.followers.append(_machine(page))
    with gr.Tabs(overflow_behavior="wrap", elem_id="tabs") as tabs:
        with _tab(page, STORY):
            frame = story.build(page)
        rooms = [_add_tab(name, page) for name in TABS]
    story.lend(page, frame, {room.name: room.tab for room in rooms})
    gr.HTML(_colophon(t), apply_default_css=False)
    blocks.load(fn=None, outputs=[tabs], js="() => kakusan.openedTab()", api_visibility="private")
    filling.wire(page, door, rooms, STORY)
    _say_when_loaded(page, note, loaded)


def import_lessons() -> None:
    """Import what the lessons need, in this thread, so that the first visit waits less."""
    lessons.preload()


def _machine(page: Page) -> MachineView:
    return MachineView(words=page.t.table("machine"), samples=samples.thumbnails(), picture=None)


def _tab(page: Page, name: str) -> gr.Tab:
    tab = gr.Tab(page.t(f"{name}.tab"), id=name, elem_id=f"tab-{name}")
    tab.select(fn=None, js=f"() => {{ kakusan.opened('{name}'); }}")
    return tab


def _add_tab(name: str, page: Page) -> Room:
    module = importlib.import_module(f"explainer.tabs.{name}")
    with _tab(page, name) as tab:
        gr.HTML(_headline(page, name), apply_default_css=False)
        handle = module.build(page)
        shown = gr.State()  # inside of the tab, or Gradio counts it as one
    return Room(name, handle, shown, tab)


def _headline(page: Page, name: str) -> str:
    headline, lede = page.t(f"{name}.headline"), page.t(f"{name}.lede")
    return f'<h1 class="k-headline">{headline}</h1><p class="k-lede">{lede}</p>'


def _colophon(t: Texts) -> str:
    """A sentence, and place for one about the engine (views/header/loading.js); in Japanese without a gap."""
    gap = "" if t.language == "ja" else " "
    return f'<p class="k-colophon">{t("common.colophon")}{gap}<span></span></p>'


def _say_when_loaded(page: Page, note: LoadingNote, loaded: Callable[[], bool]) -> None:
    """Say that the models are loading, until they are there; or why they could not be loaded.

    Each answer is a short one, out of the queue: many pages that wait for the models leave the connections
    of their browser to each other.
    """

    def say() -> dict[str, Any]:
        if not loaded():
            return {"kind": "loading", "text": page.t("common.loading"), "at": time.time()}
        try:
            quick = lessons.recipe.quick_engine(page.pack())
            return {"kind": "ready", "text": "", "engine": quick and page.t("common.engine", engine=quick)}
        except Exception as error:
            return {"kind": "failed", "text": page.t("common.loading_failed", reason=page.sentence(error))}

    for asked in (page.blocks.load, note.again):
        page.listen(asked, say, outputs=[note], model=False, queue=False)

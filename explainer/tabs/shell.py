"""Puts the page together: one page a language, header, tabs, and what keeps each tab filled."""

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable, Iterator
from inspect import isgeneratorfunction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.components.navbar import Navbar
from gradio.events import Dependency
from starlette.middleware import Middleware

from explainer import lessons, text
from explainer.core.errors import PackError
from explainer.tabs import samples, state
from explainer.tabs.compression import Compressed
from explainer.tabs.first_sheet import FirstSheet
from explainer.tabs.language import FirstVisit
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.recorded import opening
from explainer.tabs.samples import Picture
from explainer.views.header import Header, LoadingNote
from explainer.views.look import Paper, head

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack

TABS = ("forward", "reverse", "latent", "text_to_image")
AN_HOUR = 3600


def build_app(
    pack: "Callable[[], ModelPack]", folder: Path, loaded: Callable[[], bool] = lambda: True
) -> gr.Blocks:
    """The app: `/` in English and `/ja` in Japanese, with the same tabs.

    `pack` gives the models and waits for them, `loaded` says without waiting whether they are there, and
    `folder` is the pack's. Nothing is read from it here.
    """
    with gr.Blocks(analytics_enabled=False, delete_cache=(AN_HOUR // 4, AN_HOUR * 3 // 4)) as app:
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
        "state_session_capacity": 1000,
        "app_kwargs": {
            "middleware": [
                Middleware(FirstVisit, language=language),
                Middleware(Compressed),
                Middleware(FirstSheet, tabs=TABS),
            ]
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
    Header(words=t.table("common"), language=language)
    note = LoadingNote(words=t.table("common"))
    carried = page.listen(blocks.load, _carry, outputs=[page.picture], model=False)
    with gr.Tabs(overflow_behavior="wrap", elem_id="tabs") as tabs:
        for name in TABS:
            _add_tab(name, page, carried)
    gr.HTML(f'<p class="k-colophon">{t("common.colophon")}</p>', apply_default_css=False)
    blocks.load(fn=None, outputs=[tabs], js="() => kakusan.openedTab()", api_visibility="private")
    _say_when_loaded(page, note, loaded)


def import_lessons() -> None:
    """Import what the lessons need, in this thread, so that the first visit waits less."""
    lessons.preload()


def _add_tab(name: str, page: Page, carried: Dependency) -> None:
    module = importlib.import_module(f"explainer.tabs.{name}")
    with gr.Tab(page.t(f"{name}.tab"), id=name, elem_id=f"tab-{name}") as tab:
        gr.HTML(_headline(page, name), apply_default_css=False)
        handle = module.build(page)
        shown = gr.State()  # inside of the tab, or Gradio counts it as one
    tab.select(fn=None, js=f"() => {{ kakusan.opened('{name}'); }}")
    if handle.model:
        carried = _show_recorded(name, handle, page, carried)
    _keep_filled(name, tab, handle, shown, page, carried)


def _headline(page: Page, name: str) -> str:
    headline, lede = page.t(f"{name}.headline"), page.t(f"{name}.lede")
    return f'<h1 class="k-headline">{headline}</h1><p class="k-lede">{lede}</p>'


def _show_recorded(name: str, handle: TabHandle, page: Page, carried: Dependency) -> Dependency:
    """Until the live result is there, show the recorded one, if the address asks for no other."""

    def show(request: gr.Request) -> Any:
        address = state.address_of(request, name, TABS[0])
        kept = opening(page.folder, name, page.t.language) if address.is_default() else None
        values: tuple[Any, ...] = kept or tuple(gr.skip() for _ in handle.outputs)
        return values[0] if len(values) == 1 else values

    return page.listen(carried.then, show, outputs=handle.outputs, model=False)


def _keep_filled(
    name: str, tab: gr.Tab, handle: TabHandle, shown: gr.State, page: Page, carried: Dependency
) -> None:
    """Fill the tab when the page is opened, when its bar is used, and when a picture was chosen elsewhere.

    `shown` keeps the picture that the tab was drawn with, `carried` is the event that brought the address's.
    """
    outputs = [*handle.outputs, shown]

    def load(picture: Picture, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        try:
            yield from _filled(handle.load, picture, state.address_of(request, name, TABS[0]))
        except (PackError, FileNotFoundError) as error:  # the note says it already, once for all tabs
            raise gr.Error(page.sentence(error), visible=False, print_exception=False) from error

    page.listen(carried.then, load, [page.picture], outputs, model=handle.model)
    if handle.follow is None:
        return
    fill = handle.follow

    def follow(picture: Picture, *values: Any) -> Iterator[tuple[Any, ...]]:
        yield from _filled(fill, picture, *values)

    def come_back(drawn: Picture | None, picture: Picture, *values: Any) -> Iterator[tuple[Any, ...]]:
        if drawn is None or drawn == picture:
            yield tuple(gr.skip() for _ in outputs)
        else:
            yield from _filled(fill, picture, *values)

    inputs = [page.picture, *handle.inputs]
    page.listen(tab.select, come_back, [shown, *inputs], outputs, model=handle.model)
    if handle.bar is not None:
        chosen = page.listen(handle.bar.choose, _choose, outputs=[page.picture], model=False)
        page.listen(chosen.success, follow, inputs, outputs, model=handle.model)


def _filled(fill: Callable[..., Any], picture: Picture, *values: Any) -> Iterator[tuple[Any, ...]]:
    """What `fill` returns, or all that it yields, each with the picture that is then shown."""
    results = fill(picture, *values) if isgeneratorfunction(fill) else [fill(picture, *values)]
    for result in results:
        yield (*(result if isinstance(result, tuple) else (result,)), picture)


def _choose(event: gr.EventData) -> Picture:
    """The picture chosen in a bar: `{"sample": id}` or `{"path": where it was uploaded}`."""
    chosen = event._data
    if chosen.get("path"):
        picture = samples.uploaded(str(chosen["path"]))
        samples.open_image(picture)  # refused here, before any tab works on it
        return picture
    return samples.sample(str(chosen.get("sample")))


def _carry(request: gr.Request) -> Picture:
    """The picture that the address names, for all tabs."""
    return state.Address(dict(request.query_params)).picture()


def _say_when_loaded(page: Page, note: LoadingNote, loaded: Callable[[], bool]) -> None:
    """Say that the models are loading, until they are there; or why they could not be loaded."""

    async def wait() -> AsyncIterator[dict[str, str]]:
        while not loaded():
            yield {"kind": "loading", "text": page.t("common.loading")}
            await asyncio.sleep(0.25)
        try:
            page.pack()
            yield {"kind": "ready", "text": ""}
        except Exception as error:
            yield {"kind": "failed", "text": page.t("common.loading_failed", reason=page.sentence(error))}

    page.blocks.load(
        wait, outputs=[note], show_progress="hidden", api_visibility="private", concurrency_limit=None
    )

"""What fills the tabs, and with which picture: recorded results at once, live ones when a tab is opened."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from inspect import isgeneratorfunction
from typing import Any

import gradio as gr

from explainer.core.errors import PackError
from explainer.tabs import samples, state
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.recorded import opening
from explainer.tabs.samples import Picture
from explainer.views.base import View
from explainer.views.door import Door


@dataclass(frozen=True)
class Room:
    """A `tab` to be kept filled; `shown` is the gr.State of the picture that it was last drawn with."""

    name: str
    handle: TabHandle
    shown: gr.State
    tab: gr.Tab


def event_of(tab: str) -> str:
    """The event of the door by which `tab` asks to be filled."""
    return f"fill_{tab}"


def wire(page: Page, door: Door, rooms: Sequence[Room], first_tab: str) -> None:
    """Keep `rooms` filled: when the page comes, when one is opened, and when a bar in one is used.

    An address without a tab is `first_tab`'s.

    Whoever follows the picture (`page.followers`) is told in the very answer that brings it.
    """
    told = [page.picture, *page.followers]
    recorded = [room for room in rooms if room.handle.model]

    def arrive(request: gr.Request) -> list[Any]:
        picture = _carried(request)
        shown = [value for room in recorded for value in _recorded(page, room, request, first_tab)]
        return [*_telling(page, picture), {"picture": picture.key, "since": time.time()}, *shown]

    pictured = [output for room in recorded for output in room.handle.outputs]
    page.listen(page.blocks.load, arrive, outputs=[*told, door, *pictured], model=False)
    for room in rooms:
        _keep_filled(page, door, room, first_tab)
        if room.handle.bar is not None:
            _let_choose(page, room.name, room.handle.bar)


def _keep_filled(page: Page, door: Door, room: Room, first_tab: str) -> None:
    handle, asked = room.handle, getattr(door, event_of(room.name))
    inputs, outputs = [room.shown, page.picture, *handle.inputs], [*handle.outputs, room.shown]
    fill = _filler(page, room, first_tab)

    def by(request: gr.Request, drawn: Picture | None, carried: Picture | None, *values: Any) -> Any:
        address = state.address_of(request, room.name, first_tab)
        return drawn, carried or address.picture(), address.query, *values

    def idle(request: gr.Request, drawn: Picture | None, carried: Picture | None, *values: Any) -> bool:
        address = state.address_of(request, room.name, first_tab)
        picture = carried or address.picture()
        if drawn is not None and not _follows(room, drawn, picture):
            return True
        try:
            return handle.idle(picture, address if drawn is None else None)
        except (PackError, FileNotFoundError):  # as `fill` will say
            return False

    wired = {"model": handle.model, "in_turn": True, "by": by, "idle": idle, "unseen": True}
    filled = page.listen(asked, fill, inputs, outputs, **wired)
    for end, how in ((filled.success, "filled"), (filled.failure, "unfilled")):
        end(fn=None, js=f"() => {{ kakusan.{how}('{room.name}'); }}", api_visibility="private")


def _let_choose(page: Page, tab: str, bar: View) -> None:
    """Another picture from the tab's bar, for the whole page; the door fills what is in sight with it."""

    def choose(said: dict[str, Any]) -> list[Any]:
        return _telling(page, _chosen(said))

    chosen = page.hear(bar.choose, choose, outputs=[page.picture, *page.followers], model=False)
    for end, how in ((chosen.success, "chosen"), (chosen.failure, "unchosen")):
        end(fn=None, js=f"() => {{ kakusan.{how}('{tab}'); }}", api_visibility="private")


def _filler(page: Page, room: Room, first_tab: str) -> Callable[..., Iterator[tuple[Any, ...]]]:
    """What a tab gets when it is opened: all, if it was never drawn, and else what a new picture changes.

    A server that was started anew knows neither picture: the tab is then filled as the address says.
    """
    load, follow = room.handle.load, room.handle.follow

    def fill(
        request: gr.Request, drawn: Picture | None, carried: Picture | None, *values: Any
    ) -> Iterator[tuple[Any, ...]]:
        address = state.address_of(request, room.name, first_tab)
        picture = carried or address.picture()
        if drawn is None:
            try:
                yield from _filled(load, picture, address)
            except (PackError, FileNotFoundError) as error:  # the note says it already, once for all tabs
                raise gr.Error(page.sentence(error), visible=False, print_exception=False) from error
        elif follow is not None and _follows(room, drawn, picture):
            yield from _filled(follow, picture, *values)
        else:
            yield tuple(gr.skip() for _ in [*room.handle.outputs, room.shown])

    return fill


def _follows(room: Room, drawn: Picture, picture: Picture) -> bool:
    """Whether the tab, as it is drawn, has to be drawn anew for `picture`."""
    return room.handle.follow is not None and drawn != picture


def _filled(fill: Callable[..., Any], picture: Picture, *values: Any) -> Iterator[tuple[Any, ...]]:
    """What `fill` returns, or all that it yields, each with the picture that is then shown."""
    results = fill(picture, *values) if isgeneratorfunction(fill) else [fill(picture, *values)]
    for result in results:
        yield (*(result if isinstance(result, tuple) else (result,)), picture)


def _recorded(page: Page, room: Room, request: gr.Request, first_tab: str) -> tuple[Any, ...]:
    """What a tab shows until it is filled: the recorded result, unless the address asks it for another."""
    named = request.query_params.get("tab", first_tab) == room.name
    address = state.address_of(request, room.name, first_tab)
    kept = opening(page.folder, room.name, page.t.language) if address.is_default() or not named else None
    return kept or tuple(gr.skip() for _ in room.handle.outputs)


def _telling(page: Page, picture: Picture) -> list[Any]:
    """`picture` for the page, and its key for each view that follows it."""
    return [picture, *(gr.update(picture=picture.key) for _ in page.followers)]


def _chosen(chosen: dict[str, Any]) -> Picture:
    """The picture chosen in a bar: `{"sample": id}` or `{"path": where it was uploaded}`."""
    if chosen.get("path"):
        picture = samples.uploaded(str(chosen["path"]))
        samples.open_image(picture)  # refused here, before any tab works on it
        return picture
    return samples.sample(str(chosen.get("sample")))


def _carried(request: gr.Request) -> Picture:
    """The picture that the address names, for all tabs."""
    return state.Address(dict(request.query_params)).picture()

"""What fills a tab and when: at its first opening, at later ones, for another picture, after a restart."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from explainer.core.errors import KakusanError, PackError
from explainer.tabs import filling, samples, shell
from explainer.tabs.filling import Room
from explainer.tabs.page import Page, TabHandle, models
from explainer.tabs.samples import Picture
from explainer.tabs.state import Address
from explainer.text import load
from explainer.views.base import View
from tests import told
from tests.tabs.runs import desk_of

PUG = Picture("pug")


def visit(**query: str) -> Any:
    return SimpleNamespace(query_params=query)


def room_of(fill: Callable[..., Any], follow: Any = None) -> tuple[Page, Room]:
    handle: Any = TabHandle(outputs=(gr.HTML(), gr.HTML()), load=fill, follow=follow)
    page = Page(load("en"), gr.Blocks(), lambda: None, Path(), gr.State())  # type: ignore[arg-type,return-value]
    return page, Room("latent", handle, gr.State(), gr.Tab(render=False))


def opened(
    request: Any, *values: Any, fill: Callable[..., Any] | None = None, follow: Any = "the default"
) -> list[tuple[Any, ...]]:
    """What the tab "latent" gets when it is opened at that address, with those values of its inputs."""

    def first(picture: Picture, address: Address) -> tuple[str, Any]:
        return "loaded", (picture, dict(address.query))

    def again(picture: Picture, *more: Any) -> tuple[str, Any]:
        return "followed", (picture, *more)

    follow = again if follow == "the default" else follow
    page, room = room_of(fill or first, follow)
    return list(filling._filler(page, room, "forward")(request, *values))


def test_a_tab_that_was_never_drawn_is_filled_as_its_address_says():
    request = visit(tab="latent", sample="pug", cell="3.4")
    assert opened(request, None, PUG, "shown") == [("loaded", (PUG, dict(request.query_params)), PUG)]


def test_values_of_another_tab_are_not_for_this_one():
    [(_, (_, query), _)] = opened(visit(tab="forward", t="9"), None, PUG)
    assert query == {}


def test_a_tab_that_shows_the_carried_picture_is_left_alone():
    assert opened(visit(tab="latent"), PUG, PUG) == [(gr.skip(), gr.skip(), gr.skip())]


def test_a_tab_that_shows_another_picture_follows_with_what_it_shows():
    assert opened(visit(tab="latent"), samples.first(), PUG, "shown") == [("followed", (PUG, "shown"), PUG)]


def test_a_tab_without_use_for_pictures_is_filled_once():
    assert opened(visit(), None, PUG, follow=None)[0][0] == "loaded"
    assert opened(visit(), samples.first(), PUG, follow=None) == [(gr.skip(), gr.skip(), gr.skip())]


def test_after_a_restart_of_the_server_the_address_says_which_picture():
    request = visit(tab="latent", sample="pug")
    assert opened(request, None, None)[0][-1] == PUG
    assert opened(request, PUG, None) == [(gr.skip(), gr.skip(), gr.skip())]


def test_a_pack_that_cannot_be_read_is_not_said_a_second_time():
    def broken(*_: Any) -> Any:
        raise PackError("pack.missing_file", file="unet")

    with pytest.raises(gr.Error) as told:
        opened(visit(), None, PUG, fill=broken)
    assert not told.value.visible


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, True),
        ({"sample": "pug"}, True),  # of a tab that is not open yet: better this than nothing
        ({"tab": "latent"}, True),
        ({"tab": "latent", "sample": "pug"}, False),
    ],
)
def test_what_is_recorded_is_shown_unless_the_address_asks_the_tab_for_another(
    query: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(filling, "opening", lambda *_: ("kept", "kept"))
    page, room = room_of(lambda *_: None)
    values = filling._recorded(page, room, visit(**query), "forward")
    assert values == (("kept", "kept") if shown else (gr.skip(), gr.skip()))


def test_a_result_and_a_stream_are_filled_alike():
    def stream(picture: Picture) -> Iterator[tuple[int, int]]:
        yield 1, 2
        yield 3, 4

    assert list(filling._filled(lambda picture: 7, PUG)) == [(7, PUG)]
    assert list(filling._filled(stream, PUG)) == [(1, 2, PUG), (3, 4, PUG)]


def chosen(**data: Any) -> Picture:
    return filling._chosen(data)


def test_a_bar_chooses_samples_and_uploads_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    assert chosen(sample="pug") == Picture("pug")
    for wrong in ({}, {"sample": "wolf"}, {"path": "/etc/passwd"}, {"path": 7}):
        with pytest.raises(KakusanError):
            chosen(**wrong)


def test_the_address_says_which_picture_is_carried():
    assert filling._carried(visit(sample="pug")) == Picture("pug")
    assert filling._carried(visit(sample="?")) == samples.first()


@pytest.fixture(scope="module")
def app(pack_folder: Path) -> gr.Blocks:
    return shell.build_app(lambda: None, pack_folder)  # type: ignore[arg-type,return-value]


def test_what_needs_no_models_is_filled_past_those_who_wait_for_them(
    app: gr.Blocks, monkeypatch: pytest.MonkeyPatch
):
    targets = [(fn, event) for fn in app.fns.values() for _, event in fn.targets]
    fills: dict[str, Any] = {event: fn.fn for fn, event in reversed(targets)}
    monkeypatch.setattr(models, "most", 0)
    monkeypatch.setattr(models, "width", 1)

    async def filled(tab: str, drawn: Picture | None, *inputs: Any, **query: str) -> Any:
        request = SimpleNamespace(session_hash="one", query_params={"tab": tab} | query)
        fill = fills[filling.event_of(tab)]
        [value] = [value async for value in fill(request, drawn, PUG, *inputs)]
        return value

    async def day() -> list[Any]:
        with models.place():
            with pytest.raises(gr.Error):
                await filled("text_to_image", None)
            with pytest.raises(gr.Error):
                await filled("latent", samples.first())
            return [
                await filled("text_to_image", None, seed="7"),
                await filled("reverse", None, {}),  # it opens on another picture
                await filled("reverse", samples.first(), {}),
                await filled("latent", PUG),
            ]

    *asking, nothing = asyncio.run(day())
    assert [asked["kind"] for asked, _ in asking] == ["ask"] * 3
    assert {shown for _, shown in asking} == {PUG} and asking[0][0]["asked"]["seed"] == 7
    assert set(map(str, nothing)) == {str(gr.skip())}


def test_no_work_on_the_models_is_asked_for_by_opening_the_page(app: gr.Blocks):
    at_load = [fn for fn in app.fns.values() if any(event == "load" for _, event in fn.targets)]
    assert at_load
    assert [fn.name for fn in at_load if desk_of(fn.fn) is models] == []


def test_the_pictures_name_reaches_all_who_follow_it_in_the_answer_that_brings_it(app: gr.Blocks):
    views = [block for block in app.blocks.values() if isinstance(block, View)]
    follows = ('watch("picture"', "ofPicture: true")
    following = {view for view in views if any(said in told.module(view) for said in follows)}
    by_event = {
        name: [set(fn.outputs) & following for fn in app.fns.values() if fn.name == name]
        for name in ("arrive", "choose")
    }
    assert len(following) > 2 * 15
    assert set.union(*by_event["arrive"]) == set.union(*by_event["choose"]) == following
    assert {len(some) for some in by_event["arrive"] + by_event["choose"]} == {len(following) / 2}

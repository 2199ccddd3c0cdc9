"""How a tab's handlers are wired: errors become sentences, skips do no harm, the models are shared."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import gradio as gr
import pytest
from gradio.context import LocalContext

from explainer.core.errors import PictureError
from explainer.tabs import page as wiring
from explainer.tabs import samples, shell, streaming
from explainer.tabs.desk import Lives
from explainer.tabs.page import Page, without_gaps
from explainer.tabs.samples import Picture
from explainer.tabs.state import OWN
from explainer.text import load
from tests.tabs.runs import desk_of


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setattr(streaming, "lives", Lives())
    with gr.Blocks() as blocks:
        yield Page(load("ja"), blocks, lambda: None, Path(), gr.State())  # type: ignore[arg-type]


def refuse(limit: int) -> str:
    raise PictureError("picture.too_large", limit=limit)


def test_an_error_of_ours_is_told_in_the_readers_language(page: Page):
    with pytest.raises(gr.Error) as told:
        page.guard(refuse)(25)
    assert told.value.message == load("ja")("error.picture.too_large", limit=25)


def test_an_unforeseen_error_is_told_without_its_details_and_logged(
    page: Page, caplog: pytest.LogCaptureFixture
):
    def break_down() -> None:
        raise RuntimeError("the secret")

    with pytest.raises(gr.Error) as told:
        page.guard(break_down)()
    assert told.value.message == load("ja")("error.unexpected")
    assert "the secret" in caplog.text


def test_an_error_in_the_midst_of_a_stream_is_told_after_what_came_before(page: Page):
    def stream() -> Iterator[int]:
        yield 1
        refuse(25)

    results = page.guard(stream)()
    assert next(results) == 1
    with pytest.raises(gr.Error, match="25"):
        next(results)


def test_a_skip_after_a_value_repeats_the_value():
    skip = gr.skip()
    results = list(without_gaps([(skip, skip), ({"a": 1}, skip), (skip, 2), ({"a": 3}, skip)]))
    assert results == [(skip, skip), ({"a": 1}, skip), ({"a": 1}, 2), ({"a": 3}, 2)]


def test_a_single_result_passes_as_it_is():
    assert list(without_gaps([1, {"a": 2}])) == [1, {"a": 2}]


def test_work_on_the_models_waits_its_turn_and_nothing_else_does(page: Page):
    button = gr.Button()
    page.listen(button.click, lambda: None)
    page.listen(button.click, lambda: None, model=False)
    waiting, free = page.blocks.fns.values()
    assert (desk_of(waiting.fn), desk_of(free.fn)) == (wiring.models, None)
    assert waiting.concurrency_limit is free.concurrency_limit is None
    assert {waiting.api_visibility, free.api_visibility} == {"private"}


@pytest.mark.parametrize("model", [True, False])
def test_what_is_asked_in_turn_is_answered_each_time_and_in_that_order(page: Page, model: bool):
    order: list[str] = []

    def slow(request: Any, name: str) -> None:
        time.sleep(0.05 if name == "first" else 0)
        order.append(name)

    page.listen(gr.Button().click, slow, model=model, in_turn=True)
    (wired,) = page.blocks.fns.values()
    fn: Any = wired.fn

    async def visits() -> None:
        one, other = SimpleNamespace(session_hash="one"), SimpleNamespace(session_hash="other")
        await asyncio.gather(fn(one, "first"), fn(one, "second"), fn(other, "another visitor's"))

    asyncio.run(visits())
    assert (wired.trigger_mode, wired.concurrency_limit) == ("multiple", None)
    assert order == ["another visitor's", "first", "second"]


def test_an_answer_that_waits_tells_how_many_are_before_it_and_then_that_nobody_is(page: Page):
    desk = wiring.Desk()
    answer = streaming.waiting(page, lambda: "answer", desk, lambda before: before)

    async def day() -> list[Any]:
        with desk.place(), desk.place():
            waiting = asyncio.ensure_future(all_of(answer()))
            await asyncio.sleep(0.01)
        return [await waiting, await all_of(answer())]

    assert asyncio.run(day()) == [[2, 0, "answer"], ["answer"]]


class Wired:
    """A view as `stream` sees it: who listens to which of its events."""

    def __init__(self) -> None:
        self._id, self.heard = 7, {}

    def __getattr__(self, name: str) -> Any:
        return lambda fn, **_: self.heard.setdefault(name, fn)

    def ask(self, turn: int, visitor: str = "one", **said: Any) -> Any:
        request, event = SimpleNamespace(session_hash=visitor), SimpleNamespace(_data=said | {"turn": turn})
        return self.heard["go"](request, event)

    def give_up(self, turn: int, visitor: str = "one") -> None:
        event = SimpleNamespace(_data={"turns": {"go": turn, "else": "?"}})
        self.heard["stop"](SimpleNamespace(session_hash=visitor), event)


def counting(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for step in range(9):
        yield {"kind": "running", "asked": said, "step": step}


async def all_of(values: Any) -> list[Any]:
    return [value async for value in values]


def test_a_run_is_handed_what_was_asked_and_sends_all_that_it_makes(page: Page):
    view = Wired()
    page.stream(view, "go", counting)  # type: ignore[arg-type]
    values = asyncio.run(all_of(view.ask(1, run=3, prompt="dog")))
    assert [value["step"] for value in values] == list(range(9))
    assert values[0]["asked"] == {"run": 3, "prompt": "dog"}


def test_a_run_is_stopped_within_one_step_by_its_own_visitor_alone(page: Page):
    view = Wired()
    page.stream(view, "go", counting)  # type: ignore[arg-type]

    async def visits() -> list[int]:
        steps = []
        async for value in view.ask(1):
            steps.append(value["step"])
            if value["step"] == 2:
                view.give_up(1, visitor="another")
            if value["step"] == 4:
                view.give_up(1)
        return steps

    assert asyncio.run(visits()) == [0, 1, 2, 3, 4]


def test_a_run_that_was_stopped_or_superseded_before_its_turn_makes_nothing(page: Page):
    view, made = Wired(), []
    page.stream(view, "go", lambda said: made.append(said["run"]) or counting(said))  # type: ignore[arg-type]

    async def visits() -> list[list[Any]]:
        with wiring.models.place(alone=True):
            runs = [asyncio.create_task(all_of(view.ask(turn, run=turn))) for turn in (1, 2, 3)]
            await asyncio.sleep(0.01)
            view.give_up(4)
            runs.append(asyncio.create_task(all_of(view.ask(4, run=4))))
            runs.append(asyncio.create_task(all_of(view.ask(5, run=5))))
            await asyncio.sleep(0.01)
        return await asyncio.gather(*runs)

    *given_up, last = asyncio.run(visits())
    assert {value.get("kind", "nothing") for values in given_up for value in values} <= {"waiting", "nothing"}
    assert [value["kind"] for value in last][-9:] == ["running"] * 9
    assert last[0] == {"kind": "waiting", "asked": {"run": 5}, "before": 1} and made == [5]


def test_a_run_that_fails_says_so_where_it_was_to_be_seen(page: Page):
    view, quiet = Wired(), Wired()

    def fail(said: dict[str, Any]) -> Iterator[Any]:
        yield refuse(25)

    page.stream(view, "go", fail)  # type: ignore[arg-type]
    (said,) = asyncio.run(all_of(view.ask(1, run=3)))
    sentence = load("ja")("error.picture.too_large", limit=25)
    assert said == {"kind": "error", "asked": {"run": 3}, "text": sentence}
    page.stream(quiet, "go", fail, as_value=lambda news: None)  # type: ignore[arg-type]
    with pytest.raises(gr.Error, match="25"):
        asyncio.run(all_of(quiet.ask(1)))


def test_who_finds_the_line_full_is_told_how_many_are_before_and_when_to_ask_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(wiring.models, "most", 0)
    monkeypatch.setattr(wiring.models, "width", 1)
    view = Wired()
    page.stream(view, "go", counting)  # type: ignore[arg-type]

    async def visits() -> list[Any]:
        with wiring.models.place():
            refused = await all_of(view.ask(1, run=1))
        return [*refused, *await all_of(view.ask(2, run=2))]

    refused, *values = asyncio.run(visits())
    assert 2 <= refused.pop("again") <= 4
    assert refused == {"kind": "waiting", "asked": {"run": 1}, "before": 1} and len(values) == 9


def test_an_answer_for_which_there_is_no_room_tells_when_to_ask_again_or_is_an_error(page: Page):
    desk = wiring.Desk(most=0)
    told = streaming.waiting(page, lambda: "answer", desk, lambda before, again=None: (before, again))
    plain, unseen = (streaming.waiting(page, lambda: "answer", desk, unseen=quiet) for quiet in (False, True))

    async def day() -> list[Any]:
        with desk.place():
            errors = await asyncio.gather(plain(), unseen(), return_exceptions=True)
            return [*errors, *await all_of(told())]

    seen, not_seen, (before, again) = asyncio.run(day())
    assert (seen.visible, not_seen.visible) == (True, False)
    assert seen.message == load("ja")("error.busy")
    assert before == 1 and 2 <= again <= 4


def test_all_that_needs_the_models_is_asked_again_where_there_is_no_room(pack_folder: Path):
    app = shell.build_app(lambda: None, pack_folder)  # type: ignore[arg-type,return-value]
    waiting = [fn for fn in app.fns.values() if desk_of(fn.fn) is not None]
    assert len(waiting) > 2 * 30
    assert [fn.name for fn in waiting if not fn.fn.asks_again] == []  # type: ignore[union-attr]


def test_an_edit_that_waits_is_told_so_as_news_of_its_own_run(page: Page):
    view, desk = gr.HTML(), wiring.Desk()
    page.hear(gr.Button().click, lambda said: said["run"], [], [view], queued=streaming.waits, desk=desk)
    (wired,) = page.blocks.fns.values()
    fn: Any = wired.fn
    one = SimpleNamespace(session_hash="one")

    def asked(run: int) -> Any:
        return fn(one, SimpleNamespace(_data={"run": run, "amount": run}))

    async def day() -> list[Any]:
        with desk.place():
            waiting = asyncio.ensure_future(all_of(asked(7)))
            await asyncio.sleep(0.01)
            desk.most = 0
            refused = await all_of(asked(8))
        return [*await waiting, *refused]

    *news, refused = asyncio.run(day())
    kinds = [{"kind": "waiting", "asked": {"run": 7}, "before": before} for before in (1, 0)]
    assert news == [*kinds, 7]
    assert 2 <= refused.pop("again") <= 4
    assert refused == {"kind": "waiting", "asked": {"run": 8}, "before": 2}


def test_a_server_that_was_started_anew_takes_the_picture_from_the_page(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    own, gone = tmp_path / "あ.png", tmp_path / "gone.png"
    own.touch()
    inputs = [gr.HTML(), page.picture]

    def known(*args: Any, named: Path | None = None) -> Any:
        headers = {OWN: quote(str(named))} if named else {}
        request = SimpleNamespace(headers=headers, query_params={"sample": "pug"})
        token = LocalContext.request.set(request)  # type: ignore[arg-type]
        try:
            return page.known(args, inputs)
        finally:
            LocalContext.request.reset(token)

    pug = samples.sample("pug")
    assert known("event", "shown", None) == ("event", "shown", pug)
    assert known("event", None, None) == ("event", None, pug)
    assert known(None, samples.first(), named=own) == (None, samples.first())
    assert known(None, None, named=own) == (None, Picture(samples.first().sample, str(own)))
    assert known(None, None, named=gone) == (None, pug)
    assert page.known((None, None), inputs) == (None, samples.first())


def test_no_event_waits_in_gradios_own_way_which_sends_the_first_ones_data_again():
    modules = Path(str(wiring.__file__)).parent.rglob("*.py")
    assert [one.name for one in modules if 'trigger_mode="always_last"' in one.read_text("utf-8")] == []


def test_a_borrowed_gpu_is_asked_for_where_a_space_lends_one(monkeypatch: pytest.MonkeyPatch):
    def work() -> int:
        return 1

    assert wiring.on_device(work) is work
    lender = SimpleNamespace(GPU=lambda fn: lambda: fn() + 1)
    monkeypatch.setitem(wiring.sys.modules, "spaces", lender)  # type: ignore[arg-type]
    assert wiring.on_device(work)() == 2


def test_a_file_that_the_pack_lacks_is_named(page: Page, tmp_path: Path):
    with gr.Blocks() as blocks:
        here = Page(load("en"), blocks, lambda: None, tmp_path, gr.State())  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "card.json").read_text()
    assert here.sentence(missing.value) == load("en")("error.pack.missing_file", file="card.json")
    assert page.sentence(FileNotFoundError(2, "gone", "/elsewhere/x")) == load("ja")("error.unexpected")

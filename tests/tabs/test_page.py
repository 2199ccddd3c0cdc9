"""How a tab's handlers are wired: errors become sentences, skips do no harm, the models are shared."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest

from explainer.core.errors import PictureError
from explainer.tabs import page as wiring
from explainer.tabs.page import Page, without_gaps
from explainer.text import load


@pytest.fixture
def page() -> Iterator[Page]:
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
    assert (waiting.concurrency_id, waiting.concurrency_limit) == ("model", 1)
    assert free.concurrency_limit is None
    assert {waiting.api_visibility, free.api_visibility} == {"private"}


@pytest.mark.parametrize("model", [True, False])
def test_what_is_asked_in_turn_is_answered_each_time_and_in_that_order(page: Page, model: bool):
    page.listen(gr.Button().click, lambda: None, model=model, in_turn=True)
    (wired,) = page.blocks.fns.values()
    assert (wired.trigger_mode, wired.concurrency_limit) == ("multiple", 1)


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

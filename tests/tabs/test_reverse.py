"""The reverse tab's handlers, called directly."""

import json
import math
from collections.abc import Iterator
from typing import Any

import gradio as gr
import pytest

from explainer import lessons, text
from explainer.core.pack import ModelPack
from explainer.core.sampling import SCHEDULERS
from explainer.tabs import reverse, samples
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.state import Address
from tests.tabs.runs import counted_calls

ASKED = {"t": 300, "steps": 10, "seed": 1, "scheduler": "ddim", "picture": {"sample": "pug"}, "run": 4}


@pytest.fixture(autouse=True)
def nothing_made_before() -> Iterator[None]:
    reverse.figure._opening.clear()
    lessons.reverse.memory.RUNS.clear()
    yield
    reverse.figure._opening.clear()
    lessons.reverse.memory.RUNS.clear()


def built(pack: ModelPack, language: str = "en") -> tuple[TabHandle, Page]:
    with gr.Blocks() as blocks:
        page = Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State(samples.first()))
        return reverse.build(page), page


def ran(pack: ModelPack, language: str = "en", **changes: Any) -> list[dict[str, Any]]:
    _, page = built(pack, language)
    return list(reverse.run(page, samples.first(), ASKED | changes))


def test_a_run_streams_each_step_and_ends_with_all_of_them(pack: ModelPack) -> None:
    *frames, last = ran(pack)
    assert [frame["moment"]["t"] for frame in frames] == [300, 200, 100, 0]
    assert {frame["count"] for frame in frames} == {4}
    assert last["kind"] == "done" and last["made"] is None
    assert [moment["t"] for moment in last["moments"]] == [300, 200, 100, 0]
    assert all(value["asked"]["run"] == 4 for value in [*frames, last])


def test_what_travels_is_small(pack: ModelPack) -> None:
    *frames, last = ran(pack)
    assert all(len(json.dumps(frame)) < 5_000 for frame in frames)
    assert len(json.dumps(last)) < 5_000


def test_a_run_that_was_made_before_comes_at_once_and_says_when(pack: ModelPack) -> None:
    first = ran(pack)[-1]
    with counted_calls(pack) as calls:
        (again,) = ran(pack)
    assert calls == [] and again["made"] and again["moments"] == first["moments"]
    assert len(ran(pack, picture={"sample": "poodle"})) > 1


def test_a_run_of_the_most_steps_stays_within_the_bound(pack: ModelPack) -> None:
    ran(pack, t=999, steps=100)
    memory = lessons.reverse.memory
    assert 0 < memory.RUNS.bytes < memory.LARGEST_RUN


def test_a_run_that_is_stopped_calls_the_network_no_more(pack: ModelPack) -> None:
    _, page = built(pack)
    with counted_calls(pack) as calls:
        run = reverse.run(page, samples.first(), ASKED)
        next(run)
        run.close()
        assert calls == [1]


def test_the_tab_opens_on_a_finished_run_which_is_made_once(pack: ModelPack) -> None:
    handle, _ = built(pack)
    with counted_calls(pack) as calls:
        first, second = (handle.load(samples.first(), Address({})) for _ in range(2))
        assert len(calls) == first["count"] == 21
    assert first["kind"] == second["kind"] == "done"
    assert first["made"] is None and second["made"] is not None


def test_an_address_is_answered_by_asking_for_its_run(pack: ModelPack) -> None:
    handle, _ = built(pack)
    address = Address({"t": "120", "seed": "7", "steps": "1e9", "scheduler": "magic"})
    value = handle.load(samples.sample("pug"), address)
    assert value["kind"] == "ask"
    asked = {"t": 120, "seed": 7, "steps": 100, "scheduler": "ddim", "picture": {"sample": "pug"}, "run": 0}
    assert value["asked"] == asked


def test_another_picture_keeps_the_settings(pack: ModelPack) -> None:
    handle, _ = built(pack)
    assert handle.follow is not None
    value = handle.follow(samples.sample("siamese"), {"asked": ASKED})
    assert value["asked"] == ASKED | {"picture": {"sample": "siamese"}}
    assert handle.follow(samples.sample("pug"), None)["asked"]["t"] == reverse.OPENS_WITH["t"]


def test_the_code_names_the_picture_that_was_asked_for(pack: ModelPack) -> None:
    assert "assets/samples/pug.png" in ran(pack)[-1]["code"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "bad",
    [
        {"t": math.nan}, {"t": None}, {"t": 1000}, {"t": "<b>"}, {"steps": 0}, {"steps": 10_000},
        {"seed": -1}, {"seed": 1.5}, {"scheduler": "magic"}, {"scheduler": None},
        {"picture": {"sample": "dragon"}},
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]) -> None:
    (value,) = ran(pack, language, **bad)
    assert value["kind"] == "error"
    assert 5 < len(value["text"]) < 200 and "Traceback" not in value["text"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_scheduler_that_there_is_can_be_chosen(language: str) -> None:
    assert set(text.load(language).table("reverse.schedulers")) == set(SCHEDULERS) - {
        "lcm"
    }  # made for few-step networks

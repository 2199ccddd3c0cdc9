"""The text-to-image tab's handlers, called directly."""

import dataclasses
import json
import math
from collections.abc import Iterator
from typing import Any

import gradio as gr
import pytest

from explainer import text
from explainer.core.pack import ModelPack
from explainer.core.sampling import SCHEDULERS
from explainer.core.words import unknown_words
from explainer.tabs import samples, text_to_image
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.state import Address
from explainer.tabs.text_to_image import figure
from explainer.world.captions import lexicon
from tests.tabs.runs import counted_calls

ASKED = {"prompt": "a brown dog", "guidance": 3, "steps": 3, "seed": 1, "scheduler": "euler", "run": 2}


@pytest.fixture(autouse=True)
def nothing_made_before() -> Iterator[None]:
    figure._opening.clear()
    yield
    figure._opening.clear()


def built(pack: ModelPack, language: str = "en") -> tuple[TabHandle, Page]:
    with gr.Blocks() as blocks:
        page = Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State(samples.first()))
        return text_to_image.build(page), page


def ran(pack: ModelPack, language: str = "en", **changes: Any) -> list[dict[str, Any]]:
    _, page = built(pack, language)
    return list(text_to_image.run(page, ASKED | changes))


def test_a_run_streams_each_step_and_ends_with_all_of_them(pack: ModelPack) -> None:
    *frames, last = ran(pack)
    assert [frame["step"]["index"] for frame in frames] == [0, 1, 2]
    assert last["kind"] == "done" and len(last["steps"]) == last["count"] == 3
    assert all(-1 <= step["similarity"] <= 1 for step in last["steps"])
    assert all(value["asked"]["run"] == 2 for value in [*frames, last])


def test_the_tokens_arrive_with_the_first_frame(pack: ModelPack) -> None:
    first = ran(pack, prompt="a brown unicorn")[0]
    assert "".join(token for token, _, _ in first["heard"]["tokens"]) == "a brown unicorn"
    assert first["heard"]["unknown"] == ["unicorn"]


def test_what_travels_is_small_even_for_an_endless_prompt(pack: ModelPack) -> None:
    *frames, last = ran(pack, prompt="🐕" * 10_000)
    assert all(len(json.dumps(frame, ensure_ascii=False)) < 8_000 for frame in frames)
    assert len(json.dumps(last, ensure_ascii=False)) < 20_000


def test_a_run_that_is_stopped_calls_the_network_no_more(pack: ModelPack) -> None:
    _, page = built(pack)
    with counted_calls(pack) as calls:
        run = text_to_image.run(page, ASKED)
        next(run)
        run.close()
        assert calls == [1]


def test_the_tab_opens_on_a_finished_picture_in_the_pages_language(pack: ModelPack) -> None:
    for language in ("en", "ja"):
        handle, page = built(pack, language)
        first, second = (handle.load(samples.first(), Address({})) for _ in range(2))
        assert first["kind"] == second["kind"] == "done"
        assert first["made"] is None and second["made"] is not None
        assert first["heard"]["prompt"] == page.t("text_to_image.first_prompt")


def test_an_address_is_answered_by_asking_for_its_run(pack: ModelPack) -> None:
    handle, _ = built(pack)
    address = Address({"prompt": "犬", "guidance": "nan", "steps": "-3", "seed": "9", "scheduler": "ddpm"})
    value = handle.load(samples.first(), address)
    assert value["kind"] == "ask"
    asked = {"prompt": "犬", "guidance": 4.0, "steps": 1, "seed": 9, "scheduler": "ddpm", "run": 0}
    assert value["asked"] == asked


def test_an_address_with_an_empty_prompt_asks_for_no_words(pack: ModelPack) -> None:
    handle, page = built(pack)
    value = handle.load(samples.first(), Address({"tab": "text_to_image", "prompt": ""}))
    assert value["kind"] == "ask" and value["asked"] == figure.opening_request(page) | {"prompt": ""}


@pytest.mark.parametrize(
    "prompt", ["", "   ", "\x00\u202e", "<img src=x onerror=alert(1)>", "🐕" * 9, "犬" * 20_000]
)
def test_any_text_at_all_is_drawn(pack: ModelPack, prompt: str) -> None:
    assert ran(pack, prompt=prompt, steps=1)[-1]["kind"] == "done"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "bad",
    [
        {"prompt": None}, {"prompt": 7}, {"guidance": math.nan}, {"guidance": 0}, {"guidance": "a lot"},
        {"steps": None}, {"steps": 0}, {"steps": 2.5}, {"seed": -1},
        {"scheduler": "magic"}, {"scheduler": []},
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]) -> None:
    (value,) = ran(pack, language, **bad)
    assert value["kind"] == "error"
    assert 5 < len(value["text"]) < 200 and "Traceback" not in value["text"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_first_prompt_holds_no_word_that_the_captions_lack(pack: ModelPack, language: str) -> None:
    card = pack.card | {"lexicon": {one: list(lexicon(one)) for one in ("en", "ja")}}
    knowing = dataclasses.replace(pack, card=card)
    t = text.load(language)
    assert unknown_words(knowing, t("text_to_image.first_prompt")) == ()
    assert set(t.table("text_to_image.schedulers")) == set(SCHEDULERS) - {"lcm"}  # made for few-step networks

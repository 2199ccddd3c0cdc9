"""As you type: its events, called directly, and its snippets, run as they stand."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import numpy as np
import pytest
import torch
from PIL import Image

from explainer import text
from explainer.core.pack import ModelPack
from explainer.tabs.page import Page
from explainer.tabs.text_to_image import typing
from explainer.views import film
from tests.tabs.runs import counted_calls, stoppable

ASKED: dict[str, Any] = {"prompt": "a brown dog", "seed": 3, "run": 7}


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def test_the_section_is_wired_and_can_be_stopped():
    with gr.Blocks() as blocks:
        typing.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"draw", "measure"}


def test_what_is_typed_is_answered_by_one_small_picture(pack: ModelPack):
    value = typing.sketched(page(pack), ASKED)
    assert value["kind"] == "done" and value["asked"] == ASKED
    assert value["src"].startswith("data:image/jpeg;base64,")
    assert len(json.dumps(value)) < 40_000  # of a random pack: pure noise, which no JPEG makes small


def test_enter_streams_the_full_network_and_stops_within_a_step(pack: ModelPack):
    *steps, done = typing.drawn(page(pack), ASKED)
    assert [one["index"] for one in steps] == list(range(pack.card["steps"]))
    assert done["kind"] == "done" and done["calls"] == pack.card["steps"]
    with counted_calls(pack) as calls:
        drawing: Any = typing.drawn(page(pack), ASKED)
        next(drawing)
        drawing.close()
        assert calls == [1]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "bad", [{"prompt": None}, {"prompt": 3}, {"seed": -1}, {"seed": "x"}, {"seed": None}]
)
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]):
    here = page(pack, language)
    for value in (typing.sketched(here, ASKED | bad), *typing.drawn(here, ASKED | bad)):
        assert value["kind"] == "error" and len(value["text"]) > 5


def test_a_pack_without_student_is_said_in_one_sentence_and_still_draws_in_full(pack: ModelPack):
    alone = page(replace(pack, student=None))
    assert typing.sketched(alone, ASKED)["kind"] == "error"
    assert next(iter(typing.compared(alone, {"run": 1})))["kind"] == "error"
    assert list(typing.drawn(alone, ASKED))[-1]["kind"] == "done"


def test_an_endless_prompt_does_not_travel_back(pack: ModelPack):
    value = typing.sketched(page(pack), ASKED | {"prompt": "犬" * 20_000})
    assert len(value["prompt"]) <= 400 and len(value["asked"]["prompt"]) <= 400


@pytest.mark.parametrize("student", [True, False])
def test_each_snippet_remakes_its_picture(pack: ModelPack, tmp_path, monkeypatch, student: bool):
    kept: list[Image.Image] = []
    monkeypatch.setattr(film, "inline", lambda picture: kept.append(picture))
    here = page(pack)
    value = typing.sketched(here, ASKED) if student else list(typing.drawn(here, ASKED))[-1]
    assert "explainer" not in value["code"]
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    exec(compile(value["code"], "snippet", "exec"), {})
    torch.set_grad_enabled(grad)
    difference = np.asarray(kept[-1]).astype(int) - np.asarray(Image.open("result.png"))
    assert np.abs(difference).max() <= 1

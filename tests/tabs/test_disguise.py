"""The disguise: its events, called directly, and its snippet, run as it stands."""

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
from explainer.lessons.text_to_image.disguise import ACTS
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.text_to_image import disguise
from explainer.views import film
from tests.tabs.runs import counted_calls, stoppable

PUG = Picture("pug")
ASKED: dict[str, Any] = {"act": "words", "words": "a brown dog", "seed": 3, "run": 1}


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_act_has_its_words(language: str):
    assert tuple(text.load(language).table("disguise.act")) == ACTS


def test_the_section_is_wired_and_can_be_stopped():
    with gr.Blocks() as blocks:
        disguise.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"play"}


def test_picture_and_words_meet_without_the_denoiser(pack: ModelPack):
    with counted_calls(pack) as calls:
        value = disguise.meet(page(pack), PUG, ASKED)
    assert calls == [] and value["kind"] == "met" and value["asked"] == ASKED
    assert value["unknown"] == [] and value["size"] == 32
    assert len(json.dumps(value, allow_nan=False)) < 60_000


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_followed_step_by_step_to_its_end(pack: ModelPack, act: str):
    *steps, done = disguise.run(page(pack), PUG, ASKED | {"act": act})
    assert [value["step"] for value in steps] == list(range(1, 21))
    assert max(len(json.dumps(value)) for value in steps) < 4_000
    assert done["kind"] == "done" and done["asked"]["act"] == act
    assert len(json.dumps(done, allow_nan=False)) < 8_000


def test_stopping_takes_effect_within_one_call(pack: ModelPack):
    with counted_calls(pack) as calls:
        run = disguise.run(page(pack), PUG, ASKED)
        next(run)
        run.close()  # type: ignore[attr-defined]
    assert calls == [1]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("bad", [{"act": "song"}, {"act": None}, {"seed": -1}, {"seed": "x"}, {"words": 7}])
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]):
    (value,) = disguise.run(page(pack, language), PUG, ASKED | bad)
    assert value["kind"] == "error" and len(value["text"]) > 8


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_pack_without_port_says_so(pack: ModelPack, language: str):
    bare = page(replace(pack, image_port=None), language)
    for value in (disguise.meet(bare, PUG, ASKED), *disguise.run(bare, PUG, ASKED)):
        assert value["kind"] == "error" and pack.name in value["text"]


def test_hostile_words_travel_short_and_as_they_are(pack: ModelPack):
    value = disguise.meet(page(pack), PUG, ASKED | {"words": "<img src=x onerror=alert(1)>" * 500})
    assert value["cut_off"] and len(value["asked"]["words"]) <= 400 and len(value["words"]) <= 200


def test_the_snippet_remakes_the_third_act(pack: ModelPack, tmp_path, monkeypatch: pytest.MonkeyPatch):
    sheets: list[Image.Image] = []
    monkeypatch.setattr(film, "sheet_file", lambda sheet: sheets.append(sheet))
    *_, done = disguise.run(page(pack), PUG, ASKED | {"words": "白い猫 'on' a \\n rock"})
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    assert "explainer" not in done["code"].replace(str(pack.folder), "")
    exec(compile(done["code"], "snippet", "exec"), {})
    torch.set_grad_enabled(grad)
    size, cell = done["size"], len(done["timesteps"])
    top, left = cell // done["columns"] * size, cell % done["columns"] * size
    ours = np.asarray(sheets[0]).astype(int)[top : top + size, left : left + size]
    assert np.abs(ours - np.asarray(Image.open("result.png"))).max() <= 1

"""The same words from several noises: the events, called directly, and a snippet, run as it stands."""

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
from explainer.tabs.text_to_image import seeds
from explainer.views import film
from tests.tabs.runs import counted_calls, stoppable

ASKED: dict[str, Any] = {"prompt": "a brown dog", "seed": 3, "student": True, "run": 2}


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def test_the_section_is_wired_and_can_be_stopped(pack: ModelPack):
    with gr.Blocks() as blocks:
        seeds.build(Page(text.load("en"), blocks, lambda: pack, pack.folder, gr.State()))
    assert stoppable(blocks) == {"draw"}


def test_nine_pictures_come_in_together_and_end_on_one_sheet(pack: ModelPack):
    *steps, done = seeds.run(page(pack), ASKED)
    assert [one["index"] for one in steps] == [0, 1, 2, 3]
    assert all(len(one["frames"]) == 9 and len(json.dumps(one)) < 20_000 for one in steps)
    assert done["seeds"] == list(range(3, 12)) and len(done["similarities"]) == len(done["codes"]) == 9
    with Image.open(done["sheet"]["path"]) as sheet:
        assert sheet.size == (5 * 128, 2 * 128)


def test_stopping_takes_effect_within_one_step(pack: ModelPack):
    with counted_calls(pack) as calls:
        drawing: Any = seeds.run(page(pack), ASKED | {"student": False})
        next(drawing)
        drawing.close()
        assert calls == [1]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("bad", [{"prompt": None}, {"seed": -1}, {"seed": "x"}])
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]):
    (value,) = seeds.run(page(pack, language), ASKED | bad)
    assert value["kind"] == "error" and len(value["text"]) > 5


def test_a_pack_without_student_says_so(pack: ModelPack):
    (value,) = seeds.run(page(replace(pack, student=None)), ASKED)
    assert value["kind"] == "error"


def test_a_snippet_remakes_its_picture(pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sheets: list[Image.Image] = []
    monkeypatch.setattr(film, "sheet_file", lambda sheet: sheets.append(sheet))
    *_, done = seeds.run(page(pack), ASKED)
    assert "explainer" not in done["codes"][6]
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    exec(compile(done["codes"][6], "snippet", "exec"), {})
    torch.set_grad_enabled(grad)
    ours = np.asarray(sheets[0]).astype(int)[128:256, 128:256]
    assert np.abs(ours - np.asarray(Image.open("result.png"))).max() <= 1

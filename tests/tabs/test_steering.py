"""Guidance side by side: its events, called directly, and its snippets, run as they stand."""

import json
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
from explainer.tabs.text_to_image import steering
from explainer.views import film
from tests.tabs.runs import stoppable

LANES = [[1, 1, False], [2, 2, False], [4, 4, False], [7.5, 7.5, False]]
ASKED: dict[str, Any] = {
    "lanes": LANES, "change_at": None, "negative": "", "prompt": "a brown dog", "steps": 5, "seed": 3,
    "scheduler": "ddim", "run": 1,
}  # fmt: skip


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def ran(pack: ModelPack, **changes: Any) -> list[dict[str, Any]]:
    return list(steering.run(page(pack), ASKED | changes))


def test_the_section_is_wired_and_can_be_stopped(pack: ModelPack):
    with gr.Blocks() as blocks:
        steering.build(Page(text.load("en"), blocks, lambda: pack, pack.folder, gr.State()))
    assert stoppable(blocks) == {"run"}


def test_lanes_are_followed_step_by_step_to_their_ends(pack: ModelPack):
    *steps, done = ran(pack)
    assert [value["step"] for value in steps] == [1, 2, 3, 4, 5]
    assert all(value["count"] == 5 and len(value["frames"]) == 4 for value in steps)
    assert done["kind"] == "done" and done["asked"] == {"run": 1}
    assert [lane["strength"] for lane in done["lanes"]] == LANES
    assert done["moments"][0] > done["moments"][-1] and done["kept"] == [0, 1, 2, 3, 4]


def test_what_travels_is_small_and_whole(pack: ModelPack):
    *steps, done = ran(pack, steps=40, prompt="a dog " * 5000, negative="a cat " * 5000)
    assert max(len(json.dumps(value)) for value in steps) < 6_000
    assert len(json.dumps(done | {"lanes": []}, allow_nan=False)) < 4_000
    k, (c, h, w) = len(done["kept"]), done["shape"]
    assert Path(done["maps"]["path"]).stat().st_size == 4 * k * (3 * c * h * w + 2 * 3 * h * w)
    with Image.open(done["sheet"]["path"]) as sheet:
        assert sheet.height // done["size"] * done["columns"] >= 4 * (k + 1)


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "changes",
    [
        {"lanes": None}, {"lanes": [[1, 2], 3]}, {"lanes": [["much", 1, False]] * 2},
        {"lanes": [[0.5, 1, 0]] * 2}, {"change_at": 6}, {"change_at": "late"}, {"steps": 0}, {"seed": -1},
        {"scheduler": ["ddim"]}, {"scheduler": "from nowhere"}, {"prompt": None}, {"negative": 7},
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, changes: dict[str, Any]):
    (value,) = steering.run(page(pack, language), ASKED | changes)
    assert value["kind"] == "error" and len(value["text"]) > 10


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"lanes": [[4, 4, False], [4, 4, True]], "negative": "black", "scheduler": "euler_a"},
        {"lanes": [[5, 1, False], [1, 5, False], [5, 2, False], [5, 5, False]], "change_at": 2},
        {"lanes": [[5, 1, True], [1, 5, True]], "change_at": 0, "negative": "it's"},
    ],
)
def test_each_lanes_snippet_remakes_its_picture(
    pack: ModelPack, tmp_path, monkeypatch, changes: dict[str, Any]
):
    sheets: list[Image.Image] = []
    monkeypatch.setattr(film, "sheet_file", lambda sheet: sheets.append(sheet))
    *_, done = ran(pack, **changes)
    size, columns, k = done["size"], done["columns"], len(done["kept"])
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    for which, lane in enumerate(done["lanes"]):
        assert "explainer" not in lane["code"]
        exec(compile(lane["code"], "snippet", "exec"), {})
        torch.set_grad_enabled(grad)
        cell = which * (k + 1) + k
        top, left = cell // columns * size, cell % columns * size
        ours = np.asarray(sheets[0]).astype(int)[top : top + size, left : left + size]
        assert np.abs(ours - np.asarray(Image.open("result.png"))).max() <= 1

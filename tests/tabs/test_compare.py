"""One thing changed: its events, called directly, and its snippets, run as they stand."""

import json
from types import SimpleNamespace
from typing import Any

import gradio as gr
import numpy as np
import pytest
import torch
from PIL import Image

from explainer import text
from explainer.core.pack import ModelPack
from explainer.lessons.text_to_image.wording import wording
from explainer.tabs.page import Page
from explainer.tabs.text_to_image import compare
from explainer.views import film
from explainer.views.compare import parts
from tests.tabs.runs import stoppable

FIRST: dict[str, Any] = {"prompt": "a brown dog", "seed": 3, "steps": 5, "scheduler": "ddim", "guidance": 4}
LANES = [
    FIRST, FIRST | {"prompt": "白い猫"}, FIRST | {"seed": 4, "steps": 3},
    FIRST | {"scheduler": "euler_a", "guidance": 1},
]  # fmt: skip


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def ran(pack: ModelPack, lanes: Any = LANES, language: str = "en") -> list[dict[str, Any]]:
    return list(compare.run(page(pack, language), {"lanes": lanes, "run": 4}))


def test_the_section_is_wired_and_can_be_stopped(pack: ModelPack):
    with gr.Blocks() as blocks:
        compare.build(Page(text.load("en"), blocks, lambda: pack, pack.folder, gr.State()))
    assert stoppable(blocks) == {"run"}


def test_lanes_are_followed_step_by_step_to_their_ends(pack: ModelPack):
    *steps, done = ran(pack)
    assert [value["step"] for value in steps] == [1, 2, 3, 4, 5]
    assert [frame is None for frame in steps[-1]["frames"]] == [False, False, True, False]
    assert done["kind"] == "done" and done["asked"] == {"run": 4}
    assert [lane["steps"][-1] for lane in done["lanes"]] == [5, 5, 3, 5]
    assert set(done["lanes"][0]["apart"]) == {0.0}


def test_what_travels_is_small_and_whole(pack: ModelPack):
    *steps, done = ran(pack, [one | {"steps": 40, "prompt": "a dog " * 5000} for one in LANES])
    assert max(len(json.dumps(value)) for value in steps) < 6_000
    light = [{key: value for key, value in lane.items() if key != "code"} for lane in done["lanes"]]
    assert len(json.dumps(done | {"lanes": light}, allow_nan=False)) < 6_000
    for name in ("sheet", "maps"):
        with Image.open(done[name]["path"]) as sheet:
            assert sheet.height // done["size"] * done["columns"] >= 4 * (len(done["moments"]) + 1)
    assert len(json.dumps(parts(wording("a black dog " * 50)))) < 200_000


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "lanes",
    [
        None, [FIRST], [FIRST] * 5, [FIRST, 3], [FIRST, {}], [FIRST, FIRST | {"steps": 0}],
        [FIRST, FIRST | {"scheduler": "from nowhere"}], [FIRST, FIRST | {"prompt": 7}],
        [FIRST, FIRST | {"guidance": 99}],
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, lanes: Any):
    (value,) = ran(pack, lanes, language)
    assert value["kind"] == "error" and len(value["text"]) > 10


def test_each_lanes_snippet_remakes_its_picture(pack: ModelPack, tmp_path, monkeypatch):
    sheets: list[Image.Image] = []
    monkeypatch.setattr(film, "sheet_file", lambda sheet: sheets.append(sheet))
    *_, done = ran(pack)
    size, columns, k = done["size"], done["columns"], len(done["moments"]) + 1
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    for which, lane in enumerate(done["lanes"]):
        assert "explainer" not in lane["code"]
        exec(compile(lane["code"], "snippet", "exec"), {})
        torch.set_grad_enabled(grad)
        cell = which * k + k - 1
        top, left = cell // columns * size, cell % columns * size
        ours = np.asarray(sheets[0]).astype(int)[top : top + size, left : left + size]
        assert np.abs(ours - np.asarray(Image.open("result.png"))).max() <= 1

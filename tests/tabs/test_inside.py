"""Inside one step: its events, called directly."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import numpy as np
import pytest
from PIL import Image

from explainer import text
from explainer.core.pack import ModelPack
from explainer.tabs.page import Page
from explainer.tabs.reverse import inside
from explainer.tabs.samples import Picture
from tests.tabs.runs import stoppable

PUG = Picture("pug")
RUN = {"t": "300", "steps": "10", "seed": "3", "scheduler": "ddpm", "by": "ddpm", "run": 4}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go there."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))


def page(pack: ModelPack, language: str = "en") -> Page:
    loaded: Any = SimpleNamespace()
    return Page(text.load(language), loaded, lambda: pack, pack.folder, loaded)


def test_the_section_waits_its_turn_and_can_be_stopped(pack: ModelPack):
    with gr.Blocks() as blocks:
        inside.build(Page(text.load("en"), blocks, lambda: pack, pack.folder, gr.State()))
    assert stoppable(blocks) == {"opened"}


def test_the_run_is_followed_step_by_step_and_then_taken_apart(pack: ModelPack):
    *ways, done = inside.walked(page(pack), PUG, RUN)
    assert [way["done"] for way in ways] == [1, 2, 3, 4] and {way["count"] for way in ways} == {4}
    assert done["kind"] == "done" and {one["asked"]["run"] for one in [*ways, done]} == {4}
    assert [moment["t"] for moment in done["moments"]] == [300, 200, 100, 0]
    assert [moment["following"] for moment in done["moments"]] == [200, 100, 0, None]
    assert len(json.dumps(done)) < 10_000


def test_the_files_hold_what_the_view_cuts_out_of_them(pack: ModelPack):
    *_, done = inside.walked(page(pack), PUG, RUN)
    maps = np.fromfile(done["maps"]["path"], np.uint8).reshape(-1, 4, 16, 16).astype(int)
    k, places = len(done["moments"]), done["places"]
    assert len(maps) == places + 5 * k
    with Image.open(done["sheet"]["path"]) as sheet:
        assert sheet.size[0] // done["size"] * (sheet.size[1] // done["size"]) >= places + k
    fresh = maps[places + 3 * k : places + 4 * k]
    assert (fresh[-1] == 128).all() and not (fresh[0] == 128).all()


def test_the_words_name_only_what_is_there(pack: ModelPack):
    for language in text.LANGUAGES:
        *_, done = inside.walked(page(pack, language), PUG, RUN)
        assert done["name"] == text.load(language)("common.sample.pug")
        assert "STEP" in done["code"] and "explainer" not in done["code"]


@pytest.mark.parametrize(
    "odd",
    [
        {}, {"t": "x"}, {"t": 10**9}, {"steps": "0"}, {"seed": "-1"}, {"by": "magic"}, {"by": ["x"]},
        {"run": {}}, {"scheduler": "euler", "by": None},
    ],
)  # fmt: skip
def test_nonsense_gets_the_nearest_run_that_makes_sense(odd: dict[str, Any], pack: ModelPack):
    asked = inside.asked_for(page(pack), {"steps": "5", **odd})
    assert 0 <= asked["t"] <= 999 and 1 <= asked["steps"] <= 100 and asked["seed"] >= 0
    assert asked["by"] in inside.SAMPLERS and isinstance(asked["run"], int)


def test_a_picture_that_is_gone_is_said_in_one_sentence(pack: ModelPack):
    (told,) = inside.walked(page(pack), Picture("pug", "/nowhere.png"), RUN)
    assert told["kind"] == "error" and told["asked"]["run"] == 4 and "{" not in told["text"]

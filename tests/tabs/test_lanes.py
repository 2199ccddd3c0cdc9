"""Schedulers side by side: its events, called directly, and its snippets, run as they stand."""

import json
from collections.abc import Iterator
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
from explainer.core.sampling import SCHEDULERS
from explainer.lessons.reverse import plane
from explainer.tabs.page import Page
from explainer.tabs.reverse import lanes
from explainer.tabs.samples import Picture, file_of
from explainer.views import film
from tests.tabs.runs import stoppable

PUG = Picture("pug")
ASKED: dict[str, Any] = {
    "lanes": ["ddim", "unipc", "euler_a", "lcm"], "steps": 6, "seed": 3, "from": "noise", "t": 400, "run": 1,
}  # fmt: skip


@pytest.fixture(autouse=True)
def few_landmarks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(plane, "LANDMARKS", range(6))
    plane._surveyed.clear()
    yield
    plane._surveyed.clear()


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def ran(pack: ModelPack, **changes: Any) -> list[dict[str, Any]]:
    return list(lanes.run(page(pack), PUG, ASKED | changes))


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_scheduler_has_a_name(language: str):
    assert set(text.load(language).table("lanes.schedulers")) == set(SCHEDULERS)


def test_the_section_is_wired_and_can_be_stopped():
    with gr.Blocks() as blocks:
        lanes.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"opened"}


def test_lanes_are_followed_step_by_step_to_their_ends(pack: ModelPack):
    *steps, done = ran(pack)
    assert [value["step"] for value in steps] == list(range(1, 7))
    assert all(value["calls"] == [6, 6, 6, 4] for value in steps)
    assert [frame is None for frame in steps[-1]["frames"]] == [False, False, False, True]
    assert done["kind"] == "done" and done["asked"] == ASKED
    assert [lane["calls"] for lane in done["lanes"]] == [6, 6, 6, 4]


def test_what_travels_is_small_and_whole(pack: ModelPack):
    *steps, done = ran(pack, steps=50)
    assert max(len(json.dumps(value)) for value in steps) < 10_000
    assert len(json.dumps(done, allow_nan=False)) < 40_000
    with Image.open(done["sheet"]["path"]) as sheet:
        rows = sheet.height // done["size"]
    cells = [cell for lane in done["lanes"] for pair in lane["at"] for cell in pair]
    ends = [lane["end"] for lane in done["lanes"]]
    assert max(cells + ends) < rows * done["columns"]
    assert not set(cells) & set(ends)


def test_the_lanes_begin_at_the_readers_picture(pack: ModelPack):
    *_, done = ran(pack, **{"from": "picture"})
    assert done["t"] == 400 and done["moments"][0][0] == 400


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "changes",
    [
        {"lanes": ["ddim", "from nowhere"]}, {"lanes": ["ddim"]}, {"lanes": None}, {"lanes": [["ddim"], 3]},
        {"steps": 0}, {"steps": 10_000}, {"steps": "many"}, {"seed": -1}, {"from": "picture", "t": 10**9},
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, changes: dict[str, Any]):
    (value,) = lanes.run(page(pack, language), PUG, ASKED | changes)
    assert value["kind"] == "error" and len(value["text"]) > 10


@pytest.mark.parametrize("begins", ["noise", "picture"])
def test_each_lanes_snippet_remakes_its_end(pack: ModelPack, tmp_path, monkeypatch, begins: str):
    sheets: list[Image.Image] = []
    monkeypatch.setattr(film, "sheet_file", lambda sheet: sheets.append(sheet))
    monkeypatch.setattr(lanes, "picture_path", lambda picture: str(file_of(picture)))
    *_, done = ran(pack, **{"from": begins})
    size, columns = done["size"], done["columns"]
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    for lane in done["lanes"]:
        assert "explainer" not in lane["code"]
        exec(compile(lane["code"], "snippet", "exec"), {})
        torch.set_grad_enabled(grad)
        top, left = lane["end"] // columns * size, lane["end"] % columns * size
        ours = np.asarray(sheets[0]).astype(int)[top : top + size, left : left + size]
        assert np.abs(ours - np.asarray(Image.open("result.png"))).max() <= 1

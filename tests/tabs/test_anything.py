"""Anything can go in: its events, called directly, and its snippets, run as they stand."""

import base64
import io
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
from explainer.lessons.text_to_image.anything import HANDED
from explainer.lessons.text_to_image.given import KINDS
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture, file_of
from explainer.tabs.text_to_image import anything
from explainer.views import film
from tests.lessons.test_anything import sketched
from tests.tabs.runs import stoppable

PUG = Picture("pug")
ASKED: dict[str, Any] = {
    "kind": "words", "word": "a brown dog", "other": "a white cat", "color": "#2b4c7e", "way": "sphere",
    "seed": 3, "run": 1, "sketch": sketched(),
}  # fmt: skip


def page(pack: ModelPack, language: str = "en") -> Page:
    quick = replace(pack, card=pack.card | {"steps": 4})
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: quick, pack.folder, nothing)


def ran(pack: ModelPack, language: str = "en", **changes: Any) -> list[dict[str, Any]]:
    return list(anything.run(page(pack, language), PUG, ASKED | changes))


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_choice_and_every_kind_has_its_words(language: str):
    t = text.load(language)
    assert set(t.table("anything.now")) >= set(HANDED)
    assert set(t.table("anything.names")) | {"other"} == set(KINDS)


def test_the_section_is_wired_and_can_be_stopped():
    with gr.Blocks() as blocks:
        anything.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"run"}


@pytest.mark.parametrize("kind", HANDED)
def test_what_is_given_comes_first_then_frames_then_the_pictures(pack: ModelPack, kind: str):
    laid, *frames, done = ran(pack, kind=kind)
    assert laid["kind"] == "laid" and [row["kind"] for row in laid["rows"]] == list(KINDS)
    assert len({len(row["levels"]) for row in laid["rows"]} | {len(one) for one in laid["mixed"]}) == 1
    assert [frame["step"] for frame in frames] == list(range(1, len(frames) + 1))
    assert done["kind"] == "done" and len(done["stops"]) == len(laid["places"])
    assert done | laid == done | {"kind": "laid"}, "whoever sees the end alone lacks nothing"
    assert all(len(stop["near"]) == len(HANDED[kind]) for stop in done["stops"])


def test_what_travels_is_small_and_never_holds_the_sketch(pack: ModelPack):
    values = ran(pack, kind="start", word="🐕" * 5000)
    assert all(len(json.dumps(value, allow_nan=False)) < 40_000 for value in values)
    assert not any("data:image" in json.dumps(value) for value in values)
    assert all("sketch" not in value["asked"] for value in values)


def test_what_is_missing_on_the_table_is_said_and_stops_nothing(pack: ModelPack):
    laid, *_, done = ran(pack, kind="word", other="", sketch="")
    missing = {row["kind"] for row in laid["rows"] if "missing" in row}
    assert missing == {"other", "sketch"} and done["kind"] == "done"


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "word", "word": ""}, {"other": " "}, {"word": 3}, {"word": None}, {"seed": -1},
        {"seed": "x"}, {"kind": "sound"}, {"kind": ["x"]},
        {"kind": "sketch", "sketch": ""}, {"kind": "start", "sketch": sketched(mark=False)}, {"way": None},
        {"kind": "sketch", "sketch": {"no": 1}}, {"kind": "color", "color": "red"},
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, changes: dict[str, Any]):
    *_, value = ran(pack, language, **changes)
    assert value["kind"] == "error" and len(value["text"]) > 10


@pytest.mark.parametrize(
    ("kind", "way", "stop"),
    [("word", "sphere", 0), ("picture", "sphere", 0), ("words", "line", 2), ("word_picture", "sphere", 4),
     ("sketch", "sphere", 0), ("color", "sphere", 3), ("start", "sphere", 2)],
)  # fmt: skip
def test_each_snippet_remakes_its_picture(
    pack: ModelPack, tmp_path, monkeypatch, kind: str, way: str, stop: int
):
    sheets: list[Image.Image] = []
    monkeypatch.setattr(film, "sheet_file", lambda sheet: sheets.append(sheet))
    monkeypatch.setattr(anything, "picture_path", lambda picture: str(file_of(picture)))
    *_, done = ran(pack, kind=kind, way=way)
    monkeypatch.chdir(tmp_path)
    Image.open(io.BytesIO(base64.b64decode(ASKED["sketch"].partition(",")[2]))).save("sketch.png")
    grad, code = torch.is_grad_enabled(), done["stops"][stop]["code"]
    assert "explainer" not in code and "Kakusan" not in code
    exec(compile(code, "snippet", "exec"), {})
    torch.set_grad_enabled(grad)
    size = done["size"]
    left, top = stop % done["columns"] * size, stop // done["columns"] * size
    ours = np.asarray(sheets[0]).astype(int)[top : top + size, left : left + size]
    assert np.abs(ours - np.asarray(Image.open("result.png"))).max() <= 1

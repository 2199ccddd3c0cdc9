"""Neither a search nor a collage: its events, called directly, and its snippet, run as it stands."""

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
from explainer.lessons import combinations
from explainer.lessons.text_to_image import origin as lesson
from explainer.tabs.page import Page
from explainer.tabs.text_to_image import origin
from explainer.views import film
from explainer.world.scene import FACTORS
from tests.tabs.runs import counted_calls, started, stoppable

ASKED: dict[str, Any] = {
    "prompt": "a brown dog", "guidance": 3, "steps": 3, "seed": 3, "scheduler": "ddim",
    "held_out": None, "run": 5,
}  # fmt: skip


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in {"SEARCHED": 8, "AT_ONCE": 5, "UNSEEN": 3}.items():
        monkeypatch.setattr(lesson, name, value)
    for kept in (lesson._training, lesson._unseen, origin._drawn):
        kept.clear()
    yield
    for kept in (lesson._training, lesson._unseen, origin._drawn):
        kept.clear()


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def ran(pack: ModelPack, language: str = "en", search: bool = False, **changes: Any) -> list[dict[str, Any]]:
    return list(origin.run(page(pack, language), ASKED | changes, search=search))


def test_the_section_is_wired_and_can_be_stopped(pack: ModelPack):
    with gr.Blocks() as blocks:
        origin.build(Page(text.load("en"), blocks, lambda: pack, pack.folder, gr.State()))
    assert stoppable(blocks) == {"draw"}
    kinds = [value["kind"] for value in started(blocks, "draw", ASKED | {"search": True})]
    assert kinds[-3:] == ["drawn", "searched", "searched"]
    assert started(blocks, "draw", ASKED)[-1]["kind"] == "drawn"


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_factor_of_a_combination_has_a_name(language: str):
    names = text.load(language).table("origin.factors")
    assert set(names) == set(lesson.VALUES) and set(names) < set(FACTORS)


def test_a_picture_is_drawn_and_then_searched_for(pack: ModelPack):
    *steps, drawn = ran(pack)
    assert [one["index"] for one in steps] == [0, 1, 2] and drawn["kind"] == "drawn"
    with counted_calls(pack) as calls:
        first, last = ran(pack, search=True)
        assert calls == []
    assert (first["searched"], last["searched"], last["of"]) == (5, 8, 8)
    assert [len(side) for side in last["near"]] == [4, 4]
    assert len(last["unseen"][0]) == 3
    assert len(json.dumps(last)) < 200_000


def test_a_search_without_a_picture_draws_it_first(pack: ModelPack):
    kinds = [value["kind"] for value in ran(pack, search=True)]
    assert kinds == ["drawing"] * 3 + ["drawn", "searched", "searched"]


def test_a_held_out_combination_is_drawn_in_its_own_words(pack: ModelPack):
    *_, drawn = ran(pack, held_out=0)
    assert drawn["asked"]["prompt"] == combinations.prompt(0, "en")
    assert len(drawn["seen"]) == 2
    *_, found = ran(pack, held_out=0, search=True)
    assert all(one["lacking"] for side in found["near"] for one in side)


def test_only_so_many_pictures_are_kept(pack: ModelPack, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(origin, "MOST_DRAWN", 2)
    for seed in range(4):
        ran(pack, seed=seed, steps=1)
    assert len(origin._drawn) == 2


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "bad",
    [
        {"prompt": None}, {"steps": 0}, {"steps": "x"}, {"seed": -1}, {"held_out": 99}, {"held_out": "x"},
        {"scheduler": "?"},
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]):
    (value,) = ran(pack, language, **bad)
    assert value["kind"] == "error" and value["asked"]["run"] == 5 and len(value["text"]) > 5


def test_the_snippet_remakes_the_picture(pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept: list[Image.Image] = []
    monkeypatch.setattr(film, "inline", lambda picture: kept.append(picture))
    *_, drawn = ran(pack, held_out=1)
    assert "explainer" not in drawn["code"]
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    exec(compile(drawn["code"], "snippet", "exec"), {})
    torch.set_grad_enabled(grad)
    difference = np.asarray(kept[-1]).astype(int) - np.asarray(Image.open("result.png"))
    assert np.abs(difference).max() <= 1

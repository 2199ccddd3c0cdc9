"""The handlers of the section on sums, called directly."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from explainer import text
from explainer.core.pack import ModelPack
from explainer.tabs.latent import animals, arithmetic
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from tests.tabs.runs import counted_calls, stoppable

PUG = Picture("pug")
TERMS: list[dict[str, Any]] = [
    {"sign": 1, "text": "パグ"}, {"sign": -1, "text": "dog"}, {"sign": 1, "picture": True},
]  # fmt: skip
ASKED: dict[str, Any] = {"terms": TERMS, "seed": 2, "run": 4}


@pytest.fixture(autouse=True)
def few_animals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = animals.lessons.latent.survey
    monkeypatch.setattr(animals.lessons.latent, "survey", lambda pack: whole(pack, range(20)))
    animals._surveyed.clear()
    yield
    animals._surveyed.clear()


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def test_the_section_is_wired_and_can_be_stopped() -> None:
    with gr.Blocks() as blocks:
        arithmetic.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"opened"}


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_sum_is_told_before_it_is_painted(pack: ModelPack, language: str) -> None:
    summed, *steps, done = arithmetic.run(page(pack, language), PUG, ASKED | {"more": "x" * 999})
    assert summed["kind"] == "summed" and summed["asked"] == ASKED
    assert [term["caption"] for term in summed["terms"]] == ["パグ", "a dog", None]
    assert [one["step"] for one in steps] == list(range(1, 21))
    assert all(len(one["frames"]) == 2 for one in steps)
    assert done["kind"] == "done" and done["rows"] == summed["rows"]
    assert "assets/samples/pug.png" in done["code"]


def test_what_travels_is_small_and_whole(pack: ModelPack) -> None:
    *values, done = arithmetic.run(page(pack), PUG, ASKED)
    assert max(len(json.dumps(one)) for one in (*values, done)) < 12_000
    with Image.open(done["sheet"]["path"]) as sheet, Image.open(done["stamps"]["path"]) as stamps:
        assert sheet.size == (2 * 128, 128)
        assert stamps.width == done["across"] * done["cell"]
    slots = {slot for row in done["rows"].values() for slot, _ in row}
    assert slots == set(range(len(done["names"])))


def test_an_unknown_word_is_told_and_the_sum_made_all_the_same(pack: ModelPack) -> None:
    *_, done = arithmetic.run(page(pack), PUG, ASKED | {"terms": [{"sign": 1, "text": "shibba"}]})
    assert done["kind"] == "done" and done["unknown"] == [["shibba", "shiba"]]


def test_stopping_takes_effect_within_one_call(pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        way = arithmetic.run(page(pack), PUG, ASKED)
        for _ in range(2):
            next(way)
        way.close()  # type: ignore[attr-defined]
    assert calls == [1]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "bad",
    [
        {"terms": None}, {"terms": []}, {"terms": [{"sign": 1, "text": " "}]}, {"terms": TERMS * 3},
        {"terms": [TERMS[0], TERMS[0] | {"sign": -1}]}, {"terms": [{"sign": 1, "text": ["x"]}]},
        {"terms": "<b>" * 999}, {"seed": -1}, {"seed": "x"},
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]) -> None:
    (value,) = arithmetic.run(page(pack, language), PUG, ASKED | bad)
    assert value["kind"] == "error" and 5 < len(value["text"]) < 300
    assert value["asked"]["run"] == 4 and len(json.dumps(value)) < 1000


def test_a_pack_without_the_port_says_so_in_one_sentence(pack: ModelPack) -> None:
    (value,) = arithmetic.run(page(replace(pack, image_port=None)), PUG, ASKED)
    assert value["kind"] == "error" and "random" in value["text"]

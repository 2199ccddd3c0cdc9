"""Words to numbers: its event, called directly, and its snippet, run as it stands."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
import torch

from explainer import text
from explainer.core.pack import ModelPack
from explainer.lessons.text_to_image import numbers as lesson
from explainer.tabs.page import Page, models
from explainer.tabs.text_to_image import numbers
from tests.tabs.runs import counted_calls, desk_of

ASKED = {"prompt": "a brown dog", "other": "the white dog", "run": 4}


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def test_typing_waits_for_no_run_of_the_denoiser():
    with gr.Blocks() as blocks:
        numbers.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    (reading,) = (fn.fn for fn in blocks.fns.values())
    assert desk_of(reading) is numbers.reading is not models


def test_a_sentence_becomes_numbers_without_the_denoiser(pack: ModelPack):
    with counted_calls(pack) as calls:
        value = numbers.drawn(page(pack), ASKED | {"more": "x" * 999})
    assert calls == [] and value["kind"] == "done" and value["asked"] == {"run": 4}
    assert [one["text"].strip() for one in value["first"]["pieces"]] == ["a", "brown", "dog"]
    assert any(value["first"]["pieces"][i]["text"].strip() == "dog" for i, _, _ in value["shared"])


@pytest.mark.parametrize(
    "prompt", ["<img src=x onerror=alert(1)>" * 2000, "🦄" * 9000, "x" * 9000, "\u202e\x00\ud800"]
)
def test_hostile_and_endless_text_travels_short(pack: ModelPack, prompt: str):
    value = numbers.drawn(page(pack), ASKED | {"prompt": prompt})
    code = value.pop("code")  # it holds the whole prompt, once
    assert value["kind"] == "done" and len(json.dumps(value, allow_nan=False)) < 40_000
    assert len(code) < 12_000


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("bad", [{"prompt": 5}, {"other": None}, {"prompt": ["a"]}])
def test_what_is_no_text_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]):
    value = numbers.drawn(page(pack, language), ASKED | bad)
    assert value["kind"] == "error" and len(value["text"]) > 5


def test_the_snippet_makes_the_very_rows(pack: ModelPack):
    prompt = "白い猫 'on' snow \\n"
    code = numbers.drawn(page(pack), ASKED | {"prompt": prompt})["code"]
    made: dict[str, Any] = {}
    grad = torch.is_grad_enabled()
    exec(compile(code, "snippet", "exec"), made)
    torch.set_grad_enabled(grad)
    sentence = lesson.look(pack, prompt)
    assert torch.allclose(made["rows"], sentence.rows, atol=1e-5)
    assert torch.allclose(made["embedding"], sentence.embedding, atol=1e-5)

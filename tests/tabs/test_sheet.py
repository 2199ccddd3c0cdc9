"""The handlers of the blank sheet, called directly and as they are wired."""

import json
from typing import Any

import gradio as gr
import pytest

from explainer import text
from explainer.core.pack import ModelPack
from explainer.tabs import samples
from explainer.tabs.latent import sheet
from explainer.tabs.page import Page
from tests.lessons.test_sheet import as_png, scribbled
from tests.tabs.runs import answered, started, stoppable


def built(pack: ModelPack, language: str = "en") -> tuple[Page, gr.Blocks]:
    with gr.Blocks() as blocks:
        page = Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State(samples.first()))
        sheet.build(page)
    return page, blocks


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_drawing_gets_the_five_nearest_words_of_the_page_s_language(pack: ModelPack, language: str) -> None:
    page, _ = built(pack, language)
    value = sheet.read(page, {"sketch": as_png(scribbled()), "run": 3})
    assert value["kind"] == "done" and value["asked"] == {"run": 3} and not value["empty"]
    assert len(value["near"]) == 5 and 1 <= value["place"] <= value["count"]
    assert all(word[0].isascii() == (language == "en") for word in value["near"])


def test_nothing_of_the_drawing_travels_back(pack: ModelPack) -> None:
    value = sheet.read(built(pack)[0], {"sketch": as_png(scribbled()), "run": 3})
    assert len(json.dumps(value)) < 800 and "base64" not in json.dumps(value)


@pytest.mark.parametrize("said", [{}, {"sketch": ""}, {"sketch": None}])
def test_no_stroke_at_all_is_read_as_an_empty_sheet(pack: ModelPack, said: dict[str, Any]) -> None:
    assert sheet.read(built(pack)[0], said)["empty"]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("bad", ["dog", 7, ["x"], "data:image/png;base64,AAAA"])
def test_what_is_no_drawing_becomes_one_sentence(pack: ModelPack, language: str, bad: Any) -> None:
    value = sheet.read(built(pack, language)[0], {"sketch": bad, "run": 1})
    assert value["kind"] == "error" and value["asked"] == {"run": 1}
    assert 5 < len(value["text"]) < 200 and "{" not in value["text"]


def test_opening_brings_this_app_s_own_dogs_and_a_stroke_one_reading(pack: ModelPack) -> None:
    _, blocks = built(pack)
    own = answered(blocks, "opened", {})["own"]
    assert len(own) == 2 and all(one["src"].startswith("data:image/jpeg") for one in own)
    (value,) = started(blocks, "look", {"sketch": "", "run": 1, "turn": 1})
    assert value["kind"] == "done"
    assert "look" in stoppable(blocks)

"""Word and picture: its events called directly, with good input and bad."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from explainer import text
from explainer.core.pack import ModelPack
from explainer.lessons.latent import matching
from explainer.lessons.latent import meeting as lesson
from explainer.tabs import samples
from explainer.tabs.latent import meeting
from explainer.tabs.page import Page
from explainer.tabs.state import Address

PUG = samples.sample("pug")


@pytest.fixture(autouse=True)
def few_drawings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lesson, "DRAWN", 2)
    meeting._met.clear()
    yield
    meeting._met.clear()


def built(pack: ModelPack, language: str = "en") -> Page:
    with gr.Blocks() as blocks:
        page = Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State(samples.first()))
        meeting.build(page)
        return page


def test_the_pages_picture_stands_first_and_once(pack: ModelPack) -> None:
    value = meeting.drawn(built(pack), PUG, {"words": [], "run": 1})
    assert value["names"][0] == "Pug" and value["names"].count("Pug") == 1
    with Image.open(value["sheet"]["path"]) as sheet:
        assert sheet.size == (len(value["names"]) * 128, 128)
    assert "assets/samples/pug.png" in value["code"]


def test_a_readers_own_picture_has_a_column_and_no_samples_name(pack: ModelPack, tmp_path: Path) -> None:
    Image.new("RGB", (64, 64), (200, 10, 10)).save(tmp_path / "own.png")
    own = samples.Picture("pug", str(tmp_path / "own.png"))
    value = meeting.drawn(built(pack), own, {"words": [], "run": 1})
    assert value["names"][:2] == [text.load("en")("common.picture.yours"), "Pug"]
    assert '"picture.png"' in value["code"].replace("'", '"')


def test_the_readers_words_come_back_cleaned_and_judged(pack: ModelPack) -> None:
    words = ["<b>shibe</b>\u0000", "", "犬"]
    value = meeting.drawn(built(pack), PUG, {"words": words, "run": 7})
    assert [row["text"] for row in value["rows"][:3]] == ["<b>shibe</b>", "", "犬"]
    assert ["shibe", "shiba"] in value["rows"][0]["unknown"]
    assert value["asked"] == {"run": 7}
    assert len(value["cosine"]) == len(value["rows"]) == len(value["centered"])


def test_what_travels_is_small(pack: ModelPack) -> None:
    page = built(pack)
    assert len(json.dumps(meeting.drawn(page, PUG, {"words": ["犬" * 9_000] * 8, "run": 1}))) < 25_000
    assert len(json.dumps(meeting.dealt(page, {"pairs": 16, "seed": 0, "run": 1}))) < 9_000


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("bad", [{"words": [3]}, {"words": [None]}, {"words": ["dog"] * 9}])
def test_bad_words_become_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]) -> None:
    value = meeting.drawn(built(pack, language), PUG, bad | {"run": 4})
    assert value["kind"] == "error" and value["asked"] == {"run": 4}
    assert 5 < len(value["text"]) < 200 and "{" not in value["text"]


@pytest.mark.parametrize("asked", [{}, {"words": None}, {"words": "dog"}])
def test_no_list_of_words_means_none_of_ones_own(pack: ModelPack, asked: dict[str, Any]) -> None:
    assert not any(row["own"] for row in meeting.drawn(built(pack), PUG, asked)["rows"])


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_game_is_dealt_in_the_pages_language(pack: ModelPack, language: str) -> None:
    value = meeting.dealt(built(pack, language), {"pairs": 4, "seed": 5, "run": 2})
    assert value["captions"] == list(matching.play(pack, language, 4, 5).captions)
    assert value["asked"] == {"pairs": 4, "seed": 5, "run": 2}


@pytest.mark.parametrize("bad", [{"pairs": 3}, {"pairs": "x"}, {"seed": -1}, {"seed": None}, {"seed": "<b>"}])
def test_a_game_that_makes_no_sense_becomes_one_sentence(pack: ModelPack, bad: dict[str, Any]) -> None:
    value = meeting.dealt(built(pack), {"pairs": 4, "seed": 0, "run": 1} | bad)
    assert value["kind"] == "error" and value["asked"]["run"] == 1
    assert 5 < len(value["text"]) < 200


def test_dog_and_cat_are_measured_once_for_a_pack(pack: ModelPack) -> None:
    assert meeting.met(pack) is meeting.met(pack)


def test_ones_own_words_in_a_link_keep_the_tab_opening_on_what_is_recorded() -> None:
    assert Address({"tab": "latent", "section": "meeting", "words": "犬", "game": "3"}).is_default()

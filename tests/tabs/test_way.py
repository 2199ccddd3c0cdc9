"""The way through: its events, called directly, and what travels."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from explainer import text
from explainer.core.pack import ModelPack
from explainer.tabs.latent import animals, way
from explainer.tabs.page import Page
from tests.tabs.runs import counted_calls, stoppable

ASKED: dict[str, Any] = {"prompt": "a pug in the snow", "seed": 3, "run": 4}


@pytest.fixture(autouse=True)
def few_animals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = animals.lessons.latent.survey
    monkeypatch.setattr(animals.lessons.latent, "survey", lambda pack: whole(pack, range(12)))
    monkeypatch.setattr(way, "settings_of", lambda folder: {"steps": 5, "guidance": 3.0})
    animals._surveyed.clear()
    yield
    animals._surveyed.clear()


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def ran(pack: ModelPack, **changes: Any) -> list[dict[str, Any]]:
    return list(way.run(page(pack), ASKED | changes))


def test_the_section_is_wired_and_can_be_stopped() -> None:
    with gr.Blocks() as blocks:
        way.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"run"}


def test_the_card_s_steps_and_guidance_are_taken(pack: ModelPack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert way.settings_of(pack.folder) == {"steps": 20, "guidance": 4.0}


def test_the_steps_come_in_one_by_one_and_then_the_whole_way(pack: ModelPack) -> None:
    *steps, done = ran(pack)
    assert [value["step"] for value in steps] == [1, 2, 3, 4, 5]
    assert done["kind"] == "done" and done["asked"] == ASKED
    assert {len(places) for places in done["places"].values()} == {6}
    assert 0 <= done["decided"]["kind"] <= done["decided"]["breed"] <= 5


def test_what_travels_is_small_and_whole(pack: ModelPack) -> None:
    *steps, done = ran(pack)
    assert max(len(json.dumps(value)) for value in steps) < 3000
    assert len(json.dumps(done, allow_nan=False)) < 20_000
    with Image.open(done["sheet"]["path"]) as sheet:
        assert sheet.height // done["size"] * done["columns"] >= 2 * 6
    data = json.loads(Path(done["animals"]["data"]["path"]).read_text())
    indices = [place["index"] for places in done["places"].values() for place in places]
    assert max(indices) < len(data["features"]["kind"]["of"])


def test_unknown_words_are_told(pack: ModelPack) -> None:
    assert ran(pack, prompt="a pug with a hat")[-1]["unknown"] == ["hat"]


def test_stopping_takes_effect_within_one_step(pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        walk: Any = way.run(page(pack), ASKED)
        next(walk)
        walk.close()
    assert len(calls) == 1


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("changes", [{"prompt": None}, {"prompt": ["pug"]}, {"seed": -1}, {"seed": "x"}])
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, changes: dict[str, Any]) -> None:
    (value,) = way.run(page(pack, language), ASKED | changes)
    assert value["kind"] == "error" and len(value["text"]) > 5


def test_an_endless_prompt_is_cut_where_it_is_echoed(pack: ModelPack) -> None:
    *steps, done = ran(pack, prompt="pug " * 5000)
    assert max(len(json.dumps(value)) for value in steps) < 4000
    assert len(done["asked"]["prompt"]) == way.LONGEST_ECHO


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_kind_has_its_word(language: str) -> None:
    words = text.load(language)
    assert set(words.table("way.kinds")) == set(words.table("map.kinds"))

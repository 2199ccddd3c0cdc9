"""The handlers of the section between two pictures, called directly."""

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
from explainer.tabs import samples
from explainer.tabs.latent import animals, between
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from tests.tabs.runs import counted_calls, stoppable

PUG = Picture("pug")
ASKED: dict[str, Any] = {"other": "rabbit", "swap": False, "seed": 2, "run": 4}


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
        between.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"go"}


def test_opening_shows_the_pair_and_calls_no_network(pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        value = between.paired(page(pack), PUG, ASKED | {"pair": 7, "more": "x" * 999})
    assert calls == [] and value["kind"] == "met"
    assert value["asked"] == ASKED | {"pair": 7, "own": "pug"}
    assert value["names"] == ["Pug", "Rabbit"]
    assert value["ways"] == ["pixels", "linear", "spherical", "clip"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_cheap_ways_come_first_and_the_painted_one_last(pack: ModelPack, language: str) -> None:
    mixed, *steps, done = between.gone(page(pack, language), PUG, ASKED)
    assert [one["id"] for one in mixed["gone"]] == ["pixels", "linear", "spherical"]
    assert mixed["kind"] == "mixed" and done["kind"] == "done"
    assert [one["step"] for one in steps] == list(range(1, 21))
    assert all(len(one["frames"]) == done["stops"] == 11 for one in steps)
    assert [one["id"] for one in done["gone"]] == done["ways"]
    assert set(done["order"]) == set(done["ways"])


def test_what_travels_is_small_and_whole(pack: ModelPack) -> None:
    *steps, done = between.gone(page(pack), PUG, ASKED)
    assert max(len(json.dumps(one)) for one in steps) < 20_000
    assert len(json.dumps(done, allow_nan=False)) < 20_000
    with Image.open(done["sheet"]["path"]) as sheet:
        assert sheet.size == (done["stops"] * 128, 4 * 128)
    slots = {slot for way in done["gone"] for slot, _ in way["near"]}
    assert slots == set(range(len(done["animals"])))


def test_the_pair_is_gone_the_other_way_round(pack: ModelPack) -> None:
    value = between.paired(page(pack), PUG, ASKED | {"swap": True})
    assert value["names"] == ["Rabbit", "Pug"]
    *_, done = between.gone(page(pack), PUG, ASKED | {"swap": True})
    assert "('assets/samples/rabbit.png', 'assets/samples/pug.png')" in done["codes"][0]


@pytest.mark.parametrize(("own", "other"), [("pug", "siamese"), ("siamese", "pug"), ("rabbit", "siamese")])
def test_without_a_second_picture_or_with_the_same_one_is_chosen(own: str, other: str) -> None:
    for asked in (None, own):
        assert between.named(samples.sample(own), {"other": asked})["other"] == other


def test_a_picture_of_ones_own_goes_by_a_made_up_name(pack: ModelPack, tmp_path: Path) -> None:
    Image.new("RGB", (90, 50), "red").save(tmp_path / "mine.png")
    *_, done = between.gone(page(pack), Picture("pug", str(tmp_path / "mine.png")), ASKED | {"other": "pug"})
    assert done["asked"]["own"] is None and done["asked"]["other"] == "pug"
    assert all("'picture.png'" in code and "mine" not in code for code in done["codes"])


def test_a_pack_without_the_port_goes_three_ways(pack: ModelPack) -> None:
    (done,) = between.gone(page(replace(pack, image_port=None)), PUG, ASKED)
    assert done["kind"] == "done" and len(done["gone"]) == len(done["ways"]) == 3 == len(done["codes"]) + 2


def test_stopping_takes_effect_within_one_call(pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        way = between.gone(page(pack), PUG, ASKED)
        for _ in range(2):
            next(way)
        way.close()  # type: ignore[attr-defined]
    assert calls == [1]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("bad", [{"seed": -1}, {"seed": "x" * 500}, {"other": "<b>"}, {"other": ["pug"]}])
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]) -> None:
    (value,) = between.gone(page(pack, language), PUG, ASKED | bad)
    assert value["kind"] == "error" and 5 < len(value["text"]) < 300

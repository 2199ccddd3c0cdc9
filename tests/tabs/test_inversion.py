"""Exactly back: its events, called directly."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import numpy as np
import pytest

from explainer import lessons, text
from explainer.core.pack import ModelPack
from explainer.lessons.choices import INVERSION_STEPS
from explainer.tabs.page import Page
from explainer.tabs.reverse import inversion
from explainer.tabs.samples import Picture
from tests.tabs.runs import stoppable

PUG = Picture("pug")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go there, and no run is kept from another test."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    kept = lessons.reverse.inversion.Runs(2**24, max_age=60)
    monkeypatch.setattr(lessons.reverse.inversion, "finished_runs", kept)


def page(pack: ModelPack, language: str = "en") -> Page:
    loaded: Any = SimpleNamespace()
    return Page(text.load(language), loaded, lambda: pack, pack.folder, loaded)


def test_the_section_waits_its_turn_and_can_be_stopped(pack: ModelPack):
    with gr.Blocks() as blocks:
        inversion.build(Page(text.load("en"), blocks, lambda: pack, pack.folder, gr.State()))
    assert stoppable(blocks) == {"opened"}


def test_up_and_down_again_are_followed_and_the_second_time_it_is_there_at_once(pack: ModelPack):
    *ways, done = inversion.run(page(pack), PUG, {"steps": 10, "run": 1})
    assert [way["done"] for way in ways] == list(range(1, 21))
    assert done["steps"] == 10 and done["made"] is None and len(done["gaps"]) == 10
    assert len(json.dumps(done)) < 10_000
    (again,) = inversion.run(page(pack, "ja"), PUG, {"steps": 10, "run": 2})
    assert again["made"] > 0 and again["psnr"] == done["psnr"] and again["asked"]["run"] == 2


def test_each_noise_travels_with_what_was_measured_of_it(pack: ModelPack):
    *_, done = inversion.run(page(pack), PUG, {"steps": "10", "run": 1})
    maps = np.fromfile(done["maps"]["path"], np.uint8)
    assert maps.size == 2 * 4 * 16 * 16
    assert done["noises"]["fresh"]["normal"]
    assert all(len(noise["values"]) == len(noise["errors"]) == 3 for noise in done["noises"].values())


@pytest.mark.parametrize("odd", [{}, {"steps": "x"}, {"steps": 10**9}, {"steps": []}, {"run": "7"}])
def test_nonsense_gets_the_nearest_run_that_makes_sense(odd: dict[str, Any], pack: ModelPack):
    first = next(inversion.run(page(pack), PUG, odd))
    assert first["kind"] == "running" and first["count"] // 2 in INVERSION_STEPS


def test_a_picture_that_is_gone_is_said_in_one_sentence(pack: ModelPack):
    (told,) = inversion.run(page(pack), Picture("pug", "/nowhere.png"), {"steps": 10, "run": 2})
    assert told["kind"] == "error" and told["asked"]["run"] == 2 and "{" not in told["text"]

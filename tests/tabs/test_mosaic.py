"""The mosaic section, its handlers called as Gradio calls them."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from explainer import lessons, text
from explainer.core.pack import ModelPack
from explainer.tabs import samples
from explainer.tabs.forward import mosaic
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture

PUG = Picture("pug")


@pytest.fixture
def page(pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    return Page(text.load("en"), SimpleNamespace(), lambda: pack, pack.folder, SimpleNamespace())  # type: ignore[arg-type]


def test_it_opens_on_the_head_of_the_animal(page: Page):
    value = mosaic.draw(page, PUG, {})
    head = lessons.forward.mosaic.HEADS["pug"]
    assert value["region"] == [head.left, head.top, head.width, head.height]
    assert (value["cell"], value["name"]) == (8, "Pug")
    truth = np.asarray(lessons.forward.mosaic.pixels_of(samples.open_image(PUG)))
    assert Path(value["file"]["path"]).read_bytes() == truth.tobytes()


def test_it_opens_in_the_middle_of_a_readers_own_picture(page: Page, tmp_path: Path):
    Image.new("RGB", (40, 40), "teal").save(tmp_path / "own.png")
    value = mosaic.draw(page, Picture("pug", str(tmp_path / "own.png")), {})
    middle = lessons.forward.mosaic.MIDDLE
    assert value["region"] == [middle.left, middle.top, middle.width, middle.height]


@pytest.mark.parametrize(
    ("said", "region", "cell"),
    [
        ({"region": "10.10.0.0", "cell": "500"}, [10, 10, 8, 8], 32),
        ({"region": "-50.900.30.40", "cell": "-2"}, [0, 88, 30, 40], 2),
        ({"region": "1.2.3", "cell": "x"}, None, 8),
        ({"region": "a.b.c.d"}, None, 8),
        (None, None, 8),
    ],
)
def test_a_region_that_makes_no_sense_becomes_the_nearest(
    page: Page, said: Any, region: list[int] | None, cell: int
):
    value = mosaic.draw(page, PUG, said)
    assert value["region"] == (region or mosaic.draw(page, PUG, {})["region"])
    assert value["cell"] == cell


def test_the_plain_attempts_come_with_their_errors(page: Page):
    found = mosaic.plainly(PUG, {"region": "20.20.40.40", "cell": 8, "run": 5})
    assert (found["asked"], found["of"]) == ({"run": 5}, "pug")
    with Image.open(found["nearest"]["file"]["path"]) as nearest:
        laid = np.asarray(nearest)[20:28, 20:28]
    assert (laid == laid[0, 0]).all()
    assert float(found["bicubic"]["mean"]) > 0


def test_the_network_tells_how_far_it_is_and_then_which_attempt_is_closest(page: Page):
    *under_way, last = mosaic.by_network(page, PUG, {"region": "20.20.40.40", "cell": 8, "run": 5})
    assert [one["done"] for one in under_way] == list(range(1, last["steps"]))
    assert [one["kind"] for one in (*under_way, last)] == ["running"] * len(under_way) + ["done"]
    assert all(one["asked"] == {"run": 5} for one in (*under_way, last))
    assert all(one["network"] is None for one in under_way)
    plain = mosaic.plainly(PUG, {"region": "20.20.40.40", "cell": 8})
    means = {name: float(plain[name]["mean"]) for name in ("nearest", "bicubic")}
    means["network"] = float(last["network"]["mean"])
    assert means[last["closest"]] == min(means.values())
    assert len(json.dumps(last)) < 1000


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_sentence_finds_its_numbers(language: str):
    words = text.load(language).table("mosaic")
    attempts = dict.fromkeys(("nearest", "bicubic", "network"), "1.0")
    for sentence in words["now"].values():
        sentence.format_map(attempts)
    laid = dict.fromkeys(("name", "cell", "cells", "inside", "left", "top", "width", "height"), 1)
    for key in ("caption", "alternative", "laid"):
        words[key].format_map(laid)
    for key in ("attempt", "error", "progress", "how"):
        words[key].format_map({"name": "", "psnr": "", "mean": "", "done": 1, "steps": 2, "t": 3})

"""The squares section, its handlers called as Gradio calls them."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from explainer import lessons, text
from explainer.tabs import samples
from explainer.tabs.forward import squares
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture

PUG = Picture("pug")


@pytest.fixture
def page(pack_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    return Page(text.load("en"), SimpleNamespace(), lambda: None, pack_folder, SimpleNamespace())  # type: ignore[arg-type]


def test_it_opens_where_the_address_says(page: Page):
    value = squares.draw(page, PUG, {"stamps": "2000", "slip": "5", "placed": "1.9999.-3~7.10.12"})
    assert (value["count"], value["parts"], value["name"]) == (2000, 500, "Pug")
    assert value["placed"] == [[1, 128, 0], [7, 10, 12]]


@pytest.mark.parametrize(
    ("said", "count", "parts"),
    [({"stamps": "1e9", "slip": "-4"}, 10_000, 0), ({"stamps": "-1", "slip": "90"}, 1, 2000), (None, 300, 0)],
)
def test_what_is_out_of_range_becomes_the_nearest(page: Page, said: Any, count: int, parts: int):
    value = squares.draw(page, PUG, said)
    assert (value["count"], value["parts"]) == (count, parts)


def test_the_browser_gets_the_very_list_of_the_lesson(page: Page):
    value = squares.draw(page, PUG, {})
    data = np.frombuffer(Path(value["file"]["path"]).read_bytes(), np.uint8)
    game = lessons.forward.squares.prepare(samples.open_image(PUG))
    most = value["most"]
    assert data.size == most * 10 + value["side"] ** 2 * 3
    assert np.array_equal(data[: 2 * most].view("<u2"), game.slips.luck)
    assert np.array_equal(data[2 * most : 3 * most], game.stamps.x)
    assert np.array_equal(data[-game.pixels.size :], game.pixels.ravel())
    assert len(json.dumps(value)) < 2000


def test_the_server_agrees_with_who_found_the_same_and_only_with_them():
    said = {"stamps": 300, "slip": 5, "placed": "2.4.4"}
    outcome = lessons.forward.squares.outcome(samples.open_image(PUG), 300, 0.05, [(2, 4, 4)])
    right = squares.checked(PUG, said | {"digest": outcome.digest})
    assert right == {"digest": outcome.digest, "differing": outcome.error.differing, "same": True}
    assert not squares.checked(PUG, said | {"digest": outcome.digest + 1})["same"]


@pytest.mark.parametrize("posted", [None, [], "x", {"stamps": [], "placed": 7, "digest": {}}])
def test_nonsense_posted_straight_to_the_server_is_answered(posted: Any):
    assert not squares.checked(PUG, posted)["same"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_sentence_finds_its_numbers(language: str):
    words = text.load(language).table("squares")
    numbers = dict.fromkeys(
        ("at", "count", "off", "name", "differing", "values", "mean", "psnr", "misread"), 1
    )
    for sentence in (*words["now"].values(), *words["verdict"].values()):
        sentence.format_map(numbers)
    for key in ("caption", "alternative", "list", "all", "here", "back_alternative", "wrong_alternative"):
        words[key].format_map(numbers)
    words["growth_alternative"].format_map(numbers | {"share": "5 %", "few": "1.0", "most": "9.0"})
    words["growth"].format_map({"shares": "1 %, 5 %"})

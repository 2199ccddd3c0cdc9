"""The one handler of the section on guessing, called directly."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from explainer.core.pack import ModelPack
from explainer.tabs.page import Page
from explainer.tabs.reverse import guess
from explainer.tabs.samples import Picture
from explainer.text import load

ASKED = {"t": 200, "seed": 1, "run": 2}
PUG = Picture("pug")


@pytest.fixture(params=["en", "ja"])
def page(request: pytest.FixtureRequest, pack: ModelPack) -> Page:
    nothing: Any = SimpleNamespace()
    return Page(load(request.param), nothing, lambda: pack, pack.folder, nothing)


def test_all_that_a_press_shows_comes_with_one_small_answer(page: Page) -> None:
    (value,) = guess.dealt(page, PUG, ASKED | {"more": "x" * 999})
    assert value["kind"] == "done" and value["asked"] == ASKED
    assert len(value["mistakes"]) == len(value["near"]) == len(value["spans"]) - 1 == 5
    assert value["mistakes"][value["right"]] == 0
    assert value["name"] == page.t("common.sample.pug")
    assert "assets/samples/pug.png" in value["code"]
    assert len(json.dumps(value)) < 8_000


def test_the_training_is_counted_from_the_pack_s_card(page: Page, pack: ModelPack) -> None:
    def steps(card: dict[str, Any]) -> int:
        other = Page(page.t, page.blocks, lambda: replace(pack, card=card), pack.folder, page.picture)
        (value,) = guess.dealt(other, PUG, ASKED)
        return value["steps"]

    made = {"parts": {"denoiser": {"steps_done": 300, "before": {"steps_done": 700}}}}
    assert steps({"made": made}) == 1000
    assert steps({"made": made | {"twin": {"steps_done": 9}}}) == 1000
    assert steps({}) == 0


@pytest.mark.parametrize("bad", [{"t": 10_000}, {"t": "<b>"}, {"t": None}, {"seed": -1}, {"seed": 0.5}])
def test_bad_input_becomes_one_sentence(page: Page, bad: dict[str, Any]) -> None:
    (value,) = guess.dealt(page, PUG, ASKED | bad)
    assert value["kind"] == "error" and 5 < len(value["text"]) < 200 and "{" not in value["text"]

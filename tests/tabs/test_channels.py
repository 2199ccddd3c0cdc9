"""The handlers of the section on tinkering with a latent, called directly."""

import json
import math
from types import SimpleNamespace
from typing import Any

import pytest

from explainer.core.pack import ModelPack
from explainer.lessons.latent.channels import TOOLS
from explainer.tabs.latent import channels
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.text import load

PUG = Picture("pug")
ASKED = {"tool": "shift", "channel": 2, "amount": 1.5, "spot": [8, 8], "other": "rabbit", "run": 4}


@pytest.fixture(params=["en", "ja"])
def page(request: pytest.FixtureRequest, pack: ModelPack) -> Page:
    nothing: Any = SimpleNamespace()
    return Page(load(request.param), nothing, lambda: pack, pack.folder, nothing)


def test_it_opens_untouched_with_what_each_channel_does(page: Page) -> None:
    value = channels.drawn(page, PUG, {"run": -1, "more": "x"})
    assert value["kind"] == "begun" and value["asked"] == {"run": -1}
    assert len(value["effects"]) == value["channels"] == 4
    assert set(value["effects"][0]) == {"red", "green", "blue", "luminance"}
    assert value["src"].startswith("data:image/jpeg") and not value["one_color"]


@pytest.mark.parametrize("tool", TOOLS)
def test_each_tool_has_words_and_an_answer(page: Page, tool: str) -> None:
    value = channels.changed(page, PUG, ASKED | {"tool": tool, "amount": TOOLS[tool][1]})
    assert value["kind"] == "edited" and value["asked"]["tool"] == tool
    assert value["psnr"] and value["moved"] > 0 and len(json.dumps(value)) < 40_000
    assert {"name", "ask", "done"} <= set(page.t.table(f"channels.tools.{tool}"))
    assert "assets/samples/pug.png" in value["code"]


def test_what_is_put_back_is_the_untouched_picture(page: Page) -> None:
    value = channels.changed(page, PUG, ASKED | {"amount": 0})
    untouched = channels.drawn(page, PUG, {"run": 1})
    assert value["psnr"] is None and value["moved"] == 0
    assert (value["src"], value["levels"]) == (untouched["src"], untouched["levels"])


def test_two_pictures_are_told_apart(page: Page) -> None:
    assert (
        channels.changed(page, PUG, ASKED)["src"] != channels.changed(page, Picture("rabbit"), ASKED)["src"]
    )


@pytest.mark.parametrize(
    "bad",
    [
        {"tool": "<b>"},
        {"channel": 9},
        {"amount": 99},
        {"amount": math.nan},
        {"amount": None},
        {"spot": [99, 0]},
        {"tool": "swap", "amount": 1, "other": "<b>" * 99},
        {"tool": "swap", "amount": 1, "other": None},
    ],
)
def test_bad_input_becomes_one_sentence(page: Page, bad: dict[str, Any]) -> None:
    value = channels.changed(page, PUG, ASKED | bad)
    assert value["kind"] == "error" and value["asked"] == {"run": 4}
    assert 5 < len(value["text"]) < 200 and "{" not in value["text"]


def test_a_lost_picture_becomes_one_sentence(page: Page) -> None:
    lost = Picture("pug", "/nowhere/at/all.png")
    for value in (channels.drawn(page, lost, {"run": -1}), channels.changed(page, lost, ASKED)):
        assert value["kind"] == "error" and 5 < len(value["text"]) < 200

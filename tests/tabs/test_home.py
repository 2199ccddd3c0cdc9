"""The handlers of the section on coming home, called directly."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from explainer.core.pack import ModelPack
from explainer.lessons.reverse.home import STARTS
from explainer.tabs.page import Page
from explainer.tabs.reverse import home
from explainer.tabs.samples import Picture
from explainer.text import load
from tests.tabs.runs import counted_calls

ASKED = {"steps": 5, "seed": 1, "run": 2}
PUG = Picture("pug")


@pytest.fixture(params=["en", "ja"])
def page(request: pytest.FixtureRequest, pack: ModelPack) -> Page:
    nothing: Any = SimpleNamespace()
    return Page(load(request.param), nothing, lambda: pack, pack.folder, nothing)


def test_opening_noises_the_picture_and_calls_no_network(page: Page, pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        value = home.drawn(page, PUG, ASKED | {"more": "x" * 999})
    assert calls == [] and value["kind"] == "departed" and value["asked"] == ASKED
    assert len(value["starts"]) == STARTS


def test_all_come_in_one_after_another_and_end_as_one_sheet(page: Page) -> None:
    *rounds, last = home.walked(page, PUG, ASKED)
    assert [one["share"] for one in rounds] == sorted(one["share"] for one in rounds)
    assert rounds[-1]["share"] == 1
    streamed = [one["index"] for value in rounds for one in value["home"]]
    assert sorted(streamed) == [one["index"] for one in last["home"]] == list(range(STARTS))
    assert all(len(json.dumps(value)) < 120_000 for value in rounds)
    assert last["lost"] is None or any(one["another"] for one in last["home"])
    assert "assets/samples/pug.png" in last["code"]


def test_stopping_takes_effect_within_one_call(page: Page, pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        way = home.walked(page, PUG, ASKED)
        next(way)
        way.close()  # type: ignore[attr-defined]
    assert calls == [1]


@pytest.mark.parametrize("bad", [{"steps": 0}, {"steps": 10_000}, {"steps": "<b>"}, {"seed": None}])
def test_bad_input_becomes_one_sentence(page: Page, bad: dict[str, Any]) -> None:
    for value in (home.drawn(page, PUG, ASKED | bad), *home.walked(page, PUG, ASKED | bad)):
        assert value["kind"] == "error" and 5 < len(value["text"]) < 200

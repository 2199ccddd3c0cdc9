"""Train one yourself: its events, called directly."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import numpy as np
import pytest

from explainer import text
from explainer.lessons.reverse import toy as lesson
from explainer.tabs.page import Page
from explainer.tabs.reverse import toy
from tests.tabs.runs import stoppable

ASKED = {"run": "1-a", "shape": "ring", "seed": 1}


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A training of four yields, and nothing kept from another test."""
    made = lesson.world
    monkeypatch.setattr(lesson, "world", lambda points, seed: made(points, seed, 3 * lesson.EVERY))
    for kept in (toy._finished, toy._learned):
        kept.clear()
    yield
    for kept in (toy._finished, toy._learned):
        kept.clear()


def page(language: str = "en") -> Page:
    return Page(text.load(language), SimpleNamespace(), lambda: None, Path(), SimpleNamespace())  # type: ignore[arg-type]


def test_the_section_is_wired_with_one_training_at_a_time():
    with gr.Blocks() as blocks:
        toy.build(Page(text.load("en"), blocks, lambda: None, Path(), gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"train"}


def test_the_points_are_there_at_once_and_then_learning_is_followed_to_its_end():
    begun = toy.answer(page(), ASKED)
    assert begun["kind"] == "begun" and len(begun["truth"]) == 2 * 600
    *ages, done = toy.trained(page(), ASKED)
    assert [age["step"] for age in ages] == [0, 50, 100, 150]
    assert {value["asked"]["run"] for value in [begun, *ages, done]} == {"1-a"}
    assert done["kind"] == "done" and done["made"] is None
    assert done["losses"] == ages[-1]["losses"]


def test_what_travels_is_small():
    *ages, done = toy.trained(page(), ASKED)
    assert max(len(json.dumps(value)) for value in ages) < 20_000
    assert Path(done["file"]["path"]).stat().st_size < 200_000


def test_the_file_holds_the_way_and_the_arrows():
    *_, done = toy.trained(page(), ASKED)
    numbers = np.fromfile(done["file"]["path"], np.int16) / done["finest"]
    steps, dots, across = len(done["timesteps"]), done["dots"], done["across"]
    assert numbers.size == (steps + 1) * dots * 2 + steps * across**2 * 2
    outcome, _ = next(iter(toy._finished.values()))
    assert np.allclose(numbers[: dots * 2].reshape(-1, 2), outcome.path[0], atol=1e-3)


def test_the_second_visitor_sees_it_at_once_and_is_told_when_it_was_made():
    list(toy.trained(page(), ASKED))
    again = toy.answer(page("ja"), ASKED | {"run": "2-b"})
    assert again["kind"] == "done" and again["asked"] == {"run": "2-b"}
    assert again["made"] > 0
    (waited,) = toy.trained(page(), ASKED | {"run": "3-c"})
    assert waited["made"] > 0
    assert toy.answer(page(), ASKED | {"seed": 2})["kind"] == "begun"


def test_what_is_kept_is_bounded():
    for number in range(30):
        toy._keep(toy._finished, str(number), None, toy.KEPT)
    assert list(toy._finished) == [str(number) for number in range(30 - toy.KEPT, 30)]


def test_stopped_it_keeps_what_it_learned():
    training = toy.trained(page(), ASKED)
    next(training)
    last = next(training)
    training.close()
    done = toy.stopped(ASKED)
    assert done and done["kind"] == "done"
    assert (done["step"], done["losses"]) == (50, last["losses"])
    assert "range(50)" in done["code"]
    assert toy._learned == toy._finished == {}


def test_stopped_before_it_began_it_shows_that_nothing_was_learned():
    done = toy.stopped(ASKED)
    assert done and (done["step"], done["losses"]) == (0, [])
    assert toy.stopped({"run": ""}) is None


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "bad",
    [
        {"shape": "own"}, {"shape": "own", "points": []}, {"shape": "own", "points": [[1, 1]]},
        {"shape": "own", "points": [[0, 0]] * 900}, {"shape": "own", "points": "<b>"},
        {"seed": None}, {"seed": -1},
    ],
)  # fmt: skip
def test_bad_input_becomes_one_sentence(language: str, bad: dict[str, Any]):
    told = toy.answer(page(language), ASKED | bad)
    (again,) = toy.trained(page(language), ASKED | bad)
    assert told["kind"] == again["kind"] == "error" and told["asked"] == {"run": "1-a"}
    assert 5 < len(told["text"]) < 200 and "{" not in told["text"]


@pytest.mark.parametrize("odd", [{"shape": "dragon"}, {"shape": ["x"]}, {"run": {"a": 1}}, {"run": "<b>"}])
def test_names_from_nowhere_get_the_nearest_sensible_answer(odd: dict[str, Any]):
    assert toy.answer(page(), ASKED | odd)["kind"] == "begun"

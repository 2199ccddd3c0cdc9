"""The handlers of the section on what a step costs, called directly."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from explainer.core.pack import ModelPack
from explainer.lessons.latent import cost as lesson
from explainer.tabs import recorded
from explainer.tabs.latent import cost
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.text import load
from tests.tabs.runs import counted_calls

PUG = Picture("pug")


@pytest.fixture(params=["en", "ja"])
def page(request: pytest.FixtureRequest, pack: ModelPack) -> Page:
    nothing: Any = SimpleNamespace()
    return Page(load(request.param), nothing, lambda: pack, pack.folder, nothing)


@pytest.fixture
def kept(pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    monkeypatch.setattr(lesson, "RECORDING", 0)
    monkeypatch.setattr(lesson, "picture_size", lambda _: 80)
    made = {
        "weights": recorded.fingerprint(pack.folder),
        "made": 1_700_000_000,
        "value": cost.recorded(pack),
    }
    (tmp_path / pack.folder.name).mkdir()
    (tmp_path / pack.folder.name / "cost.json").write_text(json.dumps(made), encoding="utf-8")


def test_opening_counts_and_calls_no_network(page: Page, pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        value = cost.counted(page, PUG, {"run": 3, "more": "x" * 999})
    assert calls == [] and value["kind"] == "ready" and value["asked"] == {"run": 3}
    assert (value["counts"]["picture_numbers"], value["counts"]["latent_numbers"]) == (49_152, 1_024)
    assert len(json.dumps(value)) < 8_000 and value["name"] == page.t("common.sample.pug")


def test_a_recorded_wait_comes_with_its_date(page: Page, kept: None) -> None:
    told = cost.counted(page, PUG, {})["recorded"]
    assert told["made"] == 1_700_000_000 and told["seconds"]["80"] > 0
    assert told["larger"]["picture"] > told["larger"]["latent"] > 0


def test_without_a_record_of_these_weights_none_is_shown(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    assert cost.counted(page, PUG, {})["recorded"] is None


def test_sizes_come_in_one_after_another_and_the_code_with_the_last(page: Page) -> None:
    values = list(cost.measured(page, {"run": 1}))
    assert [list(value["seconds"]) for value in values] == [
        ["16", "32", "48", "64"][:count] for count in (1, 2, 3, 4)
    ]
    assert [bool(value["code"]) for value in values] == [False, False, False, True]
    assert all(value["asked"] == {"run": 1} for value in values)


def test_stopping_takes_effect_within_one_step(page: Page, pack: ModelPack) -> None:
    running = cost.measured(page, {"run": 1})
    next(running)
    with counted_calls(pack) as calls:
        running.close()  # type: ignore[attr-defined]
        assert calls == []


@pytest.mark.parametrize("bad", [None, "<b>", 1.5, [1]])
def test_a_run_that_is_no_number_names_none(page: Page, bad: Any) -> None:
    assert cost.counted(page, PUG, {"run": bad})["asked"] == {"run": None}


def test_a_lost_picture_becomes_one_sentence(page: Page) -> None:
    value = cost.counted(page, Picture("pug", "/nowhere/at/all.png"), {"run": 2})
    assert value["kind"] == "error" and value["asked"] == {"run": 2} and 5 < len(value["text"]) < 200

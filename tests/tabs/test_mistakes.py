"""The mistake, measured: its events called directly, and what is recorded for the shipped pack."""

import json
import math
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
import pytest

from explainer import text
from explainer.core.pack import ModelPack
from explainer.lessons.reverse import mistakes as lesson
from explainer.lessons.reverse import world
from explainer.tabs import recorded, samples
from explainer.tabs.page import Page
from explainer.tabs.reverse import mistakes
from tests.packs import build_random_pack
from tests.tabs.runs import counted_calls

PUG = samples.sample("pug")
ASKED = {"seed": 3, "run": 2}
ANIMALS = samples.PROJECT / "assets" / "packs" / "animals"


def built(pack: ModelPack, language: str = "en") -> Page:
    with gr.Blocks() as blocks:
        page = Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State(samples.first()))
        mistakes.build(page)
        return page


@pytest.fixture
def with_world(pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelPack:
    """The pack, with an average over a very small world recorded for it."""
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    monkeypatch.setattr(world, "KNOWN", 4)
    monkeypatch.setattr(world, "MEASURED", 5)
    kept = {
        "weights": recorded.fingerprint(pack.folder),
        "made": 1_700_000_000,
        "value": mistakes.recorded(pack),
    }
    (tmp_path / pack.folder.name).mkdir()
    (tmp_path / pack.folder.name / "mistakes.json").write_text(json.dumps(kept), encoding="utf-8")
    return pack


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_comes_in_batch_by_batch_and_ends_with_all_of_it(with_world: ModelPack, language: str) -> None:
    *frames, last = mistakes.measured(built(with_world, language), PUG, ASKED)
    assert [frame["first"] for frame in frames] == list(range(0, lesson.MOMENTS, lesson.AT_ONCE))
    assert [one["t"] for frame in frames for one in frame["moments"]] == list(lesson.timesteps(1000))
    assert all(value["asked"] == ASKED for value in [*frames, last])
    assert last["kind"] == "done" and len(last["moments"]) == lesson.MOMENTS
    assert {"network", "only_mean", "zero", "first", "lazy", "gain"} <= set(last["moments"][0])
    assert last["name"] == text.load(language)("common.sample.pug")


def test_what_travels_is_small(with_world: ModelPack) -> None:
    *frames, last = mistakes.measured(built(with_world), PUG, ASKED)
    assert max(len(json.dumps(frame)) for frame in frames) < 25_000
    assert len(json.dumps(last)) < 9_000
    assert len(json.dumps(mistakes.kept_of(with_world.folder))) < 9_000
    assert len(json.dumps(mistakes.kept_of(ANIMALS))) < 9_000


def test_the_maps_are_guess_mistake_and_truth_at_each_time(with_world: ModelPack) -> None:
    *_, last = mistakes.measured(built(with_world), PUG, ASKED)
    maps = np.fromfile(last["maps"]["path"], np.uint8).reshape(-1, 1024).astype(int) - 128
    k = len(last["moments"])
    assert len(maps) == 2 * k + 1
    guess, wrong, true = maps[5], maps[k + 5], maps[2 * k]
    inside = (abs(guess) < 127) & (abs(wrong) < 127) & (abs(true) < 127)
    assert inside.any() and np.allclose((guess - true)[inside], wrong[inside], atol=2)


def test_a_measurement_that_is_stopped_calls_the_network_no_more(with_world: ModelPack) -> None:
    page = built(with_world)
    with counted_calls(with_world) as calls:
        run = mistakes.measured(page, PUG, ASKED)
        next(run)
        run.close()
        assert calls == [1]


def test_without_a_record_of_these_weights_only_zero_is_compared_with(
    pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    *_, last = mistakes.measured(built(pack), PUG, ASKED)
    assert not last["mean"] and "only_mean" not in last["moments"][0]
    assert mistakes.kept_of(pack.folder)["world"] is None


def test_a_record_of_other_weights_is_not_used(with_world: ModelPack, tmp_path: Path) -> None:
    other = build_random_pack(tmp_path / "other" / with_world.folder.name, seed=1)
    assert mistakes.world_of(with_world.folder) is not None
    assert mistakes.world_of(other) is None


def test_a_pack_without_log_or_ages_says_so_with_empty_lists(pack: ModelPack) -> None:
    growth = mistakes.kept_of(pack.folder)["growth"]
    assert growth["rows"] == growth["ages"] == [] and growth["sheet"] is None and growth["made"] is None


def test_the_shipped_pack_shows_its_log_and_pictures_of_its_ages_where_they_were_kept() -> None:
    growth = mistakes.kept_of(ANIMALS)["growth"]
    assert len(growth["rows"]) > 10 and growth["rows"][-1][0] < growth["total"]
    if (ANIMALS / "ages.webp").exists():
        assert growth["ages"][-1] == [growth["total"], 1.0]
        assert Path(growth["sheet"]["path"]).read_bytes() == (ANIMALS / "ages.webp").read_bytes()
    else:
        assert not growth["ages"] and not growth["sheet"]
    assert growth["made"] >= "2026-11-25"


def test_the_shipped_record_was_made_with_its_weights_and_this_code() -> None:
    file = recorded.FOLDER / "animals" / "mistakes.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["weights"] == recorded.fingerprint(ANIMALS)
    told = world.read(kept["value"])
    assert tuple(told.timesteps) == lesson.timesteps(1000)
    assert (told.known, told.measured) == (world.KNOWN, world.MEASURED)


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("bad", [{"seed": None}, {"seed": -1}, {"seed": math.nan}, {"seed": "<b>"}, {}])
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, bad: dict[str, Any]) -> None:
    (value,) = mistakes.measured(built(pack, language), PUG, {"run": 1} | bad)
    assert value["kind"] == "error" and value["asked"]["run"] == 1
    assert 5 < len(value["text"]) < 200 and "{" not in value["text"]


def test_the_code_names_the_picture_and_the_noises(with_world: ModelPack) -> None:
    *_, last = mistakes.measured(built(with_world), PUG, ASKED)
    assert "assets/samples/pug.png" in last["code"] and "(3, 4, 5, 6)" in last["code"]

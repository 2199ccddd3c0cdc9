"""Which word drew what: its events, called directly."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import numpy as np
import pytest

from explainer import text
from explainer.core.pack import ModelPack
from explainer.lessons.text_to_image import binding_survey
from explainer.tabs import recorded
from explainer.tabs.page import Page
from explainer.tabs.text_to_image import binding
from tests.tabs.runs import stoppable

ASKED: dict[str, Any] = {
    "prompt": "a black dog with red snow", "guidance": 4.0, "scheduler": "ddim",
    "seed": 3, "steps": 4, "run": 1,
}  # fmt: skip


def page(pack: ModelPack, language: str = "en") -> Page:
    nothing: Any = SimpleNamespace()
    return Page(text.load(language), nothing, lambda: pack, pack.folder, nothing)


def ran(pack: ModelPack, **changes: Any) -> list[dict[str, Any]]:
    return list(binding.run(page(pack), ASKED | changes))


def test_the_section_is_wired_and_can_be_stopped(pack_folder: Path):
    with gr.Blocks() as blocks:
        binding.build(Page(text.load("en"), blocks, lambda: None, pack_folder, gr.State()))  # type: ignore[arg-type]
    assert stoppable(blocks) == {"run"}


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_opens_on_words_with_two_colours(pack: ModelPack, language: str):
    opens = binding.opens(page(pack, language))
    assert opens["prompt"] == text.load(language)("binding.first")
    assert "ddim" in opens["schedulers"]


def test_a_run_is_followed_and_its_maps_arrive_whole(pack: ModelPack):
    *steps, done = ran(pack)
    assert [value["step"] for value in steps] == [1, 2, 3, 4]
    assert max(len(json.dumps(value)) for value in steps) < 4_000
    assert len(json.dumps(done, allow_nan=False)) < 120_000
    rows = len(done["words"]) + 3
    count = sum(5 * rows * width**2 for _, width in done["sides"])
    maps = np.fromfile(done["maps"]["path"], "<u2") / 65_535
    assert maps.size == count
    whole = maps[: 5 * rows * 256].reshape(5, rows, 256)
    assert np.allclose(whole.sum(axis=1), 1, atol=5e-3)
    assert np.allclose(whole.mean(axis=2), done["shares"], atol=1e-4)


def test_colour_words_are_told_apart(pack: ModelPack):
    *_, done = ran(pack)
    assert [word[0] for word in done["words"] if word[2]] == ["black", "red"]
    assert [look["color"] for look in done["looks"]] == ["black", "red"]
    assert all(len(look["inside"]) == len(done["words"]) + 3 for look in done["looks"])


def test_words_that_were_cut_off_are_counted(pack: ModelPack):
    *_, done = ran(pack, prompt="dog " * 60)
    assert len(done["words"]) + done["lost"] == 60


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    "changes", [{"prompt": None}, {"seed": -1}, {"steps": 0}, {"guidance": 99}, {"scheduler": "from nowhere"}]
)
def test_bad_input_becomes_one_sentence(pack: ModelPack, language: str, changes: dict[str, Any]):
    (value,) = binding.run(page(pack, language), ASKED | changes)
    assert value["kind"] == "error" and len(value["text"]) > 10


def test_what_was_recorded_is_shown_in_the_language_of_the_page(pack: ModelPack, monkeypatch):
    def found(language: str, role: str, lift: float) -> binding_survey.Found:
        return binding_survey.Found(language, "p " + language, 7, role, "word", "red", 0.1, lift, 1.5)

    runs = tuple(found(lang, role, 1.2) for lang in text.LANGUAGES for role in binding.ROLES)
    kept = binding_survey.plain(binding_survey.Survey(runs, (0.1, 0.2, 0.3), 0.9, 0.5))
    monkeypatch.setattr(recorded, "numbers", lambda *_: (json.loads(json.dumps(kept)), 1234))
    for language in text.LANGUAGES:
        value = binding.kept_of(page(pack, language))
        assert value is not None and value["made"] == 1234
        assert value["roles"]["coat"]["worst"]["prompt"] == "p " + language
        assert value["roles"]["collar"]["more"] == 1


def test_without_a_record_there_is_none(pack: ModelPack):
    assert binding.kept_of(page(pack)) is None

"""The latent tab's handlers, called directly."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
import pytest
from PIL import Image

from explainer import text
from explainer.core.errors import PictureError
from explainer.core.pack import ModelPack
from explainer.tabs import latent, samples
from explainer.tabs.latent import animals
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.snippets import ROOT
from explainer.tabs.state import Address


@pytest.fixture(autouse=True)
def few_animals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = animals.lessons.latent.survey
    monkeypatch.setattr(animals.lessons.latent, "survey", lambda pack: whole(pack, range(40)))
    animals._surveyed.clear()
    yield
    animals._surveyed.clear()


def built(pack: ModelPack, language: str) -> tuple[TabHandle, Page]:
    with gr.Blocks() as blocks:
        page = Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State(samples.first()))
        return latent.build(page), page


def opened(pack: ModelPack, language: str, sample: str = "pug") -> list[tuple[Any, ...]]:
    handle, _ = built(pack, language)
    return list(handle.load(samples.sample(sample), Address({})))


def test_the_round_trip_is_shown_before_the_map_is_computed(pack: ModelPack) -> None:
    first, second, *_, last = opened(pack, "en")
    assert first[0]["facts"]["picture_numbers"] == "49,152"
    assert second[1]["met"] == 30
    assert len(last[1]["points"]) == 40


def test_the_map_is_computed_once_for_a_pack(pack: ModelPack) -> None:
    first, second = opened(pack, "en"), opened(pack, "en")
    assert (len(first), len(second)) == (3, 2)
    assert first[-1][1]["points"] == second[-1][1]["points"]


def test_a_map_kept_from_an_earlier_visit_says_when_it_was_made(pack: ModelPack) -> None:
    assert opened(pack, "en")[-1][1]["made"] is None
    assert time.time() - opened(pack, "ja")[-1][1]["made"] < 60


def test_another_picture_is_followed_by_all_figures(pack: ModelPack) -> None:
    handle, _ = built(pack, "en")
    assert handle.follow is not None
    before, after = (list(handle.follow(samples.sample(id)))[-1] for id in ("pug", "siamese"))
    assert before[1]["own"]["point"] != after[1]["own"]["point"]
    assert before[1]["points"] == after[1]["points"]
    assert "siamese.png" in after[2]["code"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_sentence_finds_its_numbers(pack: ModelPack, language: str) -> None:
    figure, *_, last = opened(pack, language)
    words = text.load(language).table("latent")
    facts = figure[0]["facts"]
    for key in ("now", "here", "ratios", "psnr"):
        words["figure"][key].format_map(facts)
    for key in ("picture", "restored", "loss"):
        words["figure"]["alt"][key].format_map(facts)
    words["figure"]["alt"]["channel"].format_map(figure[0]["channels"][0])
    for key in ("now", "lede", "axes", "near"):
        words["map"][key].format_map(last[1]["facts"])
    for section in ("why", "how", "chart"):
        for sentence in words[section].values():
            sentence.format_map(last[2]["facts"])


def test_animals_are_named_in_the_page_s_language(pack: ModelPack) -> None:
    assert "うさぎ" in "".join(opened(pack, "ja")[-1][1]["names"])
    assert "rabbit" in "".join(opened(pack, "en")[-1][1]["names"])


def test_the_values_are_small_and_plain(pack: ModelPack) -> None:
    figure, *_, last = opened(pack, "en")
    assert len(json.dumps(figure[0])) < 20_000
    assert len(json.dumps(last[1])) < 20_000


def test_the_pictures_lie_in_the_sheet_side_by_side(pack: ModelPack) -> None:
    with Image.open(opened(pack, "en")[0][0]["sheet"]["path"]) as sheet:
        assert sheet.size == (3 * 128, 128)


def test_a_file_that_is_no_picture_is_refused_with_a_code(pack: ModelPack, tmp_path: Path) -> None:
    handle, _ = built(pack, "en")
    (tmp_path / "no.png").write_text("<svg/>")
    with pytest.raises(PictureError):
        list(handle.load(samples.Picture("pug", str(tmp_path / "no.png")), Address({})))


def test_the_snippet_remakes_the_picture_shown(
    pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure, *_, last = opened(pack, "en")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    exec(last[2]["code"], {})
    with Image.open(figure[0]["sheet"]["path"]) as sheet, Image.open("restored.png") as remade:
        shown = np.asarray(sheet.crop((128, 0, 256, 128)), dtype=int)
        assert np.abs(shown - np.asarray(remade)).max() <= 1

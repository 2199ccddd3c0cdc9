"""The latent tab's handlers, called directly."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
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
from explainer.tabs.latent import animals, figure
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.snippets import ROOT
from explainer.tabs.state import Address
from tests.tabs.runs import started


@pytest.fixture(autouse=True)
def few_animals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = animals.lessons.latent.survey
    monkeypatch.setattr(animals.lessons.latent, "survey", lambda pack: whole(pack, range(40)))
    animals._surveyed.clear()
    yield
    animals._surveyed.clear()


def contents(file: dict[str, Any]) -> dict[str, Any]:
    return json.loads(Path(file["path"]).read_text())


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
    assert last[1]["facts"]["total"] == "40"


def test_the_map_is_computed_once_for_a_pack(pack: ModelPack) -> None:
    first, second = opened(pack, "en"), opened(pack, "en")
    assert (len(first), len(second)) == (4, 2)
    assert contents(first[-1][1]["data"]) == contents(second[-1][1]["data"])


def test_a_map_kept_from_an_earlier_visit_says_when_it_was_made(pack: ModelPack) -> None:
    assert opened(pack, "en")[-1][1]["made"] is None
    assert time.time() - opened(pack, "ja")[-1][1]["made"] < 60


def test_another_picture_is_followed_by_all_figures(pack: ModelPack) -> None:
    handle, _ = built(pack, "en")
    assert handle.follow is not None
    before, after = (list(handle.follow(samples.sample(id)))[-1] for id in ("pug", "siamese"))
    for space in ("clip", "vae", "pixels"):
        places = before[1]["own"]["places"], after[1]["own"]["places"]
        assert places[0][space]["point"] != places[1][space]["point"]
    assert before[1]["data"]["path"] == after[1]["data"]["path"]
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
    chart = text.load(language).table("map")
    for key in ("lede", "near", "flat"):
        chart[key].format_map(last[1]["facts"])
    for space in last[1]["spaces"].values():
        for key in ("axes", "near_note"):
            chart[key].format_map(space)
    chart["compare"]["note"].format_map(last[1]["facts"])
    for section in ("why", "how", "chart"):
        for sentence in words[section].values():
            sentence.format_map(last[2]["facts"])


def test_animals_are_named_in_the_page_s_language(pack: ModelPack) -> None:
    assert "うさぎ" in "".join(opened(pack, "ja")[-1][1]["names"].values())
    assert "rabbit" in "".join(opened(pack, "en")[-1][1]["names"].values())


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


def test_the_data_file_names_every_animal_s_features_and_its_point_in_each_space(pack: ModelPack) -> None:
    chart = opened(pack, "en")[-1][1]
    data, atlas = contents(chart["data"]), animals.complete(pack)
    assert {len(points) for points in data["points"].values()} == {80}
    for feature, kept in data["features"].items():
        read = [kept["values"][int(digit, 36)] for digit in kept["of"]]
        assert read == [getattr(scene, feature) for scene in atlas.scenes]
    assert set(chart["names"]) == {f"{scene.coat} {scene.breed}" for scene in atlas.scenes}


def typed(pack: ModelPack, language: str, words: Any, run: int = 7) -> dict[str, Any]:
    _, page = built(pack, language)
    return figure.hear(page, samples.first(), {"text": words, "run": run})


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_words_are_answered_with_their_run_their_features_and_their_place(
    pack: ModelPack, language: str
) -> None:
    value = typed(pack, language, "a blakc 犬")
    assert value["asked"] == {"run": 7} and value["factors"] == {"kind": ["dog"]}
    assert value["unknown"] == [["blakc", "black"]]
    assert len(value["place"]["neighbors"]) == 5 and value["closeness"]
    json.dumps(value, allow_nan=False)


def test_an_endless_text_is_cut_and_echoed_short(pack: ModelPack) -> None:
    value, short = typed(pack, "en", "pug " * 5000), typed(pack, "en", "pug")
    assert len(value["text"]) <= 60
    assert len(json.dumps(value)) < len(json.dumps(short)) + 5 * 60  # it is quoted, the snippet included


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_what_is_no_text_becomes_one_sentence(pack: ModelPack, language: str) -> None:
    _, page = built(pack, language)
    (answer,) = started(page.blocks, "typed", {"text": {"not": "text"}, "run": 3}, samples.first())
    told = {"kind": "error", "asked": {"run": 3}, "text": page.t("error.prompt.not_text")}
    assert answer["heard"] == told


def test_a_pack_without_the_towers_means_says_that_words_have_no_place(pack: ModelPack) -> None:
    bare = replace(pack, image_port=None)
    assert typed(bare, "en", "pug")["place"] is None
    assert opened(bare, "en")[-1][1]["landmarks"] is None


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_everything_that_can_be_measured_has_its_sentences(pack: ModelPack, language: str) -> None:
    chart, words = opened(pack, language)[-1][1], text.load(language).table("map")
    assert set(words["space"]) >= set(chart["spaces"])
    assert set(chart["leaders"]) <= set(words["compare"])
    assert set(words["places"]) >= {scene.place for scene in animals.complete(pack).scenes}


def test_the_words_snippet_remakes_the_closeness_shown(
    pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    value = typed(pack, "ja", "黒い犬")
    assert "explainer" not in value["code"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    made: dict[str, Any] = {}
    exec(value["code"], made)
    assert f"{made['similarity']:.2f}".replace("-", "−") == value["closeness"]

"""Taking a tab along: the film is made of the reader's picture, and says how far it is."""

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack
from explainer.lessons.forward import film
from explainer.lessons.latent import film as latent_film
from explainer.tabs import forward, latent, reverse, take, text_to_image
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.text import LANGUAGES, load
from tests.tabs.runs import counted_calls, started

FORWARD, REVERSE, LATENT = forward.take.prepared, reverse.take.prepared, latent.take.prepared
DRAWN = text_to_image.take.prepared
BACK = {"kind": "webp", "t": 300, "steps": 10, "seed": 1, "scheduler": "ddim"}


@pytest.fixture
def page(pack: ModelPack, pack_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setattr(film, "PLAN", (4, 1))
    return Page(load("en"), SimpleNamespace(), lambda: pack, pack_folder, SimpleNamespace())  # type: ignore[arg-type]


def test_a_film_is_announced_until_it_is_there(page: Page):
    *shares, last = take.filmed(page, Picture("pug"), {"kind": "webp", "seed": 1}, FORWARD)
    assert [one["kind"] for one in (*shares, last)] == ["running"] * len(shares) + ["done"]
    assert [one["share"] for one in shares] == sorted(one["share"] for one in shares)
    with Image.open(io.BytesIO(Path(last["file"]["path"]).read_bytes())) as image:
        assert getattr(image, "n_frames", 1) == 4  # equal ones in a row are kept once, and shown longer
    assert last["file"]["orig_name"] == "kakusan-pug.webp"


def test_a_seed_that_is_none_is_refused(page: Page):
    with pytest.raises(ValueRangeError):
        list(take.filmed(page, Picture("pug"), {"kind": "gif", "seed": "x"}, FORWARD))


def test_a_film_of_a_readers_own_picture_bears_no_samples_name(page: Page, tmp_path: Path):
    Image.new("RGB", (64, 64), (200, 10, 10)).save(tmp_path / "own.png")
    own = Picture("pug", str(tmp_path / "own.png"))
    *_, last = take.filmed(page, own, {"kind": "gif", "seed": 1}, FORWARD)
    assert last["file"]["orig_name"] == "kakusan.gif"


def test_the_way_back_is_filmed_from_its_recipe(page: Page):
    *shares, last = take.filmed(page, Picture("pug"), BACK, REVERSE)
    assert [one["share"] for one in shares] == sorted(one["share"] for one in shares)
    with Image.open(io.BytesIO(Path(last["file"]["path"]).read_bytes())) as image:
        assert image.width > 2 * image.height - 20
        assert getattr(image, "n_frames", 1) == 5  # four moments and the end


def test_a_stopped_film_of_the_way_back_calls_the_network_no_more(page: Page, pack: ModelPack):
    with counted_calls(pack) as calls:
        film = take.filmed(page, Picture("pug"), BACK, REVERSE)
        next(film)
        film.close()
        assert calls == [1]


def test_a_drawing_is_filmed_from_noise_to_picture_and_named_by_its_seed(page: Page):
    asked = {"kind": "webp", "prompt": "a dog", "guidance": 2, "steps": 4, "seed": 9, "scheduler": "ddim"}
    *shares, last = take.filmed(page, Picture("pug"), asked, DRAWN)
    assert [one["share"] for one in shares] == sorted(one["share"] for one in shares)
    with Image.open(io.BytesIO(Path(last["file"]["path"]).read_bytes())) as image:
        assert getattr(image, "n_frames", 1) == 5
    assert last["file"]["orig_name"] == "kakusan-seed9.webp"
    with pytest.raises(ValueRangeError):
        list(take.filmed(page, Picture("pug"), asked | {"steps": 0}, DRAWN))


@pytest.mark.parametrize("bad", [{"steps": 0}, {"steps": 10_000}, {"scheduler": "magic"}, {"t": None}])
def test_a_way_back_that_makes_no_sense_is_refused(page: Page, bad: dict[str, Any]):
    with pytest.raises(ValueRangeError):
        list(take.filmed(page, Picture("pug"), BACK | bad, REVERSE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_latent_is_filmed_with_a_caption_that_the_font_can_write(
    page: Page, pack: ModelPack, pack_folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
):
    monkeypatch.setattr(latent_film, "STOPS", 2)
    monkeypatch.setattr(latent_film, "HELD", 1)
    here = Page(load(language), SimpleNamespace(), lambda: pack, pack_folder, SimpleNamespace())  # type: ignore[arg-type]
    assert all(words.isascii() for words in here.t.table("latent.film").values())
    *shares, last = take.filmed(here, Picture("pug"), {"kind": "webp"}, LATENT)
    assert [one["share"] for one in shares] == sorted(one["share"] for one in shares)
    with Image.open(io.BytesIO(Path(last["file"]["path"]).read_bytes())) as image:
        assert image.size == (3 * 3 * 128, 3 * 128 + 6 + 48)
        assert getattr(image, "n_frames", 1) > len(latent_film.BITS)


def test_a_film_says_for_which_request_it_is_and_what_became_of_one_that_makes_no_sense(page: Page):
    with gr.Blocks() as blocks:
        here = Page(page.t, blocks, page.pack, page.folder, gr.State())
        forward.take.build(here)
    told = [
        value["film"]
        for value in started(blocks, "ask", {"kind": "gif", "seed": 1, "run": 4}, Picture("pug"))
    ]
    assert all(one["asked"] == {"run": 4, "kind": "gif"} for one in told)
    *_, refused = started(blocks, "ask", {"kind": "gif", "seed": "x", "run": 5}, Picture("pug"))
    assert (refused["film"]["kind"], refused["film"]["asked"]) == ("error", {"run": 5})
    assert refused["film"]["text"]

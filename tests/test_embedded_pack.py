"""The pack that the app ships: its size, its stock loading, and the figures that its card states."""

from pathlib import Path

import pytest
import torch
from diffusers import StableDiffusionPipeline

from explainer.core import images
from explainer.core.pack import ModelPack, decode, encode, load_pack, text_embedding
from explainer.training import data, figures, undoing

FOLDER = Path(__file__).parents[1] / "assets" / "packs" / "animals"
LARGEST = {"unet": 15e6, "student": 15e6, "vae": 6e6, "squares": 5e6}


@pytest.fixture(scope="module")
def animals() -> ModelPack:
    return load_pack(FOLDER)


def test_the_pack_stays_within_its_bounds() -> None:
    sizes = {file: file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()}
    assert max(sizes.values()) <= 10e6
    assert sum(sizes.values()) <= 50e6
    for part, bound in LARGEST.items():
        assert sum(size for file, size in sizes.items() if file.parent.name == part) <= bound
    assert sum(size for file, size in sizes.items() if file.parent.name in ("clip", "text_encoder")) <= 8e6


def test_stock_diffusers_paints_with_it() -> None:
    pipeline = StableDiffusionPipeline.from_pretrained(FOLDER)
    pipeline.set_progress_bar_config(disable=True)
    generator = torch.Generator().manual_seed(0)
    picture = pipeline("a black labrador", num_inference_steps=2, generator=generator).images[0]
    assert picture.size == (128, 128)


def test_a_few_scenes_survive_the_autoencoder_as_the_card_says(animals: ModelPack) -> None:
    x = data.as_input(data.paint([data.test_scene(i) for i in range(8)]))
    y = decode(animals, encode(animals, x))
    near = sum(images.psnr(a[None], b[None]) for a, b in zip(x, y, strict=True)) / len(x)
    assert near == pytest.approx(animals.card["figures"]["autoencoder_psnr"]["value"], abs=1.5)


def test_squares_come_off_without_their_list_as_the_card_says(animals: ModelPack) -> None:
    found = undoing.unstamping_psnr(animals, 6, [100])
    stated = animals.card["figures"]["unstamping"]
    for way in ("stamped", "at_once", "steps"):
        assert found[way]["100"]["value"] == pytest.approx(stated[way]["100"]["value"], abs=1.5)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_captions_find_their_pictures_as_the_card_says(animals: ModelPack, language: str) -> None:
    found = figures.retrieval(animals, language, rounds=1)
    stated = animals.card["figures"]["clip_retrieval"][language]
    assert found["value"] == pytest.approx(stated["value"], abs=0.05)


def test_two_captions_have_two_embeddings(animals: ModelPack) -> None:
    one, two = text_embedding(animals, ["a brown dog", "夜の猫"])
    assert float(one @ two) < 0.9

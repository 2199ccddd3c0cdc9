"""A drawing is read as CLIP reads any picture, and there is something to say of every sheet."""

import base64
import io
from dataclasses import replace

import pytest
import torch
from PIL import Image, ImageDraw

from explainer.core.errors import GivenError
from explainer.core.images import PAPER
from explainer.core.pack import ModelPack, image_embedding, text_embedding
from explainer.core.port import centered
from explainer.lessons.latent import sheet
from explainer.world.captions import LANGUAGES
from explainer.world.scene import BREEDS


def scribbled() -> Image.Image:
    paper = Image.new("RGB", (128, 128), PAPER)
    ImageDraw.Draw(paper).line([(20, 20), (100, 40), (30, 90), (110, 100)], "#7A4828", 7)
    return paper


def as_png(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_name_dog_and_cat_and_every_breed_once(language: str) -> None:
    words = sheet.entries(language)
    assert len({text for text, _ in words}) == len(words) == 2 + sum(map(len, BREEDS.values()))
    assert sum(dog for _, dog in words) == 1 + len(BREEDS["dog"])


def test_the_numbers_are_cosines_without_the_means_nearest_first(pack: ModelPack) -> None:
    reading = sheet.look(pack, as_png(scribbled()), "en")
    assert pack.image_port is not None and len(reading.words) == len(sheet.entries("en"))
    assert [one.cosine for one in reading.words] == sorted(
        (one.cosine for one in reading.words), reverse=True
    )
    seen = centered(pack.image_port, image_embedding(pack, [scribbled()]), "image")
    first = centered(pack.image_port, text_embedding(pack, [reading.words[0].text]), "words")
    assert reading.words[0].cosine == pytest.approx(float(torch.sum(first * seen)), abs=1e-5)


def test_a_pack_that_knows_no_means_compares_as_clip_does(pack: ModelPack) -> None:
    reading = sheet.look(replace(pack, image_port=None), as_png(scribbled()), "ja")
    seen, said = image_embedding(pack, [scribbled()]), text_embedding(pack, [reading.words[0].text])
    assert reading.words[0].cosine == pytest.approx(float(torch.sum(seen * said)), abs=1e-5)


@pytest.mark.parametrize("data", ["", as_png(Image.new("RGB", (128, 128), PAPER))])
def test_an_empty_sheet_gets_numbers_too_and_is_known_to_be_empty(pack: ModelPack, data: str) -> None:
    reading = sheet.look(pack, data, "en")
    assert reading.empty and reading == sheet.look(pack, "", "en")
    assert not sheet.look(pack, as_png(scribbled()), "en").empty


def test_the_first_word_that_names_a_dog_has_a_place(pack: ModelPack) -> None:
    reading = sheet.look(pack, "", "en")
    before = reading.words[: reading.first_dog]
    assert reading.words[reading.first_dog].dog and not any(one.dog for one in before)


def test_this_app_s_own_dogs_are_read_as_a_drawing_is(pack: ModelPack) -> None:
    for one in sheet.own(pack, "en"):
        assert one.picture.size == (128, 128)
        drawn = sheet.look(pack, as_png(one.picture), "en")
        assert [word.text for word in drawn.words] == [word.text for word in one.reading.words]


@pytest.mark.parametrize(
    "bad", ["dog", "data:image/png;base64,%%%", "data:image/png;base64," + "A" * 500_000]
)
def test_what_is_no_drawing_is_refused(pack: ModelPack, bad: str) -> None:
    with pytest.raises(GivenError, match=r"given\.not_a_sketch"):
        sheet.look(pack, bad, "en")


def test_what_is_larger_than_any_sheet_is_refused(pack: ModelPack) -> None:
    with pytest.raises(GivenError):
        sheet.look(pack, as_png(Image.new("RGB", (1025, 1025), PAPER)), "en")
